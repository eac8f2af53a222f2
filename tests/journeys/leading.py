"""A leader's way through launching a campaign and closing a phase."""

from playwright.sync_api import Page

PROVINCE = "/chi-dao/LDLD-NINH-THUAN/"
LAUNCH, CLOSE = f"{PROVINCE}phat-dong/", f"{PROVINCE}tong-ket/GD1/"


def divided(page: Page) -> None:
    """A campaign of the province's own in phase 2, its target divided equally, one number put by hand."""
    page.goto(LAUNCH)
    page.locator("input[name=joins][value=moi]").check()
    page.locator("input[name=name]").fill("Chiến dịch thi đua cao điểm 40 ngày đầu giai đoạn 2")
    page.locator("input[name=first_day]").fill("1/6/2022")
    page.locator("input[name=last_day]").fill("10/7/2022")
    page.locator("input[name=total]").fill("1200")
    page.locator("input[name=method][value=EQUALLY]").check()
    page.get_by_role("button", name="Lập bảng").click()
    page.locator("main table input").first.fill("120")
    page.get_by_role("button", name="Chia lại").click()


def wrong(page: Page) -> None:
    """Without a name, over the end of a phase, with a number that cannot be read."""
    divided(page)
    page.locator("input[name=name]").fill("")
    page.locator("input[name=first_day]").fill("31/5/2022")
    page.locator("main table input").first.fill("nhiều lắm")
    page.get_by_role("button", name="Xem trước").click()


def previewed(page: Page) -> None:
    """All that would be made."""
    divided(page)
    page.get_by_role("button", name="Xem trước").click()


def launched(page: Page) -> None:
    """What was made: the forty days are launched, unless they were."""
    page.goto(PROVINCE)
    before = page.locator("section[aria-labelledby=chien-dich] a")
    if before.count():
        before.first.click()
        return
    page.goto(LAUNCH)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Phát động").click()
    page.wait_for_url("**/phat-dong/*/")


def taking_stock(page: Page) -> None:
    """An interim review, asked for without a reason."""
    page.goto(CLOSE)
    page.get_by_role("button", name="soạn công văn sơ kết").click()


def took_stock(page: Page) -> None:
    """What was made by it."""
    taking_stock(page)
    page.locator("input[name=reason]").fill("Hội nghị sơ kết của Ban Thường vụ")
    page.get_by_role("button", name="soạn công văn sơ kết").click()
    page.wait_for_url("**/tong-ket/GD1/*/")
