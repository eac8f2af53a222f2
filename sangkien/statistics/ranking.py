"""Xếp hạng: units beside one another, by percent of target, by initiatives per 1,000 members, by how fast they go
forward, or by how much of their value is attested.

Ranks come from exact rationals, so that two units never share a place because of rounding, nor part because of
it. Equal shares share a place (1, 1, 3) and are listed by count, then by code. What cannot be measured has no place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Any

from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import WEEK, Figures, figures_of

SMALL = 200
"""Members below which a unit is "đơn vị nhỏ": there one initiative more or less moves the ratio too far."""

SMALL_TARGET = 10
"""A target below which one initiative more or less is over ten percent of it."""


class Order(StrEnum):
    """What units are ranked by."""

    TARGET = "TARGET"  # percent of target
    MEMBERS = "MEMBERS"  # valid initiatives per 1,000 members
    WEEK = "WEEK"  # percent of target gained in the last seven days
    DAY = "DAY"  # percent of target gained since the evening before
    BENEFIT = "BENEFIT"  # benefit confirmed by employers or verified, then what grassroots unions confirmed


@dataclass(frozen=True)
class Ranked:
    """One line. A unit that cannot be compared (no target, no members, no value) stands apart without a rank."""

    rank: int | None
    figures: Figures

    @property
    def is_small(self) -> bool:
        """Too few members to lead by initiatives per member."""
        return 0 < self.figures.members < SMALL

    @property
    def has_small_target(self) -> bool:
        """A target so small that the percentage says little."""
        return 0 < (self.figures.achievement.target or 0) < SMALL_TARGET


def ranking(
    parent: Organisation,
    *,
    programme: Programme,
    phase: Phase | None,
    as_of: date,
    view: View = View.AS_THEN,
    order: Order = Order.TARGET,
) -> list[Ranked]:
    """The direct children of `parent` that day, best first. One query, and those of `figures_of`."""
    units = all_children(parent, as_of)
    return ranked(figures_of(units, programme=programme, phase=phase, as_of=as_of, view=view), order=order)


def ranked(all_figures: Sequence[Figures], *, order: Order = Order.TARGET) -> list[Ranked]:
    """The lines with their ranks, best first."""
    standing = _with_small_behind(all_figures) if order == Order.MEMBERS else _STANDINGS[order]
    lines = [(standing(figures), figures) for figures in all_figures]
    lines.sort(key=lambda line: (*_quickly(line[0]), -line[1].valid, line[1].unit.code))
    return _in_places(lines)


def earlier_places(lines: Sequence[Ranked], *, order: Order, days: int = WEEK) -> dict[int, int | None]:
    """The place of each unit (by key) so many days before, among the same units. No query."""
    then = [line.figures.on_the_evening_of(line.figures.as_of - timedelta(days=days)) for line in lines]
    return {line.figures.unit.pk: line.rank for line in ranked(then, order=order)}


def gained_share(figures: Figures, *, days: int) -> Fraction | None:
    """The share of its target that a unit gained in the last days; None without a target."""
    target = figures.achievement.target
    return Fraction(sum(figures.in_last(days)), target) if target else None


def _quickly(stands: "_Stands") -> tuple[Any, ...]:
    """Ordered as the exact shares are, which are looked at only where they are the same when rounded."""
    return stands is None, tuple(map(float, stands or ())), stands or ()


# Where a unit stands: lower is better, equal shares a place, None has none.
_Stands = tuple[Fraction | int, ...] | None
_Standing = Callable[[Figures], _Stands]


def _by_share(figures: Figures) -> tuple[Fraction, ...] | None:
    share = figures.achievement.ratio
    return None if share is None else (-share,)


def _by_gain(days: int) -> _Standing:
    def standing(figures: Figures) -> tuple[Fraction, ...] | None:
        share = gained_share(figures, days=days)
        return None if share is None else (-share,)

    return standing


def _by_attested_value(figures: Figures) -> tuple[int, ...] | None:
    """What authors merely declare moves nobody forward."""
    value = figures.value
    return (-value.employer, -value.grassroots) if value.total else None


def _with_small_behind(all_figures: Sequence[Figures]) -> _Standing:
    """A small unit never leads: the best larger one stands before it. Where all are small nobody has a place."""
    larger = [density for figures in all_figures if figures.members >= SMALL and (density := figures.density)]
    best = max(larger, default=Fraction(0))

    def standing(figures: Figures) -> tuple[Fraction | int, ...] | None:
        density = figures.density
        if density is None or not best:
            return None
        held_back = figures.members < SMALL and density >= best
        return (-best, int(held_back), -density) if held_back else (-density, 0, -density)

    return standing


_STANDINGS: dict[Order, _Standing] = {
    Order.TARGET: _by_share,
    Order.WEEK: _by_gain(WEEK),
    Order.DAY: _by_gain(1),
    Order.BENEFIT: _by_attested_value,
}


def _in_places(ordered: Sequence[tuple[_Stands, Figures]]) -> list[Ranked]:
    lines: list[Ranked] = []
    for place, (stands, figures) in enumerate(ordered, start=1):
        same = place > 1 and ordered[place - 2][0] == stands
        rank = lines[-1].rank if same else place
        lines.append(Ranked(None if stands is None else rank, figures))
    return lines
