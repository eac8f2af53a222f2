"""What a unit has reached of each indicator that targets may be set for."""

from fractions import Fraction

from sangkien.base.numbers import WHOLE
from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.statistics.figures import Figures
from sangkien.targets.models import Indicator

_COUNTED = {Indicator.PEOPLE: Measure.PEOPLE, Indicator.UNIONS: Measure.UNIONS, Indicator.FDI: Measure.FDI_UNIONS}


def attained(figures: Figures, indicator: Indicator) -> int | None:
    """What is there of it: a count, whole đồng, or hundredths of a percent (half up) for the share of what is valid.

    None where nothing is valid to have a share of; and of people within another tree than that of their day, in which
    the same person may have been counted in two of the unions (see `statistics.focus`).
    """
    if indicator == Indicator.VALID:
        return figures.valid
    if indicator == Indicator.BENEFIT:
        return figures.benefit_vnd
    if indicator == Indicator.PRODUCTION:
        return _share(figures.counts.get(Measure.PRODUCTION, 0), figures.valid)
    if indicator == Indicator.PEOPLE and figures.view == View.RESTATED:
        return None
    return figures.counts.get(_COUNTED[indicator], 0)


def _share(part: int, whole: int) -> int | None:
    return int(Fraction(part * WHOLE, whole) + Fraction(1, 2)) if whole else None
