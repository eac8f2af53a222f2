"""Đông looks for what was done before, on a 360 px phone without scripts, and keeps the search."""

import re
import time

import psycopg
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.people import PHONE, visitor

NAME = "Cải tiến trong sản xuất"


@pytest.fixture
def ready(own_site: Site) -> Site:
    """The demonstration once the worker has read all its dossiers: until then they come in one by one."""
    with psycopg.connect(own_site.environment["DATABASE_URL"], autocommit=True) as database:
        for _time in range(600):
            if database.execute("SELECT count(*) FROM search_unread").fetchone() == (0,):
                return own_site
            time.sleep(0.2)
    raise AssertionError("Nobody reads.")


def test_from_words_without_marks_to_a_search_that_is_kept(browser: Browser, ready: Site) -> None:
    with visitor(browser, ready, "dong") as page:
        _search(page, "cai tien")
        _narrow(page)
        codes = _codes(page)
        page.get_by_role("link", name="Trang sau").click()
        assert not codes & _codes(page)
        _keep(page)

        page.goto("/tim/")
        page.get_by_role("link", name=NAME).click()
        assert _codes(page) == codes
        expect(_chips(page)).to_have_count(2)

        _forget_and_take_back(page)


def _search(page: Page, words: str) -> None:
    page.goto("/tim/")
    page.locator("input[name=q]").fill(words)
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("main mark").first).to_have_text(re.compile("cải tiến", re.IGNORECASE))
    _fits(page)


def _narrow(page: Page) -> None:
    """By two filters; the second says beforehand how many it leaves."""
    page.get_by_text("Lọc kết quả").click()
    page.get_by_label("Đã công nhận").check()
    page.get_by_role("button", name="Lọc danh sách").click()
    field = page.locator("input[name=linh-vuc][value=production]")
    field.check()
    said = page.locator(f"label[for={field.get_attribute('id')}] .num").inner_text()
    page.get_by_role("button", name="Lọc danh sách").click()
    expect(page.locator("main p[role=status] b").first).to_have_text(said)
    expect(_chips(page)).to_have_count(2)
    _fits(page)


def _keep(page: Page) -> None:
    page.get_by_text("Lưu tìm kiếm này").click()
    page.get_by_label("Tên của tìm kiếm").fill(NAME)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"Đã lưu “{NAME}”.")
    expect(page.get_by_role("link", name=NAME)).to_have_attribute("aria-current", "true")
    _fits(page)


def _forget_and_take_back(page: Page) -> None:
    page.get_by_role("link", name="Sửa tìm kiếm đã lưu").click()
    _fits(page)
    page.get_by_role("button", name="Xóa").click()
    expect(page.locator("main")).to_contain_text(f"Đã xóa “{NAME}”.")
    _fits(page)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def _codes(page: Page) -> set[str]:
    found = set(re.findall(r"SK-\d{4}-\d{6}", page.locator("main table").inner_text()))
    assert found
    return found


def _chips(page: Page) -> Locator:
    return page.locator("ul[aria-label='Đang lọc'] li")


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "scrolls sideways"
