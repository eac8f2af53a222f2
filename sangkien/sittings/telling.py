"""Members of a council are told by a message of a sitting: called, moved, called off; and on the eve, its agenda."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from sangkien.base.days import day_of, end_of
from sangkien.notices.actions import write
from sangkien.sittings.models import AgendaNotice, Sitting
from sangkien.sittings.queries import members
from sangkien.sittings.states import MatterState, State

_EVE = timedelta(days=1)


def tell_members(sitting: Sitting, kind: str, *, at: datetime) -> None:
    """`sitting_called`, `sitting_moved` or `sitting_off`: when and where; to whoever has a seat that day."""
    place = {} if kind == "sitting_off" else {"place": sitting.place}
    _tell(sitting, kind, place, at=at)


def tell_agendas(*, at: datetime) -> int:
    """Members learn the agenda of a sitting on the day before, once for each day it is set for; how many sittings.
    Where nothing is on it yet, nobody is told."""
    told = AgendaNotice.objects.filter(sitting=OuterRef("pk"), day=OuterRef("day"))
    planned = Sitting.objects.filter(state=State.PLANNED, day=day_of(at) + _EVE).exclude(Exists(told))
    return sum(_tell_agenda(sitting, at=at) for sitting in planned.order_by("pk"))


@transaction.atomic
def _tell_agenda(sitting: Sitting, *, at: datetime) -> int:
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("council").get(pk=sitting.pk)
    listed = sitting.matters.filter(state=MatterState.LISTED).order_by("position")
    first = listed.first()
    told = AgendaNotice.objects.filter(sitting=sitting, day=sitting.day).exists()
    if first is None or told or sitting.state != State.PLANNED:
        return 0
    AgendaNotice.objects.create(sitting=sitting, day=sitting.day, at=at)
    _tell(sitting, "sitting_agenda", {"matters": listed.count(), "first": first.title}, at=at)
    return 1


def _tell(sitting: Sitting, kind: str, more: Mapping[str, Any], *, at: datetime) -> None:
    params = {"council": sitting.council.get_purpose_display(), "when": sitting.when, **more}
    until = max(end_of(sitting.day), at)
    for person in members(sitting):
        if person.phone and person.is_active:
            write(kind, to=person.phone, params=params, at=at, until=until)
