"""Questions about the tree on a day. Each costs as many queries for two units as for two hundred."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sangkien.organisations.models import (
    Ancestry,
    Classification,
    MemberCount,
    Organisation,
    UnitName,
)
from sangkien.organisations.periods import joined
from sangkien.organisations.search import Found, search_workplaces

__all__ = [
    "ChainLink",
    "Found",
    "chain",
    "children",
    "describe",
    "direct_superior",
    "members",
    "members_of_many",
    "search_workplaces",
]


@dataclass(frozen=True)
class ChainLink:
    """One union on the way up, as it was called and what it was that day. `kind` is the kind's code."""

    code: str
    name: str
    short_name: str
    kind: str
    organisation_id: int


def chain(organisation: Organisation, on: date) -> list[ChainLink]:
    """The unions that the organisation belongs to that day, itself first, the root last. One query.

    Empty when it does not exist that day.
    """
    return [
        ChainLink(unit.code, unit.name, unit.short_name, unit.kind_code, unit.pk) for unit in _upwards(organisation, on)
    ]


def direct_superior(organisation: Organisation, on: date) -> Organisation | None:
    """Công đoàn cấp trên trực tiếp: the nearest union above whose kind reviews initiatives. One query.

    Rule: the letter of phase 2, item 3, asks that it be chosen rightly, so it is never chosen by hand.
    """
    above = _upwards(organisation, on).exclude(pk=organisation.pk)
    return above.filter(classifications__valid__contains=on, classifications__kind__reviews=True).first()


def children(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The unions directly under the organisation that day, named: higher kinds first, then by name."""
    below = Organisation.objects.filter(
        lines_up__ancestor=organisation, lines_up__depth=1, lines_up__valid__contains=on
    )
    rank = Classification.objects.on(on).filter(organisation=OuterRef("pk")).values("kind__rank")
    folded = UnitName.objects.on(on).filter(organisation=OuterRef("pk")).values("folded")
    return below.named(on=on).order_by(Subquery(rank), Subquery(folded), "code")


def members(organisation: Organisation, on: date) -> int:
    """Số đoàn viên: of the grassroots unions under it that day, the newest counts until then, summed.

    Where none of them has a count, the newest that the organisation gave for itself; else 0.
    """
    return members_of_many([organisation.pk], on)[organisation.pk]


def members_of_many(ids: Iterable[int], on: date) -> dict[int, int]:
    """The same for many organisations. One query."""
    units = Organisation.objects.filter(pk__in=ids)
    counted = units.annotate(total=Coalesce(_summed(on), _newest("pk", on), 0)).values_list("pk", "total")
    return dict(counted)


def describe(code: str, on: date) -> dict[str, Any] | None:
    """Everything about a union on a day, for `sangkien org show` (contracted keys; unions by their codes).

    None when no such union exists that day.
    """
    unit = Organisation.objects.on(on).named(on=on).filter(code=code).first()
    if unit is None:
        return None
    above = [link.code for link in chain(unit, on)[1:]]
    life = joined(unit.placements.values_list("valid", flat=True), on)
    assert life is not None  # it exists that day
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind_code,
        "parent": above[0] if above else None,
        "ancestors": above,
        "children": [child.code for child in children(unit, on)],
        "valid_from": life.lower.isoformat(),
        "valid_to": life.upper.isoformat() if life.upper else None,
        "successors": [],
        "predecessors": [],
        "members": members(unit, on),
    }


def _upwards(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    above = Organisation.objects.filter(lines_down__descendant=organisation, lines_down__valid__contains=on)
    return above.named(on=on).order_by("lines_down__depth")


def _summed(on: date) -> Subquery:
    grassroots = Ancestry.objects.on(on).filter(
        ancestor=OuterRef("pk"),
        descendant__classifications__valid__contains=on,
        descendant__classifications__kind__takes_dossiers=True,
    )
    newest = grassroots.annotate(newest=_newest("descendant", on)).order_by().values("ancestor")
    return Subquery(newest.annotate(total=Sum("newest")).values("total"), output_field=IntegerField())


def _newest(unit: str, on: date) -> Subquery:
    counts = MemberCount.objects.filter(organisation=OuterRef(unit), counted_on__lte=on)
    return Subquery(counts.order_by("-counted_on").values("members")[:1])
