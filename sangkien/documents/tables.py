"""Tables of a paper: two columns that show no borders, and a list whose heading comes again on every page."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from sangkien.documents.papers import Column
from sangkien.documents.pieces import words


def pairs(document: Document, left: int, right: int, *, rows: int = 1) -> list[tuple[_Cell, _Cell]]:
    """Two cells next to each other, of so many millimetres, in so many rows, without borders or room around their
    words."""
    table = _table(document, rows, [left, right])
    _no_room(table)
    for row in table.rows:
        _whole(row)
    return [(row.cells[0], row.cells[1]) for row in table.rows]


def listing(
    document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, totals: Sequence[str] = ()
) -> None:
    """A list with borders, what it comes to in bold. No row is torn over two pages."""
    said = [*rows, totals] if totals else rows
    table = _table(document, 1 + len(said), [column.width for column in columns])
    table.style = "Table Grid"
    first, *others = table.rows  # read once: asked for by its place, each row is looked for among all of them
    _again_on_every_page(first)
    styles = ["Ô số" if column.figures else "Ô chữ" for column in columns]
    _fill(first, [column.heading for column in columns], ["Đầu bảng"] * len(columns))
    for row, texts in zip(others, said, strict=True):
        _fill(row, texts, styles)
    if totals:
        _embolden(others[-1])


def _embolden(row: _Row) -> None:
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _fill(row: _Row, texts: Sequence[str], styles: Sequence[str]) -> None:
    _whole(row)
    for cell, text, style in zip(row.cells, texts, styles, strict=True):
        words(cell, text, style)


def _table(document: Document, rows: int, widths: Sequence[int]) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _no_room(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _again_on_every_page(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
