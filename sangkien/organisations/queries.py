"""Questions about the tree on a day. Each costs as many queries for two units as for two hundred."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from sangkien.base.statements import Lookup
from sangkien.organisations.membership import employees_of_many, members, members_of_many
from sangkien.organisations.models import (
    Classification,
    Manner,
    Organisation,
    Succession,
    UnitName,
)
from sangkien.organisations.periods import last_life
from sangkien.organisations.search import Found, search_workplaces

__all__ = [
    "ChainLink",
    "Found",
    "all_children",
    "chain",
    "children",
    "describe",
    "direct_superior",
    "employees_of_many",
    "links",
    "members",
    "members_of_many",
    "merged_into",
    "predecessors",
    "search_workplaces",
    "successors",
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


def links(ids: Sequence[int], on: date) -> list[ChainLink]:
    """A chain that was written down, in its order, each union as it was called and what it was on `on`. One query."""
    units = {unit.pk: unit for unit in Organisation.objects.filter(pk__in=ids).named(on=on)}
    return [
        ChainLink(unit.code, unit.name, unit.short_name, unit.kind_code, unit.pk)
        for unit in (units[pk] for pk in ids if pk in units)
    ]


def direct_superior(organisation: Organisation, on: date) -> Organisation | None:
    """Công đoàn cấp trên trực tiếp: the nearest union above whose kind reviews initiatives. One query.

    Rule: the letter of phase 2, item 3, asks that it be chosen rightly, so it is never chosen by hand.
    """
    return reviewing_above(organisation, on).first()


def reviewing_above(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The unions above whose kind reviews initiatives, the nearest first."""
    above = _upwards(organisation, on).exclude(pk=organisation.pk)
    return above.filter(classifications__valid__contains=on, classifications__kind__reviews=True)


def children(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    """The unions directly under the organisation that day, named: higher kinds first, then by name."""
    below = Organisation.objects.filter(placements__parent=organisation, placements__valid__contains=on)
    rank = Classification.objects.on(on).filter(organisation=OuterRef("pk")).values("kind__rank")
    folded = UnitName.objects.on(on).filter(organisation=OuterRef("pk")).values("folded")
    return below.named(on=on).order_by(Subquery(rank), Subquery(folded), "code")


def all_children(organisation: Organisation, on: date) -> list[Organisation]:
    """The same, at once: for what is asked all day long."""
    return _CHILDREN(parent=organisation.pk, on=on)


_CHILDREN = Lookup(
    Organisation,
    # IS TRUE: else the plan for any day looks through the placements of all unions of that day
    "placed.parent_id = %(parent)s AND (placed.valid @> %(on)s) IS TRUE ORDER BY kind.rank, called.folded, code",
    joined="""
JOIN organisations_placement placed ON placed.organisation_id = organisations_organisation.id
LEFT JOIN organisations_unitname called
  ON called.organisation_id = organisations_organisation.id AND called.valid @> %(on)s
LEFT JOIN organisations_classification classed
  ON classed.organisation_id = organisations_organisation.id AND classed.valid @> %(on)s
LEFT JOIN organisations_unitkind kind ON kind.code = classed.kind_id""",
    name="called.name",
    short_name="called.short_name",
    kind_code="classed.kind_id",
)


def successors(organisation: Organisation) -> list[Succession]:
    """Into whom the union passed, in whole or in part, and they in turn: the first to take over first.

    A union whose members left it has none: its last superior keeps the records and is no successor. One query.
    """
    return _chained(organisation, "organisation_id", "successor_id")


def predecessors(organisation: Organisation) -> list[Succession]:
    """Whom the union took over from, in whole or in part, and they in turn: the last taken over first, of one day those
    that merged before those that were dissolved. One query."""
    rows = _chained(organisation, "successor_id", "organisation_id")
    return sorted(rows, key=lambda row: (-row.since.toordinal(), row.manner == Manner.TRANSFERRED))


def merged_into(units: Collection[int], on: date) -> list[Succession]:
    """The mergers and divisions, up to and including `on`, through which these units (keys) answer for others, and
    those through which these others did in turn. One query."""
    found = Succession.objects.raw(_MERGED, {"units": list(units), "on": on, "manners": [Manner.MERGED, Manner.SPLIT]})
    return list(found)


def describe(code: str, on: date) -> dict[str, Any] | None:
    """Everything about a union on a day, for `sangkien org show` (contracted keys; unions by their codes).

    Of one that has ended by then its name, its days and who took over; None when no such union exists yet.
    """
    unit = Organisation.objects.named(on=on).filter(code=code, placements__valid__startswith__lte=on).first()
    if unit is None:
        return None
    above = [link.code for link in chain(unit, on)[1:]]
    life = last_life(unit.placements.values_list("valid", flat=True), on)
    assert life is not None  # it has begun by then
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind_code,
        "parent": above[0] if above else None,
        "ancestors": above,
        "children": [child.code for child in children(unit, on)],
        "valid_from": life.lower.isoformat(),
        "valid_to": life.upper.isoformat() if life.upper else None,
        "successors": [row.successor.code for row in successors(unit)],
        "predecessors": [row.organisation.code for row in predecessors(unit) if row.since <= on],
        "members": members(unit, on),
    }


def _upwards(organisation: Organisation, on: date) -> QuerySet[Organisation]:
    above = Organisation.objects.filter(
        lines_down__descendant=organisation, lines_down__valid__contains=on, lines_down__lives=True
    )
    return above.named(on=on).order_by("lines_down__depth")


# Everybody whom the union stands for comes after it in the rows of the answer: a union is taken over once, so the
# walk ends.
_CHAINED = """
WITH RECURSIVE reached (id, since) AS (
    SELECT s.id, s.since FROM organisations_succession s WHERE s.{near} = %s AND s.manner <> %s
  UNION
    SELECT s.id, s.since FROM reached r
    JOIN organisations_succession one ON one.id = r.id
    JOIN organisations_succession s ON s.{near} = one.{far} AND s.manner <> %s
)
SELECT s.* FROM organisations_succession s JOIN reached USING (id) ORDER BY s.since, s.heir DESC, s.id
"""


_MERGED = """
WITH RECURSIVE reached AS (
    SELECT s.* FROM organisations_succession s
    WHERE s.successor_id = ANY(%(units)s) AND s.heir AND s.manner = ANY(%(manners)s) AND s.since <= %(on)s
  UNION
    SELECT s.* FROM reached r JOIN organisations_succession s ON s.successor_id = r.organisation_id
    WHERE s.heir AND s.manner = ANY(%(manners)s)
)
SELECT * FROM reached ORDER BY since, id
"""


def _chained(organisation: Organisation, near: str, far: str) -> list[Succession]:
    found = Succession.objects.raw(_CHAINED.format(near=near, far=far), [organisation.pk, Manner.LEFT, Manner.LEFT])
    return list(found.prefetch_related("organisation", "successor"))
