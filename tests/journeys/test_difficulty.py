"""A difficulty of a worker in a foreign-invested factory: told on a phone without an account, up to the province and
back, made an article, counted in the report of the phase. Without JavaScript."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, visitor

TOLD = "Nhà máy không cho mang điện thoại vào xưởng nên không có ảnh, tôi gửi sáng kiến bằng cách nào?"
ANSWER = "Anh gửi không cần ảnh: ở Bước 5 để trống phần ảnh. Công đoàn cơ sở xác nhận giúp việc anh đã làm."


def test_a_difficulty_travels_up_and_back_becomes_an_article_and_is_counted(site: Site, browser: Browser) -> None:
    with visitor(browser, site) as worker:
        code = _asks(worker)
        for login in ("kim", "minh"):
            with visitor(browser, site, login, screen=DESKTOP) as officer:
                _hands_up(officer, code)
        with visitor(browser, site, "dong", screen=DESKTOP) as province:
            _answers(province, code)
            _teaches(province, code)
            assert re.search(
                r"nhận \d+ khó khăn, vướng mắc, \d+ của doanh nghiệp có vốn đầu tư nước ngoài", _reports(province)
            )
        worker.reload()
        expect(worker.get_by_text(ANSWER).first).to_be_visible()
        worker.get_by_role("button", name="Đã giải quyết được").click()
        expect(worker.get_by_text("Đã xong").first).to_be_visible()
        assert worker.evaluate("document.documentElement.scrollWidth") <= 360
        _finds_the_article(worker)


def _asks(worker: Page) -> str:
    """From the foot of the first page, on a phone; the code that is shown."""
    worker.goto("/")
    worker.get_by_role("link", name="Gặp khó khăn?").click()
    worker.get_by_label("Doanh nghiệp có vốn đầu tư nước ngoài").check()
    worker.locator("textarea[name=text]").fill(TOLD)
    worker.locator("input[name=q]").fill("haemin")
    worker.get_by_role("button", name="Tìm", exact=True).last.click()
    expect(worker.locator("textarea[name=text]")).to_have_value(TOLD)
    worker.get_by_label("Công đoàn cơ sở Công ty TNHH Haemin Vina").check()
    worker.locator("input[name=full_name]").fill("Lê Văn Tám")
    worker.locator("input[name=phone]").fill("0912 345 977")
    worker.get_by_role("button", name="Gửi cho công đoàn").click()
    expect(worker.get_by_text("CĐCS Haemin Vina phụ trách, trả lời chậm nhất ngày")).to_be_visible()
    return worker.locator(".receipt-number").inner_text()


def _hands_up(officer: Page, code: str) -> None:
    officer.goto("/vuong-mac/")
    officer.goto(f"/vuong-mac/{code}/")
    officer.locator("#chuyen-len summary").click()
    officer.locator("#chuyen-len textarea").fill("Nhiều nhà máy vướng giống nhau, cần ý kiến của cấp trên.")
    officer.get_by_role("button", name="Chuyển lên", exact=True).click()
    expect(officer.get_by_text("Đã chuyển lên cấp trên.")).to_be_visible()


def _answers(province: Page, code: str) -> None:
    province.goto(f"/vuong-mac/{code}/")
    province.locator("#tra-loi textarea").fill(ANSWER)
    province.get_by_role("button", name="Gửi trả lời").click()
    expect(province.get_by_text("Đã gửi trả lời.")).to_be_visible()


def _teaches(province: Page, code: str) -> None:
    """One click: the form is filled in."""
    province.get_by_role("button", name="Đăng bài hướng dẫn").click()
    expect(province.get_by_text("Đã đăng bài hướng dẫn.")).to_be_visible()


def _reports(province: Page) -> str:
    """The words of the report of the phase, as it is drafted."""
    province.goto("/van-ban/LDLD-NINH-THUAN/soan/phase-report/")
    province.locator("select[name=stretch]").select_option("GD1")
    province.get_by_role("button", name="Soạn dự thảo").click()
    return province.locator("main").inner_text()


def _finds_the_article(worker: Page) -> None:
    worker.goto("/huong-dan/bai/?hoi=mang+dien+thoai+vao+xuong")
    worker.get_by_role("link", name="Nhà máy không cho mang điện thoại vào xưởng").first.click()
    expect(worker.get_by_text(ANSWER)).to_be_visible()
    worker.get_by_role("button", name="Có ích").click()
    expect(worker.get_by_text("1 người thấy có ích, 0 người thấy chưa rõ")).to_be_visible()
