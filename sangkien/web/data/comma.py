"""CSV for a spreadsheet: UTF-8 with a byte order mark and semicolons, as spreadsheets set to Vietnamese expect.

Figures are printed as on the pages. A cell that somebody else wrote and that a spreadsheet would take for a formula
gets an apostrophe in front.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

from sangkien.web.data.sheets import Sheet, printed

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The sheet line by line: the facts, the headings, the rows, and what the columns mean, an empty line between."""
    yield BYTE_ORDER_MARK.encode()
    for line in _lines(sheet):
        yield _line(line).encode()


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield from sheet.facts
    yield []
    yield [column.head for column in sheet.columns]
    for row in sheet.rows:
        yield [printed(cell, column.kind) for cell, column in zip(row, sheet.columns, strict=True)]
    yield []
    yield from ([column.head, column.meaning] for column in sheet.columns if column.meaning)


def respond(name: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """Lines of words that are no sheet, as a file to be saved."""
    response = HttpResponse(written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def written(lines: Iterable[Sequence[str]]) -> str:
    """The lines as the text of a CSV file."""
    return BYTE_ORDER_MARK + "".join(_line(line) for line in lines)


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet will run."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue()
