"""A leader's way through papers: the heading, a draft, its number, its day."""

from playwright.sync_api import Page

from sangkien.files.tests.making import pdf
from tests.journeys.people import sign_in

COLLEAGUE = "phuoc.dq"  # also leads the province of the demonstration
PROVINCE = "/van-ban/LDLD-NINH-THUAN/"
_HEADING = {
    "above": "Tổng Liên đoàn Lao động\nViệt Nam",
    "issuer": "Liên đoàn Lao động tỉnh\nNinh Thuận",
    "symbol": "LĐLĐ",
    "place": "Ninh Thuận",
    "archive": "VT, Ban CTCS",
}


def headed(page: Page) -> None:
    """How the province's papers begin."""
    page.goto(f"{PROVINCE}tieu-de/")
    for name, text in _HEADING.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Đặt tiêu đề").click()


def drafted(page: Page, template: str = "reminder") -> None:
    """A draft of phase 1, with its annex."""
    page.goto(f"{PROVINCE}soan/{template}/")
    page.locator("select[name=stretch]").select_option("GD1")
    page.get_by_role("button", name="Soạn dự thảo").click()


def day_to_come(page: Page) -> None:
    """The page on which a paper is begun, sent with a day that has not come."""
    page.locator("input[name=as_of]").fill("31/12/2099")
    page.get_by_role("button", name="Soạn dự thảo").click()


def edited(page: Page) -> None:
    """The texts of a draft."""
    drafted(page)
    page.get_by_role("link", name="Sửa dự thảo").click()


def signed(page: Page) -> None:
    """A draft that lacks nothing."""
    headed(page)
    edited(page)
    page.locator("select[name=signer]").select_option(index=1)
    page.get_by_role("button", name="Lưu dự thảo").click()


def checked(page: Page) -> None:
    """A draft that was read by another officer where the union has one, who goes on with it."""
    signed(page)
    done = page.get_by_role("button", name="Soát xong")
    if not done.count():
        address = page.url
        page.context.clear_cookies()
        sign_in(page, COLLEAGUE)
        page.goto(address)
    done.click()


def compared(page: Page) -> None:
    """Two versions of a draft."""
    edited(page)
    page.locator("[name=body]").fill("Một dự thảo khác hẳn, ba dòng.\nDòng hai.\nDòng ba.")
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.get_by_role("link", name="Các bản soạn").click()


def numbered(page: Page) -> None:
    """A paper that waits to be signed."""
    checked(page)
    page.get_by_role("button", name="Lấy số").click()


def with_its_copy(page: Page) -> None:
    """A paper whose signed copy is attached."""
    numbered(page)
    page.get_by_role("link", name="Đính kèm bản đã ký").click()
    page.locator("input[name=copy]").set_input_files(
        {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Đính kèm").click()


def without_a_copy(page: Page) -> None:
    """The page on which a signed copy is attached, sent without one."""
    numbered(page)
    page.get_by_role("link", name="Đính kèm bản đã ký").click()
    page.get_by_role("button", name="Đính kèm").click()


def issuing(page: Page) -> None:
    """On which day it was signed; asked with a day to come."""
    numbered(page)
    page.get_by_role("link", name="Ban hành").click()
    page.locator("input[name=day]").fill("31/12/2099")
    page.get_by_role("button", name="Ban hành").click()


def issued(page: Page) -> None:
    """A paper that went out."""
    issuing(page)
    page.goto(page.url)
    page.locator("input[name=unsigned]").fill("Bản giấy đã ký, văn thư quét sau")
    page.get_by_role("button", name="Ban hành").click()


def replacing(page: Page) -> None:
    """The draft of a paper that replaces another."""
    issued(page)
    page.get_by_role("button", name="Soạn văn bản thay thế").click()
    page.get_by_role("button", name="Lưu dự thảo").click()
    page.get_by_text("Thay cho văn bản").first.wait_for()


def no_series(page: Page) -> None:
    """The page on which a series is begun, sent for nobody and without who signs."""
    for box in page.locator("input[name=units]").all():
        box.uncheck()
    page.get_by_role("button", name="Soạn loạt văn bản").click()


def cancelling(page: Page) -> None:
    """Why its number is struck out; asked without a reason."""
    numbered(page)
    page.get_by_role("link", name="Hủy số").click()
    page.get_by_role("button", name="Hủy số").click()


def registered(page: Page) -> None:
    """The register with a number that is kept for a paper written elsewhere."""
    headed(page)
    page.goto(f"{PROVINCE}so-di/")
    page.locator("input[name=subject]").fill("Thăm công nhân ca đêm")
    page.get_by_role("button", name="Giữ số").click()


def kept(page: Page) -> None:
    """What becomes of that number."""
    registered(page)
    page.locator("main table th a").first.click()
