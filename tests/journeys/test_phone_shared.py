"""A phone that several people use: what one leaves is seen by nobody else, and arrives all the same."""

from playwright.sync_api import Browser, Route, expect

from tests.journeys.conftest import Site
from tests.journeys.phones import (
    NOTHING_HELD,
    TITLE,
    begin,
    form,
    go_on,
    held,
    key_of,
    open_step,
    phone,
    says,
    typed,
    until,
    write,
)


def test_a_shared_phone_keeps_nothing_after_fifteen_idle_minutes(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Không, máy dùng chung").click()
        expect(page.locator("main")).to_contain_text("máy này không giữ lại bài")
        page.clock.install()
        begin(page)
        open_step(page, "thay-doi")
        write(page, "thay-doi", {"title": TITLE})
        page.clock.run_for(2000)
        says(page, "Máy chủ đã nhận")
        code = page.locator(".elsewhere .receipt-number").text_content() or ""

        page.clock.fast_forward("14:10")
        expect(page.locator("#leaving-soon")).to_contain_text(code)
        expect(page.locator("#leaving-soon")).to_be_focused()
        page.keyboard.press("Shift")
        expect(form(page).locator("[name=title]")).to_be_focused()
        page.clock.fast_forward("14:10")
        expect(page.locator("#leaving-soon")).to_be_visible()
        assert len(held(page)["drafts"]) == 1
        page.clock.fast_forward("01:10")

        page.wait_for_url("**/gui/")
        assert held(page) == {"drafts": [], "pages": []}


def test_what_a_shared_phone_could_not_send_waits_unseen(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Không, máy dùng chung").click()
        page.clock.install()
        key = begin(page)
        open_step(page, "thay-doi")
        page.context.set_offline(True)
        write(page, "thay-doi", {"title": TITLE})
        says(page, "Đã lưu trên máy")
        page.clock.fast_forward("16:00")
        page.wait_for_url("**/gui/")
        expect(page.locator("#begun")).to_be_hidden()
        page.context.set_offline(False)

        page.wait_for_url("**/gui/?moi=1")  # by itself

        until(page, NOTHING_HELD)
        assert typed(light_site, key, "thay-doi")["title"] == TITLE


def test_a_shared_phone_without_a_network_shows_the_next_person_nothing(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Không, máy dùng chung").click()
        begin(page)
        page.context.set_offline(True)
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/noi-lam-viec/")
        key = key_of(page)
        go_on(page)
        write(page, "tac-gia")
        page.locator("section:visible").get_by_role("link", name="Lưu và thoát").click()
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        expect(page.locator("#begun")).to_be_hidden()
        page.goto(f"/gui/{key}/tac-gia/")
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()

        page.context.set_offline(False)
        page.wait_for_url("**/gui/?moi=1")

        until(page, NOTHING_HELD)
        assert typed(light_site, key, "tac-gia")["authors"][0]["full_name"] == "Nguyễn Thị Lan"
        expect(page.locator("#drafts")).not_to_contain_text("Nguyễn")
        assert page.evaluate(f"async () => (await fetch('/gui/{key}/tac-gia/')).redirected")


def test_who_comes_next_to_a_shared_phone_writes_while_the_network_hangs(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        page.goto("/gui/")
        page.get_by_role("button", name="Không, máy dùng chung").click()
        first = begin(page)
        open_step(page, "tac-gia")
        hanging: list[Route] = []
        page.context.route(f"**/gui/{first}/*/luu/", lambda route: hanging.append(route))
        write(page, "tac-gia", {"author-1-full_name": "Người trước"})
        page.wait_for_timeout(300)
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/noi-lam-viec/")
        open_step(page, "tac-gia")

        write(page, "tac-gia", {"author-1-full_name": "Người sau"})
        page.wait_for_timeout(300)

        assert hanging, "the network hangs for what the one before has left"
        assert "Người sau" in str(held(page)["pages"])
