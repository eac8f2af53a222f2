"""Trọng tâm của giai đoạn 2: production and business, direct workers, FDI, and who takes part, as figures of their own
with what each percentage is taken of (letter of phase 2; definitions.py)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection

from sangkien.base.numbers import percent
from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation, Ownership
from sangkien.statistics.definitions import DEFINITIONS, Definition, Indicator
from sangkien.statistics.figures import Figures


@dataclass(frozen=True)
class Share:
    """One figure: so many (None: nothing is told of it), of so many (None: it is no share of anything)."""

    indicator: Indicator
    count: int | None
    of: int | None = None

    @property
    def percent(self) -> Decimal | None:
        """Half up at one decimal, from the exact rational; None without anything to be a share of."""
        return percent(self.count, self.of) if self.of and self.count is not None else None

    @property
    def definition(self) -> Definition:
        """What it means."""
        return DEFINITIONS[self.indicator]


@dataclass(frozen=True)
class Unions:
    """How many grassroots unions there are, and how many of them at an FDI enterprise."""

    all: int
    foreign: int


def shares(figures: Figures, unions: Unions) -> list[Share]:
    """The figures of a unit's focus, in the order in which the letter names them. No query."""
    counts, valid = figures.counts, figures.valid
    of_valid = [Indicator.PRODUCTION, Indicator.DIRECT, Indicator.FDI]
    people = counts.get(Measure.PEOPLE, 0) if figures.view == View.AS_THEN else None
    return [
        *(Share(indicator, counts.get(Measure(indicator), 0), valid) for indicator in of_valid),
        Share(Indicator.UNIONS, counts.get(Measure.UNIONS, 0), unions.all),
        Share(Indicator.FDI_UNIONS, counts.get(Measure.FDI_UNIONS, 0), unions.foreign),
        Share(Indicator.PEOPLE, people),
    ]


def validity(figures: Figures) -> Share:
    """Tỷ lệ hợp lệ: of what was concluded. No query."""
    refused = figures.counts.get(Measure.INELIGIBLE, 0) + figures.counts.get(Measure.DUPLICATE, 0)
    return Share(Indicator.VALID_SHARE, figures.valid, figures.valid + refused)


def unions_of(unit: Organisation, *, on: date) -> Unions:
    """Of a unit and all below it that day. One query that reads its unions: for one unit at a time, not for lists."""
    with connection.cursor() as cursor:
        cursor.execute(_UNIONS, {"unit": unit.pk, "on": on})
        return Unions(*cursor.fetchone())


# The first workplace that was written down says what a union's enterprise is.
_UNIONS = f"""
WITH unions AS MATERIALIZED (
    SELECT a.descendant_id AS id FROM organisations_ancestry a
    WHERE a.ancestor_id = %(unit)s AND a.valid @> %(on)s::date AND a.lives
      AND EXISTS (
        SELECT FROM organisations_classification c JOIN organisations_unitkind k ON k.code = c.kind_id
        WHERE c.organisation_id = a.descendant_id AND c.valid @> %(on)s::date AND k.takes_dossiers)
)
SELECT count(*), count(*) FILTER (WHERE EXISTS (
    SELECT FROM organisations_workplace w WHERE w.organisation_id = unions.id AND w.ownership = '{Ownership.FDI}'
      AND NOT EXISTS (
        SELECT FROM organisations_workplace e WHERE e.organisation_id = w.organisation_id AND e.id < w.id)))
FROM unions
"""
