"""The targets of a made nation: what was published, and for everybody else numbers that do not follow the results.

Percent of target is log-normal with a median of 190 and a sigma of 0.6 (fitted to seven published ones), scaled so that
the central unions have exactly what the country was assigned; one unit in twenty has no target. Four in ten registered
a little more than they were assigned, a quarter set themselves still more (assumed). Direct superiors have shares of
what their federation is assigned, which sum to it exactly.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import log
from random import Random

from django.db import connection

from sangkien.audit.actions import Line, record_many
from sangkien.ops.demo.load import BEGINS
from sangkien.ops.national.published import FIRST, ROOT, SECOND, of, scaled, shared
from sangkien.ops.national.site import Asked
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.targets.models import Target, TargetKind

WITHOUT, REGISTERED, SELF_RAISED = 0.05, 0.4, 0.25
MEDIAN, SIGMA = 1.9, 0.6
IN_THE_FIRST = 0.3  # of what was assigned for the whole: 300.000 of the country's million


@dataclass(frozen=True)
class _Goal:
    unit: str
    phase: str
    kind: TargetKind
    value: int


def set_goals(programme: Programme, asked: Asked) -> None:
    """The targets of the country, of its central unions, and of those that decide below them."""
    goals = list(_goals(asked))
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in={goal.unit for goal in goals})}
    phases = {phase.code: phase for phase in programme.phases.all()}
    targets = Target.objects.bulk_create(
        Target(
            organisation=units[goal.unit],
            programme=programme,
            phase=phases[goal.phase],
            kind=goal.kind,
            value=goal.value,
            set_at=BEGINS + timedelta(days=8),
        )
        for goal in goals
    )
    lines = [Line(target, target.organisation, after={"value": target.value}) for target in targets]
    record_many(lines, verb="target.set", by=None, at=BEGINS + timedelta(days=8))


def _goals(asked: Asked) -> Iterator[_Goal]:
    weights, whole = _unions_below(), scaled(of(ROOT).assigned or 0, asked.items)
    first = scaled(of(ROOT, FIRST).assigned or 0, asked.items)
    for phase, of_phase in ((FIRST, first), (SECOND, whole - first)):
        yield _Goal(ROOT, phase, TargetKind.ASSIGNED, of_phase)
        for unit, assigned in _assigned(phase, of_phase, asked).items():
            yield from _three(unit, phase, assigned, asked)
            below = weights[unit]
            for one, part in zip(below, shared(assigned, [*below.values()]), strict=True):
                yield _Goal(one, phase, TargetKind.ASSIGNED, part)


def _assigned(phase: str, whole: int, asked: Asked) -> dict[str, int]:
    """What was published; the others with a target have the rest of the whole, each as its result over a percentage."""
    valid = _valid(phase)
    said = {unit: _of_phase(of(unit, phase).assigned, of(unit).assigned, phase) for unit in valid}
    known = {unit: scaled(number, asked.items) for unit, number in said.items() if number is not None}
    others, weights = [], []
    for unit in sorted(valid.keys() - known.keys()):
        rng = Random(f"{asked.seed}/assigned/{unit}/{phase}")
        if rng.random() >= WITHOUT:
            others.append(unit)
            weights.append(valid[unit] / rng.lognormvariate(log(MEDIAN), SIGMA))
    parts = shared(max(0, whole - sum(known.values())), weights)
    return {unit: part for unit, part in {**known, **dict(zip(others, parts, strict=True))}.items() if part}


def _three(unit: str, phase: str, assigned: int, asked: Asked) -> Iterator[_Goal]:
    rng = Random(f"{asked.seed}/goals/{unit}/{phase}")
    yield _Goal(unit, phase, TargetKind.ASSIGNED, assigned)
    registered, raised = rng.uniform(1, 1.3), rng.uniform(1.2, 2.2)
    if rng.random() < REGISTERED:
        yield _Goal(unit, phase, TargetKind.REGISTERED, round(assigned * registered))
    known = _of_phase(of(unit, phase).self_raised, of(unit).self_raised, phase)
    if known is not None or rng.random() < SELF_RAISED:
        value = round(assigned * raised) if known is None else scaled(known, asked.items)
        yield _Goal(unit, phase, TargetKind.SELF_RAISED, value)


def _of_phase(said: int | None, whole: int | None, phase: str) -> int | None:
    """What was printed of the phase, else its part of what was printed of the whole."""
    if said is not None or whole is None:
        return said
    first = round(whole * IN_THE_FIRST)
    return first if phase == FIRST else whole - first


def _valid(phase: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT central, valid FROM nation.result WHERE phase = %s", [phase])
        return dict(cursor.fetchall())


def _unions_below() -> dict[str, dict[str, float]]:
    """Of each central union the direct superiors below it, by how many grassroots unions they have."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.central, o.code, count(*) FROM nation.unit u JOIN organisations_organisation o"
            " ON o.id = u.superior_id WHERE u.superior_id <> u.central_id GROUP BY 1, 2 ORDER BY 1, 2"
        )
        for central, superior, unions in cursor.fetchall():
            found[central][superior] = float(unions)
    return found
