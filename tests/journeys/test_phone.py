"""try"""
from playwright.sync_api import Browser, expect
from tests.journeys.conftest import Site
from tests.journeys.people import visitor

def test_try(browser: Browser, light_site: Site) -> None:
    with visitor(browser, light_site, "lan", scripts=True) as page:
        page.on("console", lambda m: print("CONSOLE", m.type, m.text))
        page.on("pageerror", lambda e: print("PAGEERROR", e))
        page.on("response", lambda r: print(r.status, r.request.method, r.url) if r.status>399 or "luu" in r.url or "sw.js" in r.url else None)
        page.goto("/gui/")
        page.screenshot(path="/tmp/shots/start.png", full_page=True)
        page.get_by_role("button", name="Bắt đầu").click()
        page.locator("input[name=q]").fill("may tien thuan")
        page.get_by_role("button", name="Tìm", exact=True).click()
        page.locator("input[name=unit][value=CS-MAY-TIEN-THUAN]").check()
        page.wait_for_timeout(1500)
        print("SAVED", page.locator("#saved").inner_text())
        page.locator("main form[method=post] button.btn:visible").first.click()
        page.wait_for_url("**/tac-gia/")
        page.locator("input[name=author-1-department]").fill("Chuyền 7")
        print("SAVED", page.locator("#saved").inner_text())
        page.wait_for_timeout(1500)
        print("SAVED", page.locator("#saved").inner_text())
        page.locator(".elsewhere summary").click()
        page.screenshot(path="/tmp/shots/step2.png", full_page=True)
        page.wait_for_timeout(1500)
        page.context.set_offline(True)
        page.locator("input[name=author-1-department]").fill("Chuyền 8")
        page.wait_for_timeout(1500)
        page.screenshot(path="/tmp/shots/step2off.png", full_page=True)
        page.get_by_role("button", name="Tiếp tục").last.click()
        page.wait_for_timeout(2500)
        print("URL", page.url)
        page.screenshot(path="/tmp/shots/off3.png", full_page=True)
        page.reload()
        page.wait_for_timeout(500)
        print("URL", page.url, page.locator("h1:visible").inner_text())
