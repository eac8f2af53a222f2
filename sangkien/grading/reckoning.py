"""From figures and given points to a total, exactly: whole hundredths of a point, fractions in between.

Nothing here reads the database or knows who asks; the same input gives the same sheet on any machine.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from sangkien.grading.facts import Facts
from sangkien.grading.spec import CriteriaSpec, Group, Kind, Line
from sangkien.grading.states import Stage


@dataclass(frozen=True)
class Given:
    """Points that somebody gave a line, in hundredths, at a stage."""

    points: int
    stage: Stage


@dataclass(frozen=True)
class Reckoned:
    """One line of a sheet. `points` count; None: nobody has given any yet. `auto` is what the formula gives, `value`
    the exact figure that it was reckoned from; `given` by hand instead, of an automatic line after an appeal only."""

    line: Line
    points: int | None
    auto: int | None = None
    value: Fraction | None = None
    done: int = 0
    of: int = 0
    given: Given | None = None

    @property
    def is_full(self) -> bool:
        """Has it all its points?"""
        return self.points == self.line.points


@dataclass(frozen=True)
class GroupSum:
    """A group: what its criteria make together (`whole`), and what counts of it under the ceiling (`points`)."""

    group: Group
    lines: list[Reckoned]
    whole: int
    points: int

    @property
    def is_cut(self) -> bool:
        """Does the ceiling take something off?"""
        return self.points < self.whole


@dataclass(frozen=True)
class Total:
    """A sheet added up: groups, what of the bonuses counts, what is taken off, and the total under its ceiling."""

    groups: list[GroupSum]
    criteria: int
    bonus_whole: int
    bonus: int
    deducted: int
    points: int
    facts: Facts

    @property
    def lines(self) -> dict[str, Reckoned]:
        """Every line by its code."""
        return {one.line.code: one for group in self.groups for one in group.lines}


def total(spec: CriteriaSpec, facts: Facts, given: Mapping[str, Given]) -> Total:
    """A unit's sheet. A line without points adds nothing.

    Rule: groups under their ceilings, bonuses under theirs, less deductions, never below nought nor above the ceiling
    of all."""
    groups = [_group(group, facts, given) for group in spec.groups]
    of_all = [one for group in groups for one in group.lines]
    criteria = sum(group.points for group in groups)
    bonus = _sum(of_all, Kind.BONUS)
    deducted = _sum(of_all, Kind.DEDUCTION)
    counted = min(bonus, spec.bonus_ceiling)
    points = max(0, min(spec.total_ceiling, criteria + counted - deducted))
    return Total(groups, criteria, bonus, counted, deducted, points, facts)


def automatic(line: Line, facts: Facts) -> int:
    """The points of an automatic line: its share of the way from `above` to `full_at`, half a hundredth up.

    Rule: full marks when the target is reached, pro rata below (letter of the 40-day campaign, item 2: the
    target is part of the grading)."""
    assert line.auto is not None
    value = facts.value(line.auto.indicator)
    if value is None:
        return line.auto.without
    return floor(line.points * _way(line, value) + Fraction(1, 2))


def _way(line: Line, value: Fraction) -> Fraction:
    assert line.auto is not None
    above, full_at = Fraction(line.auto.above, 100), Fraction(line.auto.full_at, 100)
    return max(Fraction(0), min(Fraction(1), (value - above) / (full_at - above)))


def _group(group: Group, facts: Facts, given: Mapping[str, Given]) -> GroupSum:
    lines = [_line(line, facts, given.get(line.code)) for line in group.lines]
    whole = _sum(lines, Kind.CRITERION)
    return GroupSum(group, lines, whole, min(whole, group.most))


def _line(line: Line, facts: Facts, given: Given | None) -> Reckoned:
    if line.auto is None:
        return Reckoned(line, given.points if given else None, given=given)
    auto, (done, of) = automatic(line, facts), facts.parts(line.auto.indicator)
    points = given.points if given else auto
    return Reckoned(line, points, auto, facts.value(line.auto.indicator), done, of, given)


def _sum(lines: list[Reckoned], kind: Kind) -> int:
    return sum(one.points or 0 for one in lines if one.line.kind == kind)
