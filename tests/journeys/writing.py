"""A leader's way through papers: the heading, a draft, its number, its day."""

from playwright.sync_api import Page

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


def numbered(page: Page) -> None:
    """A paper that waits to be signed."""
    signed(page)
    page.get_by_role("button", name="Lấy số").click()


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
    page.get_by_role("button", name="Ban hành").click()


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
