"""Số đoàn viên, số lao động, số công đoàn cơ sở: how many members a union has, with all below it, on a day; how many
work there; and in how many grassroots unions. Kept sums that are still true are not summed again (headcounts.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from sangkien.base.statements import Statement
from sangkien.organisations.headcounts import KEPT
from sangkien.organisations.models import Organisation, Ownership


@dataclass(frozen=True)
class Unions:
    """How many grassroots unions there are, and how many of them at an FDI enterprise."""

    all: int = 0
    foreign: int = 0


def members(organisation: Organisation, on: date) -> int:
    """Of the grassroots unions under it that day, the newest counts until then, summed. Those of a union that ended
    and whose members were taken over count too, until its heir has reported for itself.

    Where none of them has a count, the newest that the organisation gave for itself; else 0.
    """
    return members_of_many([organisation.pk], on)[organisation.pk]


def members_of_many(ids: Iterable[int], on: date) -> dict[int, int]:
    """The same for many organisations (keys). One query, one more for those of which nothing is kept."""
    return _counted("members", ids, on)


def employees_of_many(ids: Iterable[int], on: date) -> dict[int, int]:
    """How many people work there, counted in the same way; a count that does not say how many says nothing. As many
    queries."""
    return _counted("employees", ids, on)


def unions_of_many(ids: Iterable[int], on: date) -> dict[int, Unions]:
    """The grassroots unions of each organisation (keys) with all below it that day. As many queries."""
    units = list(ids)
    found = _found('unions, "foreign"', _UNIONS, units, on)
    return {unit: Unions(*found.get(unit, ())) for unit in units}


def _counted(what: str, ids: Iterable[int], on: date) -> dict[int, int]:
    return {unit: counted for unit, [counted] in _found(what, _counts(what), list(ids), on).items()}


def _found(what: str, summed: Statement, units: list[int], on: date) -> dict[int, list[int]]:
    """What is kept and still true; of all others what is summed now."""
    found = {unit: counted for unit, *counted in _kept(what)(units=units, on=on)}
    if rest := [unit for unit in units if unit not in found]:
        found |= {unit: counted for unit, *counted in summed(units=rest, on=on)}
    return found


@cache
def _kept(what: str) -> Statement:
    return Statement(f"SELECT organisation_id, {what} {KEPT}")


@cache
def _counts(what: str) -> Statement:
    return Statement(_COUNTS.format(what=what), prepared=False)


# A line of an ended union carries members, unless a grassroots union that stood for it has counted them among its own
# since; what a superior reports for itself is not summed, so it silences nobody.
_COUNTS = """
WITH grassroots AS (
    SELECT a.ancestor_id, a.descendant_id
    FROM organisations_ancestry a
    JOIN organisations_classification c ON c.organisation_id = a.descendant_id AND c.valid @> %(on)s
    JOIN organisations_unitkind k ON k.code = c.kind_id AND k.takes_dossiers
    WHERE a.ancestor_id = ANY(%(units)s::bigint[]) AND a.valid @> %(on)s AND a.carries_members
      AND (a.lives OR NOT EXISTS (
        SELECT FROM organisations_ancestry heir
        JOIN organisations_membercount own ON own.organisation_id = heir.ancestor_id
        JOIN organisations_classification hc ON hc.organisation_id = heir.ancestor_id AND hc.valid @> own.counted_on
        JOIN organisations_unitkind hk ON hk.code = hc.kind_id AND hk.takes_dossiers
        WHERE heir.descendant_id = a.descendant_id AND heir.depth = 0 AND NOT heir.lives AND own.{what} IS NOT NULL
          AND own.counted_on BETWEEN lower(heir.valid) AND %(on)s))
), newest AS (
    SELECT asked.organisation_id, m.{what}
    FROM (SELECT unnest(%(units)s::bigint[]) UNION SELECT descendant_id FROM grassroots) AS asked (organisation_id)
    CROSS JOIN LATERAL (
        SELECT * FROM organisations_membercount m
        WHERE m.organisation_id = asked.organisation_id AND m.counted_on <= %(on)s AND m.{what} IS NOT NULL
        ORDER BY m.counted_on DESC LIMIT 1) m
), summed AS (
    SELECT g.ancestor_id, sum(n.{what}) AS {what}
    FROM grassroots g JOIN newest n ON n.organisation_id = g.descendant_id GROUP BY g.ancestor_id
)
SELECT unit.id, coalesce(s.{what}, n.{what}, 0)::bigint
FROM unnest(%(units)s::bigint[]) AS unit (id)
LEFT JOIN summed s ON s.ancestor_id = unit.id
LEFT JOIN newest n ON n.organisation_id = unit.id
"""

# The first workplace that was written down says what a union's enterprise is.
_UNIONS = Statement(
    f"""
WITH below AS (
    SELECT a.ancestor_id, a.descendant_id AS id FROM organisations_ancestry a
    WHERE a.ancestor_id = ANY(%(units)s::bigint[]) AND a.valid @> %(on)s AND a.lives
      AND EXISTS (
        SELECT FROM organisations_classification c JOIN organisations_unitkind k ON k.code = c.kind_id
        WHERE c.organisation_id = a.descendant_id AND c.valid @> %(on)s AND k.takes_dossiers)
)
SELECT ancestor_id, count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM organisations_workplace w WHERE w.organisation_id = below.id AND w.ownership = '{Ownership.FDI}'
      AND NOT EXISTS (
        SELECT FROM organisations_workplace e WHERE e.organisation_id = w.organisation_id AND e.id < w.id)))
FROM below GROUP BY ancestor_id
""",
    prepared=False,
)
