"""A programme on its pages: something is typed, and something wrong."""

from playwright.sync_api import Page

ROOT = "/thiet-lap/CT1TSK/"


def previewed(page: Page) -> None:
    """Another slogan, shown before it is made."""
    page.get_by_label("Khẩu hiệu").fill("Mỗi ngày một sáng kiến")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("heading", name="Sẽ thay đổi những gì").wait_for()


def wrong_row(page: Page) -> None:
    """A phase whose code has a space in it."""
    page.locator("main details > summary").first.click()
    page.locator("[name='0-code']").fill("hai chữ")
    page.get_by_role("button", name="Xem trước").click()
    page.locator(".error-summary").wait_for()


def wrong_file(page: Page) -> None:
    """A file with mistakes."""
    page.get_by_label("Nội dung tệp YAML").fill("code: CT1TSK\nshort_name: {vi: Sai}\nmau: do")
    page.get_by_role("button", name="Xem trước").click()
    page.locator(".error-summary").wait_for()


def rehearsal(page: Page) -> None:
    """A copy to be tried out; the one of another page is taken where there is one."""
    page.get_by_label("Mã chương trình mới").fill("CHAY-THU")
    page.get_by_label("Tên ngắn").fill("Bản chạy thử")
    page.get_by_label("Lùi mọi ngày").fill("0")
    page.get_by_label("Chỉ chạy thử").check()
    page.get_by_role("button", name="Sao chép").click()
    page.goto("/thiet-lap/CHAY-THU/")


def dropping(page: Page) -> None:
    """The last question before a rehearsal is thrown away."""
    rehearsal(page)
    page.goto("/thiet-lap/CHAY-THU/chay-thu/bo-het/")
