"""Update days in a browser: how to get to their pages, and to a shared machine."""

from collections.abc import Callable

from playwright.sync_api import Page

from sangkien.ops.demo.gathering import PIN
from tests.journeys.people import sign_in


def first(page: Page) -> None:
    """The newest event, as an officer sees it."""
    page.goto("/ngay-hoi/")
    page.goto(page.locator("table a").first.get_attribute("href") or "/")


def first_for(verb: str) -> Callable[[Page], None]:
    """Its page for changing or calling it off."""

    def show(page: Page) -> None:
        first(page)
        page.goto(f"{page.url}{verb}/")

    return show


def empty(page: Page) -> None:
    """The form for a new one, sent without a word."""
    for name in ("place", "day", "pin"):
        page.locator(f"input[name={name}]").fill("")
    page.get_by_role("button", name="Tạo ngày hội").click()


def code_of_today(page: Page) -> str:
    """The code of the event that goes on today; whoever looked it up is signed out again."""
    page.goto("/dang-nhap/")
    sign_in(page, "minh")
    first(page)
    code = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.context.clear_cookies()
    return code


def public(rest: str) -> Callable[[Page], None]:
    """A page that anybody may see of today's event."""

    def show(page: Page) -> None:
        page.goto(f"/n/{code_of_today(page)}/{rest}")

    return show


def shared_machine(page: Page) -> None:
    """A machine that an officer has opened."""
    public("kiosk/")(page)
    page.locator("input[name=pin]").fill(PIN)
    page.get_by_role("button", name="Mở").click()


def at_the_machine(page: Page) -> None:
    """Somebody has sat down."""
    shared_machine(page)
    page.get_by_role("button", name="Bắt đầu").click()


def left_the_machine(page: Page) -> None:
    """And has gone away again without sending."""
    at_the_machine(page)
    page.wait_for_url("**/noi-lam-viec/")
    page.goto(page.url.replace("/noi-lam-viec/", "/tac-gia/"))
    page.locator("input[name=author-1-full_name]").fill("Nguyễn Thị Lan")
    page.get_by_role("button", name="Lưu và thoát").click()
    page.wait_for_url("**/kiosk/tam-dung/")
