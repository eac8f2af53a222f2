"""Papers to print: every letter comes out, whatever the machine has installed."""

from datetime import datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from sangkien.base.days import VIETNAM
from sangkien.documents import typesetting
from sangkien.documents.typesetting import as_pdf

AT = datetime(2022, 5, 18, 9, tzinfo=VIETNAM)
FONTS = Path(typesetting.__file__).parent / "fonts"
LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYfjwzFJWZ0123456789.,;:!?()&/-–—“”‘’…·×÷%+"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
VIETNAMESE = {normalize("NFC", letter + tone) for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in TONES}


def poster(**changes: Any) -> dict[str, Any]:
    """What a poster is handed."""
    said = {
        "paper": "a4",
        "language": "vi",
        "unit": "Công đoàn cơ sở Công ty TNHH May Tiến Thuận",
        "title": "Ngày hội cập nhật sáng kiến",
        "slogan": "Tự hào trí tuệ lao động Việt Nam",
        "when": "7:30–17:00, thứ Sáu 20/05/2022",
        "place": "Nhà ăn ca, xưởng 2",
        "qr": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>',
        "qr_alt": "Mã QR",
        "code": "TT-0521",
        "invitation": "Quét mã, hoặc gõ mã này tại",
        "address": "sangkien.example/n",
        "steps": [{"head": "Quét mã", "text": "Bằng máy ảnh hoặc Zalo."}] * 3,
        "contact": "Ban Chấp hành công đoàn, phòng 203",
    }
    return said | changes


def words(pdf: bytes) -> str:
    """All that can be read in it, a space between words."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(normalize("NFC", text).split())


@pytest.mark.parametrize("font", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_letter_of_the_country_and_of_its_firms_names_is_there(font: Path) -> None:
    has = set(TTFont(font).getBestCmap())
    latin_1 = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA1, 0x100)] if code != 0xAD}

    assert {letter for letter in {*VIETNAMESE, *latin_1, *LETTERS, "₫"} if ord(letter) not in has} == set()


def test_what_is_handed_in_can_be_read_out_again() -> None:
    said = poster()

    read = words(as_pdf("poster", said, at=AT))

    for name in ("unit", "title", "slogan", "when", "place", "code", "address", "contact"):
        assert said[name] in read


@pytest.mark.parametrize(("paper", "width"), [("a3", 841.9), ("a4", 595.3), ("a5", 419.5)])
def test_it_is_one_sheet_of_its_size_however_long_the_names(paper: str, width: float) -> None:
    longest = (
        "Công đoàn cơ sở Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn " * 2
    )
    pdf = as_pdf("poster", poster(paper=paper, unit=longest[:250], place="Hội trường " * 18, contact="x" * 200), at=AT)

    with pypdfium2.PdfDocument(pdf) as document:
        assert [round(page.get_width(), 1) for page in document] == [width]


def test_the_same_data_give_the_same_file_and_nobody_can_slip_in_a_command() -> None:
    sly = poster(place='#eval("1+1") $x$ *đậm* \\ "', contact="")

    pdf = as_pdf("poster", sly, at=AT)

    assert pdf == as_pdf("poster", sly, at=AT)
    assert '#eval("1+1") $x$ *đậm* \\ "' in words(pdf)


def test_it_is_made_to_be_kept_and_to_be_read_aloud() -> None:
    pdf = as_pdf("poster", poster(), at=AT)

    assert b"<pdfaid:part>2</pdfaid:part>" in pdf and b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"/Lang" in pdf
