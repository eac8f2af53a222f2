"""The receipt: what was received when, who reads it, and by which day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sangkien.base.days import day_of
from sangkien.gatherings.queries import number_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Receipt:
    """`reader` is the union whose turn it is, `until` the day by which it answers; both empty when it is
    nobody's turn any more. `number` is the one that it got at an update day, if it was begun there."""

    initiative: Initiative
    received_at: datetime
    unit: str
    superior: str
    reader: str
    until: date | None
    sent_again: bool
    number: int | None


def receipt_for(initiative: Initiative) -> Receipt:
    """The receipt of a dossier, under the names its unions had on the day it was last sent. Three queries."""
    sent = initiative.events.filter(verb__in=["submit", "resubmit"]).order_by("-pk")
    last = sent[0]
    pair = Organisation.objects.filter(pk__in=[initiative.unit_id, initiative.superior_id])
    names = {unit.pk: unit.short_name or unit.name for unit in pair.named(on=day_of(last.at))}
    unit, superior = names[initiative.unit_id], names[initiative.superior_id]
    return Receipt(
        initiative=initiative,
        received_at=last.at,
        unit=unit,
        superior=superior,
        reader={"unit": unit, "superior": superior}.get(_turn(initiative), ""),
        until=_until(initiative),
        sent_again=last.verb == "resubmit",
        number=number_of(initiative.key),
    )


def _turn(initiative: Initiative) -> str:
    return WAITS_FOR.get(State(initiative.state), "")


def _until(initiative: Initiative) -> date | None:
    """The programme's days, counted from the day the dossier began to wait."""
    programme = initiative.programme
    days = {"unit": programme.confirm_days, "superior": programme.decide_days}.get(_turn(initiative))
    return None if days is None else day_of(initiative.waiting_since) + timedelta(days=days)
