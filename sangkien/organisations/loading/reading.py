"""From an officer's file to rows, as a spreadsheet shows them."""

from pathlib import Path

from sangkien.organisations.loading.tables import Grid, header_of, no_table, refused, rows_under
from sangkien.spreadsheets import Cell, Sheet, Unreadable, read


def read_units(file: Path) -> list[dict[str, str]]:
    """The rows under the header of the first sheet that has one, each with its cells by column.

    Rows above the header and empty ones are kept, so that the n-th row is row n + 1 of the spreadsheet. A formula
    counts as the value it had last; where it failed, the cell says so.
    Raises NotPossible: it cannot be read (codes of `spreadsheets.read`), no such table, unknown or missing columns.
    """
    try:
        book = read(file, file.name)
    except Unreadable as no:
        raise refused(no.code, no.sentence) from None
    for sheet in book.sheets:
        grid = _grid(sheet)
        header = header_of(grid)
        if header is not None:
            _fill_joined(grid, sheet, header)
            return rows_under(grid, header)
    raise no_table()


def _grid(sheet: Sheet) -> Grid:
    rows = {row.number: [_text(cell) for cell in row.cells] for row in sheet.rows}
    return [rows.get(number, []) for number in range(1, max(rows, default=0) + 1)]


def _text(cell: Cell) -> str:
    return cell.error or cell.text


def _fill_joined(grid: Grid, sheet: Sheet, header: int) -> None:
    """Cells that are joined downwards, such as one superior for many unions, say the same in each row."""
    for merge in sheet.merged:
        top = merge.top - 1
        if header < top < len(grid) and merge.left < len(grid[top]):
            for row in grid[top + 1 : merge.bottom]:
                row += [""] * (merge.left + 1 - len(row))
                row[merge.left] = grid[top][merge.left]
