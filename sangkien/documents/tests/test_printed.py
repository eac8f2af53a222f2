"""The same paper as PDF: what is measured on the sheet, and that nothing of it is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pypdfium2.raw as raw
import pytest
from fontTools.ttLib import TTFont

from sangkien.base.days import VIETNAM
from sangkien.documents import typesetting
from sangkien.documents.papers import (
    Addressee,
    Annex,
    Bases,
    BothSign,
    Closing,
    Column,
    Letterhead,
    Ordered,
    Paper,
    Part,
    Prose,
    Run,
    Signature,
    Text,
    Title,
    day_line,
)
from sangkien.documents.printed import LETTERS, pdf, unprintable

AT = datetime(2022, 5, 18, 9, tzinfo=VIETNAM)
MM = 72 / 25.4
LONG = "Các cấp công đoàn vận động đoàn viên, người lao động phát huy sáng kiến. " * 6
LETTER: list[Part] = [
    Letterhead(
        "LĐLĐ tỉnh", "Số: 05/LĐLĐ", "Ninh Thuận, ngày 05 tháng 02 năm 2022", above="TLĐ", subject="V/v sáng kiến"
    ),
    Addressee(["Các huyện;", "Các ngành."]),
    Bases(["Căn cứ Điều lệ;"]),
    *[Prose([Run(LONG), Run("Khẩn trương", bold=True)]) for _one in range(12)],
    Text("Công nhận.", label="Điều 1."),
    Closing(["Như trên;", "Lưu: VT."], ["TM. Ban Thường vụ", "Chủ tịch"], "Đặng Quốc Đông"),
    Annex("Phụ lục", "(Kèm theo)", [Column("TT", 10), Column("Số", 40, figures=True)], [["1", "1.396"]]),
]


@contextmanager
def opened(*parts: Part) -> Iterator[pypdfium2.PdfDocument]:
    with pypdfium2.PdfDocument(pdf(Paper("Công văn", parts), at=AT)) as document:
        yield document


def words(page: pypdfium2.PdfPage) -> str:
    return " ".join(normalize("NFC", page.get_textpage().get_text_range()).split())


class TestTheSheet:
    def test_is_a4_upright_and_its_annex_lies(self) -> None:
        with opened(*LETTER) as document:
            sizes = [tuple(round(side / MM) for side in page.get_size()) for page in document]

        assert sizes == [(210, 297), (210, 297), (297, 210)]

    def test_pages_of_an_annex_are_counted_by_themselves(self) -> None:
        rows = [[str(place), "1.396"] for place in range(1, 80)]
        columns = [Column("TT", 10), Column("Số", 40, figures=True)]
        annex = Annex("Kết quả", "(Kèm theo)", columns, rows, ["", "110.284"], "Ghi chú: cả năm.")

        with opened(*LETTER[:-1], annex) as document:
            said = [words(page) for page in document]

        assert len(said) >= 4 and said[1].startswith("2 ")
        assert said[2].startswith("Phụ lục KẾT QUẢ (Kèm theo)")
        assert said[3].startswith("2 ")
        assert "110.284 Ghi chú: cả năm." in said[-1]

    def test_keeps_the_margins_of_the_decree(self) -> None:
        with opened(*LETTER) as document:
            page = document[0]
            boxes = [one.get_bounds() for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_TEXT]

        assert min(box[0] for box in boxes) / MM >= 29.5  # a letter may lean a hair over its place
        assert max(box[2] for box in boxes) / MM <= 210 - 19.5
        assert min(box[1] for box in boxes) / MM >= 19.5

    def test_a_list_over_several_pages_has_its_headings_on_each(self) -> None:
        rows = [[str(place), "1.396"] for place in range(1, 401)]
        columns = [Column("TT", 10), Column("Sáng kiến", 40, figures=True)]
        with opened(LETTER[0], LETTER[-2], Annex("Danh sách", "(Kèm theo)", columns, rows)) as document:
            pages = [words(page) for page in document][1:]

        assert len(pages) > 5
        assert all("TT Sáng kiến" in page for page in pages)
        assert " 400 1.396" in pages[-1]

    def test_two_sign_side_by_side_and_whom_it_goes_to_stands_beneath(self) -> None:
        both = BothSign(Signature(["Thư ký"], "Lý Ngọc Yến"), Signature(["Chủ tọa"], "Bùi Thị Hoa"), ["Lưu: VT."])
        with opened(LETTER[0], Text("Một dòng."), both) as document:
            said = words(document[0])

        order = ["Một dòng.", "THƯ KÝ", "Lý Ngọc Yến", "CHỦ TỌA", "Bùi Thị Hoa", "Nơi nhận:", "- Lưu: VT."]
        places = [said.index(one) for one in order]
        assert places == sorted(places)

    def test_numbers_every_page_but_the_first(self) -> None:
        with opened(*LETTER) as document:
            pages = [words(page) for page in document]

        assert [page.split()[0] for page in pages[1:]] == ["2", "Phụ"]
        assert not pages[0].startswith("1")

    def test_is_set_in_tinos_and_nothing_else(self) -> None:
        with opened(*LETTER) as document:
            text = [one for page in document for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_TEXT]
            faces = {one.get_font().get_base_name().split("+")[-1] for one in text}

        assert faces == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}

    def test_tells_whoever_hears_it_what_is_what(self) -> None:
        made = pdf(Paper("Công văn", LETTER), at=AT)

        assert b"/MarkInfo" in made and b"/StructTreeRoot" in made
        assert b"pdfuaid" in made and b"pdfaid" in made

    def test_the_signature_never_stands_alone_on_a_page(self) -> None:
        for lines in range(20, 34):
            parts = [LETTER[0], *[Text("Một dòng.")] * lines, LETTER[-2]]
            with opened(*parts) as document:
                last = words(document[len(document) - 1])
            assert "Một dòng." in last or "Số: 05/LĐLĐ" in last


class TestTheWords:
    def test_a_last_paragraph_longer_than_pages_is_broken_and_nothing_lost(self) -> None:
        with opened(LETTER[0], Text("dài " * 3_000), LETTER[-2]) as document:
            said = " ".join(words(page) for page in document)

        assert (said.count("dài"), "Đặng Quốc Đông" in said) == (3_000, True)

    def test_come_out_in_their_order(self) -> None:
        with opened(*LETTER[:4], *LETTER[-3:-1]) as document:
            said = words(document[0])

        order = ["TLĐ", "LĐLĐ TỈNH", "CỘNG HÒA", "Số: 05", "V/v", "Ninh Thuận", "Kính gửi:", "- Các ngành.", "Căn cứ"]
        order += ["Khẩn trương", "Điều 1. Công nhận.", "Nơi nhận:", "- Lưu: VT.", "TM. BAN THƯỜNG VỤ", "Đặng Quốc Đông"]
        places = [said.index(one) for one in order]
        assert places == sorted(places)

    def test_a_paper_with_a_title_has_it_in_the_middle(self) -> None:
        with opened(
            LETTER[0], Title("Quyết định", "Về việc giao chỉ tiêu", by="Ban Thường vụ"), Ordered("Quyết định:")
        ) as one:
            said = words(one[0])

        assert said.endswith("QUYẾT ĐỊNH Về việc giao chỉ tiêu BAN THƯỜNG VỤ QUYẾT ĐỊNH:")

    def test_what_somebody_typed_is_never_a_command(self) -> None:
        with opened(Text('#panic("x") $x$ *đậm* _nghiêng_ - @a <b> // c')) as document:
            assert words(document[0]) == '#panic("x") $x$ *đậm* _nghiêng_ - @a <b> // c'

    def test_the_same_paper_is_the_same_file(self) -> None:
        assert pdf(Paper("Công văn", LETTER), at=AT) == pdf(Paper("Công văn", LETTER), at=AT)

    def test_letters_that_no_face_has_are_told_and_marked(self) -> None:
        assert unprintable("Kim 민 và 民") == ["민", "民"]
        with opened(Text("Kim 민")) as document:
            assert words(document[0]) == "Kim ?"

    def test_each_face_has_every_letter_that_is_promised(self) -> None:
        for file in (Path(typesetting.__file__).parent / "fonts").glob("tinos-*.ttf"):
            assert {chr(code) for code in TTFont(file).getBestCmap()} >= LETTERS


@pytest.mark.parametrize(
    ("day", "year", "line"),
    [
        (date(2022, 4, 20), None, "ngày 20 tháng 4 năm 2022"),
        (date(2022, 2, 5), None, "ngày 05 tháng 02 năm 2022"),
        (None, 2022, "ngày      tháng      năm 2022"),
        (None, None, "ngày      tháng      năm"),
    ],
)
def test_a_day_is_written_as_the_decree_has_it(day: date | None, year: int | None, line: str) -> None:
    assert day_line(day, year) == line
