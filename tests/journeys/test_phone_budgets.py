"""A worker's page on a slow network and a slow phone: when its largest part is there."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site
from tests.journeys.phones import phone

LARGEST_PAINT = 4000  # milliseconds
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
_LARGEST_PAINT = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().pop().startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


def test_the_form_is_there_within_four_seconds(
    browser: Browser, light_site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    address, cookies = _begun(browser, light_site, "thay-doi")

    paints = [_slow_visit(browser, light_site, address, cookies) for _time in range(3)]

    with capsys.disabled():
        print(f"\nlargest paint, ms, three first visits at 400 kbit/s, 400 ms, 6 x CPU: {paints}")  # noqa: T201 a figure for people
    assert min(paints) <= LARGEST_PAINT  # the other two tell how busy the machine was


def _begun(browser: Browser, site: Site, step: str) -> tuple[str, Any]:
    """The address of a page of a new draft, and the cookies to see it; the caches are empty again."""
    with phone(browser, site) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/noi-lam-viec/")
        return page.url.replace("noi-lam-viec", step), page.context.storage_state()


def _slow_visit(browser: Browser, site: Site, address: str, cookies: Any) -> int:
    with phone(browser, site, storage_state=cookies) as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": 6})
        page.set_default_timeout(60_000)
        page.goto(address, wait_until="load")
        page.wait_for_timeout(1500)
        return round(page.evaluate(_LARGEST_PAINT))
