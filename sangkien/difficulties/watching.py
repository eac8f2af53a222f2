"""What time alone does: nobody answered by the last day, so one level up has it; nobody spoke after an answer, so it is
settled."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from sangkien.base.days import day_of
from sangkien.difficulties.handling import hand
from sangkien.difficulties.models import Difficulty
from sangkien.difficulties.moving import above, move
from sangkien.difficulties.states import OPEN, State
from sangkien.organisations.models import Organisation

AT_ONCE = 200


def watch(*, at: datetime) -> int:
    """Hand up what is late, and settle what nobody speaks of any more; how many moved. Two workers at once move each
    once. What is late at the top stays there, late."""
    late = Difficulty.objects.filter(state__in=OPEN, due_on__lt=day_of(at))
    desks = Organisation.objects.filter(pk__in=late.order_by().values("desk").distinct()).order_by("pk")
    return _settle(at=at) + sum(_hand_up_from(desk, at=at) for desk in desks)


@transaction.atomic
def _settle(*, at: datetime) -> int:
    over = list(_due([State.ANSWERED], on=day_of(at))[:AT_ONCE])
    for one in over:
        move(one, verb="settle", to=State.CLOSED, by=None, at=at)
    return len(over)


@transaction.atomic
def _hand_up_from(desk: Organisation, *, at: datetime) -> int:
    upper = above(desk, on=day_of(at))
    if upper is None:
        return 0
    late = list(_due(OPEN, on=day_of(at)).filter(desk=desk)[:AT_ONCE])
    for one in late:
        hand(one, upper, reason="", by=None, at=at)
    return len(late)


def _due(states: list[State], *, on: date) -> "QuerySet[Difficulty]":
    over = Difficulty.objects.select_for_update(of=("self",), skip_locked=True).select_related("desk")
    return over.filter(state__in=states, due_on__lt=on).order_by("due_on", "pk")
