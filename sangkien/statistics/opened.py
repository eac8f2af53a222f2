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
        return {of for _measure, of in self.out if isinstance(of, int)}


def opened(board: Board) -> Opened:
    """The board with its small cells left out, consistently over its two tables, by unit and by week. Of units also the
    difference of lượt nộp and hợp lệ, which anybody could work out; what is valid in a week was often sent before it.
    The whole itself everybody knows: public pages print it as it stands. No query."""
    weeks = _weeks(board.figures)
    of_units: list[_Line] = [(one.unit.pk, one.submitted, one.valid) for one in (line.figures for line in board.lines)]
    of_units.append((REST, board.figures.submitted - sum(n for _, n, _ in of_units), board.gap))
    own: _Line = (WHOLE, board.figures.submitted, board.figures.valid)
    of_weeks: list[_Line] = [(week.monday, week.submitted, week.valid) for week in weeks]
    counts = {(name, of): n for of, *both in (own, *of_units, *of_weeks) for name, n in zip(_BOTH, both, strict=True)}
    sums = [_sum(name, of_units) for name in _BOTH] + [_sum(name, of_weeks) for name in _BOTH]
    counts |= {(OTHER, of): submitted - valid for of, submitted, valid in (own, *of_units)}
    sums += [Sum((SUBMITTED, of), [(VALID, of), (OTHER, of)]) for of, *_ in (own, *of_units)]
    known = [(name, WHOLE) for name in (*_BOTH, OTHER)]
    return Opened(board, weeks, hidden(counts, [*sums, _sum(OTHER, of_units)], known=known))


_BOTH = (SUBMITTED, VALID)
_Line = tuple[Of, int, int]  # of what, lượt nộp, hợp lệ


def _sum(name: str, lines: Sequence[_Line]) -> Sum[tuple[str, Of]]:
    return Sum((name, WHOLE), [(name, of) for of, *_ in lines])


def _weeks(figures: Figures) -> list[Week]:
    sent, valid = _gains(figures, Measure.SUBMITTED), _gains(figures, Measure.VALID)
    gains: dict[date, list[int]] = {}
    for day in sent.keys() | valid.keys():
        week = gains.setdefault(day - timedelta(days=day.weekday()), [0, 0])
        week[0] += sent.get(day, 0)
        week[1] += valid.get(day, 0)
    return [Week(monday, *gained) for monday, gained in sorted(gains.items())]


def _gains(figures: Figures, measure: Measure) -> dict[date, int]:
    """Of each day; what was there before the first of them stands on its eve."""
    before = figures.before(figures.since, measure)
    return ({figures.since - timedelta(days=1): before} if before else {}) | figures.gained(measure)
