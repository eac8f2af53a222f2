"""An official letter from nothing to the register of whom it reached, without scripts."""

from pathlib import Path

import pypdfium2
from docx import Document as opened
from playwright.sync_api import Browser, Page

from tests.journeys import writing
from tests.journeys.conftest import Site
from tests.journeys.people import DESKTOP, PHONE, visitor


def test_the_provincial_officer_sends_a_letter_and_the_zones_enter_it(
    browser: Browser, light_site: Site, tmp_path: Path
) -> None:
    with visitor(browser, light_site, "dong", screen=DESKTOP) as page:
        writing.issued(page)
        line = page.locator(".eyebrow").inner_text().split(" · ")[-1]
        word, printed = (_downloaded(page, kind, tmp_path) for kind in ("Word", "PDF"))

        assert "Đã ban hành" in page.locator("main").inner_text()
    assert any("Kính gửi:" in one.text for one in opened(str(word)).paragraphs)
    with pypdfium2.PdfDocument(printed) as document:
        assert f"Số: {line}" in document[0].get_textpage().get_text_range()

    with visitor(browser, light_site, "minh", screen=DESKTOP) as page:
        page.goto("/van-ban/CD-KCN/so-den/")
        page.get_by_role("button", name=f"Vào sổ {line}").click()

        assert "Đã vào sổ" in page.locator("main").inner_text()
        assert page.locator("main table tbody tr").count() == 1


def test_on_a_phone_the_page_one_is_on_is_seen_in_the_strip_of_pages(browser: Browser, light_site: Site) -> None:
    with visitor(browser, light_site, "dong", screen=PHONE) as page:
        for address in ("/van-ban/", "/van-ban/LDLD-NINH-THUAN/tong-hop/", "/to-chuc/"):
            page.goto(address)
            strips = page.locator(".tabs:has([aria-current])")
            for strip in strips.all():
                room, here = strip.bounding_box(), strip.locator("[aria-current]").bounding_box()

                assert room and here
                assert room["x"] <= here["x"] and here["x"] + here["width"] <= room["x"] + room["width"]
            assert strips.count() == (1 if address == "/to-chuc/" else 2)


def _downloaded(page: Page, kind: str, into: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("link", name=f"({kind})").click()
    coming.value.save_as(into / coming.value.suggested_filename.replace("/", "-"))
    return into / coming.value.suggested_filename
