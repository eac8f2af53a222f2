"""Arithmetic of periods [from, to), as the database keeps them; no upper end means for ever."""

from collections.abc import Iterable
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange


def meet(one: DateRange, other: DateRange) -> DateRange:
    """The days both have. They must overlap."""
    return DateRange(max(_from(one), _from(other)), _to(min(_end(one), _end(other))))


def covers(periods: Iterable[DateRange], during: DateRange) -> bool:
    """Is every day of `during` in one of `periods`?"""
    reached = _from(during)
    for period in sorted(periods, key=_from):
        if _from(period) <= reached:
            reached = max(reached, _end(period))
    return reached >= _end(during)


def last_life(periods: Iterable[DateRange], day: date) -> DateRange | None:
    """The longest unbroken run of `periods` that has `day` in it, or else the last that ended before it; None when
    none has begun by then."""
    run: DateRange | None = None
    for period in sorted(periods, key=_from):
        if run and _end(run) >= _from(period):
            run = DateRange(_from(run), _to(max(_end(run), _end(period))))
        elif _from(period) <= day:
            run = period
        else:
            break
    return run


def _from(period: DateRange) -> date:
    return period.lower or date.min


def _end(period: DateRange) -> date:
    return period.upper or date.max


def _to(end: date) -> date | None:
    return None if end == date.max else end
