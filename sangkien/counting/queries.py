"""Reading figures: totals plus what is not folded yet, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import connection

from sangkien.counting.models import Measure
from sangkien.programmes.models import Phase, Programme


class View(StrEnum):
    """Which tree the figures are asked of: that of each dossier's own day, or that of the as-of day, in which a
    union that has ended counts with whoever stands for it. Both sum to the same at the root."""

    AS_THEN = "as-then"
    RESTATED = "restated"


@dataclass(frozen=True)
class DayFigure:
    """What one unit and all below it gained on one day in one measure; `benefit` in đồng (of what is valid only)."""

    unit_id: int
    day: date
    measure: Measure
    count: int
    benefit: int


_AS_THEN = """
SELECT unit_id, day, measure, sum(count), sum(benefit) FROM (
    SELECT t.unit_id, t.day, t.measure, t.count, t.benefit
    FROM counting_total t
    WHERE t.unit_id = ANY(%(units)s) AND t.programme_id = %(programme)s AND t.day <= %(as_of)s
      AND (%(phase)s::bigint IS NULL OR t.phase_id = %(phase)s)
    UNION ALL
    SELECT above.unit_id, e.day, e.measure, e.count, e.benefit
    FROM counting_entry e CROSS JOIN unnest(e.chain) AS above (unit_id)
    WHERE NOT e.folded AND above.unit_id = ANY(%(units)s) AND e.programme_id = %(programme)s
      AND e.day <= %(as_of)s AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
) figures GROUP BY unit_id, day, measure ORDER BY unit_id, day, measure
"""

# Of the tree of the as-of day: every entry of the unions that stand below, and of those they took over.
_RESTATED = """
SELECT a.ancestor_id, e.day, e.measure, sum(e.count), sum(e.benefit)
FROM counting_entry e
JOIN organisations_ancestry a ON a.descendant_id = e.unit_id AND a.valid @> %(as_of)s::date
WHERE a.ancestor_id = ANY(%(units)s) AND e.programme_id = %(programme)s AND e.day <= %(as_of)s
  AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def by_day(
    unit_ids: Sequence[int],
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
) -> list[DayFigure]:
    """Every day's figures of these units up to and including `as_of`; without a phase, of the whole
    programme. One query for any number of units."""
    sql = _AS_THEN if view == View.AS_THEN else _RESTATED
    with connection.cursor() as cursor:
        cursor.execute(
            sql,
            {
                "units": list(unit_ids),
                "programme": programme.pk,
                "phase": phase.pk if phase else None,
                "as_of": as_of,
            },
        )
        rows = cursor.fetchall()
    return [DayFigure(unit, day, Measure(m), int(count), int(benefit)) for unit, day, m, count, benefit in rows]
