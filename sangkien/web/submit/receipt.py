"""The receipt: what was received when, who reads it, and by which day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sangkien.base.days import day_of
from sangkien.gatherings.queries import number_of
from sangkien.initiatives.models import Initiative, LateArrival
from sangkien.initiatives.telling import as_told
from sangkien.initiatives.turns import turn_at
from sangkien.organisations.models import Organisation


@dataclass(frozen=True)
class Receipt:
    """`reader` is the union whose turn it is, `until` the day by which it answers; both empty when it is
    nobody's turn any more. `draft` is the key of what was sent last, under which a phone may still keep it. `number`
    is the one that it got at an update day, if it was begun there; `late`: finished without a network before an end."""

    initiative: Initiative
    draft: UUID
    received_at: datetime
    unit: str
    superior: str
    reader: str
    until: date | None
    sent_again: bool
    number: int | None
    late: LateArrival | None


def receipt_for(initiative: Initiative) -> Receipt:
    """The receipt of a dossier, under the names its unions had on the day it was last sent. Five queries."""
    initiative = as_told(initiative)
    sent = initiative.events.filter(verb__in=["submit", "resubmit"]).order_by("-pk")
    last = sent[0]
    turn = turn_at(initiative)
    unions = Organisation.objects.filter(pk__in={initiative.unit_id, initiative.superior_id, turn.union or 0})
    names = {unit.pk: unit.short_name or unit.name for unit in unions.named(on=day_of(last.at))}
    completed = initiative.corrections.filter(sent_at__isnull=False).order_by("-sent_at").first()
    return Receipt(
        initiative=initiative,
        draft=completed.key if completed else initiative.key,
        received_at=last.at,
        unit=names[initiative.unit_id],
        superior=names[initiative.superior_id],
        reader=names.get(turn.union or 0, ""),
        until=turn.until,
        sent_again=last.verb == "resubmit",
        number=number_of(initiative.key),
        late=LateArrival.objects.select_related("phase").filter(initiative=initiative).first(),
    )
