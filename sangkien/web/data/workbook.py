"""XLSX: real numbers and days, filters, a head that stays, and a second sheet that says what each column means.

Written row by row to a file of its own, so that 200,000 rows need no more memory than one.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from sangkien.base.days import VIETNAM
from sangkien.web.data.sheets import Cell, Column, Kind, Sheet

_PIECE = 1 << 16
_MOST_ROWS = 1_048_576 - 1  # of a worksheet, without the head
_FORMATS = {
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    Kind.PERCENT: '0.0" %"',
    Kind.DONG: '#,##0" đồng"',
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "hh:mm dd/mm/yyyy",
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The workbook, once all rows are written."""
    with TemporaryFile() as file:
        _write(sheet, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(sheet: Sheet, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        figures, meaning = book.add_worksheet(_("Số liệu")), book.add_worksheet(_("Cách tính"))
        _write_figures(
            sheet, figures, bold, {kind: book.add_format({"num_format": how}) for kind, how in _FORMATS.items()}
        )
        _write_meaning(sheet, meaning, bold)


def _write_figures(sheet: Sheet, page: Any, bold: Any, formats: dict[Kind, Any]) -> None:
    page.freeze_panes(1, 0)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column), formats.get(column.kind))
        page.write_string(0, place, column.head, bold)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):  # the number of rows is asked for afterwards
        if last > _MOST_ROWS:
            raise OverflowError("more rows than a worksheet holds")
        for place, (cell, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, (last, place), cell, formats.get(column.kind))
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Any, at: tuple[int, int], cell: Cell, how: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(*at, cell)
    elif isinstance(cell, int | Decimal):
        page.write_number(*at, float(cell), how)
    else:
        page.write_datetime(*at, _local(cell), how)


def _local(cell: date | datetime) -> datetime:
    """As the clock shows it in Vietnam: worksheets know no time zones."""
    if isinstance(cell, datetime):
        return cell.astimezone(VIETNAM).replace(tzinfo=None)
    return datetime.combine(cell, time())


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
