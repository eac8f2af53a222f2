"""Xếp hạng: the units below one, by percent of target or by initiatives per 1,000 members.

Ranks come from exact rationals, so that two units never share a place because of rounding, nor part because of
it. Equal shares share a place (1, 1, 3) and are listed by count, then by code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import Figures, figures_of

SMALL = 200
"""Members below which a unit is "đơn vị nhỏ": there one initiative more or less moves the ratio too far."""


class Order(StrEnum):
    """What units are ranked by."""

    TARGET = "TARGET"  # percent of target
    MEMBERS = "MEMBERS"  # valid initiatives per 1,000 members


@dataclass(frozen=True)
class Ranked:
    """One line. A unit that cannot be compared (no target, or no members) stands at the end without a rank."""

    rank: int | None
    figures: Figures

    @property
    def is_small(self) -> bool:
        """Too few members to lead by initiatives per member."""
        return 0 < self.figures.members < SMALL


def ranking(
    parent: Organisation,
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
    order: Order = Order.TARGET,
) -> list[Ranked]:
    """The direct children of `parent` that day, best first. Four queries for any number of units."""
    units = list(children(parent, as_of))
    return ranked(figures_of(units, programme=programme, phase=phase, as_of=as_of, view=view), order=order)


def ranked(all_figures: Sequence[Figures], *, order: Order = Order.TARGET) -> list[Ranked]:
    """The lines with their ranks, best first."""
    measured = _density if order == Order.MEMBERS else _share
    standing = _with_small_behind(all_figures) if order == Order.MEMBERS else _by_share
    ordered = sorted(
        all_figures,
        key=lambda figures: (
            standing(figures) is None,
            standing(figures) or (),
            -(measured(figures) or Fraction(0)),
            -figures.valid,
            figures.unit.code,
        ),
    )
    return _in_places(ordered, standing)


# Where a unit stands: lower is better, equal shares a place, None has none.
_Standing = Callable[[Figures], tuple[Fraction, ...] | None]


def _share(figures: Figures) -> Fraction | None:
    return figures.achievement.ratio


def _density(figures: Figures) -> Fraction | None:
    return figures.density


def _by_share(figures: Figures) -> tuple[Fraction, ...] | None:
    share = _share(figures)
    return None if share is None else (-share,)


def _with_small_behind(all_figures: Sequence[Figures]) -> _Standing:
    """A small unit never leads: the best larger one stands before it. Where all are small nobody has a place."""
    larger = [density for figures in all_figures if figures.members >= SMALL and (density := _density(figures))]
    best = max(larger, default=Fraction(0))

    def standing(figures: Figures) -> tuple[Fraction, ...] | None:
        density = _density(figures)
        if density is None or not best:
            return None
        held_back = figures.members < SMALL and density >= best
        return (-best, Fraction(held_back), -density) if held_back else (-density, Fraction(0), -density)

    return standing


def _in_places(ordered: Sequence[Figures], standing: _Standing) -> list[Ranked]:
    lines: list[Ranked] = []
    for place, figures in enumerate(ordered, start=1):
        same = bool(lines) and standing(lines[-1].figures) == standing(figures)
        rank = lines[-1].rank if same else place
        lines.append(Ranked(None if standing(figures) is None else rank, figures))
    return lines
