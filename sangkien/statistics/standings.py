"""Bảng xếp hạng: units ranked among those they are compared with, inside clusters or directly below one union."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sangkien.clusters.models import Cluster
from sangkien.clusters.queries import Gathered, clusters_of, gathered
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children
from sangkien.statistics.figures import WEEK, Figures, days_before, figures_of
from sangkien.statistics.ranking import Order, Ranked, earlier_places, ranked
from sangkien.statistics.stretches import Stretch


class Grouping(StrEnum):
    """With whom a unit is compared."""

    CLUSTERS = "CLUSTERS"  # the members of its cluster
    CHILDREN = "CHILDREN"  # all that hang under the same union


@dataclass(frozen=True)
class Asked:
    """Of which days, in which tree, by what; `up_to` the last entry of the ledger that counts (None: all)."""

    stretch: Stretch
    as_of: date
    order: Order = Order.TARGET
    view: View = View.AS_THEN
    up_to: int | None = None

    @property
    def members_on(self) -> date:
        """The day whose units are compared: as then those of the last day, once the stretch is over."""
        last = self.stretch.last_day if self.view == View.AS_THEN else None
        return min(last or self.as_of, self.as_of)


@dataclass(frozen=True)
class Standing:
    """One table: the units of a cluster with who leads it, or without a cluster those below one union. `before` is the
    place of each unit, by key, a week earlier."""

    cluster: Cluster | None
    lead: Organisation | None
    lines: list[Ranked]
    before: dict[int, int | None]

    @property
    def placed(self) -> list[Ranked]:
        """Those with a place."""
        return [line for line in self.lines if line.rank is not None]

    @property
    def apart(self) -> list[Ranked]:
        """Those that cannot be compared: listed, never ranked."""
        return [line for line in self.lines if line.rank is None]

    def moved(self, line: Ranked) -> int | None:
        """Places gained in a week; negative: lost. None where the unit had no place then or has none now."""
        before = self.before.get(line.figures.unit.pk)
        return None if before is None or line.rank is None else before - line.rank


@dataclass(frozen=True)
class Table:
    """Every standing that a union publishes, and the units below it that stand in none of its clusters."""

    unit: Organisation
    grouping: Grouping
    asked: Asked
    standings: list[Standing]
    left_out: list[Figures]


def table(unit: Organisation, *, grouping: Grouping, asked: Asked) -> Table:
    """The tables of a union: four queries for the units below it, eight for its clusters, whatever their number."""
    below = all_children(unit, asked.members_on)
    clusters = clusters_of(unit, on=asked.members_on) if grouping == Grouping.CLUSTERS else []
    known = {one.pk: one for one in [*below, *(member for one in clusters for member in one.members)]}
    reached = {figures.unit.pk: figures for figures in _figures(list(known.values()), asked)}
    if grouping == Grouping.CHILDREN:
        return Table(unit, grouping, asked, [_standing(None, list(reached.values()), asked)], [])
    inside = {member.pk for one in clusters for member in one.members}
    standings = [_standing(one, [reached[member.pk] for member in one.members], asked) for one in clusters]
    return Table(unit, grouping, asked, standings, [reached[one.pk] for one in below if one.pk not in inside])


def standing_of(cluster: Cluster, *, asked: Asked) -> Standing:
    """The table of one cluster: six queries."""
    [found] = gathered([cluster], on=asked.members_on)
    return _standing(found, _figures(found.members, asked), asked)


def _figures(units: Sequence[Organisation], asked: Asked) -> list[Figures]:
    at, day = asked.stretch, asked.as_of
    since = days_before(day, 2 * WEEK)  # a week, as it was a week ago
    if at.is_campaign:  # begins with what its phase had already brought
        since = min(at.first_day, since)
    told: dict[str, Any] = {"view": asked.view, "since": since, "up_to": asked.up_to}
    return figures_of(units, programme=at.programme, phase=at.phase, as_of=day, **told)


def _standing(cluster: Gathered | None, reached: Sequence[Figures], asked: Asked) -> Standing:
    lines = ranked(reached, order=asked.order)
    # How far money was attested a week ago is not told by days: no places then.
    before = {} if asked.order == Order.BENEFIT else earlier_places(lines, order=asked.order)
    return Standing(cluster.cluster if cluster else None, cluster.lead if cluster else None, lines, before)
