"""Lan on a 360 px phone without scripts, Mai and Minh at their desks, Đông at the board.

Lan sends; Mai confirms; Minh returns with two reasons; Lan completes; Mai confirms again; Minh finds it valid;
the province's number rises by one.
"""

import re

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, visitor

TITLE = "Đồ gá nam châm giúp may túi áo bằng một tay"


def test_from_the_workers_phone_to_the_provinces_number(browser: Browser, own_site: Site) -> None:
    before = own_site.stats()

    with visitor(browser, own_site, "lan") as page:
        code = _lan_sends(page)
    assert own_site.stats()["submitted"] == before["submitted"] + 1
    with visitor(browser, own_site, "mai", screen=DESKTOP) as page:
        _mai_confirms(page, code)
    with visitor(browser, own_site, "minh", screen=DESKTOP) as page:
        _minh_returns(page, code)
    own_site.ten_minutes_later()
    with visitor(browser, own_site, "lan") as page:
        _lan_completes(page, code)
    with visitor(browser, own_site, "mai", screen=DESKTOP) as page:
        _mai_confirms(page, code)
    with visitor(browser, own_site, "minh", screen=DESKTOP) as page:
        _minh_finds_it_valid(page, code)

    after = own_site.stats()
    assert (after["valid"], after["submitted"]) == (before["valid"] + 1, before["submitted"] + 1)
    assert after["returned"] == before["returned"]
    with visitor(browser, own_site, "dong", screen=DESKTOP) as page:
        page.goto("/bang/LDLD-NINH-THUAN/")
        expect(page.locator("main")).to_contain_text("1.397")
        expect(page.locator("main")).to_contain_text("139,7")


def test_a_double_click_makes_one_record(browser: Browser, own_site: Site) -> None:
    with visitor(browser, own_site, "lan") as page:
        _lan_fills(page)
        form = page.locator("form[method=post]").last.evaluate(
            "form => ({address: form.action || location.href, fields: [...new FormData(form).entries()]})"
        )
        fields = dict(form["fields"]) | {"go": "next"}
        answers = [page.request.post(form["address"], form=fields, max_redirects=0) for _ in range(2)]

    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].headers["location"] == answers[1].headers["location"]


def test_who_has_no_account_sends_with_a_phone_and_a_code(browser: Browser, own_site: Site) -> None:
    before = own_site.stats()["submitted"]
    with visitor(browser, own_site) as page:
        _lan_fills(page)
        page.locator("form[method=post] button[value=send]").click()
        expect(page.locator("input[name=phone]")).to_have_value("0912 345 001")
        page.locator("input[name=phone]").fill("0987 654 321")
        page.get_by_role("button", name="Gửi mã cho tôi").click()
        message = page.locator("#tin-trinh-dien + p").inner_text()
        page.locator("input[name=code]").fill(message[:6])
        page.get_by_role("button", name="Xác nhận và gửi sáng kiến").click()
        expect(page.locator("h1")).to_contain_text("Đã gửi")
        receipt = page.url

        page.go_back()
        expect(page).to_have_url(receipt)
    assert own_site.stats()["submitted"] == before + 1


def _lan_sends(page: Page) -> str:
    _lan_fills(page)
    page.get_by_role("button", name=re.compile("^Gửi cho")).click()
    expect(page.locator("h1")).to_contain_text("Đã gửi")
    expect(page.locator("main svg").first).to_be_visible()
    found = re.search(r"SK-2022-\d{6}", page.locator("main").inner_text())
    assert found
    return found.group()


def _lan_fills(page: Page) -> None:
    page.goto("/gui/")
    page.get_by_role("button", name="Bắt đầu").click()
    _find_workplace(page)
    _say_who(page)
    _say_what_changed(page)
    _say_what_good_it_does(page)
    _say_how_it_was_recognised(page)
    expect(page.locator("h1")).to_contain_text("Kiểm tra lại")
    expect(page.locator("main")).to_contain_text(TITLE)


def _find_workplace(page: Page) -> None:
    page.locator("input[name=q]").fill("may tien thuan")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("main")).to_contain_text("Công đoàn Các khu công nghiệp tỉnh Ninh Thuận")
    page.locator("input[name=unit][value=CS-MAY-TIEN-THUAN]").check()
    page.get_by_role("button", name=re.compile("Đúng công đoàn")).click()


def _say_who(page: Page) -> None:
    page.locator("input[name=author-1-full_name]").fill("Nguyễn Thị Lan")
    page.locator("input[name=author-1-phone]").fill("0912 345 001")
    _go_on(page)


def _say_what_changed(page: Page) -> None:
    page.locator("[name=title]").fill(TITLE)
    page.locator("input[name=kind]").first.check()
    page.locator("select[name=field]").select_option("production")
    page.locator("[name=before]").fill("Phải dùng hai tay giữ mép vải, mỗi túi mất 19 giây.")
    page.locator("[name=after]").fill("Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.")
    page.locator("[name=applied_on]").fill("1/3/2022")
    _go_on(page)


def _say_what_good_it_does(page: Page) -> None:
    page.locator("input[name=benefit_kind][value=MONEY]").check()
    page.locator("[name=benefit_vnd]").fill("một trăm")
    _go_on(page)
    expect(page).to_have_title(re.compile("^Cần xem lại: "))
    expect(page.locator("[name=benefit_vnd]")).to_have_value("một trăm")
    page.locator("[name=benefit_vnd]").fill("12 triệu")
    _go_on(page)


def _say_how_it_was_recognised(page: Page) -> None:
    page.locator("input[name=recognition_form][value=recognition_decision]").check()
    page.locator("[name=recognition_number]").fill("41/QĐ-TT")
    page.locator("[name=recognised_on]").fill("12/04/2022")
    page.locator("[name=recognition_issuer]").fill("Công ty TNHH May Tiến Thuận")
    _go_on(page)


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="Tiếp tục", exact=True).last.click()


def _mai_confirms(page: Page, code: str) -> None:
    page.goto("/co-so/")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(page.locator("main")).to_contain_text(code)
    page.get_by_role("button", name=re.compile("^Xác nhận")).click()


def _minh_returns(page: Page, code: str) -> None:
    page.goto(f"/duyet/{code}/")
    page.get_by_role("link", name="Trả lại", exact=True).click()
    form = page.locator("form[action*='tra-lai/']")
    form.locator("input[value=recognition_unclear]").check()
    form.locator("input[value=benefit_unexplained]").check()
    form.get_by_role("button", name=re.compile("Trả lại")).click()


def _lan_completes(page: Page, code: str) -> None:
    page.goto("/toi/")
    expect(page.locator("main")).to_contain_text("Cần bổ sung")
    page.goto(f"/toi/ho-so/{code}/")
    page.get_by_role("button", name=re.compile("Bổ sung")).first.click()
    form = page.url.split("?")[0].rsplit("/", 2)[0]
    page.goto(f"{form}/loi-ich/?ve=kiem-tra")
    expect(page.locator("main")).to_contain_text("cách tính")
    page.locator("[name=benefit_method]").fill("11 giây × 900 túi × 300 ngày × 40 đồng mỗi giây")
    _go_on(page)
    page.goto(f"{form}/cong-nhan/?ve=kiem-tra")
    page.locator("[name=recognition_number]").fill("41/QĐ-TT-2022")
    _go_on(page)
    page.get_by_role("button", name=re.compile("^Gửi")).last.click()
    expect(page.locator("main")).to_contain_text(code)


def _minh_finds_it_valid(page: Page, code: str) -> None:
    page.goto(f"/duyet/{code}/")
    expect(page.locator("main")).to_contain_text("41/QĐ-TT-2022")
    page.get_by_role("button", name=re.compile("^Hợp lệ")).click()
