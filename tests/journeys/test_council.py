"""A council scores in the browser: three councillors, a reviewer who concludes, takes it back and concludes again, and
the author who reads why. On a phone, without JavaScript."""

from playwright.sync_api import Browser, Page, expect

from sangkien.ops.demo.council import COUNCILLORS, PLANS, SECRETARY
from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, visitor

NEW = PLANS[-1]  # nobody has scored it yet
POINTS = [("20", "25", "15"), ("18", "20", "14"), ("21", "30", "16")]  # 60, 52, 67: 59,66 on average, below 70


def scores(page: Page, points: tuple[str, str, str], note: str = "") -> None:
    """Open the dossier from the list and send the sheet."""
    page.goto("/cham-diem/")
    page.get_by_role("link", name=NEW.title).click()
    expect(page.get_by_text(NEW.after)).to_be_visible()
    for label, given in zip(("Tính mới", "Hiệu quả", "Khả năng nhân rộng"), points, strict=True):
        page.get_by_label(label, exact=True).fill(given)
    page.get_by_label("Nhận xét").fill(note)
    page.get_by_role("button", name="Gửi phiếu chấm").click()


def test_a_council_scores_and_the_author_reads_why(site: Site, browser: Browser) -> None:
    for login, points in zip(COUNCILLORS, POINTS, strict=True):
        with visitor(browser, site, login) as phone:
            expect(phone.get_by_role("heading", name="Chờ anh/chị chấm điểm")).to_be_visible()
            if login == COUNCILLORS[0]:
                scores(phone, ("31", "25", "15"), "Có tính mới.")
                expect(phone.get_by_text("Chấm “Tính mới” bằng số nguyên từ 0 đến 30").first).to_be_visible()
                expect(phone.get_by_label("Nhận xét")).to_have_value("Có tính mới.")
                expect(phone.get_by_label("Hiệu quả", exact=True)).to_have_value("25")
            scores(phone, points)
            expect(phone.get_by_text("Đã ghi phiếu chấm")).to_be_visible()
            assert phone.evaluate("document.documentElement.scrollWidth") <= 360

    with visitor(browser, site, SECRETARY, screen=DESKTOP) as desk:
        opens(desk)
        expect(desk.get_by_text("Hội đồng chấm 59,66/100 điểm, dưới mức 70 điểm")).to_be_visible()
        concludes(desk)
        opens(desk, settled=True)
        desk.get_by_role("button", name="Hoàn tác").first.click()
        expect(desk.get_by_text("Đã hoàn tác kết luận.")).to_be_visible()
        expect(desk.get_by_text("Đã có 3 phiếu, cần ít nhất 2 phiếu.")).to_be_visible()
        concludes(desk)

    with visitor(browser, site, NEW.author) as author:
        author.goto("/toi/")
        author.get_by_role("link", name=NEW.title).first.click()
        expect(author.get_by_text("59,66")).to_have_count(0)
        site.ten_minutes_later()
        author.reload()
        why = "Hội đồng chấm 59,66/100 điểm, dưới mức 70 điểm, trung bình của 3 phiếu."
        expect(author.get_by_text(why).first).to_be_visible()
        expect(author.get_by_text("Đề nghị xem lại").first).to_be_visible()

    with visitor(browser, site, COUNCILLORS[0]) as phone:
        phone.goto("/cham-diem/da-cham/")
        phone.get_by_role("link", name=NEW.title).click()
        expect(phone.get_by_text("Phiếu chấm của từng ủy viên")).to_be_attached()


def opens(desk: Page, *, settled: bool = False) -> None:
    """The secretary finds the dossier by its state."""
    desk.goto("/duyet/?trang-thai=INELIGIBLE" if settled else "/duyet/")
    desk.get_by_role("link", name=NEW.title).first.click()


def concludes(desk: Page) -> None:
    desk.get_by_role("button", name="Kết luận theo điểm").click()
    expect(desk.get_by_text("không đủ điều kiện, kèm lý do để tác giả hiểu")).to_be_visible()
