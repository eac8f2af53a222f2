"""Whose turn it is, and by which day they answer: the one home of that rule.

The days are the programme's, and working days: `confirm_days` for the grassroots union, `decide_days` for whoever
decides, counted from the day on which the dossier came to that desk. The clock stands while the author completes it:
what a union had used before it returned the dossier is used when it comes back, but for one day that it always has.
The last day stands in the dossier (`due_on`), so that lists, pages and the database read the same one; where working
days are declared later, or a dossier comes from the release before, `redate` sets it right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import TruncDate

from sangkien.base.days import VIETNAM, day_of, end_of, start_of
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.programmes.models import Programme
from sangkien.programmes.rulebooks import calendar_of
from sangkien.workdays.calendar import Calendar

AT_ONCE = 1_000


@dataclass(frozen=True)
class Turn:
    """`union` is the id of the union that holds the dossier, `since` when, and `until` the last day on which it answers
    in time; all None while the author completes it, and once it is closed. `confirms`: it is asked to confirm."""

    union: int | None = None
    since: datetime | None = None
    until: date | None = None
    confirms: bool = False

    def late(self, on: date) -> bool:
        """Is that day behind us?"""
        return self.until is not None and on > self.until


def turn_at(initiative: Initiative) -> Turn:
    """Whose turn it is now, as the dossier says: no query."""
    if initiative.desk_id is None:
        return Turn()
    confirms = initiative.state == State.SUBMITTED
    return Turn(initiative.desk_id, initiative.waiting_since, initiative.due_on, confirms)


def begin_turn(initiative: Initiative, *, at: datetime) -> None:
    """The dossier (its state and desk are set, nothing is saved) begins to wait at this moment. No query where its
    programme came out of its rulebook and it was never returned."""
    initiative.waiting_since, initiative.granted_days, initiative.due_on = at, None, None
    if initiative.desk_id is None:
        return
    calendar = calendar_of(initiative.programme)
    granted = days_for(initiative.programme, initiative.state)
    used = sum(calendar.passed(day_of(since), day_of(back)) for since, back in _turns_returned(initiative))
    initiative.granted_days = max(1, granted - used)
    initiative.due_on = calendar.after(day_of(at), initiative.granted_days)


def days_for(programme: Programme, state: str) -> int:
    """How many working days a union has for a dossier of this state."""
    return programme.confirm_days if state == State.SUBMITTED else programme.decide_days


def _turns_returned(initiative: Initiative) -> Iterable[tuple[datetime, datetime]]:
    """From when to when this desk had it in this state before it went back to the author."""
    if initiative.version < 3:  # sent, returned, completed
        return []
    events = Event.objects.filter(initiative=initiative, from_state=initiative.state, to_state=State.RETURNED)
    turns = events.filter(desk=initiative.desk_id).values_list("since", "at")
    return [(since, at) for since, at in turns if since]


def redate() -> int:
    """Give every open dossier the last day that the working days, as they are declared now, give it. How many were
    moved? Doing it again changes nothing."""
    return sum(_redate(programme) for programme in Programme.objects.order_by("pk"))


def moved_by(decided: Mapping[date, bool]) -> int:
    """How many open dossiers would be given another last day if these single days were decided, and no others: whether
    people work on each. Nothing is written."""
    return sum(
        misdated.count()
        for programme in Programme.objects.order_by("pk")
        for misdated, _days, _right in _misdated(programme, Calendar(programme.week, decided))
    )


def _redate(programme: Programme) -> int:
    return sum(_put(lying, days, right) for lying, days, right in _misdated(programme, calendar_of(programme)))


def _misdated(programme: Programme, calendar: Calendar) -> "Iterator[tuple[QuerySet[Initiative], int, date]]":
    """The open dossiers, alike by alike, whose last day is not the one that the calendar gives them, with the working
    days that they have and the right day."""
    lying = Initiative.objects.filter(programme=programme, state__in=ON_A_DESK)
    kinds = lying.annotate(day=TruncDate("waiting_since", tzinfo=VIETNAM)).order_by()
    for state, day, granted, due in kinds.values_list("state", "day", "granted_days", "due_on").distinct():
        days = granted or days_for(programme, state)
        right = calendar.after(day, days)
        if (days, right) != (granted, due):
            alike = lying.filter(state=state, granted_days=granted, due_on=due)
            yield alike.filter(waiting_since__gte=start_of(day), waiting_since__lt=end_of(day)), days, right


def _put(lying: "QuerySet[Initiative]", days: int, due: date) -> int:
    """A few at a time, so that nobody waits for it."""
    done = 0
    while True:
        with transaction.atomic():
            batch = lying.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]
            found = list(batch.values_list("pk", flat=True))
            Initiative.objects.filter(pk__in=found).update(granted_days=days, due_on=due)
        if not found:
            return done
        done += len(found)
