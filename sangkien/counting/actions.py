"""Writing the ledger and folding it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from sangkien.base.statements import insert
from sangkien.counting.crossings import CROSSED, TOUCHED
from sangkien.counting.models import OF_VALUE, OF_WHAT_IS_VALID, Entry, Measure


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands for counting: programme and phase, the unions it is booked to (`chain`: ids, its own
    first, the root last), the measures it is in, the benefit (đồng) it carries when valid, and what was found to be its
    benefit after a year; when valid, the traits it has and the marks of the people whose it is."""

    programme_id: int
    phase_id: int | None
    chain: tuple[int, ...]
    measures: frozenset[Measure]
    benefit: int = 0
    actual: int = 0
    traits: frozenset[Measure] = frozenset()
    people: frozenset[int] = frozenset()

    def carries(self, measure: Measure) -> int:
        """The đồng that go with one of its measures."""
        if measure == Measure.ACTUAL:
            return self.actual
        return self.benefit if measure in OF_VALUE else 0

    def focus(self, measure: Measure) -> tuple[tuple[Measure, ...], tuple[int, ...]]:
        """The traits and the people that go with one of its measures, each in order."""
        if measure != Measure.VALID:
            return (), ()
        return tuple(sorted(self.traits)), tuple(sorted(self.people))


def move(before: Standing | None, after: Standing | None, *, initiative_id: int, day: date) -> None:
    """Write what changes when a dossier goes from one standing to another on `day`, in the caller's
    transaction. `None` before: it was not there; `None` after: it is gone. Nothing is written when
    nothing changes for the counts."""
    lines = _lines(before, -1), _lines(after, +1)
    same = lines[0].keys() & lines[1].keys()
    insert(
        *(
            Entry(
                programme_id=standing.programme_id,
                phase_id=standing.phase_id,
                unit_id=standing.chain[0],
                chain=list(standing.chain),
                day=day,
                measure=measure,
                count=sign,
                benefit=sign * standing.carries(measure),
                traits=standing.focus(measure)[0],
                people=standing.focus(measure)[1],
                initiative_id=initiative_id,
            )
            for sign, of_sign in zip((-1, +1), lines, strict=True)
            for key, (standing, measure) in of_sign.items()
            if key not in same
        )
    )


def strike(initiative_id: int) -> None:
    """Answer every line by which a dossier was counted as valid with its opposite, each on its own day, in the caller's
    transaction: seen from any day it never was. What was frozen before stays, since these lines come after it."""
    booked = list(Entry.objects.filter(initiative_id=initiative_id, measure__in=OF_WHAT_IS_VALID).order_by("pk"))
    for line in booked:
        line.pk, line.folded, line.count, line.benefit = None, False, -line.count, -line.benefit
    insert(*booked)


def _lines(standing: Standing | None, sign: int) -> dict[tuple[object, ...], tuple[Standing, Measure]]:
    """Each measure of a standing under everything that its entry would say, but the sign."""
    if standing is None:
        return {}
    return {
        (
            standing.programme_id,
            standing.phase_id,
            standing.chain,
            measure,
            standing.carries(measure),
            standing.focus(measure),
        ): (standing, measure)
        for measure in sorted(standing.measures)
    }


# What entries (`taken`) add to each unit, measure by measure, and what they change of who takes part (`crossed`).
GAINED = """
gained AS (
    SELECT above.unit_id, t.programme_id, t.phase_id, t.day, m.measure, t.count, t.benefit,
           CASE WHEN above.height = 1 THEN t.count ELSE 0 END AS own_count,
           CASE WHEN above.height = 1 THEN t.benefit ELSE 0 END AS own_benefit
    FROM taken t
    CROSS JOIN LATERAL unnest(t.chain) WITH ORDINALITY AS above (unit_id, height)
    CROSS JOIN LATERAL unnest(t.measure || t.traits) AS m (measure)
    UNION ALL
    SELECT unit_id, programme_id, phase_id, day, measure, count, 0, own_count, 0 FROM crossed
), spread AS (
    SELECT unit_id, programme_id, phase_id, day, measure, sum(count) AS count, sum(benefit) AS benefit,
           sum(own_count) AS own_count, sum(own_benefit) AS own_benefit
    FROM gained GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 3, 4, 5
)"""

_ADDED = """
INSERT INTO {table} AS total
    (unit_id, programme_id, phase_id, {time}, measure, count, benefit, own_count, own_benefit)
SELECT unit_id, programme_id, phase_id, {time}, measure, sum(count), sum(benefit), sum(own_count), sum(own_benefit)
FROM {rows} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
ON CONFLICT (unit_id, programme_id, phase_id, {time}, measure)
DO UPDATE SET count = total.count + excluded.count, benefit = total.benefit + excluded.benefit,
              own_count = total.own_count + excluded.own_count, own_benefit = total.own_benefit + excluded.own_benefit
"""


def added(table: str, time: str, rows: str) -> str:
    """SQL that adds rows to the totals of days, or of months and the whole."""
    return _ADDED.format(table=table, time=time, rows=rows)


_OF_PERIODS = """
spread CROSS JOIN LATERAL (VALUES (NULL::date), (date_trunc('month', spread.day)::date)) AS of (month)"""

_FOLD = f"""
WITH taken AS (
    SELECT id, unit_id, chain, programme_id, phase_id, day, measure, count, benefit, traits, people
    FROM counting_entry WHERE NOT folded ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
), {TOUCHED}, {CROSSED}, {GAINED},
days_added AS ({added("counting_total", "day", "spread")}),
periods_added AS ({added("counting_periodtotal", "month", _OF_PERIODS)})
UPDATE counting_entry SET folded = true WHERE id IN (SELECT id FROM taken)
"""
FOLDER = 6_001
"""The lock of whoever writes totals: one at a time, since who takes part follows from what was folded before. No
submission and no reader ever asks for it."""


@transaction.atomic
def fold(*, limit: int = 10_000) -> int:
    """Fold up to `limit` waiting entries into the totals of their unit and every union above it; returns how
    many. Safe to run anywhere, at any time, several at once, and to kill: one statement takes, adds and marks.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDER])
        cursor.execute(_FOLD, [limit])
        return int(cursor.rowcount)
