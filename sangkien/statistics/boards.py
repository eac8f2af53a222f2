"""The board of a unit: everything it shows, from one reading of the counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple

from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children
from sangkien.statistics.figures import WEEK, Figures, days_before, figures_of, since_day
from sangkien.statistics.pace import WEEKS, Pace, Point, curve, pace
from sangkien.statistics.ranking import Order, Ranked, ranked
from sangkien.statistics.stretches import Stretch
from sangkien.targets.models import TargetKind


class DayLine(NamedTuple):
    """One line of the daily table: the gains of a day and the running totals at its end. `day` is None for
    what was there before the first day."""

    day: date | None
    submitted: int
    valid: int
    submitted_total: int
    valid_total: int


@dataclass(frozen=True)
class Board:
    """The figures of a unit in a stretch on the evening of `as_of`, and of the units directly below it: as the tree
    was when each dossier was sent, or restated to the tree of that evening (`view`)."""

    unit: Organisation
    stretch: Stretch
    as_of: date
    order: Order
    view: View
    figures: Figures
    lines: list[Ranked]

    @cached_property
    def pace(self) -> Pace | None:
        """The pace towards the last day; None while nobody has set one."""
        return self.pace_of(self.figures)

    def pace_of(self, figures: Figures) -> Pace | None:
        """The pace of one of the units below in the same stretch."""
        if self.stretch.last_day is None:
            return None
        return pace(figures, first_day=self.stretch.first_day, last_day=self.stretch.last_day)

    @cached_property
    def curve(self) -> list[Point]:
        """The running total of valid initiatives, up to the as-of day and not beyond the last."""
        last = self.stretch.last_day or date.max
        points = curve(self.figures, first_day=self.stretch.first_day)
        return [point for point in points if point.day <= last]

    @cached_property
    def gap(self) -> int:
        """Valid initiatives of the unit that none of the units below accounts for: those of unions that hang
        elsewhere now. 0 when the children sum to the parent."""
        return self.figures.valid - sum(line.figures.valid for line in self.lines)

    @cached_property
    def days(self) -> list[DayLine]:
        """The daily table: each day of the stretch until `as_of`, and later days on which something moved."""
        submitted = self.figures.gained(Measure.SUBMITTED)
        valid = self.figures.gained(Measure.VALID)
        first = self.stretch.first_day
        sent, good = self.figures.before(first, Measure.SUBMITTED), self.figures.before(first)
        lines = [DayLine(None, sent, good, sent, good)] if sent or good else []
        for day in self._days(submitted.keys() | valid.keys()):
            sent, good = sent + submitted.get(day, 0), good + valid.get(day, 0)
            lines.append(DayLine(day, submitted.get(day, 0), valid.get(day, 0), sent, good))
        return lines

    def _days(self, moved: set[date]) -> list[date]:
        first, last = self.stretch.first_day, min(self.as_of, self.stretch.last_day or date.max)
        inside = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
        return inside + sorted(day for day in moved if day > last)


def board(
    unit: Organisation,
    *,
    stretch: Stretch,
    as_of: date,
    order: Order = Order.TARGET,
    view: View = View.AS_THEN,
    against: TargetKind | None = None,
    days: int = WEEK,
) -> Board:
    """The board of a unit: two queries and those of `figures_of`, whatever hangs below it. As then the units below are
    those of the stretch's last day once that is over: who ended since still stands there with what it reached.
    `against`: which of the three targets all are compared with. `days`: so many of the last ones are told of the units
    below; of the unit all of the stretch."""
    last = stretch.last_day if view == View.AS_THEN and stretch.last_day else as_of
    below = all_children(unit, min(last, as_of))
    asked: dict[str, Any] = {"programme": stretch.programme, "phase": stretch.phase, "as_of": as_of, "view": view}
    whole = min(stretch.first_day, days_before(as_of, WEEKS * WEEK))
    since = days_before(as_of, days)
    if stretch.is_campaign:  # begins with what its phase had already brought
        since = min(stretch.first_day, since)
    own, *others = figures_of([unit, *below], **asked, since=since, against=against)
    return Board(
        unit=unit,
        stretch=stretch,
        as_of=as_of,
        order=order,
        view=view,
        figures=since_day(own, whole),
        lines=ranked(others, order=order),
    )
