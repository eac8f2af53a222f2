"""XLSX: real numbers and days, filters, a head that stays, and a second sheet that says what each column means.

Sent while it is written, so that the first row of 200,000 arrives at once and none is held. A workbook is several
documents in a ZIP. That of the figures comes first, and only its rows are our own; everything around them, and all
other documents, are those of a workbook without rows, which is made when their number is known.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from sangkien.base.days import VIETNAM
from sangkien.web.data.sent import Sent
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet

_MOST_ROWS = 1_048_576 - 1  # of a worksheet, without the head
_MOST_SIGNS = 32_767  # of a cell
_FORMATS = {
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.HUNDREDTHS: "General",
    Kind.PERCENT: '0.0" %"',
    Kind.DONG: '#,##0" đồng"',
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "hh:mm dd/mm/yyyy",
}
_OPTIONS = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_FIGURES = "xl/worksheets/sheet1.xml"
_ROWS_END = b"</sheetData>"
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001  # worksheets know no time zones


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The workbook, as far as its rows are there."""
    sent = Sent()
    with ZipFile(sent, "w", ZIP_DEFLATED) as file:
        with file.open(_FIGURES, "w") as page:
            frame = _frame(sheet, 0)
            page.write(frame.before)
            last = 0
            for last, row in enumerate(sheet.rows, start=1):  # the number of rows is asked for afterwards
                if last > _MOST_ROWS:
                    raise OverflowError("more rows than a worksheet holds")
                page.write(_row(last + 1, row, frame.styles))
                if sent.waits:
                    yield sent.taken()
            frame = _frame(sheet, last)
            page.write(frame.after)
        for name, document in frame.others.items():
            file.writestr(name, document)
    yield sent.taken()


class _Frame(NamedTuple):
    """A workbook without rows: what stands before and after them, the other documents, and the style of each column."""

    before: bytes
    after: bytes
    others: dict[str, bytes]
    styles: list[tuple[str, int]]


def _frame(sheet: Sheet, rows: int) -> _Frame:
    """That of a table with so many rows."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": how}) for kind, how in _FORMATS.items()}
        figures, meaning = book.add_worksheet(_("Số liệu")), book.add_worksheet(_("Cách tính"))
        _write_head(sheet, figures, bold, formats)
        figures.autofilter(0, 0, rows, len(sheet.columns) - 1)
        _write_meaning(sheet, meaning, bold)
    with ZipFile(made) as file:
        others = {name: file.read(name) for name in file.namelist()}
    before, end, after = others.pop(_FIGURES).partition(_ROWS_END)
    before = re.sub(rb"<dimension [^>]*/>", b"", before)  # of the head alone
    styles = [
        (xl_col_to_name(place), formats[column.kind].xf_index if column.kind in formats else 0)
        for place, column in enumerate(sheet.columns)
    ]
    return _Frame(before, end + after, others, styles)


def _write_head(sheet: Sheet, page: Any, bold: Any, formats: dict[Kind, Any]) -> None:
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column), formats.get(column.kind))
        page.write_string(0, place, column.head, bold)


def _width(column: Column) -> int:
    return 34 if column.kind == Kind.TEXT and len(column.head) < 30 else max(12, min(len(column.head), 28))


def _write_meaning(sheet: Sheet, page: Any, bold: Any) -> None:
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 90)
    rows = [(sheet.title, ""), *sheet.facts, ("", ""), (_("Cột"), _("Cách tính"))]
    for at, (name, text) in enumerate(rows):
        page.write_string(at, 0, name, bold)
        page.write_string(at, 1, text)
    for at, column in enumerate(sheet.columns, start=len(rows)):
        page.write_string(at, 0, column.head)
        page.write_string(at, 1, column.meaning)


# Rows ------------------------------------------------------------------------------------------------------


def _row(number: int, row: Sequence[Cell], styles: list[tuple[str, int]]) -> bytes:
    cells = [
        _cell(f"{letter}{number}", style, cell)
        for cell, (letter, style) in zip(row, styles, strict=True)
        if cell is not None
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'.encode()


def _cell(at: str, style: int, cell: str | int | Decimal | date) -> str:
    if isinstance(cell, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'
    value = cell if isinstance(cell, int | Decimal) else _days(cell)
    return f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def _text(said: str) -> str:
    """As a cell holds it: signs that XML has no word for are written by their number."""
    return escape(_NO_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", said[:_MOST_SIGNS]))


# What would be read as a sign by its number begins with one of our own.
_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def _days(cell: date | datetime) -> float:
    """Days since the beginning of worksheets, as the clock shows them in Vietnam."""
    if isinstance(cell, datetime):
        local = cell.astimezone(VIETNAM).replace(tzinfo=None)
    else:
        local = datetime.combine(cell, time())
    return (local - _DAY_0).total_seconds() / 86_400
