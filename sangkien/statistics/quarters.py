"""Khen quý: in each cluster the collective with the most initiatives of the quarter, provided that its quarterly count
is higher than its own target.

Rule: the programme's quarterly recognition (Hướng dẫn 46/HD-TLĐ, as its units published it). How the quarter's target
follows from the programme's is not written there. Here it is the target of each phase shared evenly over its days, and
of these the days that lie in the quarter; an exact fraction, compared without rounding: 1.000 over 144 days is 590 and
a third for 85 of them, and 590 initiatives are not above it. A target set for the quarter by decision goes before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from sangkien.base.problems import NotPossible, Problem
from sangkien.clusters.models import Cluster, QuarterTarget
from sangkien.clusters.queries import clusters_of, quarter_targets
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import all_children
from sangkien.programmes.models import Phase, Programme
from sangkien.statistics.figures import gained_between, goal
from sangkien.statistics.standings import Grouping
from sangkien.targets.queries import Targets, targets_of

_WRITTEN = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """Quý: three months of a calendar year, "2022-Q2" where it is written."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def read(cls, written: str) -> "Quarter":
        """From "2022-Q2". Raises NotPossible."""
        found = _WRITTEN.fullmatch(written)
        if found is None or not 1900 < int(found[1]) < 2200:
            raise NotPossible([Problem(code="no_quarter", text=f"{written}: ghi quý như 2022-Q2.")])
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)


def quarters(programme: Programme, *, until: date) -> list[Quarter]:
    """Those in which the programme ran, up to that day; the last one first."""
    last = min(programme.last_day or until, until)
    found, quarter = [], Quarter.of(programme.opens.lower)
    while quarter.first_day <= last:
        found.append(quarter)
        quarter = quarter.next
    return found[::-1]


@dataclass(frozen=True)
class Part:
    """What a phase contributes to the target of a quarter: so many of its days, of all that it has. `phase` None: a
    programme without phases."""

    phase: Phase | None
    target: int
    days: int
    of_days: int

    @property
    def share(self) -> Fraction:
        """The target of these days, exactly."""
        return Fraction(self.target * self.days, self.of_days)


def parts_of(ids: Sequence[int], programme: Programme, quarter: Quarter) -> dict[int, tuple[Part, ...]]:
    """What a quarter's target is put together from, by unit (keys): a part of every phase that has days in the quarter
    and a last day; of the programme where it has no phases. A query for each."""
    phases: list[Phase | None] = list(programme.phases.order_by("window")) or [None]
    found: dict[int, tuple[Part, ...]] = {}
    for phase in phases:
        days, of_days = _days_in(phase or programme, quarter)
        if days:
            for unit, targets in targets_of(ids, programme=programme, phase=phase).items():
                found[unit] = (*found.get(unit, ()), *_part(phase, targets, days, of_days))
    return found


def by_days(parts: Sequence[Part]) -> Fraction | None:
    """The target of a quarter that nobody has set; None where there is nothing to put it together from."""
    return sum((part.share for part in parts), Fraction(0)) if parts else None


def whole(target: Fraction) -> int:
    """A target as it is written and read: the least whole number of initiatives that reaches it. Counts are held
    against the exact one."""
    return ceil(target)


@dataclass(frozen=True)
class Contender:
    """One unit in one quarter: how many valid initiatives it gained, and against which target, set (`decided`) or put
    together from `parts`. `wins`: it has the most among those above their own target."""

    unit: Organisation
    count: int
    parts: tuple[Part, ...]
    decided: QuarterTarget | None
    wins: bool = False

    @property
    def target(self) -> Fraction | None:
        """The quarter's target; None where the unit has none, and then it cannot be above it."""
        if self.decided:
            return Fraction(self.decided.value)
        return by_days(self.parts)

    @property
    def is_above(self) -> bool:
        """Is the count higher than the target? Reaching it is not enough."""
        return self.target is not None and self.count > self.target


def contenders(
    units: Sequence[Organisation],
    *,
    programme: Programme,
    quarter: Quarter,
    as_of: date,
    view: View = View.AS_THEN,
    up_to: int | None = None,
) -> list[Contender]:
    """The units of one cluster by the rule, most initiatives first; equal counts all win. The counts are those of the
    quarter's days up to `as_of`. Three queries and one for each phase, whatever the number of units."""
    ids = [unit.pk for unit in units]
    asked: dict[str, Any] = {"first": quarter.first_day, "last": min(quarter.last_day, as_of), "view": view}
    counts = gained_between(units, programme=programme, **asked, up_to=up_to)
    decided = quarter_targets(ids, programme=programme, year=quarter.year, number=quarter.number)
    parts = parts_of(ids, programme, quarter)
    return _judged([Contender(unit, counts[unit.pk], parts.get(unit.pk, ()), decided.get(unit.pk)) for unit in units])


@dataclass(frozen=True)
class QuarterGroup:
    """The rule of the quarter in one cluster, or among all that hang below one union (`cluster` None)."""

    cluster: Cluster | None
    lines: list[Contender]


def quarter_table(
    unit: Organisation,
    *,
    programme: Programme,
    quarter: Quarter,
    as_of: date,
    grouping: Grouping,
    view: View = View.AS_THEN,
    up_to: int | None = None,
) -> list[QuarterGroup]:
    """The quarter in each of the union's clusters, or among the units below it: the cost of `contenders` for each."""
    day = min(quarter.last_day, as_of)
    found = clusters_of(unit, on=day) if grouping == Grouping.CLUSTERS else []
    groups: list[tuple[Cluster | None, list[Organisation]]] = [(one.cluster, one.members) for one in found]
    if grouping == Grouping.CHILDREN:
        groups = [(None, all_children(unit, day))]
    asked: dict[str, Any] = {"programme": programme, "quarter": quarter, "as_of": as_of, "view": view, "up_to": up_to}
    return [QuarterGroup(cluster, contenders(units, **asked)) for cluster, units in groups]


def _judged(found: Sequence[Contender]) -> list[Contender]:
    most = max((one.count for one in found if one.is_above), default=None)
    judged = [replace(one, wins=one.is_above and one.count == most) for one in found]
    return sorted(judged, key=lambda one: (not one.wins, -one.count, one.unit.code))


def _part(phase: Phase | None, targets: Targets, days: int, of_days: int) -> list[Part]:
    target = goal(targets)
    return [] if target is None else [Part(phase, target, days, of_days)]


def _days_in(whole: Phase | Programme, quarter: Quarter) -> tuple[int, int]:
    """How many of its days lie in the quarter, and how many it has; none while nobody has set an end."""
    first = whole.first_day if isinstance(whole, Phase) else whole.opens.lower
    last = whole.last_day
    if last is None:
        return 0, 0
    shared = (min(last, quarter.last_day) - max(first, quarter.first_day)).days + 1
    return max(shared, 0), (last - first).days + 1
