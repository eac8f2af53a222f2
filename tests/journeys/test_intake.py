"""Mai brings the list of recognised initiatives that a college keeps in Excel, as it is: one column put right, three
rows entered, the batch taken back. Without JavaScript."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.listing import brought, has_it_checked, leads_on, says_what_holds_for_all
from tests.journeys.people import DESKTOP, visitor


def test_a_list_from_excel_becomes_dossiers_and_is_taken_back(own_site: Site, browser: Browser) -> None:
    with visitor(browser, own_site, "mai", screen=DESKTOP) as desk:
        desk.get_by_role("link", name="Nhập từ Excel").first.click()
        expect(desk.get_by_text("Chưa có danh sách nào")).to_be_visible()
        desk.get_by_role("link", name="Đưa tệp lên").first.click()
        brought(desk)
        puts_a_column_right(desk)
        says_what_holds_for_all(desk)
        has_it_checked(desk)
        assert number_on(desk, "Sẵn sàng") > 100

        leaves_all_but(desk, 3)
        desk.get_by_role("link", name="Nhập 3 dòng sẵn sàng").click()
        desk.get_by_role("button", name="Nhập 3 sáng kiến").click()
        leads_on(desk)
        expect(desk.get_by_role("heading", name="Kết quả nhập")).to_be_visible()
        desk.get_by_role("link", name="Xem các hồ sơ đã nhập").click()
        expect(desk.locator("main td a.code")).to_have_count(3)

        desk.go_back()
        desk.get_by_role("link", name="Hoàn tác cả lô").click()
        desk.get_by_role("button", name="Rút 3 hồ sơ").click()
        leads_on(desk)
        expect(desk.get_by_role("heading", name="Đã hoàn tác")).to_be_visible()


def puts_a_column_right(desk: Page) -> None:
    """The college's notes are the position of each author; what she says is remembered."""
    desk.get_by_label("GHI CHÚ").first.select_option("position")
    desk.get_by_role("button", name="Xem lại cách hiểu").last.click()
    expect(desk.get_by_label("GHI CHÚ").first).to_have_value("position")


def number_on(desk: Page, pile: str) -> int:
    shown = desk.locator(".pile").filter(has_text=pile).locator("b").inner_text()
    return int(re.sub(r"\D", "", shown))


def leaves_all_but(desk: Page, few: int) -> None:
    """She lays whole pages of rows aside, until so few are ready."""
    desk.locator(".pile").filter(has_text="Sẵn sàng").click()
    while number_on(desk, "Sẵn sàng") > few:
        for box in desk.get_by_role("checkbox").all()[few:]:
            box.check()
        desk.get_by_role("button", name="Để lại các dòng đã chọn").click()
