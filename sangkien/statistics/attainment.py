"""What a unit has reached of each indicator that targets may be set for."""

from fractions import Fraction

from sangkien.base.numbers import WHOLE
from sangkien.counting.models import Measure
from sangkien.statistics.figures import Figures
from sangkien.targets.models import Indicator

# By the names of the ledger's measures.
_COUNTED = {Indicator.PEOPLE: "PEOPLE", Indicator.UNIONS: "UNIONS", Indicator.FDI: "FDI_UNIONS"}
_PRODUCTION = "PRODUCTION"


def attained(figures: Figures, indicator: Indicator) -> int | None:
    """What is there of it: a count, whole đồng, or hundredths of a percent (half up) for the share of what is valid;
    None where nothing is valid to have a share of, or the ledger does not count it."""
    if indicator == Indicator.VALID:
        return figures.valid
    if indicator == Indicator.BENEFIT:
        return figures.benefit_vnd
    if indicator == Indicator.PRODUCTION:
        return _share(_count(figures, _PRODUCTION), figures.valid)
    return _count(figures, _COUNTED[indicator])


def _count(figures: Figures, measure: str) -> int | None:
    return figures.counts.get(Measure(measure), 0) if measure in Measure.values else None


def _share(part: int | None, whole: int) -> int | None:
    return int(Fraction(part * WHOLE, whole) + Fraction(1, 2)) if whole and part is not None else None
