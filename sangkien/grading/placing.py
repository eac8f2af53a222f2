"""Places and grades: who stands where, by what the same totals were told apart, and which grade the ratio left.

The result does not depend on the order in which units are handed in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Any

from sangkien.grading.facts import Facts
from sangkien.grading.reckoning import Total
from sangkien.grading.spec import HUNDRED, CriteriaSpec, Grade, Indicator, Tie


@dataclass(frozen=True)
class Placed:
    """A unit in the result. `rank`: equal ones share it (1, 1, 3). `told_apart` is the tie-break by which it stands
    behind the one before of the same total; None where the totals differ. `passed_over` are grades that its points
    reach and that it does not have, each with what stood against it: a line that lacks points, or "" for the ratio."""

    unit: str
    total: Total
    rank: int
    grade: Grade
    told_apart: str | None = None
    passed_over: tuple[tuple[Grade, str], ...] = ()


def placed(totals: Iterable[tuple[str, Total]], spec: CriteriaSpec) -> list[Placed]:
    """Every unit (by its code) with its place and grade, best first; the same place by code.

    Rules: more points first, then the tie-breaks in their order; of each grade no more units than its share of all,
    rounded down, and never some of those that share a place. Who finds no room has the next grade that they reach."""
    lines = sorted(((unit, total, _stands(total, spec)) for unit, total in totals), key=lambda one: (one[2], one[0]))
    ranked = _ranked(lines, spec)
    grades, passed = _grades(ranked, spec)
    return [replace(one, grade=grades[one.unit], passed_over=tuple(passed[one.unit])) for one in ranked]


def room(grade: Grade, of: int) -> int:
    """How many of so many units may have the grade."""
    return of if grade.at_most is None else grade.at_most * of // HUNDRED


def _ranked(lines: Sequence[tuple[str, Total, tuple[Any, ...]]], spec: CriteriaSpec) -> list[Placed]:
    found: list[Placed] = []
    for place, (unit, total, stands) in enumerate(lines, start=1):
        before = lines[place - 2][2] if place > 1 else None
        rank = found[-1].rank if before == stands else place
        found.append(Placed(unit, total, rank, spec.grades[-1], _told_apart(before, stands, spec.ties)))
    return found


def _told_apart(before: tuple[Any, ...] | None, stands: tuple[Any, ...], ties: Sequence[str]) -> str | None:
    """The first tie-break in which it is behind the one before, where both have the same points."""
    if before is None or before[0] != stands[0]:
        return None
    pairs = zip(ties, before[1:], stands[1:], strict=True)
    return next((tie for tie, one, other in pairs if one != other), None)


# Lower stands further in front.
_BY: dict[str, Callable[[Facts, Total], Fraction | int]] = {
    Tie.TARGET: lambda facts, _total: -(facts.value(Indicator.TARGET) or Fraction(0)),
    Tie.MEMBERS: lambda facts, _total: -(facts.value(Indicator.MEMBERS) or Fraction(0)),
    Tie.VALIDITY: lambda facts, _total: -(facts.value(Indicator.VALIDITY) or Fraction(0)),
    Tie.VALID: lambda facts, _total: -facts.valid,
    Tie.DEDUCTIONS: lambda _facts, total: total.deducted,
}


def _stands(total: Total, spec: CriteriaSpec) -> tuple[Any, ...]:
    return (-total.points, *(_by(tie, total) for tie in spec.ties))


def _by(tie: str, total: Total) -> Fraction | int:
    known = _BY.get(tie)
    return known(total.facts, total) if known else -(total.lines[tie].points or 0)


# Grades ----------------------------------------------------------------------------------------------------

_Passed = dict[str, list[tuple[Grade, str]]]


def _grades(ranked: Sequence[Placed], spec: CriteriaSpec) -> tuple[dict[str, Grade], _Passed]:
    """By unit; grade by grade from the best, each to the best that are left and reach it."""
    given: dict[str, Grade] = {}
    passed: _Passed = {one.unit: [] for one in ranked}
    for grade in spec.grades:
        reach = [one for one in ranked if one.unit not in given and one.total.points >= grade.since]
        lacking = {one.unit: lacks for one in reach if (lacks := _lacks(one.total, grade)) is not None}
        for unit, line in lacking.items():
            passed[unit].append((grade, line))
        able = [one for one in reach if one.unit not in lacking]
        inside = _inside(able, room(grade, len(ranked)))
        given |= dict.fromkeys(inside, grade)
        for one in able:
            if one.unit not in given:
                passed[one.unit].append((grade, ""))
    return given, passed


def _lacks(total: Total, grade: Grade) -> str | None:
    return next((code for code in grade.needs if not total.lines[code].is_full), None)


def _inside(able: Sequence[Placed], left: int) -> list[str]:
    """As many as there is room for, best first; those of one place all or none, and nobody behind them before."""
    inside: list[str] = []
    for _rank, sharing in groupby(able, key=lambda one: one.rank):
        units = [one.unit for one in sharing]
        if len(inside) + len(units) > left:
            break
        inside += units
    return inside
