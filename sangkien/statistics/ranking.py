"""Xếp hạng: the units below one, by percent of target; per 1,000 members stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import Figures, figures_of


@dataclass(frozen=True)
class Ranked:
    """One line; equal shares of target share a rank (1, 1, 3), and units without a target stand at the end
    without one."""

    rank: int | None
    figures: Figures


def ranking(
    parent: Organisation, *, programme: Programme, phase: Phase | None, as_of: date, view: View = View.AS_THEN
) -> list[Ranked]:
    """The direct children of `parent` that day, best first. Four queries for any number of units."""
    units = list(Organisation.objects.on(as_of).directly_under(parent, on=as_of).named(on=as_of))
    return ranked(figures_of(units, programme=programme, phase=phase, as_of=as_of, view=view))


def ranked(all_figures: Sequence[Figures]) -> list[Ranked]:
    """Ranks by the exact share of target; equal shares are listed by count, then by code."""
    ordered = sorted(all_figures, key=_order)
    lines: list[Ranked] = []
    for place, figures in enumerate(ordered, start=1):
        ratio = figures.achievement.ratio
        same = bool(lines) and ratio is not None and lines[-1].figures.achievement.ratio == ratio
        rank = lines[-1].rank if same else place
        lines.append(Ranked(rank if ratio is not None else None, figures))
    return lines


def _order(figures: Figures) -> tuple[bool, Fraction, int, str]:
    ratio = figures.achievement.ratio
    return (ratio is None, -(ratio or Fraction(0)), -figures.valid, figures.unit.code)
