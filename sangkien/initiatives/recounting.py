"""Counting all dossiers anew: does the ledger say what they say? A difference is booked, never overwritten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.statements import insert
from sangkien.counting.loading import book
from sangkien.counting.models import BOOKED, OF_VALUE, Entry, Measure
from sangkien.initiatives import focus, levels
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import COUNTS

MOST = 1_000


def _is_in(measure: Measure) -> str:
    if of_a_level := _those(levels.COUNTS, measure):
        return f"{_is_in(Measure.VALID)} AND {levels.level_sql('i')} IN ({of_a_level})"
    return f"i.state IN ({_those(COUNTS, measure)})"


def _those(table: Mapping[Any, frozenset[Measure]], measure: Measure) -> str:
    """What counts in a measure, by a table of what counts in which."""
    return ", ".join(f"'{what}'" for what, measures in table.items() if measure in measures)


def _said() -> Iterator[str]:
    """For each measure whether a dossier is in it, with how many đồng, which traits and whose it is."""
    for measure in BOOKED:
        worth = "coalesce(i.benefit_vnd, 0)" if measure in OF_VALUE else "0"
        if measure == Measure.ACTUAL:
            worth = "coalesce(i.verified_vnd, 0)"
        valid = measure == Measure.VALID
        traits = focus.TRAITS.format(credited="credited", dossier="i") if valid else "'{}'::varchar[]"
        people = "coalesce(credited.people, '{}')" if valid else "'{}'::bigint[]"
        yield f"('{measure}', {_is_in(measure)}, {worth}, {traits}, {people})"


_PLACE = "initiative_id, programme_id, phase_id, chain, measure, traits, people"
_DIFFERENCES = f"""
WITH credited AS ({focus.CREDITED}), said AS (
    SELECT i.id AS initiative_id, i.programme_id, i.phase_id, i.chain, m.measure, m.traits, m.people, 1 AS n, m.worth
    FROM initiatives_initiative i LEFT JOIN credited ON credited.initiative_id = i.id
    CROSS JOIN LATERAL (VALUES {", ".join(_said())}) AS m (measure, is_in, worth, traits, people) WHERE m.is_in
), every AS (
    SELECT {_PLACE}, n, worth FROM said
    UNION ALL SELECT {_PLACE}, -count, -benefit FROM counting_entry
)
SELECT {_PLACE}, sum(n)::int, sum(worth)::bigint
FROM every GROUP BY {_PLACE} HAVING sum(n) <> 0 OR sum(worth) <> 0 ORDER BY initiative_id, measure, 8 LIMIT %s
"""


# Of dossiers with a plain life: sent on one day, and since another what they are now.
_CROSSINGS = f"""
SELECT i.id AS initiative_id, i.programme_id, i.phase_id, i.chain, m.measure, m.traits, m.people, m.worth,
       ((CASE m.measure WHEN '{Measure.SUBMITTED}' THEN i.submitted_at ELSE coalesce(i.closed_at, i.waiting_since) END)
        AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS day
FROM initiatives_initiative i
LEFT JOIN ({focus.CREDITED}) AS credited ON credited.initiative_id = i.id AND credited.initiative_id BETWEEN
    %(first)s AND %(last)s
CROSS JOIN LATERAL (VALUES {", ".join(_said())}) AS m (measure, is_in, worth, traits, people)
WHERE m.is_in AND i.id BETWEEN %(first)s AND %(last)s
"""


def book_loaded(first: int, last: int) -> int:
    """Book dossiers that were loaded in bulk, with keys from `first` to `last`, each as if it had gone the straight way
    from being sent to what it is; how many entries. They must not have been booked before."""
    return book(_CROSSINGS, {"first": first, "last": last})


@dataclass(frozen=True)
class Difference:
    """What the ledger lacks (or, below 0, has too much) of a dossier in one measure and at one place."""

    initiative: int
    programme: int
    phase: int | None
    chain: list[int]
    measure: Measure
    traits: list[str]
    people: list[int]
    count: int
    benefit: int

    def entries(self, at: datetime) -> Iterator[Entry]:
        """What books it: one up or down each; where only the amount is wrong, one of each."""
        signs = [1 if self.count > 0 else -1] * abs(self.count) or [-1, 1]
        for number, sign in enumerate(signs):
            whole = self.benefit if number == len(signs) - 1 else 0
            yield Entry(
                programme_id=self.programme,
                phase_id=self.phase,
                unit_id=self.chain[0],
                chain=self.chain,
                day=day_of(at),
                measure=self.measure,
                count=sign,
                benefit=whole,
                traits=self.traits,
                people=self.people,
                initiative_id=self.initiative,
            )


def differences(*, most: int = MOST) -> list[Difference]:
    """Where the ledger and the dossiers do not agree; at most so many. One query that reads all of both."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, [most])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [
        Difference(one, programme, phase, chain, Measure(measure), *rest)
        for one, programme, phase, chain, measure, *rest in rows
    ]


@transaction.atomic
def book_differences(*, at: datetime) -> int:
    """Book what is missing, on today's day, so that no figure of a day that is over changes; how many differences."""
    found = differences()
    locked = {one.initiative for one in found}
    list(Initiative.objects.select_for_update(of=("self",)).filter(pk__in=locked).order_by("pk").values_list("pk"))
    found = [one for one in differences() if one.initiative in locked]
    for one in found:
        insert(*one.entries(at))
        target = Initiative(pk=one.initiative)
        after = {"measure": one.measure, "count": one.count, "benefit": one.benefit}
        record(verb="counts.book", target=target, by=None, at=at, after=after)
    return len(found)
