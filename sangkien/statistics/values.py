"""Giá trị làm lợi: sums of money, each with how far it is attested; and the middle value beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from sangkien.base.numbers import percent
from sangkien.counting.models import OF_VALUE, Measure
from sangkien.counting.queries import View
from sangkien.initiatives.levels import Level
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.under import UNDER


@dataclass(frozen=True)
class Value:
    """The sum of one year's benefit of valid dossiers in đồng, as declared (`total`), and how much of it is attested at
    least so far. `actual`: what was found after a year, of what is verified."""

    total: int = 0
    grassroots: int = 0
    employer: int = 0
    verified: int = 0
    actual: int = 0

    @classmethod
    def of(cls, benefits: Mapping[Measure, int]) -> "Value":
        """From the benefit of each measure."""
        return cls(*(benefits.get(measure, 0) for measure in (*OF_VALUE, Measure.ACTUAL)))

    @property
    def parts(self) -> dict[Level, int]:
        """What stands at just this level, the weakest first; they sum to the total exactly."""
        reached = [self.total, self.grassroots, self.employer, self.verified, 0]
        return {level: reached[at] - reached[at + 1] for at, level in enumerate(Level)}

    @property
    def by_employers(self) -> Decimal | None:
        """The percentage of the sum that employers or a verification attest; None while there is nothing."""
        return percent(self.employer, self.total)


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
