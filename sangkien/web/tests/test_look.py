"""The sheet, the fonts and the icons: what a machine can say about the look."""

import re
import unicodedata
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

WEB = Path(__file__).resolve().parent.parent
STATIC, TEMPLATES = WEB / "static", WEB / "templates"
SHEET = (STATIC / "sangkien.css").read_text()
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
OF_PAPERS = [font for font in FONTS if font.stem.startswith("tinos")]
OF_PAGES = [font for font in FONTS if font not in OF_PAPERS]
PAGES = sorted(TEMPLATES.rglob("*.html"))
KIB = 1024

PLAIN = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = {unicodedata.normalize("NFC", letter + tone) for letter in PLAIN for tone in TONES} | {"đ"}
LETTERS = VIETNAMESE | {letter.upper() for letter in VIETNAMESE}


def token(name: str) -> str:
    """A colour of the sheet, as six hexadecimal digits."""
    found = re.search(rf"--{name}: #([0-9a-f]{{3,6}});", SHEET)
    assert found, name
    return found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(token(one)), brightness(token(other))))
    return (lighter + 0.05) / (darker + 0.05)


class TestFonts:
    @pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
    def test_every_vietnamese_letter_is_drawn(self, font: Path) -> None:
        drawn = {chr(code) for code in TTFont(font).getBestCmap()}

        assert len(LETTERS) == 146
        assert sorted(LETTERS - drawn) == []
        assert sorted(set("₫–“”…−×·%") - drawn) == []

    @pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
    def test_a_letter_with_a_mark_keeps_the_width_of_its_plain_one(self, font: Path) -> None:
        opened = TTFont(font)
        names, widths = opened.getBestCmap(), opened["hmtx"]

        assert widths[names[ord("ế")]][0] == widths[names[ord("e")]][0]
        assert widths[names[ord("Ậ")]][0] == widths[names[ord("A")]][0]

    def test_the_text_font_has_figures_of_one_width(self) -> None:
        features = TTFont(STATIC / "fonts" / "public-sans.woff2")["GSUB"].table.FeatureList.FeatureRecord

        assert "tnum" in {record.FeatureTag for record in features}

    def test_both_of_a_page_together_stay_light(self) -> None:
        assert len(OF_PAGES) == 2
        assert sum(font.stat().st_size for font in OF_PAGES) <= 41 * KIB

    def test_each_face_of_papers_is_light(self) -> None:
        """Asked for only where a page shows an official paper, by the letters on it."""
        assert [font.name for font in OF_PAPERS if font.stat().st_size > 12 * KIB] == []
        assert len(OF_PAPERS) == 4

    def test_each_carries_its_licence(self) -> None:
        for name in [*(font.stem for font in OF_PAGES), "tinos"]:
            assert "SIL Open Font License" in (STATIC / "fonts" / f"{name}.OFL.txt").read_text()


class TestSheet:
    def test_fits_its_budget(self) -> None:
        assert len(brotli.compress(SHEET.encode())) <= 20 * KIB

    def test_an_old_browser_understands_its_frame(self) -> None:
        assert "@layer" not in re.sub(r"/\*.*?\*/", "", SHEET, flags=re.DOTALL)

    def test_asks_nobody_else_for_anything(self) -> None:
        asked = re.findall(r'url\("([^"]+)"\)', SHEET)
        files = [name for name in asked if not name.startswith(("data:", "#"))]  # "#": drawn on the page itself

        assert files
        assert [name for name in files if not (STATIC / name).is_file()] == []

    @pytest.mark.parametrize(
        ("text", "ground"),
        [
            ("ink-9", "canvas"), ("ink-7", "white"), ("ink-5", "white"), ("ink-5", "canvas"), ("ink-5", "blue-0"),
            ("white", "blue-9"), ("white", "blue-8"), ("white", "blue-7"), ("blue-3", "blue-9"), ("blue-1", "blue-9"),
            ("blue-7", "white"), ("blue-7", "canvas"), ("blue-7", "blue-0"), ("blue-8", "blue-1"), ("blue-8", "blue-0"),
            ("red-7", "white"), ("red-7", "canvas"), ("red-7", "red-0"), ("red-8", "red-1"), ("gold-8", "gold-1"),
            ("gold-8", "gold-0"), ("ink-9", "gold-4"), ("green-7", "white"), ("green-8", "green-1"),
            ("green-8", "canvas"), ("ink-9", "gold-1"), ("ink-9", "red-0"), ("ink-9", "green-0"),
        ],
    )  # fmt: skip
    def test_text_can_be_read_on_its_ground(self, text: str, ground: str) -> None:
        assert contrast(text, ground) >= 4.5

    @pytest.mark.parametrize(("edge", "ground"), [("line-2", "white"), ("ink-7", "white"), ("blue-6", "blue-0")])
    def test_a_control_can_be_told_from_its_ground(self, edge: str, ground: str) -> None:
        assert contrast(edge, ground) >= 3


class TestTemplates:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
    def test_carry_nothing_that_the_content_security_policy_forbids(self, page: Path) -> None:
        source = page.read_text()

        assert not re.search(r"\sstyle=|\son(?!e=)[a-z]+=|<style|<script(?![^>]*\bsrc=)|javascript:", source)

    @pytest.mark.parametrize("page", sorted((TEMPLATES / "components").glob("*.html")), ids=lambda page: page.stem)
    def test_a_component_first_says_what_it_takes(self, page: Path) -> None:
        assert re.match(r"\{# [A-Za-z].+ #\}\n", page.read_text())

    def test_every_icon_they_name_is_in_the_sprite(self) -> None:
        sources = "".join(page.read_text() for page in PAGES) + (WEB / "templatetags" / "components.py").read_text()
        named = set(re.findall(r'{% icon "([a-z0-9-]+)"', sources))
        named |= set(re.findall(r'\("(?:grey|blue|gold|red|green)", "([a-z0-9-]+)"\)', sources))
        drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text()))

        assert len(named) > 10
        assert named - drawn == set()

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TEMPLATES)))
    def test_are_written_in_composed_letters(self, page: Path) -> None:
        assert unicodedata.is_normalized("NFC", page.read_text())
