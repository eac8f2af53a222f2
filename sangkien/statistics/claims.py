"""By what a number is divided among unions: their members, their employees, or what they reached before."""

from collections.abc import Sequence
from datetime import date

from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import employees_of_many, members_of_many
from sangkien.statistics.attainment import attained
from sangkien.statistics.figures import figures_of
from sangkien.targets.allocating import Claim
from sangkien.targets.models import Method
from sangkien.targets.plan import Terms, Which


def claims(units: Sequence[Organisation], terms: Terms, *, source: Which | None, on: date) -> list[Claim]:
    """What each union claims by the method: a few queries for any number of them.

    Members and employees are those of the day; a union of which none are known has no weight, which is not the same as
    a weight of nothing. `source`: of which numbers the last result is.
    """
    weights = _weights(units, terms.method, source, on)
    return [Claim(unit.code, weights.get(unit.pk), terms.floor) for unit in units]


def _weights(units: Sequence[Organisation], method: Method, source: Which | None, on: date) -> dict[int, int | None]:
    ids = [unit.pk for unit in units]
    if method in (Method.MEMBERS, Method.OF_MEMBERS):
        return _known(members_of_many(ids, on))
    if method == Method.OF_EMPLOYEES:
        return _known(employees_of_many(ids, on))
    if method == Method.RESULT and source:
        return _reached(units, source, on)
    return dict.fromkeys(ids, 1 if method == Method.EQUALLY else None)


def _known(counts: dict[int, int]) -> dict[int, int | None]:
    return {unit: count or None for unit, count in counts.items()}


def _reached(units: Sequence[Organisation], source: Which, on: date) -> dict[int, int | None]:
    """Within the tree of the day: what a union that merged had reached counts with its heir."""
    found = figures_of(units, programme=source.programme, phase=source.phase, as_of=on, view=View.RESTATED)
    return {figures.unit.pk: attained(figures, source.indicator) for figures in found}
