"""Small pieces of a paper: a paragraph, a rule as long as it should be, the number of the page."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

Place = Document | _Cell


def words(place: Place, text: str, style: str, *, label: str = "") -> Paragraph:
    """A paragraph of that style; in a cell the first one takes the place of the empty one that every cell has. Line
    breaks stay line breaks."""
    paragraph = _next_in(place)
    paragraph._p.style = style.replace(" ", "")  # its key; by name the library reads all styles for every paragraph
    if label:
        paragraph.add_run(f"{label} ").bold = True
    paragraph.add_run(text)
    return paragraph


def _next_in(place: Place) -> Paragraph:
    first: Paragraph | None = place.paragraphs[0] if isinstance(place, _Cell) else None
    if first is not None and first._p.style is None:
        return first
    added: Paragraph = place.add_paragraph()
    return added


def rule(place: Place, length: int, within: int) -> Paragraph:
    """A line in the middle: `length` of `within` millimetres."""
    paragraph = words(place, "", "Đường kẻ")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm((within - length) / 2)
    line = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return paragraph


def numbered_by_itself(section: Section) -> None:
    """Pages of a section counted from 1, shown as those of the paper are."""
    section.different_first_page_header_footer = True
    counted = OxmlElement("w:pgNumType")
    counted.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(counted, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg")


def numbered_pages(section: Section) -> None:
    """The number of the page above its middle; the first page has none."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.style, paragraph.alignment = "Normal", ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
