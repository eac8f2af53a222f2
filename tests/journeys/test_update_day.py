"""An update day on its day: a shared machine between two people, and the poster for the documentation."""

import os
import re
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, expect

from tests.journeys import gathering
from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, visitor
from tests.journeys.phones import NOTHING_HELD, SHELL_IS_KEPT, go_on, key_of, open_step, typed, until, write

A_MINUTE = 61_000  # milliseconds, and a little
# Nothing of anybody's draft is in the browser's own store.
_NOTHING_KEPT = """async () => {
  const [{ name }] = await indexedDB.databases();
  const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
  const kept = await new Promise((done) => {
    db.transaction("pages").objectStore("pages").count().onsuccess = (event) => done(event.target.result);
  });
  db.close();
  return kept === 0;
}"""


def test_a_minute_without_a_touch_keeps_what_was_typed_and_makes_room(browser: Browser, site: Site) -> None:
    with visitor(browser, site, screen=DESKTOP, scripts=True) as page:
        page.clock.install()
        gathering.at_the_machine(page)
        number = _number(page)
        form = page.url.replace("/noi-lam-viec/", "/tac-gia/")
        page.goto(form)
        page.locator("input[name=author-1-full_name]").fill("Người đi vội")
        page.clock.fast_forward(A_MINUTE // 2)
        page.keyboard.press("Tab")  # still there
        page.clock.fast_forward(A_MINUTE // 2 + 5_000)
        assert page.url == form

        page.clock.fast_forward(A_MINUTE)
        page.wait_for_url("**/kiosk/tam-dung/")
        expect(page.locator("h1")).to_contain_text(f"Bài của số {number} đã được lưu")
        page.get_by_role("link", name="Tôi vẫn ở đây, viết tiếp").click()
        page.goto(form)
        expect(page.locator("input[name=author-1-full_name]")).to_have_value("Người đi vội")

        page.get_by_role("link", name="Nhường máy").click()
        page.get_by_role("link", name="Xong, nhường máy").click()
        page.wait_for_function(_NOTHING_KEPT)
        page.get_by_role("button", name="Bắt đầu").click()
        assert _number(page) == number + 1
        page.goto(form)
        _makes_room_for_who_is_there(page)


def test_a_minute_at_the_door_makes_room_as_well(browser: Browser, site: Site) -> None:
    with visitor(browser, site, screen=DESKTOP, scripts=True) as page:
        page.clock.install()
        gathering.at_the_machine(page)
        page.wait_for_url("**/gui/**")
        page.goto("/dang-nhap/")

        page.clock.fast_forward(A_MINUTE)

        page.wait_for_url("**/kiosk/**")


def test_a_machine_that_lost_the_network_keeps_what_was_finished_and_shows_it_to_nobody(
    browser: Browser, own_site: Site
) -> None:
    with visitor(browser, own_site, screen=DESKTOP, scripts=True) as page:
        page.clock.install()
        gathering.at_the_machine(page)
        page.wait_for_url("**/gui/**")
        first, number = key_of(page), _number(page)
        until(page, SHELL_IS_KEPT)
        open_step(page, "tac-gia")
        page.context.set_offline(True)
        _write_to_the_end(page, "Người mất mạng")
        expect(page.locator("#outcome")).to_contain_text("Máy dùng chung không tự gửi")
        assert len(page.locator("#resume b").inner_text()) == 9

        page.clock.fast_forward(A_MINUTE)
        page.wait_for_url("**/gui/")
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        expect(page.locator("#begun")).to_be_hidden()
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/noi-lam-viec/")
        second = key_of(page)
        go_on(page)
        expect(page.locator("[name=author-1-full_name]")).to_have_value("")
        _write_to_the_end(page, "Người đến sau")
        page.clock.fast_forward(A_MINUTE)
        page.wait_for_url("**/gui/")

        page.context.set_offline(False)

        page.wait_for_url("**/kiosk/")
        until(page, NOTHING_HELD)
        assert _author(own_site, first) == "Người mất mạng"
        assert _author(own_site, second) == "Người đến sau"
        page.get_by_role("button", name="Bắt đầu").click()
        assert _number(page) == number + 2, "who began without a network is counted with the event"
        for key in (first, second):
            page.goto(f"/gui/{key}/tac-gia/")
            _makes_room_for_who_is_there(page)


def test_pictures_of_the_poster(browser: Browser, site: Site, tmp_path: Path) -> None:
    into = Path(os.environ.get("SANGKIEN_PICTURES") or tmp_path)
    with visitor(browser, site, "minh") as page:
        gathering.first(page)
        answer = page.request.get(f"{page.url}ap-phich-a4.pdf")
        kind, poster = answer.headers["content-type"], answer.body()

    with pypdfium2.PdfDocument(poster) as document:
        document[0].render(scale=1).to_pil().save(into / "ngay-hoi-ap-phich.png")

    assert kind == "application/pdf"


def _makes_room_for_who_is_there(page: Page) -> None:
    """What belongs to somebody before is shown to nobody and asks nobody to sign in."""
    expect(page).to_have_url(re.compile("/kiosk/$"))
    expect(page.locator("[name=author-1-full_name]")).to_have_count(0)


def _number(page: Page) -> int:
    return int(page.locator(".kiosk-number b").inner_text())


def _write_to_the_end(page: Page, name: str) -> None:
    """From the authors' page to the last one, without a network."""
    write(page, "tac-gia", {"author-1-full_name": name})
    for step in ("thay-doi", "loi-ich", "cong-nhan"):
        go_on(page)
        write(page, step)
    go_on(page)
    page.get_by_role("button", name="Gửi khi có mạng").click()


def _author(site: Site, key: str) -> str:
    return str(typed(site, key, "tac-gia")["authors"][0]["full_name"])
