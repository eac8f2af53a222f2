"""On which days a nation sends: few at first, a surge before each end, quiet weekends and holidays.

Phase 1 (fitted to what was published of its first day, of 11/05/2022 and of its end): e^(-days to the end / 24). Phase
2: about 2.450 a day up to the millionth on 03/10/2022, then 3.000 to 4.000, with a ramp of three weeks before the end.
Weekdays, holidays and the last day are assumed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import exp

from sangkien.ops.national.published import FIRST, SECOND
from sangkien.workdays.law import public_holidays

LAST_OF_FIRST, LAST = date(2022, 5, 31), date(2023, 8, 31)
MILLIONTH = date(2022, 10, 3)
_WEEKDAY = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.35)
_HOLIDAY, _LAST_DAY = 0.35, 1.4


@dataclass(frozen=True)
class Curve:
    """The days of a phase; `up_to`: which share of all is sent before the second day, the third, and so on."""

    phase: str
    first: date
    last: date
    up_to: list[float]


def curves() -> list[Curve]:
    """Of both phases."""
    return [
        _curve(FIRST, date(2022, 1, 8), LAST_OF_FIRST, _in_the_first),
        _curve(SECOND, date(2022, 6, 1), LAST, _in_the_second),
    ]


def _curve(phase: str, first: date, last: date, rising: Callable[[int, date], float]) -> Curve:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    sums = list(accumulate(rising((last - day).days, day) * _of_the_day(day, last) for day in days))
    return Curve(phase, first, last, [part / sums[-1] for part in sums[:-1]])


def _of_the_day(day: date, last: date) -> float:
    """A holiday is quiet, whatever its day of the week."""
    usual = _HOLIDAY if day in public_holidays(day.year) else _WEEKDAY[day.weekday()]
    return usual * (_LAST_DAY if day == last else 1.0)


def _in_the_first(to_the_end: int, _day: date) -> float:
    return exp(-to_the_end / 24)


def _in_the_second(to_the_end: int, day: date) -> float:
    return (1.0 if day <= MILLIONTH else 1.4) * (1 + 2 * exp(-to_the_end / 7))
