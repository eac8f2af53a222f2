"""Nothing that a worker writes on a phone is lost: without a network, with a new release, on a second phone."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Site
from tests.journeys.people import sign_in
from tests.journeys.phones import (
    FIELDS,
    NOTHING_HELD,
    STEPS,
    TITLE,
    begin,
    find_workplace,
    form,
    go_on,
    held,
    key_of,
    open_step,
    phone,
    received,
    says,
    typed,
    until,
    write,
)

SENT = [(TITLE, FIELDS["thay-doi"]["after"], 12_000_000, "41/QĐ-TT")]


@pytest.mark.parametrize("lost_at", STEPS)
def test_a_network_lost_on_any_page_loses_nothing(browser: Browser, light_site: Site, lost_at: str) -> None:
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        _write_up_to(page, lost_at)
        page.context.set_offline(True)
        _write_on_without_a_network(page, lost_at)
        assert received(light_site, key) == []

        page.context.set_offline(False)

        expect(page.locator("#outcome")).to_contain_text("Đã gửi. Cảm ơn anh/chị!")
        assert received(light_site, key) == SENT
        assert held(page) == {"drafts": [], "pages": []}
        page.get_by_role("link", name="Xem biên nhận").click()
        expect(page.locator("h1")).to_contain_text("Đã gửi")


def test_the_last_page_sends_nothing_older_than_what_the_phone_holds(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        _write_up_to(page, "kiem-tra")
        open_step(page, "thay-doi")
        page.route("**/luu/", lambda route: route.fulfill(status=503))
        write(page, "thay-doi", {"after": "Bản mới hơn, máy chủ chưa có"})
        says(page, "Đã lưu trên máy")
        open_step(page, "kiem-tra")
        with page.expect_navigation():
            page.get_by_role("button", name=re.compile("^Gửi cho")).click()
        assert received(light_site, key) == []

        page.unroute("**/luu/")
        page.reload()
        expect(page.locator("main")).to_contain_text("Bản mới hơn, máy chủ chưa có")
        page.get_by_role("button", name=re.compile("^Gửi cho")).click()

        page.wait_for_url("**/bien-nhan/**")
        assert [sent[1] for sent in received(light_site, key)] == ["Bản mới hơn, máy chủ chưa có"]
        until(page, NOTHING_HELD)


def test_the_last_page_shows_what_came_while_it_was_being_drawn(browser: Browser, light_site: Site) -> None:
    held_up: list[Route] = []
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        _write_up_to(page, "kiem-tra")
        page.goto("/")
        # the last page asks what the server has
        page.route(f"**/{key}/luu/", lambda route: held_up.append(route), times=1)
        page.goto(f"/gui/{key}/kiem-tra/")
        while not held_up:
            page.wait_for_timeout(50)
        with phone(browser, light_site, "lan") as other:
            other.goto(f"/gui/{key}/thay-doi/")
            write(other, "thay-doi", {"title": "Tên đến sau khi trang được vẽ"})
            _until_typed(other, light_site, "Tên đến sau khi trang được vẽ")

        held_up[0].continue_()

        expect(page.locator("main")).to_contain_text("Tên đến sau khi trang được vẽ")


def test_what_is_typed_before_the_scripts_are_there_is_kept(browser: Browser, light_site: Site) -> None:
    held_up: list[Route] = []
    with phone(browser, light_site, "lan") as page:
        begin(page)
        _write_up_to(page, "thay-doi")
        _until_typed(page, light_site, TITLE)
        page.route("**/phone/page*.js", lambda route: held_up.append(route), times=1)
        page.reload(wait_until="commit")
        write(page, "thay-doi", {"title": "Gõ trên mạng chậm"})
        assert held_up, "the script was not waited for"
        held_up[0].continue_()

        _until_typed(page, light_site, "Gõ trên mạng chậm")

        page.reload()
        expect(form(page).locator("[name=title]")).to_have_value("Gõ trên mạng chậm")


def test_a_dossier_begun_without_a_network_is_finished_with_one(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        begin(page)
        page.context.set_offline(True)
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        page.wait_for_url("**/noi-lam-viec/")
        key = key_of(page)
        write(page, "noi-lam-viec", {"q": "may tien thuan"})
        go_on(page)
        write(page, "tac-gia", {"who": "group", "author-1-full_name": "Lan", "author-2-full_name": "Hoa"})
        form(page).get_by_role("button", name="Thêm tác giả").click()
        write(page, "tac-gia", {"author-3-full_name": "Mận"})
        form(page).get_by_role("button", name="Chia đều").click()
        go_on(page)
        page.reload()
        write(page, "thay-doi")
        for _page in ("loi-ich", "cong-nhan", "kiem-tra"):
            go_on(page)
        expect(page.locator("#answers")).to_contain_text("Tác giả 3: Họ và tên")
        page.get_by_role("button", name="Gửi khi có mạng").click()
        expect(page.locator("#outcome")).to_contain_text("Có mạng là máy tự gửi")

        page.context.set_offline(False)

        expect(page.locator("#outcome")).to_contain_text("Còn một bước: đăng nhập để gửi")
        assert [author["full_name"] for author in typed(light_site, key, "tac-gia")["authors"]] == ["Lan", "Hoa", "Mận"]
        assert typed(light_site, key, "tac-gia")["authors"][0]["share"] == "33,34"
        open_step(page, "noi-lam-viec")
        expect(page.locator("main")).to_contain_text("May Tiến Thuận")


def test_a_new_release_and_a_new_edition_leave_an_old_draft_alone(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        key = begin(page)
        open_step(page, "thay-doi")
        page.context.set_offline(True)
        write(page, "thay-doi", {"title": TITLE})
        page.context.set_offline(False)
        before = _caches(page)
        subprocess.run(
            [sys.executable, "-m", "tests.journeys.light", "edition"],
            env=light_site.environment,
            check=True,
            timeout=60,
        )

        page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
        until(page, f"async () => !(await caches.keys()).includes('{before}')")

        page.context.set_offline(True)
        page.reload()
        expect(form(page).locator("[name=title]")).to_have_value(TITLE)
        page.context.set_offline(False)
        says(page, "Máy chủ đã nhận")
        assert typed(light_site, key, "thay-doi")["title"] == TITLE


def test_a_store_of_the_first_schema_is_opened_by_this_one(browser: Browser, light_site: Site) -> None:
    key = "0b5f2a4e-6a53-4c1e-9d1b-2f5c7f6f8a11"
    with phone(browser, light_site) as page:
        page.goto("/tiep-can/")
        page.evaluate(
            """([key, title]) => new Promise((resolve) => {
              const request = indexedDB.open("sangkien", 1);
              request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
              request.onsuccess = () => {
                const transaction = request.result.transaction("drafts", "readwrite");
                const answers = { "thay-doi": [["title", title]], "tac-gia": [["who", "me"]] };
                transaction.objectStore("drafts").put({ key, programme: "CT1TSK", answers, saved: 5 });
                transaction.oncomplete = () => { request.result.close(); resolve(); };
              };
            })""",
            [key, TITLE],
        )

        page.goto("/gui/")

        expect(page.locator("#drafts")).to_contain_text(TITLE)
        expect(page.locator("#drafts")).to_contain_text("trên máy")
        until(page, f"async () => (await fetch('/gui/{key}/luu/')).ok")
        page.get_by_role("link", name=re.compile(TITLE)).click()
        open_step(page, "thay-doi")
        expect(form(page).locator("[name=title]")).to_have_value(TITLE)


def test_a_second_phone_goes_on_by_the_code(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as first, phone(browser, light_site) as second:
        begin(first)
        open_step(first, "thay-doi")
        write(first, "thay-doi", {"title": TITLE})
        says(first, "Máy chủ đã nhận")
        first.locator(".elsewhere summary").click()
        code = first.locator(".elsewhere .receipt-number").inner_text()

        second.goto("/gui/")
        second.get_by_role("link", name="Tôi có mã viết tiếp").click()
        second.get_by_label("Mã viết tiếp").fill(code.lower().replace("-", " "))
        second.get_by_role("button", name="Viết tiếp").click()
        second.wait_for_url("**/noi-lam-viec/")
        open_step(second, "thay-doi")

        expect(form(second).locator("[name=title]")).to_have_value(TITLE)


def test_of_two_phones_on_one_page_neither_loses_its_version(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, "lan") as first, phone(browser, light_site, "lan") as second:
        key = begin(first)
        open_step(first, "thay-doi")
        second.goto(first.url)
        write(second, "thay-doi", {"title": "Bản ở máy thứ hai", "kind": "management"})
        says(second, "Máy chủ đã nhận")

        write(first, "thay-doi", {"title": "Bản ở máy thứ nhất"})

        choice = first.locator("#two-versions")
        for words in ("Bản ở máy thứ nhất", "Bản ở máy thứ hai", "Giải pháp quản lý"):
            expect(choice).to_contain_text(words)
        form(first).get_by_role("button", name="Tiếp tục").last.click()
        expect(choice).to_be_focused()
        assert typed(light_site, key, "thay-doi")["title"] == "Bản ở máy thứ hai"
        choice.get_by_role("button", name="Giữ bản trên trang này").click()
        says(first, "Máy chủ đã nhận")
        assert typed(light_site, key, "thay-doi")["title"] == "Bản ở máy thứ nhất"
        write(second, "thay-doi", {"title": "Sửa ở máy thứ hai"})
        second.get_by_role("button", name="Lấy bản kia").click()
        expect(second.locator("#two-versions")).to_be_hidden()
        expect(form(second).locator("[name=title]")).to_have_value("Bản ở máy thứ nhất")


def test_of_two_tabs_on_one_page_neither_loses_its_version(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, "lan") as older:
        key = begin(older)
        open_step(older, "thay-doi")
        newer = older.context.new_page()
        newer.goto(older.url)
        write(newer, "thay-doi", {"title": "Bản ở thẻ mới"})
        says(newer, "Máy chủ đã nhận")

        write(older, "thay-doi", {"title": "Bản ở thẻ cũ"})

        choice = older.locator("#two-versions")
        expect(choice).to_contain_text("Bản ở thẻ cũ")
        expect(choice).to_contain_text("Bản ở thẻ mới")
        older.wait_for_timeout(1500)
        assert typed(light_site, key, "thay-doi")["title"] == "Bản ở thẻ mới"
        choice.get_by_role("button", name="Giữ bản trên trang này").click()
        says(older, "Máy chủ đã nhận")
        assert typed(light_site, key, "thay-doi")["title"] == "Bản ở thẻ cũ"


def test_an_answer_that_was_lost_makes_no_second_version(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        open_step(page, "thay-doi")

        def lose(route: Route) -> None:
            route.fetch()
            route.abort()

        page.route("**/thay-doi/luu/", lose)
        write(page, "thay-doi", {"title": "Một chữ"})
        _until_typed(page, light_site, "Một chữ")
        says(page, "Đã lưu trên máy")
        page.unroute("**/thay-doi/luu/")
        write(page, "thay-doi", {"title": "Một chữ nữa"})

        says(page, "Máy chủ đã nhận")
        assert typed(light_site, key, "thay-doi")["title"] == "Một chữ nữa"
        expect(page.locator("#two-versions")).to_be_hidden()


def test_a_phone_that_is_full_says_so_and_still_sends(browser: Browser, light_site: Site) -> None:
    full = "() => { IDBObjectStore.prototype.put = function () { this.transaction.abort(); }; }"
    with phone(browser, light_site, "lan") as page:
        key = begin(page)
        open_step(page, "thay-doi")
        page.evaluate(full)
        page.context.set_offline(True)
        write(page, "thay-doi", {"title": TITLE})
        says(page, "Chưa lưu được trên máy, đang gửi lên máy chủ")

        page.context.set_offline(False)

        says(page, "Máy chủ đã nhận")
        assert typed(light_site, key, "thay-doi")["title"] == TITLE


def test_a_tab_killed_in_the_middle_of_a_word_keeps_the_word(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        begin(page)
        open_step(page, "thay-doi")
        address, context = page.url, page.context
        form(page).locator("[name=before]").press_sequentially("Trước đây phải dùng hai t")
        page.close()

        again = context.new_page()
        again.goto(address)

        expect(form(again).locator("[name=before]")).to_have_value("Trước đây phải dùng hai t")


def test_where_the_browser_refuses_a_store_the_server_keeps_the_draft(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, service_workers="block") as page:
        page.add_init_script("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('refused'); } })")
        page.goto("/gui/")
        page.get_by_role("button", name="Bắt đầu").click()
        find_workplace(page)  # the only one found is chosen already: nothing was typed
        says(page, "Bài được lưu trên máy chủ")
        go_on(page)
        says(page, "Bài được lưu trên máy chủ")
        write(page, "tac-gia")
        says(page, "Máy chủ đã nhận")
        go_on(page)
        expect(page.locator("h1")).to_contain_text("Anh/chị đã thay đổi điều gì?")


def test_back_to_a_page_with_messages_is_the_servers_page(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site, "lan") as page:
        begin(page)
        open_step(page, "thay-doi")
        write(page, "thay-doi", {"title": "Ngắn"})
        with page.expect_navigation():
            form(page).get_by_role("button", name="Tiếp tục").click()
        expect(page.locator(".error-summary")).to_be_visible()
        page.goto("/huong-dan/")
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")  # a small phone keeps little

        page.go_back()

        expect(page.locator("#shell-start")).to_have_count(0)
        expect(page.locator("#offline")).to_be_hidden()
        expect(form(page).locator("[name=title]")).to_have_value("Ngắn")


def test_signing_out_takes_the_draft_off_the_phone(browser: Browser, light_site: Site) -> None:
    with phone(browser, light_site) as page:
        sign_in(page, "lan")  # not with the cookies that the other phones share: these end here
        key = begin(page)
        open_step(page, "thay-doi")
        write(page, "thay-doi", {"title": TITLE})
        page.locator(".menu summary").last.click()
        page.get_by_role("button", name="Đăng xuất").click()
        expect(page.locator("main")).to_contain_text("bài chưa gửi")
        page.locator("main").get_by_role("button", name="Đăng xuất").click()
        page.wait_for_url(light_site("/"))

        assert held(page) == {"drafts": [], "pages": []}
        assert typed(light_site, key, "thay-doi")["title"] == TITLE


def _write_up_to(page: Page, step: str) -> None:
    """All pages before it with the network, the page itself half."""
    find_workplace(page)
    for before in STEPS[1 : STEPS.index(step) + 1]:
        go_on(page)
        if before != step:
            write(page, before)
    half = dict(list(FIELDS[step].items())[:1])
    if step != STEPS[0]:
        write(page, step, half)


def _write_on_without_a_network(page: Page, step: str) -> None:
    """The rest of the page and all that follow, with a reload on each."""
    write(page, step)
    if step == STEPS[-1]:
        page.reload()
    for after in STEPS[STEPS.index(step) + 1 :]:
        go_on(page)
        expect(page.locator("#offline")).to_be_visible()
        write(page, after)
        page.reload()
        for name, answer in FIELDS[after].items():
            if name not in ("who", "kind", "benefit_kind", "recognition_form"):
                expect(form(page).locator(f"[name='{name}']").first).to_have_value(answer)
    page.get_by_role("button", name="Gửi khi có mạng").click()


def _until_typed(page: Page, site: Site, title: str) -> None:
    """Wait until the server has it."""
    for _time in range(100):
        if typed(site, key_of(page), "thay-doi").get("title") == title:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the server never got: {title}")


def _caches(page: Page) -> str:
    """The name of the worker's own cache: it changes with every version."""
    names = page.evaluate("() => caches.keys()")
    return str(next(name for name in names if name != "sangkien-shells"))
