"""An administrator's way through the steps of a decision on the organisation."""

from collections.abc import Callable

from playwright.sync_api import Page

MERGE = "/to-chuc/sap-xep/moi/?viec=merge&units="


def press(name: str) -> Callable[[Page], None]:
    """The first button of that name."""
    return lambda page: page.get_by_role("button", name=name).first.click()


def look_for_unions(page: Page) -> None:
    """Units found to tick, whole groups among them, and a goal to choose."""
    page.locator("input[name=tim-units]").fill("khu cong nghiep")
    page.locator("input[name=tim-into]").fill("ninh phuoc")
    page.locator("main").get_by_role("button", name="Tìm").first.click()


def day(page: Page) -> None:
    """Two districts to be merged; by which decision and when is still to be written."""
    page.locator("input[name=tim-into]").fill("LDLD-NINH-PHUOC")
    page.locator("main").get_by_role("button", name="Tìm").last.click()
    page.locator("input[name=into][value=LDLD-NINH-PHUOC]").check()
    page.get_by_role("button", name="Tiếp tục").click()


def wrong_day(page: Page) -> None:
    """A day on which the districts were not there yet."""
    day(page)
    page.locator("input[name=effective]").fill("1/1/1950")
    page.get_by_role("button", name="Xem trước").click()


def rehearsed(page: Page) -> None:
    """What would come of it next month."""
    day(page)
    page.locator("input[name=number]").fill("12/QĐ-LĐLĐ")
    page.locator("input[name=signed_on]").fill("30/5/2022")
    page.locator("input[name=effective]").fill("1/7/2022")
    page.get_by_role("button", name="Xem trước").click()


def decided(page: Page) -> None:
    """The log with one decision, which is made first where there is none; its day is still to come."""
    page.goto("/to-chuc/sap-xep/")
    if not page.locator("main table a").count():
        page.goto(f"{MERGE}LDLD-THUAN-BAC")
        rehearsed(page)
        page.get_by_role("button", name="Thực hiện quyết định").click()
        page.goto("/to-chuc/sap-xep/")


def decision(page: Page) -> None:
    """The decision in full."""
    decided(page)
    page.locator("main table a").first.click()


def on_a_unit(page: Page) -> None:
    """A union's own page, with the decision that touched it."""
    decided(page)
    page.goto("/to-chuc/LDLD-NINH-PHUOC/")


def undo(page: Page) -> None:
    """What taking it back would bring."""
    decision(page)
    page.get_by_role("link", name="Hoàn tác…").click()
