"""Dữ liệu mở: the figures of a board as anybody may have them, small cells left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sangkien.counting.models import Measure
from sangkien.statistics.boards import Board
from sangkien.statistics.disclosure import Sum, hidden
from sangkien.statistics.figures import Figures

Of = int | date | str
WHOLE, REST = "whole", "rest"
SUBMITTED, VALID, OTHER = "submitted", "valid", "other"


@dataclass(frozen=True)
class Week:
    """Monday of a week with what was gained in it."""

    monday: date
    submitted: int
    valid: int


@dataclass(frozen=True)
class Opened:
    """A board, its weeks, and the cells that are not published: (SUBMITTED or VALID; a unit's key, Monday or WHOLE)."""

    board: Board
    weeks: Sequence[Week]
    out: set[tuple[str, Of]]

    def shows(self, measure: str, of: Of) -> bool:
        """May this cell be published?"""
        return (measure, of) not in self.out

    @property
    def hidden_units(self) -> set[int]:
        """The keys of the units of which a figure is left out."""
        keys = {line.figures.unit.pk for line in self.board.lines}
        return {of for _measure, of in self.out if of in keys}


def opened(board: Board) -> Opened:
    """The board with its small cells left out, consistently over its two tables, by unit and by week, each with lượt
    nộp, hợp lệ and their difference, which anybody could work out. No query."""
    weeks = _weeks(board.figures)
    counts: dict[tuple[str, Of], int] = {}
    sums: list[Sum[tuple[str, Of]]] = []
    of_units = [(line.figures.unit.pk, line.figures.submitted, line.figures.valid) for line in board.lines]
    of_weeks = [(week.monday, week.submitted, week.valid) for week in weeks]
    rest = [(REST, board.figures.submitted - sum(n for _, n, _ in of_units), board.gap)]
    own = (WHOLE, board.figures.submitted, board.figures.valid)
    every: list[tuple[Of, int, int]] = [own, *of_units, *rest, *of_weeks]
    for of, submitted, valid in every:
        counts |= {(SUBMITTED, of): submitted, (VALID, of): valid, (OTHER, of): submitted - valid}
        sums.append(Sum((SUBMITTED, of), [(VALID, of), (OTHER, of)]))
    tables: list[list[tuple[Of, int, int]]] = [[*of_units, *rest], [*of_weeks]]
    for parts in tables:
        sums += [Sum((name, WHOLE), [(name, of) for of, *_ in parts]) for name in (SUBMITTED, VALID, OTHER)]
    return Opened(board, weeks, hidden(counts, sums))


def _weeks(figures: Figures) -> list[Week]:
    sent, valid = figures.gained(Measure.SUBMITTED), figures.gained(Measure.VALID)
    gains: dict[date, list[int]] = {}
    for day in sent.keys() | valid.keys():
        week = gains.setdefault(day - timedelta(days=day.weekday()), [0, 0])
        week[0] += sent.get(day, 0)
        week[1] += valid.get(day, 0)
    return [Week(monday, *gained) for monday, gained in sorted(gains.items())]
