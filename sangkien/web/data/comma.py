"""CSV for a spreadsheet: UTF-8 with a byte order mark and semicolons, as spreadsheets set to Vietnamese expect.

Figures are printed as on the pages. Words that a spreadsheet would take for a formula, whoever wrote them, get an
apostrophe in front; a figure below zero is no formula.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse

from sangkien.web.data.sheets import Cell, Kind, Sheet, printed

BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # also as typed on a keyboard of wide signs
_LEADS_INTO_ONE = ("\t", "\r", "\n")


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The sheet line by line: the facts, the headings, the rows, and what the columns mean, an empty line between."""
    yield BYTE_ORDER_MARK.encode()
    for line in _lines(sheet):
        yield _line(line).encode()


def _lines(sheet: Sheet) -> Iterator[Sequence[str]]:
    yield from map(_words, sheet.facts)
    yield []
    yield _words([column.head for column in sheet.columns])
    for row in sheet.rows:
        yield [_cell(cell, column.kind) for cell, column in zip(row, sheet.columns, strict=True)]
    yield []
    yield from (_words([column.head, column.meaning]) for column in sheet.columns if column.meaning)


def _cell(cell: Cell, kind: Kind) -> str:
    said = printed(cell, kind)
    return guarded(said) if kind == Kind.TEXT else said


def _words(cells: Sequence[str]) -> list[str]:
    return [guarded(cell) for cell in cells]


def respond(name: str, lines: Iterable[Sequence[str]]) -> HttpResponse:
    """Lines of words that are no sheet, as a file to be saved."""
    response = HttpResponse(written(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def written(lines: Iterable[Sequence[str]]) -> str:
    """The lines as the text of a CSV file."""
    return BYTE_ORDER_MARK + "".join(_line(_words(line)) for line in lines)


def guarded(cell: str) -> str:
    """The cell as text that no spreadsheet will run."""
    return f"'{cell}" if cell.startswith(_LEADS_INTO_ONE) or cell.lstrip().startswith(_FORMULA) else cell


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()
