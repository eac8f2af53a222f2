"""Số liệu xử lý: what was settled at desks, in what time. Nothing is measured for it: it is counted from the decisions
and the turns that ended with them. Nobody's hours, clicks or pauses are known, and no officer is set beside another.

Handled: each decision once, also one to return a dossier. Waiting: the working days from when the dossier came to the
desk to the decision. In time: by the last day of the turn.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate

from sangkien.accounts.models import Person
from sangkien.base.days import VIETNAM, end_of, start_of
from sangkien.base.numbers import percent
from sangkien.initiatives.models import Event, Initiative
from sangkien.organisations.models import Organisation
from sangkien.review.models import Decision, Verdict
from sangkien.review.queries import overdue
from sangkien.workdays.queries import calendars


@dataclass
class Handled:
    """What was settled, without what was `undone` within ten minutes. `timed` of them had a last day, `in_time` by it;
    `waits` are the working days waited, and how often; `completed` of the `returned` have come back since."""

    handled: int = 0
    undone: int = 0
    timed: int = 0
    in_time: int = 0
    returned: int = 0
    completed: int = 0
    waits: Counter[int] = field(default_factory=Counter)

    @property
    def percent_in_time(self) -> Decimal | None:
        """In time, of those that had a last day; None when there was none."""
        return percent(self.in_time, self.timed) if self.timed else None

    @property
    def median_wait(self) -> Decimal | None:
        """Half waited so many working days or fewer; between two middle ones, half-way. None of nothing."""
        waited = sorted(self.waits.elements())
        middle = len(waited) // 2
        return Decimal(waited[middle] + waited[~middle]) / 2 if waited else None


@dataclass(frozen=True)
class Lying:
    """What lies on a desk now: how much, and how much of it is late."""

    waiting: int = 0
    late: int = 0


def handled_by(person: Person, unit: Organisation, *, first: date, last: date) -> Handled:
    """What the person settled on behalf of the union on these days, both included. Four queries."""
    return _counted(Decision.objects.filter(by=person, unit=unit), first, last).get(unit.pk, Handled())


def handled_at(units: "QuerySet[Organisation]", *, first: date, last: date) -> dict[int, Handled]:
    """What was settled on behalf of each of these unions (keys), whoever did; one that settled nothing is left out.
    Four queries, whatever their number."""
    return _counted(Decision.objects.filter(unit__in=units.values("pk")), first, last)


def lying_at(units: "QuerySet[Organisation]", *, on: date) -> dict[int, Lying]:
    """What lies on each of these desks (keys) that day; an empty one is left out. Two queries."""
    lying = Initiative.objects.filter(desk__in=units.values("pk")).order_by()
    late = dict(overdue(lying, on=on).values_list("desk").annotate(Count("pk")))
    return {desk: Lying(number, late.get(desk, 0)) for desk, number in lying.values_list("desk").annotate(Count("pk"))}


def _counted(decisions: "QuerySet[Decision]", first: date, last: date) -> dict[int, Handled]:
    taken = decisions.filter(at__gte=start_of(first), at__lt=end_of(last)).order_by()
    undone = Decision.objects.filter(about=OuterRef("pk"), verdict=Verdict.UNDONE)
    within = taken.exclude(verdict=Verdict.UNDONE).exclude(Exists(undone))
    told: dict[int, Handled] = defaultdict(Handled)
    working = calendars()
    for unit, week, since, day, due, verdict, number in _alike(within):
        of = told[unit]
        of.handled += number
        if since:
            of.waits[working[week].passed(since, day)] += number
        if due:
            of.timed += number
            of.in_time += number if day <= due else 0
        if verdict == Verdict.RETURNED:
            of.returned += number
    for unit, number in taken.filter(verdict=Verdict.UNDONE).values_list("unit").annotate(Count("pk")):
        told[unit].undone = number
    for unit, number in _completed(within):
        told[unit].completed = number
    return dict(told)


def _alike(within: "QuerySet[Decision]") -> Iterable[tuple[int, str, date | None, date, date | None, str, int]]:
    kinds = within.annotate(
        day=TruncDate("at", tzinfo=VIETNAM),
        since_day=TruncDate("event__since", tzinfo=VIETNAM),
        due=F("event__due_on"),
        week=F("initiative__programme__week"),
    )
    alike = kinds.values_list("unit", "week", "since_day", "day", "due", "verdict")
    return alike.annotate(Count("pk"))


def _completed(within: "QuerySet[Decision]") -> Iterable[tuple[int, int]]:
    back = Event.objects.filter(
        initiative=OuterRef("initiative"), verb="resubmit", version__gt=OuterRef("event__version")
    )
    returned = within.filter(verdict=Verdict.RETURNED).filter(Exists(back))
    return returned.values_list("unit").annotate(Count("pk"))
