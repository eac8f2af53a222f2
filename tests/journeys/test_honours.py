"""From frozen figures to a certificate, and back: graded, proposed, voted on, decided, printed, taken back. Without
scripts."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Deployment, Site
from tests.journeys.people import DESKTOP, visitor

ONE_DAY_IN_JUNE = "2022-06-20T09:00:00+07:00"


@pytest.mark.parametrize("many", [20, pytest.param(2_000, marks=pytest.mark.thorough)])
def test_figures_grades_candidates_council_decision_certificates_and_one_taken_back(
    browser: Browser, deployment: Deployment, many: int
) -> None:
    prepared(deployment, str(many))
    with deployment.served(ONE_DAY_IN_JUNE) as site:
        with visitor(browser, site, "dong", screen=DESKTOP) as dong:
            _figures_and_grades(dong)
            _follows_the_council(dong)
            draft = _drafts(dong)
        with visitor(browser, site, "ngoc", screen=DESKTOP) as ngoc:
            ngoc.goto(draft)
            ngoc.get_by_role("button", name="Soát xong").click()
        with visitor(browser, site, "dong", screen=DESKTOP) as dong:
            _decides(dong, draft)
        prepared(deployment, "names")
        with visitor(browser, site, "lan") as lan:
            _says_how_she_is_spelled(lan)
        with visitor(browser, site, "dong", screen=DESKTOP) as dong:
            _gives_all(dong, many)
        with visitor(browser, site, "lan") as lan:
            serial = _has_hers(lan)
        _reads(browser, site, serial, "Giấy thật, còn hiệu lực.")
        with visitor(browser, site, "dong", screen=DESKTOP) as dong:
            _takes_hers_back(dong, serial)
        _reads(browser, site, serial, "Giấy này đã bị thu hồi")


def prepared(deployment: Deployment, what: str) -> None:
    """What is not the journey's own."""
    environment = deployment.at(ONE_DAY_IN_JUNE).environment
    fill = [sys.executable, "-m", "tests.journeys.honouring", what]
    subprocess.run(fill, env=environment, check=True, timeout=900)


def _figures_and_grades(page: Page) -> None:
    """The table as it was frozen, and who is proposed for the grade that follows from it."""
    page.goto("/xep-hang/LDLD-NINH-THUAN/da-chot/1/")
    expect(page.get_by_role("heading", name="Bảng chốt số 1")).to_be_visible()
    page.goto("/khen-thuong/")
    page.get_by_role("link", name="Khen thưởng giai đoạn 1").click()
    page.get_by_role("link", name=re.compile("tập thể")).first.click()
    expect(page.get_by_text(re.compile("Xếp loại thi đua: ")).first).to_be_visible()


def _follows_the_council(page: Page) -> None:
    page.goto("/khen-thuong/")
    page.get_by_role("link", name="Khen thưởng giai đoạn 1").click()
    page.get_by_role("link", name=re.compile("^Nguyễn Thị Lan")).click()
    page.get_by_role("button", name="Ghi theo kết quả biểu quyết").click()
    expect(page.get_by_text("Đã ghi kết quả biểu quyết.")).to_be_visible()


def _drafts(page: Page) -> str:
    """A paper of the registry that lists her; where it is. Somebody else of the province checks it."""
    page.get_by_role("link", name="Khen thưởng giai đoạn 1").click()
    page.get_by_role("link", name="Soạn quyết định khen thưởng").click()
    page.get_by_role("button", name="Soạn dự thảo").click()
    page.get_by_role("link", name="Sửa dự thảo").click()
    page.locator("select[name=signer]").select_option(index=1)
    page.get_by_role("button", name="Lưu dự thảo").click()
    return page.url


def _decides(page: Page, draft: str) -> None:
    """Numbered, signed, issued: she is honoured by it."""
    page.goto(draft)
    page.get_by_role("button", name="Lấy số").click()
    page.get_by_role("link", name="Ban hành").click()
    page.locator("input[name=unsigned]").fill("Bản giấy đã ký, văn thư quét sau")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("link", name="Giấy chứng nhận theo quyết định này")).to_be_visible()


def _says_how_she_is_spelled(page: Page) -> None:
    page.goto("/khen-thuong/cua-toi/")
    page.get_by_role("link", name="Giấy chứng nhận của tôi").click()
    page.get_by_role("link", name=re.compile("Xác nhận tên .*Khen thưởng")).click()
    page.get_by_role("button", name="Tên tôi viết đúng như vậy").click()
    expect(page.get_by_text("Đã ghi cách viết tên")).to_be_visible()


def _gives_all(page: Page, many: int) -> None:
    """One batch for the whole round."""
    page.goto("/khen-thuong/")
    page.get_by_role("link", name="Khen thưởng giai đoạn 1").click()
    page.get_by_role("link", name="Giấy chứng nhận cho người được khen").click()
    page.locator("select[name=signer]").select_option(index=1)
    page.locator("[name=title]").fill("TM. Ban Thường vụ\nChủ tịch")
    page.get_by_role("button", name=re.compile("người đã xác nhận tên")).click()
    shown = f"{many:,}".replace(",", ".")
    for _time in range(120):
        page.goto("/giay-chung-nhan/don-vi/LDLD-NINH-THUAN/")
        page.get_by_role("link", name=re.compile(f"{shown} giấy")).click()
        if page.get_by_text(f"Đã cấp {shown} trong {shown} giấy").count():
            return
        page.wait_for_timeout(2_000)
    raise AssertionError("The batch did not end.")


def _has_hers(page: Page) -> str:
    page.goto("/toi/giay-chung-nhan/")
    page.get_by_role("link", name="Giấy chứng nhận khen thưởng").click()
    return page.url.rstrip("/").rpartition("/")[2]


def _takes_hers_back(page: Page, serial: str) -> None:
    page.goto(f"/giay-chung-nhan/{serial}/")
    page.get_by_role("link", name="Hồ sơ khen thưởng").click()
    page.get_by_role("link", name="Thu hồi khen thưởng").click()
    expect(page.get_by_text(serial)).to_be_visible()
    page.locator("input[name=number]").fill("20/QĐ-LĐLĐ")
    page.locator("input[name=signed_on]").fill("20/6/2022")
    page.locator("[name=reason]").fill("Kê khai không đúng sự thật")
    page.get_by_role("button", name="Thu hồi tất cả").click()
    expect(page.get_by_text("Đã thu hồi.").first).to_be_visible()


def _reads(browser: Browser, site: Site, serial: str, said: str) -> None:
    """Whoever holds the paper, on a phone."""
    with visitor(browser, site) as anybody:
        anybody.goto(f"/xac-minh/{serial}/")
        expect(anybody.get_by_text(said)).to_be_visible()
        assert anybody.evaluate("document.documentElement.scrollWidth") <= 360
