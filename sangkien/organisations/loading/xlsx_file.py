"""From the bytes of an Excel workbook to rows, as Excel shows them."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from sangkien.base.days import format_day
from sangkien.organisations.loading.rows import FORMULA_FAILED
from sangkien.organisations.loading.tables import Grid, header_of, no_table, rows_under
from sangkien.organisations.loading.workbook import Sheet, broken, sheets_of
from sangkien.spreadsheets.letters import readable

Value = int | float | str | bool | time | date | datetime | timedelta
MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how a workbook begins, and one that we refuse


def is_workbook(data: bytes) -> bool:
    """Does the file begin as Excel's do?"""
    return data.startswith(MARKS)


def read_xlsx(data: bytes) -> list[dict[str, str]]:
    """The rows under the header of the first sheet that has one, each with its cells by column.

    Rows above the header and empty ones are kept, so that the n-th row is row n + 1 of the spreadsheet. A formula
    counts as the value it had last.
    Raises NotPossible: no such file, too large a one, no such table, unknown or missing columns.
    """
    try:
        return _first_table(data)
    except CalamineError:
        raise broken() from None


def _first_table(data: bytes) -> list[dict[str, str]]:
    looked_through = sheets_of(data)
    first = next(looked_through, None)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet in [first, *looked_through] if first else []:
        found = _table(workbook.get_sheet_by_name(sheet.name), sheet)
        if found is not None:
            return found
    raise no_table()


def _table(cells: CalamineSheet, sheet: Sheet) -> list[dict[str, str]] | None:
    grid = [readable([_text(value) for value in row]) for row in cells.to_python(skip_empty_area=False)]
    header = header_of(grid)
    if header is None:
        return None
    _fill_merged(grid, cells, header)
    for row, column in sheet.failed:
        if row < len(grid) and column < len(grid[row]):
            grid[row][column] = FORMULA_FAILED
    return rows_under(grid, header)


def _fill_merged(grid: Grid, cells: CalamineSheet, header: int) -> None:
    """Cells that are joined downwards, such as one superior for many unions, say the same in each row."""
    for (top, column), (bottom, _right) in cells.merged_cell_ranges or []:
        if top > header:
            for row in grid[top + 1 : bottom + 1]:
                row[column : column + 1] = grid[top][column : column + 1]


def _text(value: Value) -> str:
    """A cell as a person would have typed it."""
    if isinstance(value, date):  # a moment too
        return format_day(value)
    if isinstance(value, float):
        return _number(value)
    return str(value)


def _number(value: float) -> str:
    """3120.0 is 3120; what is not whole keeps a comma, as it would otherwise be read as thousands."""
    return str(int(value)) if value.is_integer() else str(value).replace(".", ",")
