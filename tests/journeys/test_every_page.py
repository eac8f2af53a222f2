"""Every page, on a small phone and on a desk: accessible, inside its screen, light, and on its own.

What is `thorough` looks at the same pages a second time, on the other screen, and at two of three pages of officers;
`make journeys` does it, `make test` not.
"""

import gzip
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Response

from tests.journeys.conftest import Site
from tests.journeys.pages import OFFICER, PUBLIC, WORKER, View, everything
from tests.journeys.people import DESKTOP, PHONE, visitor

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
SMALL = {"width": 320, "height": 640}
SCREENS = (SMALL, DESKTOP)
HELPING = [view for view in OFFICER if view.name.startswith(("nhap-thay", "so-nhap", "xac-nhan", "ngay-hoi"))]
# Words that stick out of the screen, or of a box that shows no more than fits.
_CUT_OFF = """() => Array.from(document.querySelectorAll("main *, header *")).filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height || !element.innerText || element.closest(".quiet, .skip, .table, .tabs")) return false;
  const hides = /hidden|clip/.test(getComputedStyle(element).overflowX);
  return box.right > innerWidth + 1 || (hides && element.scrollWidth > element.clientWidth + 1);
}).map((element) => `${element.tagName}.${element.className}: ${element.innerText.slice(0, 60)}`)"""
LIGHT = 90 * 1024  # bytes on the wire of a worker's or public page, first visit


def _seen(view: View, screen: dict[str, int]) -> Any:
    """What workers and the public open, on a phone first; what officers open, on a desk."""
    first = DESKTOP if view in OFFICER else SMALL
    seen = screen is first and (view not in OFFICER or view in OFFICER[::3])
    marks = () if seen else pytest.mark.thorough
    return pytest.param(view, screen, id=f"{view.name}-{screen['width']}", marks=marks)


@pytest.mark.parametrize(("view", "screen"), [_seen(view, screen) for view in everything() for screen in SCREENS])
def test_is_accessible_and_fits_its_screen(browser: Browser, site: Site, view: View, screen: dict[str, int]) -> None:
    with visitor(browser, site, view.login, screen=screen, scripts=True, again=True) as page:  # axe is a script
        troubles = _watch(page, site)
        view.show(page)

        assert _violations(page) == []
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == "vi"
        assert len(page.title()) > 5
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"], "scrolls sideways"
        assert troubles == []


def _some(views: list[View], each: int) -> list[Any]:
    """All of them; of so many on end the first is no thorough one."""
    return [
        pytest.param(view, id=view.name, marks=pytest.mark.thorough if n % each else ()) for n, view in enumerate(views)
    ]


@pytest.mark.parametrize("view", _some(WORKER + HELPING, 3))
def test_twice_the_text_and_the_longest_name_fit_a_small_phone(
    large_browser: Browser, long_site: Site, view: View
) -> None:
    with visitor(large_browser, long_site, view.login, screen=SMALL, scripts=True, again=True) as page:
        view.show(page)

        assert page.evaluate(_CUT_OFF) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], "scrolls sideways"


@pytest.mark.parametrize("view", _some([v for v in PUBLIC + WORKER if not v.login], 4))
def test_a_first_visit_is_light(browser: Browser, site: Site, view: View) -> None:
    with visitor(browser, site, screen=PHONE) as page:
        view.show(page)
        address = page.url
    with visitor(browser, site, screen=PHONE, scripts=True) as page:
        if "/gui/" in address and len(address.split("/")) > 5:
            view.show(page)  # the form is its owner's; the first visit is this one
        weights: dict[str, int] = {}
        page.on("response", lambda response: weights.__setitem__(response.url, _on_the_wire(response)))
        page.goto(address)
        page.wait_for_load_state("networkidle")

    assert 0 < sum(weights.values()) <= LIGHT, weights


@pytest.mark.thorough
def test_pictures_for_the_documentation(browser: Browser, site: Site, tmp_path: Path) -> None:
    """`make docs` sets SANGKIEN_PICTURES; otherwise the pictures only have to come out."""
    into = Path(os.environ.get("SANGKIEN_PICTURES") or tmp_path)
    into.mkdir(parents=True, exist_ok=True)
    shown = {
        "trang-chu",
        "gui-tim",
        "gui-thay-doi",
        "gui-loi-ich-sai",
        "toi",
        "dang-nhap-ma",
        "bien-nhan",
        "co-so",
        "tham-dinh",
        "tim",
        "bang",
        "chi-tieu",
        "chi-tieu-chia",
        "phat-dong-xem-truoc",
        "phat-dong-da-lap",
        "so-ket",
        "van-ban-da-ky",
        "bao-cao-tong-hop",
        "loat-van-ban-soan",
        "giay-chung-nhan-cap",
        "thu-lao-tinh",
        "thu-hoi-khen-thuong",
        "sap-xep-don-vi",
        "sap-xep-xem-truoc",
        "quyet-dinh",
        "ngay-hoi",
        "ngay-hoi-trang",
        "ngay-hoi-man-hinh",
        "ngay-hoi-may",
        "xep-loai-ket-qua",
        "xep-loai-bang-diem",
        "phien-hop",
    }
    for view in everything():
        if view.name in shown:
            for suffix, screen in (("", DESKTOP), ("-dien-thoai", PHONE)):
                with visitor(browser, site, view.login, screen=screen, again=True) as page:
                    view.show(page)
                    # a bar that sticks to the screen would float in the middle of a full page
                    page.screenshot(
                        path=into / f"{view.name}{suffix}.png", full_page=view.name not in {"tham-dinh", "tim"}
                    )

    assert len(list(into.glob("*.png"))) >= 2 * len(shown)


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:160]}" for violation in found["violations"] for node in violation["nodes"]
    ]


def _watch(page: Page, site: Site) -> list[str]:
    """What the browser complains of: blocked content, broken resources, requests to somebody else."""
    troubles: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((site.url, "data:")):
            troubles.append(f"off-origin: {request.url}")

    def said(message: Any) -> None:
        if "Content Security Policy" in message.text:
            troubles.append(message.text)

    page.on("request", asked)
    page.on("console", said)
    return troubles


def _on_the_wire(response: Response) -> int:
    """The bytes as a phone gets them: what the server compressed, or a page as a compressing proxy sends it."""
    length = response.headers.get("content-length")
    if response.headers.get("content-encoding") and length:
        return int(length)
    body = response.body()
    kind = response.headers.get("content-type", "")
    return len(gzip.compress(body)) if kind.startswith(("text/", "image/svg")) else len(body)
