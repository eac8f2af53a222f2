"""A sheet by row and column, where joined cells say the same in each of theirs."""

from functools import cached_property

from sangkien.spreadsheets import Cell, Merge, Row, Sheet

EMPTY = Cell()
_MOST_JOINED = 1_000_000  # places: more are in no list that somebody made


class Grid:
    """Rows are numbered as Excel shows them, columns from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name
        self.rows: dict[int, Row] = {row.number: row for row in sheet.rows}
        self._sheet = sheet

    @cached_property
    def width(self) -> int:
        """How many columns hold anything."""
        return max((len(row.cells) for row in self.rows.values()), default=0)

    @cached_property
    def _joined(self) -> dict[tuple[int, int], Merge]:
        """By every place of joined cells, as far as the sheet holds anything."""
        places: dict[tuple[int, int], Merge] = {}
        for merge in self._sheet.merged:
            columns = range(merge.left, min(merge.right, self.width) + 1)
            rows = [row for row in range(merge.top, merge.bottom + 1) if row in self.rows or row == merge.top]
            if len(rows) * len(columns) + len(places) <= _MOST_JOINED:
                places |= {(row, column): merge for row in rows for column in columns}
        return places

    def own(self, row: int, column: int) -> Cell:
        """The cell itself: of joined cells only the first holds anything."""
        found = self.rows.get(row)
        return found.cells[column] if found and column < len(found.cells) else EMPTY

    def joined(self, row: int, column: int) -> Merge | None:
        """The joined cells of which this is one."""
        return self._joined.get((row, column)) if self._joined else None

    def at(self, row: int, column: int) -> Cell:
        """The cell, or what the joined cells hold of which it is one."""
        merge = self.joined(row, column)
        return self.own(merge.top, merge.left) if merge else self.own(row, column)

    def filled(self, row: int, left: int, right: int) -> list[int]:
        """The columns from `left` to `right` whose own cell holds something."""
        cells = self.rows[row].cells if row in self.rows else []
        return [column for column in range(left, min(right + 1, len(cells))) if cells[column].text.strip()]

    def texts(self, row: int, left: int = 0, right: int | None = None) -> list[str]:
        """What a row shows, cell by cell."""
        cells = self.rows[row].cells if row in self.rows else []
        return [cell.text for cell in cells[left : None if right is None else right + 1]]
