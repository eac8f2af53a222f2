"""A paper in the layout of Decree 30/2020/NĐ-CP, read back from the file that Word would open."""

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as opened
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sangkien.documents.decree30 import MOTTO, NATION, docx
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
)

LETTERHEAD = Letterhead(
    issuer="Công ty TNHH May Tiến Thuận", number="Số:        /QĐ-........", place_and_day="......, ngày      tháng"
)
DECISION = [
    LETTERHEAD,
    Title("Quyết định", "Về việc công nhận sáng kiến", by="Giám đốc Công ty TNHH May Tiến Thuận"),
    Bases(["Căn cứ Nghị định số 13/2012/NĐ-CP;", "Xét đề nghị của Công đoàn cơ sở."]),
    Ordered("Quyết định:"),
    Text("Công nhận sáng kiến “Đồ gá may túi”.", label="Điều 1."),
    Closing(recipients=["Như Điều 1;", "Lưu: VT."], signature=["Giám đốc"]),
]
LIST = Annex("Danh sách", "(Kèm theo)", [Column("TT", 10), Column("Giá trị", 30, figures=True)], [["1", "120.000.000"]])


def read(*parts: Part) -> Document:
    return opened(BytesIO(docx(Paper("Quyết định", parts))))


def said(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


class TestTheSheet:
    def test_is_a4_with_the_margins_of_the_decree(self) -> None:
        section = read(*DECISION).sections[0]

        assert [round(section.page_width.mm), round(section.page_height.mm)] == [210, 297]
        assert [round(section.left_margin.mm), round(section.right_margin.mm)] == [30, 20]
        assert [round(section.top_margin.mm), round(section.bottom_margin.mm)] == [20, 20]

    def test_numbers_every_page_but_the_first(self) -> None:
        section = read(*DECISION).sections[0]

        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml

    def test_is_set_in_times_new_roman_in_every_alphabet(self) -> None:
        document = read(*DECISION)

        for paragraph in document.paragraphs:
            faces = paragraph.style.element.rPr.rFonts
            assert {faces.get(qn(f"w:{alphabet}")) for alphabet in ("ascii", "hAnsi", "cs", "eastAsia")} == {
                "Times New Roman"
            }

    def test_says_what_it_is_and_in_which_language(self) -> None:
        about = read(*DECISION).core_properties

        assert (about.title, about.language, about.author) == ("Quyết định", "vi-VN", "")


class TestTheParts:
    def test_the_letterhead_stands_in_two_columns_without_borders(self) -> None:
        (table, _closing) = read(*DECISION).tables

        assert [[[p.text for p in cell.paragraphs if p.text] for cell in row.cells] for row in table.rows] == [
            [["CÔNG TY TNHH MAY TIẾN THUẬN"], [NATION, MOTTO]],
            [["Số:        /QĐ-........"], ["......, ngày      tháng"]],
        ]
        assert table.style is None or table.style.name == "Normal Table"
        assert table._tbl.tblPr.find(qn("w:tblBorders")) is None

    def test_a_letter_has_the_body_above_and_its_subject_there(self) -> None:
        head = Letterhead(
            above="Công đoàn Các KCN", issuer="CĐCS May", number="Số: /CĐCS", place_and_day="", subject="V/v đề nghị"
        )

        column = read(head, Addressee("Giám đốc")).tables[0].columns[0]

        written = [p for cell in column.cells for p in cell.paragraphs if p.text]
        assert [p.text for p in written] == ["CÔNG ĐOÀN CÁC KCN", "CĐCS MAY", "Số: /CĐCS", "V/v đề nghị"]
        assert [p.style.font.bold for p in written][:2] == [False, True]

    def test_title_bases_and_articles_come_in_their_order(self) -> None:
        assert said(read(*DECISION)) == [
            "QUYẾT ĐỊNH",
            "Về việc công nhận sáng kiến",
            "GIÁM ĐỐC CÔNG TY TNHH MAY TIẾN THUẬN",
            "Căn cứ Nghị định số 13/2012/NĐ-CP;",
            "Xét đề nghị của Công đoàn cơ sở.",
            "QUYẾT ĐỊNH:",
            "Điều 1. Công nhận sáng kiến “Đồ gá may túi”.",
        ]

    def test_the_body_is_justified_with_its_first_line_indented(self) -> None:
        article = read(*DECISION).paragraphs[-1]
        shape = article.style.paragraph_format

        assert (shape.alignment, shape.space_after) == (ALIGN.JUSTIFY, Pt(6))
        assert abs(shape.first_line_indent - Mm(12.7)) < Mm(0.1)
        assert [run.bold for run in article.runs] == [True, None]

    def test_several_addressees_stand_below_each_other(self) -> None:
        document = read(Addressee(["Liên đoàn Lao động các huyện, thành phố;", "Công đoàn ngành."]))

        assert said(document) == ["Kính gửi:", "- Liên đoàn Lao động các huyện, thành phố;", "- Công đoàn ngành."]

    def test_words_of_a_paragraph_are_set_in_bold(self) -> None:
        [paragraph] = read(Prose([Run("đến hết ngày "), Run("31/5/2022", bold=True)])).paragraphs

        assert paragraph.text == "đến hết ngày 31/5/2022"
        assert [bool(run.bold) for run in paragraph.runs if run.text] == [False, True]

    def test_bases_are_in_italics(self) -> None:
        assert [p.style.font.italic for p in read(Bases(["Căn cứ…;"])).paragraphs] == [True]

    def test_recipients_and_signature_stand_side_by_side_and_never_alone_on_a_page(self) -> None:
        document = read(*DECISION)

        left, right = ([p.text for p in cell.paragraphs] for cell in document.tables[-1].rows[0].cells)
        assert left == ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."]
        assert right == ["GIÁM ĐỐC", ""]
        assert document.paragraphs[-1].paragraph_format.keep_with_next

    def test_two_sign_side_by_side_and_whom_it_goes_to_stands_beneath(self) -> None:
        both = BothSign(Signature(["Thư ký"], "Lý Ngọc Yến"), Signature(["Chủ tọa"], "Bùi Thị Hoa"), ["Lưu: VT."])
        document = read(LETTERHEAD, Text("Một dòng."), both)

        cells = [[p.text for p in cell.paragraphs] for cell in document.tables[-1].rows[0].cells]
        assert cells == [["THƯ KÝ", "Lý Ngọc Yến"], ["CHỦ TỌA", "Bùi Thị Hoa"]]
        assert said(document)[-2:] == ["Nơi nhận:", "- Lưu: VT."]

    def test_a_list_lies_on_a_page_of_its_own_and_repeats_its_heading(self) -> None:
        document = read(*DECISION, LIST)

        section, table = document.sections[-1], document.tables[-1]
        assert section.page_width > section.page_height
        assert [[cell.text for cell in row.cells] for row in table.rows] == [["TT", "Giá trị"], ["1", "120.000.000"]]
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table.rows[1].cells[1].paragraphs[0].style.paragraph_format.alignment == ALIGN.RIGHT

    def test_an_annex_has_its_word_its_title_below_what_it_goes_with_and_pages_of_its_own(self) -> None:
        document = read(*DECISION, LIST)

        lines = [p for p in document.paragraphs if p.text][-3:]
        assert [p.text for p in lines] == ["Phụ lục", "DANH SÁCH", "(Kèm theo)"]
        assert [(p.style.font.size, bool(p.style.font.bold), bool(p.style.font.italic)) for p in lines] == [
            (Pt(14), True, False),
            (Pt(13), True, False),
            (Pt(13), False, True),
        ]
        section = document.sections[-1]
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer

    def test_what_a_list_comes_to_stands_below_it_in_bold_and_what_its_columns_mean_beneath(self) -> None:
        summed = replace(LIST, totals=["", "240.000.000"], note="Ghi chú: một năm.")

        document = read(*DECISION, summed)

        cells = document.tables[-1].rows[-1].cells
        assert [cell.text for cell in cells] == ["", "240.000.000"]
        assert all(run.bold for run in cells[1].paragraphs[0].runs)
        assert document.paragraphs[-1].text == "Ghi chú: một năm."

    def test_line_breaks_that_somebody_typed_stay(self) -> None:
        assert said(read(Text("Bước một\nBước hai"))) == ["Bước một\nBước hai"]

    def test_what_is_no_part_has_no_layout(self) -> None:
        with pytest.raises(TypeError, match="No layout"):
            docx(Paper("", ["words"]))
