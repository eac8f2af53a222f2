"""An issued paper goes to the unions that it is for, and whoever works there is told."""

from collections.abc import Iterable
from datetime import datetime

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation
from sangkien.registry.models import Delivery, OfficialPaper, Outgoing
from sangkien.registry.moving import move
from sangkien.registry.rules import OFFICERS
from sangkien.registry.states import State


def send(paper: OfficialPaper, taken: Outgoing, *, at: datetime) -> list[int]:
    """Whom it goes to: those that it is for and, of a paper that replaces another, whoever had that one. In the
    caller's transaction."""
    had = Delivery.objects.filter(paper=paper.replaces_id).values_list("unit", flat=True) if paper.replaces_id else []
    units = list(dict.fromkeys([*paper.receivers, *had]))
    Delivery.objects.bulk_create(Delivery(paper=paper, unit_id=key, at=at) for key in units)
    _tell("paper_arrived", paper, taken, units, at=at)
    return units


def call_back(paper: OfficialPaper, *, at: datetime) -> None:
    """Whoever had a paper that was withdrawn is told that it holds no longer."""
    units = paper.deliveries.values_list("unit", flat=True)
    _tell("paper_withdrawn", paper, paper.outgoing, units, at=at)


def take_the_place(paper: OfficialPaper, *, by: Actor, at: datetime) -> None:
    """The paper that it replaces, unless it was withdrawn meanwhile, is no longer the one that holds."""
    waiting = OfficialPaper.objects.select_for_update().filter(replacements=paper, state=State.ISSUED)
    if old := waiting.first():
        move(old, State.REPLACED)
        record(verb="paper.replaced", target=old, by=by.person, at=at, unit=paper.unit, after={"paper": paper.pk})


def _tell(what: str, paper: OfficialPaper, taken: Outgoing, units: Iterable[int], *, at: datetime) -> None:
    on = day_of(at)
    sender = Organisation.objects.named(on=on).get(pk=paper.unit_id).short_name
    hats = Appointment.objects.on(on).filter(organisation__in=list(units), role__in=OFFICERS, person__is_active=True)
    people = {hat.person_id: hat.person for hat in hats.select_related("person")}
    for person in people.values():
        if person.phone:
            write(what, to=person.phone, params={"sender": sender, "number": taken.line}, at=at)
