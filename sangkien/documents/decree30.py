"""Official papers as DOCX in the layout of Decree 30/2020/NĐ-CP, Appendix I, to go on editing in Word.

A4; margins 20 mm above and below, 30 mm left, 20 mm right; Times New Roman, black. National name 12 pt and motto 13 pt;
body 13 pt, justified, first line indented 12,7 mm, 6 pt between paragraphs; Nơi nhận 12 and 11 pt; page numbers above,
centred, not on the first page. Everything hangs on named styles, so that one change of a style changes the paper.
"""

from collections.abc import Sequence
from functools import singledispatch
from io import BytesIO

from docx import Document as new_document
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm, Pt

from sangkien.documents import tables
from sangkien.documents.papers import (
    Addressee,
    Annex,
    Bases,
    BothSign,
    Closing,
    Letterhead,
    Ordered,
    Paper,
    Prose,
    Signature,
    Text,
    Title,
)
from sangkien.documents.pieces import Place, numbered_by_itself, numbered_pages, rule, words
from sangkien.documents.styles import LEFT, PAGE, RIGHT, TEXT_WIDTH, set_styles

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ANNEX = "Phụ lục"
_MOTTO_WIDTH = 56  # mm, of the motto at 13 pt
_ISSUER_COLUMN, _NATION_COLUMN = 68, TEXT_WIDTH - 68


def docx(paper: Paper) -> bytes:
    """The paper as a file for Word."""
    document = new_document()
    set_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)
    numbered_pages(section)
    about = document.core_properties
    about.title, about.author, about.language, about.comments = paper.name, "", "vi-VN", ""
    for part in paper.parts:
        _lay(part, document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


@singledispatch
def _lay(part: object, document: Document) -> None:
    raise TypeError(f"No layout for {part!r}.")


@_lay.register
def _letterhead(part: Letterhead, document: Document) -> None:
    """Number and day stand on one line, however many lines the names above them take."""
    (left, right), (below_left, below_right) = tables.pairs(document, _ISSUER_COLUMN, _NATION_COLUMN, rows=2)
    if part.above:
        words(left, part.above.upper(), "Cơ quan trên")
    words(left, part.issuer.upper(), "Cơ quan ban hành")
    rule(left, _ISSUER_COLUMN // 3, _ISSUER_COLUMN)
    words(right, NATION, "Quốc hiệu")
    words(right, MOTTO, "Tiêu ngữ")
    rule(right, _MOTTO_WIDTH, _NATION_COLUMN)
    words(below_left, part.number, "Số ký hiệu")
    if part.subject:
        words(below_left, part.subject, "Trích yếu công văn")
    words(below_right, part.place_and_day, "Địa danh và thời gian")


@_lay.register
def _title(part: Title, document: Document) -> None:
    words(document, part.kind.upper(), "Tên loại")
    words(document, part.subject, "Trích yếu")
    rule(document, TEXT_WIDTH // 4, TEXT_WIDTH).paragraph_format.space_after = Pt(6)
    if part.by:
        words(document, part.by.upper(), "Thẩm quyền")


@_lay.register
def _addressee(part: Addressee, document: Document) -> None:
    if isinstance(part.to, str):
        words(document, f"Kính gửi: {part.to}", "Kính gửi")
        return
    words(document, "Kính gửi:", "Kính gửi nhiều nơi")
    for line in part.to:
        last = words(document, f"- {line}", "Kính gửi gồm")
    last.paragraph_format.space_after = Pt(12)


@_lay.register
def _bases(part: Bases, document: Document) -> None:
    for line in part.lines:
        words(document, line, "Căn cứ")


@_lay.register
def _ordered(part: Ordered, document: Document) -> None:
    words(document, part.word.upper(), "Lệnh văn")


@_lay.register
def _text(part: Text, document: Document) -> None:
    words(document, part.text, "Nội dung", label=part.label)


@_lay.register
def _prose(part: Prose, document: Document) -> None:
    paragraph = words(document, "", "Nội dung")
    for run in part.runs:
        paragraph.add_run(run.text).bold = run.bold or None


@_lay.register
def _closing(part: Closing, document: Document) -> None:
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature stands alone on a page
    [(left, right)] = tables.pairs(document, TEXT_WIDTH // 2, TEXT_WIDTH // 2)
    _recipients(left, part.recipients)
    _signature(right, Signature(part.signature, part.name))


@_lay.register
def _both_sign(part: BothSign, document: Document) -> None:
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    [(left, right)] = tables.pairs(document, TEXT_WIDTH // 2, TEXT_WIDTH // 2)
    _signature(left, part.left)
    _signature(right, part.right)
    words(document, "", "Nơi nhận")
    _recipients(document, part.recipients)


def _recipients(place: Place, lines: Sequence[str]) -> None:
    words(place, "Nơi nhận:", "Nơi nhận")
    for line in lines:
        words(place, f"- {line}", "Nơi nhận gồm")


def _signature(place: Place, signature: Signature) -> None:
    for line in signature.lines:
        words(place, line.upper(), "Ký")
    words(place, signature.name, "Họ tên người ký")


@_lay.register
def _annex(part: Annex, document: Document) -> None:
    """The word, the title below it, what it goes with (Decree 30/2020, Appendix I, part III); pages counted anew."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAGE[1]), Mm(PAGE[0])
    section.left_margin = section.right_margin = Mm(20)
    numbered_by_itself(section)
    words(document, ANNEX, "Phụ lục")
    if part.title:
        words(document, part.title.upper(), "Tên phụ lục")
    words(document, part.belongs_to, "Kèm theo")
    tables.listing(document, part.columns, part.rows, totals=part.totals)
    if part.note:
        words(document, part.note, "Ghi chú bảng")
