"""A phone whose server is not where it thinks: what was sent by another, signed out, forgotten, or hangs."""

import psycopg
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Site
from tests.journeys.people import sign_in
from tests.journeys.phones import (
    FIELDS,
    STEPS,
    begin,
    find_workplace,
    go_on,
    held,
    open_step,
    phone,
    received,
    typed,
    until,
    write,
)

ALL_RECEIVED = """async () => {
  const { src } = document.querySelector("script[src*='phone/page']");
  const { pagesOf } = await import(src.replace(/page[^/]*$/, "store.js"));
  return (await pagesOf(location.pathname.split("/")[2])).every((page) => page.saved === page.received);
}"""


def test_what_was_rewritten_without_a_network_is_not_lost_when_another_phone_has_sent(
    browser: Browser, light_site: Site
) -> None:
    with phone(browser, light_site, "lan") as page:
        key = _written(page)
        _lose_the_answer_to(page, key, "cong-nhan", {"recognition_number": "99/QĐ-TT"})
        page.context.set_offline(True)
        open_step(page, "thay-doi")
        write(page, "thay-doi", {"title": "Viết lại khi mất mạng"})
        with phone(browser, light_site, "lan") as other:
            other.goto(f"/gui/{key}/kiem-tra/")
            other.get_by_role("button", name="Gửi cho").click()
            expect(other.locator("h1")).to_contain_text("Đã gửi")
        open_step(page, "kiem-tra")
        page.get_by_role("button", name="Gửi khi có mạng").click()

        page.context.set_offline(False)

        expect(page.locator("#outcome")).to_contain_text("Bài này đã được gửi từ máy khác")
        assert [number for *_rest, number in received(light_site, key)] == ["99/QĐ-TT"]
        assert "Viết lại khi mất mạng" in str(held(page)["pages"])


def test_a_session_that_ran_out_keeps_the_wish_to_send(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        sign_in(page, "lan")
        key = _written(page)
        page.context.set_offline(True)
        open_step(page, "kiem-tra")
        page.get_by_role("button", name="Gửi khi có mạng").click()
        page.context.clear_cookies()
        page.context.set_offline(False)
        expect(page.locator("#outcome")).to_contain_text("Còn một bước: đăng nhập để gửi")
        finished = held(page)["drafts"][0]["finished"]

        sign_in(page, "lan")
        page.goto(f"/gui/{key}/kiem-tra/")

        assert finished
        expect(page.locator("h1")).to_contain_text("Đã gửi")
        assert len(received(light_site, key)) == 1


def test_a_draft_that_the_server_forgot_comes_back_whole(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        key = _written(page)
        with psycopg.connect(light_site.environment["DATABASE_URL"]) as database:
            database.execute("DELETE FROM initiatives_draft WHERE key = %s", [key])
        page.context.set_offline(True)
        open_step(page, "cong-nhan")
        write(page, "cong-nhan", {"recognition_number": "77/QĐ-TT"})
        open_step(page, "kiem-tra")
        page.get_by_role("button", name="Gửi khi có mạng").click()

        page.context.set_offline(False)

        expect(page.locator("#outcome")).to_contain_text("Còn một bước")
        assert typed(light_site, key, "thay-doi")["title"] == FIELDS["thay-doi"]["title"]
        assert typed(light_site, key, "cong-nhan")["recognition_number"] == "77/QĐ-TT"


def _written(page: Page) -> str:
    """A draft with every page answered and received; its key."""
    key = begin(page)
    find_workplace(page)
    for step in STEPS[1:-1]:
        go_on(page)
        write(page, step)
    go_on(page)
    page.wait_for_url("**/kiem-tra/")
    until(page, ALL_RECEIVED)
    return key


def _lose_the_answer_to(page: Page, key: str, step: str, fields: dict[str, str]) -> None:
    """Something is written there, the server keeps it, and the phone never hears of it."""
    lost: list[bool] = []

    def lose(route: Route) -> None:
        route.fetch()
        lost.append(True)
        route.abort()

    open_step(page, step)
    page.route(f"**/gui/{key}/{step}/luu/", lose)
    write(page, step, fields)
    while not lost:
        page.wait_for_timeout(100)
    page.unroute(f"**/gui/{key}/{step}/luu/")
