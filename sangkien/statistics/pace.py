"""Nhịp độ: how fast a unit goes, how fast it must go, and where it will end."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import islice

from sangkien.counting.models import Measure
from sangkien.statistics.figures import WEEK, Figures

WEEKS = 4
"""So many weeks say how far a forecast may be off."""


class Rhythm(StrEnum):
    """Valid initiatives against what an even pace would have reached by the day."""

    AHEAD = "AHEAD"  # at least 100 % of it
    ON_TIME = "ON_TIME"  # at least 95 %
    SLOW = "SLOW"  # at least 75 %
    AT_RISK = "AT_RISK"
    REACHED = "REACHED"  # the target itself is reached
    MISSED = "MISSED"  # the window is over and it was not reached
    NOT_STARTED = "NOT_STARTED"
    NO_TARGET = "NO_TARGET"


@dataclass(frozen=True)
class Pace:
    """The pace of a unit in a window, seen on the evening of `as_of`.

    `last_day` is included in the window. `start` was reached before the window opened (a campaign begins
    with what its phase has already brought). `recent` is the gain of the last `over_days` days: seven, or as
    many as there have been. Rates are valid initiatives a calendar day, exact rationals. `weeks` are the last four
    weeks, or as many whole ones as there have been and are known: the gains of their days, so that each stands for its
    weekday.
    """

    first_day: date
    last_day: date
    as_of: date
    target: int | None
    done: int
    recent: int
    over_days: int = WEEK
    start: int = 0
    weeks: tuple[tuple[int, ...], ...] = ()

    @property
    def days_left(self) -> int:
        """Days after `as_of` up to and including the last."""
        return max((self.last_day - max(self.as_of, self.first_day - timedelta(days=1))).days, 0)

    @property
    def days_until(self) -> int:
        """Days from `as_of` to the first; 0 once it has begun."""
        return max((self.first_day - self.as_of).days, 0)

    @property
    def has_begun(self) -> bool:
        """Is `as_of` in the window or after it?"""
        return self.as_of >= self.first_day

    @property
    def is_over(self) -> bool:
        """Is the window closed by the evening of `as_of`? Its last day closes it."""
        return self.days_left == 0

    @property
    def required(self) -> Fraction | None:
        """Cần mỗi ngày: what is missing over the days left; None when reached, over, or without a target."""
        if self.target is None or self.done >= self.target or self.days_left == 0:
            return None
        return Fraction(self.target - self.done, self.days_left)

    @property
    def current(self) -> Fraction:
        """7 ngày qua: the mean of the last seven days, each weekday once."""
        return Fraction(self.recent, self.over_days)

    @cached_property
    def forecast(self) -> int:
        """Dự báo: where the last day ends if the pace of the last seven days holds (rounded half up)."""
        return int(self.done + self.current * self.days_left + Fraction(1, 2))

    @cached_property
    def band(self) -> tuple[int, int] | None:
        """Khoảng dự báo: where the last day ends if every day left brings what the same weekday brought in the weakest
        of the last four weeks, and in the best; the forecast always lies within. None before two weeks are known."""
        if len(self.weeks) < 2:
            return None
        whole, rest = divmod(self.days_left, WEEK)
        ends = [self.done + whole * sum(week) + sum(week[:rest]) for week in self.weeks]
        return min(*ends, self.forecast), max(*ends, self.forecast)

    @cached_property
    def planned(self) -> Fraction | None:
        """Phải đạt hôm nay: from `start` to the target, spread evenly over the days of the window."""
        if self.target is None:
            return None
        length = (self.last_day - self.first_day).days + 1
        gone = min(max((self.as_of - self.first_day).days + 1, 0), length)
        return self.start + Fraction(max(self.target - self.start, 0) * gone, length)

    @cached_property
    def rhythm(self) -> Rhythm:
        """Which of the words describes it."""
        if not self.has_begun:
            return Rhythm.NOT_STARTED
        if not self.target or self.planned is None:
            return Rhythm.NO_TARGET
        if self.done >= self.target:
            return Rhythm.REACHED
        return Rhythm.MISSED if self.is_over else self._against(self.planned)

    def _against(self, planned: Fraction) -> Rhythm:
        share = self.done / planned
        if share >= 1:
            return Rhythm.AHEAD
        if share >= Fraction(95, 100):
            return Rhythm.ON_TIME
        late = share < Fraction(75, 100) and self.forecast < (self.target or 0) and not self._just_begun
        return Rhythm.AT_RISK if late else Rhythm.SLOW

    @property
    def _just_begun(self) -> bool:
        """In the first week nothing is at risk yet."""
        return (self.as_of - self.first_day).days < 7


def pace(figures: Figures, *, first_day: date, last_day: date) -> Pace:
    """The pace of these figures in the window."""
    age = max((figures.as_of - figures.opened).days + 1, 1)
    return Pace(
        first_day=first_day,
        last_day=last_day,
        as_of=figures.as_of,
        target=figures.achievement.target or None,  # who was assigned nothing is measured against nothing
        done=figures.valid,
        recent=sum(figures.in_last(WEEK)),
        over_days=min(age, WEEK),
        start=figures.before(first_day),
        weeks=_weeks(figures, min(age // WEEK, figures.known_days // WEEK, WEEKS)),
    )


def _weeks(figures: Figures, weeks: int) -> tuple[tuple[int, ...], ...]:
    days = iter(figures.in_last(weeks * WEEK))
    return tuple(tuple(islice(days, WEEK)) for _week in range(weeks))


def tenths(value: Fraction) -> Decimal:
    """Half up at one decimal, from the exact rational: 402 over 12 days is 33.5."""
    return Decimal((20 * value.numerator + value.denominator) // (2 * value.denominator)).scaleb(-1)


@dataclass(frozen=True)
class Point:
    """The running total at the end of a day."""

    day: date
    total: int


def curve(figures: Figures, *, first_day: date, measure: Measure = Measure.VALID) -> list[Point]:
    """The running total of each day from `first_day` to the as-of day, days without a gain included."""
    gains, total = figures.gained(measure), figures.before(first_day, measure)
    points = []
    for offset in range((figures.as_of - first_day).days + 1):
        day = first_day + timedelta(days=offset)
        total += gains.get(day, 0)
        points.append(Point(day, total))
    return points
