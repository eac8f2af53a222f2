"""What officers said of lists: of a union's lists what a heading means and which rows head tables, and of one list
where its tables are, what their columns hold and which decision they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sangkien.base.text import fold
from sangkien.intake.understanding.grids import Grid
from sangkien.intake.understanding.shapes import Field, Recognition

LONGEST_LINE = 250


class Head(NamedTuple):
    """A header as an officer points to it: the row as Excel shows it, how many rows it takes, and what it said when the
    list was read (empty: not yet)."""

    row: int
    rows: int
    line: str = ""


class Which(NamedTuple):
    """A table of a book: its sheet, and the how manieth it is there, from 0."""

    sheet: str
    place: int


@dataclass(frozen=True)
class Learned:
    """`headings`: by their key, what they mean (None: nothing that is asked for); `lines`: by what a row says, of how
    many rows the header is that it begins (0: it heads nothing). Of this list alone: `heads`, exactly these tables of a
    sheet (none: no list there), `columns` and `decisions` of its tables."""

    headings: Mapping[str, Field | None] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    heads: Mapping[str, Sequence[Head]] = field(default_factory=dict)
    columns: Mapping[Which, Mapping[int, Field | None]] = field(default_factory=dict)
    decisions: Mapping[Which, Recognition] = field(default_factory=dict)

    def height(self, grid: Grid, number: int) -> int | None:
        """Of how many rows the header is that begins at this row, 0 where none does; None: nobody said."""
        pointed = self._pointed_to(grid)
        if pointed is not None:
            return pointed.get(number, 0)
        return self.lines.get(line_of(grid, number)) if self.lines else None

    def is_no_list(self, sheet: str) -> bool:
        """Did somebody say that the sheet holds no list?"""
        return sheet in self.heads and not self.heads[sheet]

    def _pointed_to(self, grid: Grid) -> dict[int, int] | None:
        """By row; None where nobody said, or where the sheet is another by now: the rows say something else."""
        heads = self.heads.get(grid.name)
        if heads is None or any(head.line and line_of(grid, head.row) != head.line for head in heads):
            return None
        return {head.row: head.rows for head in heads}


def line_of(grid: Grid, number: int) -> str:
    """What a row says, to know it again in another file; empty where it says nothing."""
    texts = filter(None, map(fold, grid.texts(number))) if number in grid.rows else ()
    return "|".join(texts)[:LONGEST_LINE]
