"""What came of an update day: opened, begun, sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State


@dataclass(frozen=True)
class Turnout:
    """`scans`: browsers that opened the event's page · `starts`: forms begun there · `sent`: dossiers that came of
    them, wherever and whenever they were sent, not counting those withdrawn since."""

    scans: int = 0
    starts: int = 0
    sent: int = 0


@dataclass(frozen=True)
class Stuck:
    """Somebody who has begun at the event and not sent: their number there, since when, and when something of theirs
    was last kept. Nothing of what they wrote."""

    number: int
    since: datetime
    last: datetime


def turnout(update_day: UpdateDay) -> Turnout:
    """Of one event, exact at this moment. Two queries."""
    return turnouts([update_day.pk]).get(update_day.pk, Turnout())


def turnouts(update_days: Iterable[int]) -> dict[int, Turnout]:
    """Of many, by key; those to which nobody came are left out. Two queries for two as for twenty."""
    days = list(update_days)
    scans = dict(Scan.objects.filter(update_day__in=days).values_list("update_day").annotate(n=Count("pk")))
    begun = _begun(days)
    return {day: Turnout(scans.get(day, 0), *begun.get(day, (0, 0))) for day in {*scans, *begun}}


def sent_at(update_day: UpdateDay) -> int:
    """How many dossiers came of the event: one query, through the unique keys of both."""
    keys = Start.objects.filter(update_day=update_day).values("draft_key")
    return Initiative.objects.filter(key__in=keys).exclude(state=State.WITHDRAWN).count()


def stuck(update_day: UpdateDay) -> list[Stuck]:
    """Who has begun there and not sent, in the order in which they came. Two queries."""
    numbers = dict(Start.objects.filter(update_day=update_day).values_list("draft_key", "number"))
    drafts = Draft.objects.filter(key__in=list(numbers), sent_at=None)
    waiting = drafts.values_list("key", "started_at", "saved_at")
    return sorted((Stuck(numbers[key], since, last) for key, since, last in waiting), key=lambda one: one.number)


def _begun(days: list[int]) -> dict[int, tuple[int, int]]:
    dossiers = Initiative.objects.filter(key=OuterRef("draft_key")).exclude(state=State.WITHDRAWN)
    starts = Start.objects.filter(update_day__in=days).annotate(is_sent=Exists(dossiers))
    counted = starts.values("update_day").annotate(begun=Count("pk"), sent=Count("pk", filter=Q(is_sent=True)))
    return {row["update_day"]: (row["begun"], row["sent"]) for row in counted}
