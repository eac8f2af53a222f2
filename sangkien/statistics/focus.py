"""Trọng tâm của giai đoạn 2: production and business, direct workers, FDI, and who takes part, as figures of their own
with what each percentage is taken of (letter of phase 2; definitions.py)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sangkien.base.numbers import percent
from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.organisations.membership import Unions, unions_of_many
from sangkien.organisations.models import Organisation
from sangkien.statistics.definitions import DEFINITIONS, Definition, Statistic
from sangkien.statistics.figures import Figures


@dataclass(frozen=True)
class Share:
    """One figure: so many (None: nothing is told of it), of so many (None: it is no share of anything)."""

    statistic: Statistic
    count: int | None
    of: int | None = None

    @property
    def percent(self) -> Decimal | None:
        """Half up at one decimal, from the exact rational; None without anything to be a share of."""
        return percent(self.count, self.of) if self.of and self.count is not None else None

    @property
    def definition(self) -> Definition:
        """What it means."""
        return DEFINITIONS[self.statistic]


def shares(figures: Figures, unions: Unions) -> list[Share]:
    """The figures of a unit's focus, in the order in which the letter names them. No query."""
    counts, valid = figures.counts, figures.valid
    of_valid = [Statistic.PRODUCTION, Statistic.DIRECT, Statistic.FDI]
    people = counts.get(Measure.PEOPLE, 0) if figures.view == View.AS_THEN else None
    return [
        *(Share(statistic, counts.get(Measure(statistic), 0), valid) for statistic in of_valid),
        Share(Statistic.UNIONS, counts.get(Measure.UNIONS, 0), unions.all),
        Share(Statistic.FDI_UNIONS, counts.get(Measure.FDI_UNIONS, 0), unions.foreign),
        Share(Statistic.PEOPLE, people),
    ]


def validity(figures: Figures) -> Share:
    """Tỷ lệ hợp lệ: of what was concluded. No query."""
    refused = figures.counts.get(Measure.INELIGIBLE, 0) + figures.counts.get(Measure.DUPLICATE, 0)
    return Share(Statistic.VALID_SHARE, figures.valid, figures.valid + refused)


def unions_of(unit: Organisation, *, on: date) -> Unions:
    """Of a unit and all below it that day. One query."""
    return unions_of_many([unit.pk], on)[unit.pk]
