"""What people do in a browser, in their words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from sangkien.ops.demo.load import PASSWORD
from tests.journeys.conftest import Site

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1366, "height": 900}


_signed_in: dict[tuple[str, str], Any] = {}  # home of the site, login -> what the browser keeps of it


@contextmanager
def visitor(
    browser: Browser,
    site: Site,
    login: str = "",
    *,
    screen: Any = None,
    scripts: bool = False,
    again: bool = False,
    password: str = PASSWORD,
) -> Iterator[Page]:
    """Somebody with a browser of their own, signed in when a login is given; `again`: since the last time. Scripts are
    off: nothing needs them."""
    who = (site.environment["SANGKIEN_HOME"], login)
    known = _signed_in.get(who) if again else None
    context = browser.new_context(
        viewport=screen or PHONE,
        java_script_enabled=scripts,
        locale="vi-VN",
        base_url=site.url,
        storage_state=known,
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    try:
        if login and not known:
            sign_in(page, login, password)
            _signed_in[who] = context.storage_state()
        yield page
    finally:
        context.close()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Through the sign-in page, as anybody would."""
    page.goto("/dang-nhap/")
    page.locator("input[name=name]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
