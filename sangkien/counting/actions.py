"""Writing the ledger and folding it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from sangkien.base.statements import insert
from sangkien.counting.models import OF_VALUE, Entry, Measure


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands for counting: programme and phase, the unions it is booked to (`chain`: ids, its own
    first, the root last), the measures it is in, the benefit (đồng) it carries when valid, and what was found to be its
    benefit after a year."""

    programme_id: int
    phase_id: int | None
    chain: tuple[int, ...]
    measures: frozenset[Measure]
    benefit: int = 0
    actual: int = 0

    def carries(self, measure: Measure) -> int:
        """The đồng that go with one of its measures."""
        if measure == Measure.ACTUAL:
            return self.actual
        return self.benefit if measure in OF_VALUE else 0


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
                initiative_id=initiative_id,
            )
            for sign, of_sign in zip((-1, +1), lines, strict=True)
            for key, (standing, measure) in of_sign.items()
            if key not in same
        )
    )


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
        ): (standing, measure)
        for measure in sorted(standing.measures)
    }


_FOLD = """
WITH taken AS (
    SELECT id, chain, programme_id, phase_id, day, measure, count, benefit
    FROM counting_entry WHERE NOT folded ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
), spread AS (
    SELECT above.unit_id, t.programme_id, t.phase_id, t.day, t.measure,
           sum(t.count) AS count, sum(t.benefit) AS benefit
    FROM taken t CROSS JOIN unnest(t.chain) AS above (unit_id)
    GROUP BY 1, 2, 3, 4, 5
    ORDER BY 1, 2, 3, 4, 5
), added AS (
    INSERT INTO counting_total (unit_id, programme_id, phase_id, day, measure, count, benefit)
    SELECT unit_id, programme_id, phase_id, day, measure, count, benefit FROM spread
    ON CONFLICT (unit_id, programme_id, phase_id, day, measure)
    DO UPDATE SET count = counting_total.count + excluded.count,
                  benefit = counting_total.benefit + excluded.benefit
)
UPDATE counting_entry SET folded = true WHERE id IN (SELECT id FROM taken)
"""


@transaction.atomic
def fold(*, limit: int = 10_000) -> int:
    """Fold up to `limit` waiting entries into the totals of their unit and every union above it; returns how
    many. Safe to run anywhere, at any time, several at once, and to kill: one statement takes, adds and marks.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FOLD, [limit])
        return int(cursor.rowcount)
