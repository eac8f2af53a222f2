"""Mai brings the list of recognised initiatives that a college keeps in Excel, as it is: one column put right, three rows
entered, the batch taken back. Without JavaScript."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

import sangkien.intake.tests
from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, visitor

LIST = Path(sangkien.intake.tests.__file__).parent / "files" / "01_cao_dang_danh_sach_sang_kien.xls"


def test_a_list_from_excel_becomes_dossiers_and_is_taken_back(own_site: Site, browser: Browser) -> None:
    with visitor(browser, own_site, "mai", screen=DESKTOP) as desk:
        desk.get_by_role("link", name="Nhập từ Excel").first.click()
        expect(desk.get_by_text("Chưa có danh sách nào")).to_be_visible()

        desk.get_by_role("link", name="Đưa tệp lên").first.click()
        desk.get_by_label("Tệp danh sách").set_input_files(LIST)
        desk.get_by_role("button", name="Đưa lên và đọc").click()
        expect(desk.get_by_text("139 sáng kiến")).to_be_visible()

        puts_a_column_right(desk)
        says_what_holds_for_all(desk)
        desk.get_by_role("button", name="Đúng rồi, kiểm tra các dòng").click()
        leads_on(desk)
        assert number_on(desk, "Sẵn sàng") > 100

        leaves_all_but(desk, 3)
        desk.get_by_role("link", name="Nhập 3 dòng sẵn sàng").click()
        desk.get_by_role("button", name="Nhập 3 sáng kiến").click()
        leads_on(desk)
        expect(desk.get_by_role("heading", name="Kết quả nhập")).to_be_visible()
        desk.get_by_role("link", name="Xem các hồ sơ đã nhập").click()
        expect(desk.locator("main a.code")).to_have_count(3)

        desk.go_back()
        desk.get_by_role("link", name="Hoàn tác cả lô").click()
        desk.get_by_role("button", name="Rút 3 hồ sơ").click()
        leads_on(desk)
        expect(desk.get_by_role("heading", name="Đã hoàn tác")).to_be_visible()


def puts_a_column_right(desk: Page) -> None:
    """The college's notes are the position of each author; what she says is remembered."""
    notes = desk.get_by_label("GHI CHÚ").first
    notes.select_option("position")
    desk.get_by_role("button", name="Xem lại cách hiểu").last.click()
    expect(desk.get_by_label("GHI CHÚ").first).to_have_value("position")


def says_what_holds_for_all(desk: Page) -> None:
    desk.get_by_label("Hình thức công nhận").select_option(label="Quyết định công nhận sáng kiến")
    desk.get_by_label("Số quyết định").fill("41/QĐ-CĐ")
    desk.get_by_label("Ngày quyết định").fill("12/04/2022")
    desk.get_by_label("Nơi ban hành").fill("Trường Cao đẳng nghề")
    desk.get_by_label("Loại giải pháp").select_option(index=1)
    desk.get_by_label("Lĩnh vực").select_option(index=1)
    desk.get_by_label("Bắt đầu áp dụng từ ngày").fill("01/03/2022")
    desk.get_by_label("Dòng không ghi số tiền").select_option(label="Có lợi nhưng chưa tính được bằng tiền")
    desk.get_by_label("Trước đây làm thế nào").fill("Theo hồ sơ sáng kiến lưu tại trường.")
    desk.get_by_label("Bây giờ làm thế nào").fill("Theo hồ sơ sáng kiến lưu tại trường.")


def leads_on(desk: Page) -> None:
    """The job ends while the page asks again by itself; then it leads to what came of it."""
    result = desk.get_by_role("link", name="Xem kết quả")
    result.wait_for(timeout=60_000)
    result.click()


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
