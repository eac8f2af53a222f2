"""Counting in working days. Nothing here asks a database or a clock.

What is decided for a single day comes before the law (`workdays.law`), and the law before the week.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sangkien.workdays.law import public_holidays, worked_for_them
from sangkien.workdays.models import Week

_A_DAY = timedelta(days=1)
_RESTS: Mapping[str, frozenset[int]] = {  # days of the week, Monday is 0
    Week.MON_FRI: frozenset({5, 6}),
    Week.MON_SAT: frozenset({6}),
    Week.ALL: frozenset(),
}


@dataclass(frozen=True)
class Calendar:
    """On which days people work: in a `week`, but for the holidays of the law; `decided` says of single days whether
    they do all the same."""

    week: str = Week.MON_FRI
    decided: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Is it a working day?"""
        if (decided := self.decided.get(day)) is not None:
            return decided
        if day in worked_for_them(day.year):
            return True
        return day.weekday() not in _RESTS[self.week] and day not in public_holidays(day.year)

    def after(self, day: date, days: int) -> date:
        """The working day that is so many working days after `day`; `day` itself does not count. At least one."""
        if days < 1:
            raise ValueError("The last day of a promise lies after the day on which it was given.")
        for _one in range(days):
            day = self._next(day)
        return day

    def passed(self, since: date, until: date) -> int:
        """How many working days lie after `since`, up to and including `until`; none where it is not later."""
        days = (since + timedelta(days=n) for n in range(1, (until - since).days + 1))
        return sum(map(self.works, days))

    def _next(self, day: date) -> date:
        day += _A_DAY
        while not self.works(day):
            day += _A_DAY
        return day
