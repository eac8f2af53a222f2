"""A leader's way through giving targets to the unions below: nothing is decided for the phase that others look at."""

from playwright.sync_api import Page

PROVINCE = "/chi-tieu/LDLD-NINH-THUAN/"
CHOOSE = f"{PROVINCE}giao/GD1/sang-kien/"
TABLE = f"{CHOOSE}bang/?method=MEMBERS&floor=20"
_OF_PHASE_2 = f"{PROVINCE}giao/GD2/sang-kien/bang/?method=OF_MEMBERS&percent=10"


def _signed(page: Page) -> None:
    page.locator("input[name=number]").fill("45/QĐ-LĐLĐ")
    page.locator("input[name=signed_on]").fill("30/5/2022")


def _press(page: Page, task: str) -> None:
    page.locator(f"button[name=viec][value={task}]").click()


def wrong(page: Page) -> None:
    """One number that cannot be read, one too large for the sum, and no paper."""
    page.locator("input[name=so-CD-KCN]").fill("nhiều lắm")
    page.locator("input[name=so-CDN-GIAO-DUC]").fill("900")
    _press(page, "xem")


def previewed(page: Page) -> None:
    """One put by hand, the rest divided again, and what would be decided."""
    page.locator("input[name=so-LDLD-NINH-PHUOC]").fill("120")
    _press(page, "chia-lai")
    _signed(page)
    _press(page, "xem")


def drafted(page: Page) -> None:
    """The decision as a paper of the registry, with the table as its annex."""
    _press(page, "du-thao")
    page.wait_for_url("**/van-ban/*/")


def decided(page: Page) -> None:
    """A decision for the second phase."""
    page.goto(_OF_PHASE_2)
    for box in page.locator("main table input").all():
        if not box.input_value():
            box.fill("12")
    _signed(page)
    _press(page, "xem")
    _press(page, "ghi")
    page.wait_for_url("**/quyet-dinh/*/")


def withdrawing(page: Page) -> None:
    """By which paper it is taken back; wrongly asked."""
    decided(page)
    page.get_by_role("link", name="Thu hồi").click()
    page.get_by_role("button", name="Thu hồi").click()
