"""Giá trị làm lợi: a sum of money, which is never held without how far it is attested."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sangkien.base.numbers import percent
from sangkien.counting.models import OF_VALUE, Measure
from sangkien.initiatives.levels import Level


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
