"""The one clock: the database's. Doors read it once per request; nothing below a door reads any clock."""

from datetime import datetime, timedelta

from django.conf import settings

from sangkien.base.days import VIETNAM, day_of, end_of
from sangkien.base.statements import Statement


def now(heard: datetime | None = None) -> datetime:
    """The moment of receipt by the database's clock (Asia/Ho_Chi_Minh), so that an application server
    whose clock is wrong can neither back-date nor close a programme early. `heard` is what that clock has just said
    along with something else: then it is not asked again.

    In a demonstration the clock starts at `settings.DEMO_CLOCK` and stops at the end of that day.
    """
    real = (heard or _CLOCK()[0][0]).astimezone(VIETNAM)
    return _demonstrated(real) if settings.DEMO_CLOCK else real


def real_now() -> datetime:
    """What that clock says also in a demonstration, where `now` begins anew and stands still: for how long ago
    something was, never for which day it is."""
    heard: datetime = _CLOCK()[0][0]
    return heard.astimezone(VIETNAM)


_CLOCK = Statement("SELECT clock_timestamp()")
_started: dict[str, datetime] = {}


def _demonstrated(real: datetime) -> datetime:
    began = datetime.fromisoformat(settings.DEMO_BEGAN) if settings.DEMO_BEGAN else _started.setdefault("at", real)
    start = datetime.fromisoformat(settings.DEMO_CLOCK).astimezone(VIETNAM)
    last = end_of(day_of(start)) - timedelta(seconds=1)
    return min(start + (real - began), last)
