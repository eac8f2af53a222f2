"""The ranking as rows: the page and the file print the same ones."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from sangkien.statistics.boards import Board
from sangkien.statistics.figures import Achievement, Figures
from sangkien.statistics.pace import Pace, tenths
from sangkien.statistics.ranking import Ranked
from sangkien.targets.models import TargetKind


@dataclass(frozen=True)
class Row:
    """One unit below. `due` is the percent of its target that an even pace would have reached by the day."""

    line: Ranked
    pace: Pace | None

    @property
    def figures(self) -> Figures:
        """Its figures."""
        return self.line.figures

    @property
    def achievement(self) -> Achievement:
        """Its valid initiatives against its target."""
        return self.figures.achievement

    @property
    def kind(self) -> str:
        """With which target it is compared, in words, where that is another than the assigned one."""
        kind = self.figures.measured_by
        return "" if kind is None or kind == TargetKind.ASSIGNED else str(kind.label).lower()

    @property
    def due(self) -> float | None:
        """Where the mark stands on the bar; none without a target, and none once the stretch is over."""
        pace = self.pace
        if pace is None or not pace.target or pace.planned is None or pace.is_over:
            return None
        return float(100 * pace.planned / pace.target)

    @property
    def required(self) -> Decimal | None:
        """Valid initiatives a day that are still needed, at one decimal; none when nothing is."""
        needed = self.pace.required if self.pace else None
        return None if needed is None else tenths(needed)

    @property
    def week(self) -> list[int]:
        """The gains of the last seven days."""
        return self.figures.in_last(7)

    @property
    def printed(self) -> "Printed":
        """What the page prints of it."""
        figures, achievement = self.figures, self.achievement
        return Printed(
            rank=self.line.rank,
            code=figures.unit.code,
            name=figures.unit.short_name,
            is_small=self.line.is_small,
            valid=figures.valid,
            target=achievement.target,
            kind=self.kind,
            percent=achievement.percent,
            due=self.due,
            per_1000=figures.per_1000,
            required=self.required,
            week=tuple(self.week),
        )


class Printed(NamedTuple):
    """A row of the page, in the words of `Row`."""

    rank: int | None
    code: str
    name: str
    is_small: bool
    valid: int
    target: int | None
    kind: str
    percent: Decimal | None
    due: float | None
    per_1000: Decimal | None
    required: Decimal | None
    week: tuple[int, ...]

    @property
    def week_in_words(self) -> str:
        """The week for those who listen."""
        return _("7 ngày qua: %(numbers)s") % {"numbers": ", ".join(str(gain) for gain in self.week)}


@dataclass(frozen=True)
class Sum:
    """The last line: all units below together, and what none of them accounts for."""

    valid: int
    submitted: int
    target: int | None
    gap: int


def rows(board: Board) -> list[Row]:
    """A row for every unit below, in the order of the ranking."""
    return [Row(line, board.pace_of(line.figures)) for line in board.lines]


def total(board: Board) -> Sum:
    """The sum of the rows."""
    all_figures = [line.figures for line in board.lines]
    targets = [target for figures in all_figures if (target := figures.achievement.target) is not None]
    return Sum(
        valid=sum(figures.valid for figures in all_figures),
        submitted=sum(figures.submitted for figures in all_figures),
        target=sum(targets) if targets else None,
        gap=board.gap,
    )
