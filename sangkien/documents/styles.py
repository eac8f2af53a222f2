"""The named styles of official papers: face, size and place of every kind of paragraph."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

PAGE = (210, 297)  # mm, A4
LEFT, RIGHT = 30, 20  # mm
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
FACE, BODY = "Times New Roman", 13


@dataclass(frozen=True)
class Style:
    """A kind of paragraph. Sizes in points; `indent` of the first line and `inset` of all lines in millimetres;
    `stays`: on the page of the paragraph that follows."""

    name: str
    size: float
    align: ALIGN = ALIGN.CENTER
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    indent: float = 0
    inset: float = 0
    stays: bool = False


STYLES = [
    Style("Cơ quan trên", 12),
    Style("Cơ quan ban hành", 12, bold=True),
    Style("Quốc hiệu", 12, bold=True),
    Style("Tiêu ngữ", 13, bold=True),
    Style("Số ký hiệu", 13, before=6),
    Style("Trích yếu công văn", 12),
    Style("Địa danh và thời gian", 13, italic=True, before=6),
    Style("Tên loại", 14, bold=True, before=18, stays=True),
    Style("Trích yếu", BODY, bold=True, stays=True),
    Style("Thẩm quyền", BODY, bold=True, before=12, after=6, stays=True),
    Style("Kính gửi", BODY, before=18, after=12),
    Style("Kính gửi nhiều nơi", BODY, ALIGN.LEFT, before=18, inset=35, stays=True),
    Style("Kính gửi gồm", BODY, ALIGN.LEFT, inset=44, indent=-3),
    Style("Căn cứ", BODY, ALIGN.JUSTIFY, italic=True, after=6, indent=12.7),
    Style("Lệnh văn", BODY, bold=True, before=6, after=6, stays=True),
    Style("Nội dung", BODY, ALIGN.JUSTIFY, after=6, indent=12.7),
    Style("Nơi nhận", 12, ALIGN.LEFT, bold=True, italic=True),
    Style("Nơi nhận gồm", 11, ALIGN.LEFT),
    Style("Ký", BODY, bold=True, stays=True),
    Style("Họ tên người ký", BODY, bold=True, before=72),
    Style("Phụ lục", 14, bold=True, stays=True),
    Style("Tên phụ lục", BODY, bold=True, stays=True),
    Style("Ghi chú bảng", 11, ALIGN.JUSTIFY, italic=True, before=6),
    Style("Kèm theo", BODY, italic=True, after=12, stays=True),
    Style("Đầu bảng", 12, bold=True),
    Style("Ô chữ", 12, ALIGN.LEFT),
    Style("Ô số", 12, ALIGN.RIGHT),
    Style("Đường kẻ", 1),
]


def set_styles(document: Document) -> None:
    """Give the document these styles and nothing of the program's own look."""
    normal = document.styles["Normal"]
    _face(normal, BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    normal.element.rPr.append(language)
    for style in STYLES:
        _add(document, style)


def _add(document: Document, style: Style) -> None:
    added = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    added.base_style = document.styles["Normal"]
    _face(added, style.size)
    added.font.bold, added.font.italic = style.bold, style.italic
    shape = added.paragraph_format
    shape.alignment, shape.keep_with_next = style.align, style.stays
    shape.space_before, shape.space_after = Pt(style.before), Pt(style.after)
    shape.left_indent, shape.first_line_indent = Mm(style.inset), Mm(style.indent)


def _face(style: Any, size: float) -> None:
    font = style.font
    font.name, font.size, font.color.rgb = FACE, Pt(size), RGBColor(0, 0, 0)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for alphabet in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        faces.set(qn(alphabet), FACE)
