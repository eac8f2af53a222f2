"""A phone with scripts: what is typed on its pages, with and without a network, and what it holds."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.people import PHONE, sign_in

# A phone that was told too soon that the network is back tries again after 20 seconds, and the machine may be slow.
expect.set_options(timeout=45_000)

STEPS = ["noi-lam-viec", "tac-gia", "thay-doi", "loi-ich", "cong-nhan", "kiem-tra"]
TITLE = "Đồ gá nam châm giúp may túi áo bằng một tay"
FIELDS: dict[str, dict[str, str]] = {
    "noi-lam-viec": {"unit": "CS-MAY-TIEN-THUAN"},
    "tac-gia": {"who": "me", "author-1-full_name": "Nguyễn Thị Lan", "author-1-department": "Chuyền 7"},
    "thay-doi": {
        "title": TITLE,
        "kind": "technical",
        "field": "production",
        "before": "Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây.",
        "after": "Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.",
        "applied_on": "1/3/2022",
    },
    "loi-ich": {"benefit_kind": "MONEY", "benefit_vnd": "12 triệu", "benefit_method": "11 giây × 900 túi × 300 ngày"},
    "cong-nhan": {
        "recognition_form": "recognition_decision",
        "recognition_number": "41/QĐ-TT",
        "recognised_on": "12/04/2022",
        "recognition_issuer": "Công ty TNHH May Tiến Thuận",
    },
    "kiem-tra": {},
}

_HELD = """() => new Promise((resolve) => {
  const request = indexedDB.open("sangkien");
  request.onsuccess = () => {
    const database = request.result;
    const held = {};
    const transaction = database.transaction(["drafts", "pages"]);
    for (const name of ["drafts", "pages"]) {
      transaction.objectStore(name).getAll().onsuccess = (event) => { held[name] = event.target.result; };
    }
    transaction.oncomplete = () => { database.close(); resolve(held); };
  };
})"""
_HELD_FILES = """() => new Promise((resolve) => {
  const request = indexedDB.open("sangkien");
  request.onsuccess = () => {
    const asked = request.result.transaction("files").objectStore("files").getAll();
    asked.onsuccess = () => { request.result.close(); resolve(asked.result.map((file) => file.question)); };
  };
})"""
NOTHING_HELD = f"async () => (await ({_HELD})()).drafts.length === 0"
SHELL_IS_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  return Boolean((await (await caches.open("sangkien-shells")).keys()).length);
}"""


@contextmanager
def phone(browser: Browser, site: Site, login: str = "", **context: Any) -> Iterator[Page]:
    """Somebody's phone; nothing may go wrong in its scripts."""
    context |= {"viewport": PHONE, "locale": "vi-VN", "base_url": site.url, "timezone_id": "Asia/Ho_Chi_Minh"}
    if login:
        context["storage_state"] = _cookies(browser, site.url, login)
    own = browser.new_context(**context)
    page = own.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    own.on("weberror", lambda error: wrong.append(str(error.error)))
    try:
        yield page
        own.set_offline(False)
    finally:
        own.close()
    assert [error for error in wrong if "ViewTransition" not in error] == []


@cache
def _cookies(browser: Browser, site: str, login: str) -> Any:
    """The cookies of somebody who has signed in; once for all their phones."""
    with browser.new_context(base_url=site) as own:
        sign_in(own.new_page(), login)
        return own.storage_state()


def begin(page: Page) -> str:
    """A draft is begun; its key. The page for times without a network is on the phone from then on."""
    page.goto("/gui/")
    page.get_by_role("button", name="Bắt đầu").click()
    page.wait_for_url("**/noi-lam-viec/")
    until(page, SHELL_IS_KEPT)
    return key_of(page)


def until(page: Page, condition: str) -> None:
    """Wait until the asynchronous function says yes."""
    for _time in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {condition}")


def key_of(page: Page) -> str:
    """The draft of the page."""
    return page.url.split("/")[4]


def open_step(page: Page, step: str) -> None:
    """A page of the same draft."""
    page.goto(f"/gui/{key_of(page)}/{step}/")
    expect(form(page)).to_be_visible()


def form(page: Page) -> Any:
    """The questions of the page."""
    return page.locator("main form:visible").last


def write(page: Page, step: str, fields: dict[str, str] | None = None) -> None:
    """Answer the page's questions."""
    for name, answer in (FIELDS[step] if fields is None else fields).items():
        control = form(page).locator(f"[name='{name}']").first
        kind = control.evaluate("control => control.type")
        if kind == "radio":
            form(page).locator(f"[name='{name}'][value='{answer}']").check()
        elif kind == "select-one":
            control.select_option(answer)
        else:
            control.fill(answer)


def find_workplace(page: Page) -> None:
    """The first page, which asks the server."""
    page.locator("input[name=q]").fill("may tien thuan")
    page.get_by_role("button", name="Tìm", exact=True).click()
    write(page, "noi-lam-viec")


def go_on(page: Page) -> None:
    """To the next page."""
    here = page.url.split("?")[0]
    form(page).get_by_role("button", name=re.compile("^(Tiếp tục|Đúng công đoàn)")).last.click()
    page.wait_for_url(lambda address: address.split("?")[0] != here)


def says(page: Page, words: str) -> None:
    """The line that tells where the page is saved."""
    expect(page.locator("#saved")).to_contain_text(words)


def held(page: Page) -> dict[str, list[dict[str, Any]]]:
    """What the phone's own store holds."""
    found: dict[str, list[dict[str, Any]]] = page.evaluate(_HELD)
    return found


def held_files(page: Page) -> list[str]:
    """The questions of the photos and papers that are still only on the phone."""
    found: list[str] = page.evaluate(_HELD_FILES)
    return found


def received(site: Site, key: str) -> list[tuple[Any, ...]]:
    """The dossiers of a draft, as the database has them."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        asked = "SELECT title, after, benefit_vnd, recognition_number FROM initiatives_initiative WHERE key = %s"
        return database.execute(asked, [key]).fetchall()


def typed(site: Site, key: str, step: str) -> dict[str, Any]:
    """What the server's draft holds of a page."""
    with psycopg.connect(site.environment["DATABASE_URL"]) as database:
        row = database.execute("SELECT answers FROM initiatives_draft WHERE key = %s", [key]).fetchone()
    found: dict[str, Any] = row[0].get(step, {}) if row else {}
    return found
