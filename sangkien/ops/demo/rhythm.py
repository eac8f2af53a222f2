"""When people send and when officers read: the shape of phase 1.

Observed nationally: a third of the time brings a twentieth of the initiatives, and the last twenty days bring
more than half. Weekends, Tết and the holidays are quiet; people write in the morning, after lunch and late.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from math import exp, log
from random import Random

from sangkien.base.days import VIETNAM

FIRST_DAY = date(2022, 1, 8)
LAST_DAY = date(2022, 5, 31)
LAST_VERDICT = datetime(2022, 5, 31, 16, 0, tzinfo=VIETNAM)
CURTAIN = datetime(2022, 5, 31, 16, 20, tzinfo=VIETNAM)

DAYS_TO_FALL_TO_A_THIRD = 32.0
TET = (date(2022, 1, 31), date(2022, 2, 6))
HOLIDAYS = {date(2022, 4, 11), date(2022, 4, 30), date(2022, 5, 1), date(2022, 5, 2), date(2022, 5, 3)}
WEEKDAY = (1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 0.35)
HOURS = ((8, 11, 45), (14, 17, 35), (20, 23, 15), (6, 8, 5))
LATE_HOURS = ((8, 11, 30), (14, 17, 25), (20, 23, 40), (6, 8, 5))

MORNING = (time(7, 30), time(11, 30))
AFTERNOON = (time(13, 30), time(17, 0))


def moment(day: date, hour: float) -> datetime:
    """That day at that hour in Vietnam (13.5 is half past one), to the second."""
    return datetime.combine(day, time(), VIETNAM) + timedelta(seconds=round(hour * 3600))


def is_holiday(day: date) -> bool:
    """Tết and the public holidays between January and May 2022."""
    return TET[0] <= day <= TET[1] or day in HOLIDAYS


def weight(day: date) -> float:
    """How much is sent that day, relative to an ordinary last day."""
    quiet = 0.1 if TET[0] <= day <= TET[1] else 0.35 if day in HOLIDAYS else 1.0
    return exp(-(LAST_DAY - day).days / DAYS_TO_FALL_TO_A_THIRD) * WEEKDAY[day.weekday()] * quiet


def draw_sending(rng: Random, first: datetime, last: datetime) -> datetime:
    """A moment of sending between two moments, with the rhythm of days and hours."""
    days, totals = _days(first.date(), last.date())
    while True:
        day = rng.choices(days, cum_weights=totals)[0]
        at = moment(day, _hour(rng, day))
        if first <= at <= last:
            return at


def draw_update_day(rng: Random, days: Sequence[date]) -> datetime:
    """A moment on one of the union's update days, when everybody types within two hours."""
    return moment(rng.choice(days), rng.uniform(14.0, 16.0))


def wait(rng: Random, median_hours: float, sigma: float) -> timedelta:
    """A waiting time: log-normal, as queues are. Never shorter than five minutes."""
    return timedelta(hours=max(5 / 60, rng.lognormvariate(log(median_hours), sigma)))


def waking(rng: Random, at: datetime) -> datetime:
    """`at`, or the next morning if people sleep then."""
    if 6 <= at.hour < 22:
        return at.replace(microsecond=0)
    day = at.date() if at.hour < 6 else at.date() + timedelta(days=1)
    return moment(day, rng.uniform(7.0, 9.0))


def office(rng: Random, at: datetime) -> datetime:
    """`at`, or when the office next opens. In May a few officers also read on Saturdays and in the evening."""
    if _works_late(rng, at):
        return at.replace(microsecond=0)
    day = at.date()
    while True:
        for opens, closes in (MORNING, AFTERNOON):
            start, end = (datetime.combine(day, edge, VIETNAM) for edge in (opens, closes))
            if is_working_day(day) and at < end:
                return at.replace(microsecond=0) if at >= start else _that_day(rng, start)
        day += timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Monday to Friday without holidays."""
    return day.weekday() < 5 and not is_holiday(day)


def _works_late(rng: Random, at: datetime) -> bool:
    return at.month == 5 and 8 <= at.hour < 21 and at.weekday() < 6 and rng.random() < 0.25


def _that_day(rng: Random, start: datetime) -> datetime:
    """Some time that day from this half of it on: a pile from the night is not read in one hour."""
    later = start.time() == MORNING[0] and rng.random() < 0.45
    opens = start.replace(hour=AFTERNOON[0].hour, minute=AFTERNOON[0].minute) if later else start
    return opens + timedelta(seconds=rng.randrange(3 * 3600))


def _hour(rng: Random, day: date) -> float:
    hours = LATE_HOURS if (LAST_DAY - day).days < 3 else HOURS
    start, end, _weight = rng.choices(hours, weights=[share for *_hours, share in hours])[0]
    return rng.uniform(start, end)


@cache
def _days(first: date, last: date) -> tuple[list[date], list[float]]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return days, list(accumulate(weight(day) for day in days))
