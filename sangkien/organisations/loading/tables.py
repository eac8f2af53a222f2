"""From a grid of cells to rows by column: where the table begins, and what its columns mean."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.loading.headings import HEADINGS, column_headed, heading, says_nothing
from sangkien.organisations.loading.rows import REQUIRED, TOO_MANY

MOST_ABOVE = 50  # rows above the header: the name of the union, a title, a date
ENOUGH = 3  # so many known headings make a header
NUMBERING = re.compile(r"\(?([0-9]{1,2}|[A-ZĐa-zđ])\)?")  # of columns: "1", "(2)", "A", in a row of its own

Grid = list[list[str]]


def header_of(grid: Grid) -> int | None:
    """Which row of the grid (0 is the first) names the columns; None when none does."""
    for at, cells in enumerate(grid[:MOST_ABOVE]):
        if len({column_headed(cell) for cell in cells} - {None}) >= ENOUGH:
            return at
    return None


def rows_under(grid: Grid, header: int) -> list[dict[str, str]]:
    """The rows under the header by column, so that the n-th is row n + 1 of the spreadsheet, title and all.

    Raises NotPossible: unknown, missing or double columns.
    """
    columns = [_meaning(cell) for cell in grid[header]]
    _must_be_ours(grid[header], columns)
    below = grid[header + 1 :]
    if below and _only_numbers_columns(below[0]):
        below[0] = []
    return [{} for _above in range(header)] + [_by_column(columns, cells) for cells in below]


def no_table() -> NotPossible:
    """The refusal of a file in which no row names the columns."""
    text = _("Không thấy dòng tiêu đề của bảng. Cần có ít nhất các cột: %(columns)s.")
    return refused("missing_columns", text % {"columns": _named(REQUIRED)})


def refused(code: str, text: str) -> NotPossible:
    """The refusal of a whole file."""
    return NotPossible([Problem(code=code, text=text)])


def _meaning(cell: str) -> str | None:
    """The column's name; None for a column that says nothing, the heading itself for one that is not known."""
    return None if says_nothing(cell) else column_headed(cell) or cell.strip()


def _must_be_ours(headings: list[str], columns: list[str | None]) -> None:
    known = [name for name in columns if name and name in HEADINGS]
    if missing := [name for name in REQUIRED if name not in known]:
        text = _("Dòng tiêu đề của bảng còn thiếu cột: %(columns)s.") % {"columns": _named(missing)}
        raise refused("missing_columns", text)
    if strange := [name for name in columns if name and name not in HEADINGS]:
        text = _("Bảng có cột chưa rõ nghĩa: %(columns)s. Các cột dùng được: %(known)s.")
        raise refused("unknown_columns", text % {"columns": ", ".join(strange), "known": _named(HEADINGS)})
    if len(set(known)) < len(known):
        twice = [cell for cell, name in zip(headings, columns, strict=True) if name and known.count(name) > 1]
        text = _("Dòng tiêu đề có những cột cùng nghĩa: %(columns)s. Anh/chị chỉ giữ một cột.")
        raise refused("double_columns", text % {"columns": ", ".join(twice)})


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f"{heading(name)} ({name})" for name in columns)


def _only_numbers_columns(cells: list[str]) -> bool:
    """The row under the header that many forms have: (1), (2), (3) …"""
    said = [cell.strip() for cell in cells if cell.strip()]
    return len(said) >= ENOUGH and all(NUMBERING.fullmatch(cell) for cell in said)


def _by_column(columns: list[str | None], cells: list[str]) -> dict[str, str]:
    """Cells that stand under no heading are gathered under TOO_MANY."""
    named = list(zip(columns, cells, strict=False))
    beyond = "".join([cell for name, cell in named if name == ""] + cells[len(columns) :]).strip()
    row = {name: cell for name, cell in named if name}
    return row | {TOO_MANY: beyond} if beyond else row
