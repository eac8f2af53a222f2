"""When a notice may go out, and when no more is tried."""

from datetime import datetime, time, timedelta

from sangkien.base.days import VIETNAM

KEPT = timedelta(days=3)  # what could not be sent for so long is news no more
EVENING, MORNING = time(21), time(6)  # between them nobody's phone rings but for what they are waiting for

# Pauses between one try and the next. The first is longer than any channel may take, so that a notice whose
# postman was killed is taken up again and never by two at once.
PAUSES = [
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=3),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
]
MOST_TRIES = len(PAUSES) + 1


def not_before(moment: datetime, *, urgent: bool) -> datetime:
    """The first moment from `moment` on at which a phone may ring (Asia/Ho_Chi_Minh): at once what somebody is
    waiting for, all else outside 21:00-06:00."""
    local = moment.astimezone(VIETNAM)
    if urgent or MORNING <= local.time() < EVENING:
        return moment
    morning = datetime.combine(local.date(), MORNING, VIETNAM)
    return morning if local < morning else morning + timedelta(days=1)


def next_try(tries: int, *, at: datetime, urgent: bool) -> datetime:
    """When to try again if the try with this number, made now, comes to nothing."""
    return not_before(at + PAUSES[min(tries, len(PAUSES)) - 1], urgent=urgent)
