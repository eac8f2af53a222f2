"""What officers do with a list from Excel, in a browser."""

from pathlib import Path

from playwright.sync_api import Page

import sangkien.intake.tests

LIST = Path(sangkien.intake.tests.__file__).parent / "files" / "01_cao_dang_danh_sach_sang_kien.xls"
"""139 recognised initiatives of a college, as the college keeps them."""


def nothing_chosen(page: Page) -> None:
    """No file, and the button pressed."""
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.locator(".error-summary").wait_for()


def brought(page: Page) -> None:
    """The list is read, and shown as it is understood."""
    page.get_by_label("Tệp danh sách").set_input_files(LIST)
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_text("139 sáng kiến").wait_for()


def says_what_holds_for_all(page: Page) -> None:
    """What the list has no column for."""
    page.get_by_label("Hình thức công nhận").select_option(label="Quyết định công nhận sáng kiến")
    page.get_by_label("Số quyết định").fill("41/QĐ-CĐ")
    page.get_by_label("Ngày quyết định").fill("12/04/2022")
    page.get_by_label("Nơi ban hành").fill("Trường Cao đẳng nghề")
    page.get_by_label("Loại giải pháp").select_option(label="Giải pháp tác nghiệp")
    page.get_by_label("Lĩnh vực").select_option(label="Vì cộng đồng: y tế, giáo dục")
    page.get_by_label("Bắt đầu áp dụng từ ngày").fill("01/03/2022")
    page.get_by_label("Dòng không ghi số tiền").select_option(label="Có lợi nhưng chưa tính được bằng tiền")
    page.get_by_label("Trước đây làm thế nào").fill("Theo hồ sơ sáng kiến lưu tại trường.")
    page.get_by_label("Bây giờ làm thế nào").fill("Theo hồ sơ sáng kiến lưu tại trường.")


def has_it_checked(page: Page) -> None:
    """The rows are looked at; the page of the job asks again by itself and leads to them."""
    page.get_by_role("button", name="Đúng rồi, kiểm tra các dòng").click()
    leads_on(page)


def leads_on(page: Page) -> None:
    """The job ends; then its page leads to what came of it."""
    result = page.get_by_role("link", name="Xem kết quả")
    result.wait_for(timeout=60_000)
    result.click()


def to_be_put_right(page: Page) -> None:
    """The rows, of which every one lacks something that nobody has said."""
    brought(page)
    has_it_checked(page)


def ready(page: Page) -> None:
    """The rows that may be entered."""
    brought(page)
    says_what_holds_for_all(page)
    has_it_checked(page)
    page.locator(".pile").filter(has_text="Sẵn sàng").click()


def asked(page: Page) -> None:
    """The counted question before anything is entered."""
    ready(page)
    page.get_by_role("link", name="dòng sẵn sàng").click()
