"""Two units that may be one, side by side: what is known of each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery

from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import Actor
from sangkien.directory.models import NotTheSame
from sangkien.directory.rules import COMPARE
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Ancestry, Organisation, UnitKind, UnitName, Workplace
from sangkien.organisations.queries import members_of_many


@dataclass(frozen=True)
class Side:
    """One unit on a day. `above`: the names of the unions above it, upwards; `dossiers` that were not withdrawn."""

    unit: Organisation
    kind: str
    above: list[str]
    workplaces: list[Workplace]
    members: int
    dossiers: int
    officers: list[str]


def sides_of(ids: Collection[int], on: date) -> dict[int, Side]:
    """The units by their ids, as they are that day. Seven queries, whatever their number."""
    kinds = {kind.code: kind.label for kind in UnitKind.objects.all()}
    members, dossiers = members_of_many(ids, on), _dossiers(ids)
    above, workplaces, officers = _above(ids, on), _workplaces(ids), _officers(ids, on)
    return {
        unit.pk: Side(
            unit=unit,
            kind=kinds.get(unit.kind_code, ""),
            above=above[unit.pk],
            workplaces=workplaces[unit.pk],
            members=members.get(unit.pk, 0),
            dossiers=dossiers.get(unit.pk, 0),
            officers=officers[unit.pk],
        )
        for unit in Organisation.objects.filter(pk__in=ids).named(on=on)
    }


def told_apart(actor: Actor) -> "QuerySet[NotTheSame]":
    """The pairs inside the actor's office that somebody has told apart, the newest first."""
    inside = actor.among(COMPARE, Organisation.objects.all()).values("pk")
    said = NotTheSame.objects.filter(taken_back_at=None, one__in=inside, other__in=inside)
    return said.select_related("one", "other", "said_by").order_by("-said_at", "-pk")


def _dossiers(ids: Collection[int]) -> dict[int, int]:
    sent = Initiative.objects.filter(unit__in=ids).exclude(state=State.WITHDRAWN)
    return dict(sent.order_by().values_list("unit").annotate(Count("pk")))


def _above(ids: Collection[int], on: date) -> dict[int, list[str]]:
    names = UnitName.objects.on(on).filter(organisation=OuterRef("ancestor"))
    lines = Ancestry.objects.on(on).filter(descendant__in=ids, depth__gt=0).order_by("descendant", "depth")
    return _lists(lines.annotate(name=Subquery(names.values("short_name"))).values_list("descendant", "name"))


def _workplaces(ids: Collection[int]) -> dict[int, list[Workplace]]:
    found: dict[int, list[Workplace]] = defaultdict(list)
    for workplace in Workplace.objects.filter(organisation__in=ids).order_by("pk"):
        found[workplace.organisation_id].append(workplace)
    return found


def _officers(ids: Collection[int], on: date) -> dict[int, list[str]]:
    held = Appointment.objects.on(on).filter(organisation__in=ids).order_by("organisation", "pk")
    rows = held.values_list("organisation", "person__full_name", "role")
    return _lists((unit, f"{name} ({Role(role).label})") for unit, name, role in rows)


def _lists(rows: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    lists: dict[int, list[str]] = defaultdict(list)
    for unit, value in rows:
        lists[unit].append(value)
    return lists
