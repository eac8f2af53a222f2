"""Giá trị ở giữa: what stands beside a sum of money (`initiatives.worth.Value`)."""

from datetime import date

from django.db import connection

from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.under import UNDER

# Whose dossiers: found by where they were sent. What they are worth then comes from their own entries.
_MEDIAN = """
WITH mine AS (
    SELECT DISTINCT e.initiative_id FROM counting_entry e
    WHERE {under} AND e.programme_id = %(programme)s AND e.day <= %(as_of)s AND e.measure = 'SUBMITTED'
), worth AS (
    SELECT sum(e.benefit) AS dong FROM mine JOIN counting_entry e USING (initiative_id)
    WHERE e.measure = 'VALID' AND e.day <= %(as_of)s AND {under}
      AND (%(phase)s::bigint IS NULL OR e.phase_id = %(phase)s)
    GROUP BY e.initiative_id HAVING sum(e.count) > 0 AND sum(e.benefit) > 0
)
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY dong) FROM worth
"""


def median(
    unit: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> int | None:
    """Giá trị ở giữa: of the valid dossiers with a value half are worth that many đồng or less. None without any.

    One query that reads every dossier of the unit: for one unit at a time, not for lists."""
    asked = {"unit": unit.pk, "programme": programme.pk, "phase": phase.pk if phase else None, "as_of": as_of}
    with connection.cursor() as cursor:
        cursor.execute(_MEDIAN.format(under=UNDER[view]), asked)
        [dong] = cursor.fetchone() or [None]
    return None if dong is None else int(dong)
