"""Questions about targets."""

from collections.abc import Iterable
from dataclasses import dataclass

from sangkien.programmes.models import Phase, Programme
from sangkien.targets.models import Target, TargetKind


@dataclass(frozen=True)
class Targets:
    """The three numbers of one unit; None where nobody set one."""

    assigned: int | None = None
    registered: int | None = None
    self_raised: int | None = None


def targets_of(organisation_ids: Iterable[int], *, programme: Programme, phase: Phase | None) -> dict[int, Targets]:
    """The targets of many units in one query; a unit without any is left out.

    Without a phase: of the whole programme, or where none was set for the whole, the sum over its phases.
    """
    rows = Target.objects.filter(organisation__in=list(organisation_ids), programme=programme)
    if phase:
        rows = rows.filter(phase=phase)
    found: dict[int, dict[str, int]] = {}
    whole = {(row.organisation_id, row.kind) for row in rows if row.phase_id is None}
    for row in rows:
        if row.phase_id is None or (row.organisation_id, row.kind) not in whole:
            numbers = found.setdefault(row.organisation_id, {})
            numbers[row.kind] = numbers.get(row.kind, 0) + row.value
    return {unit: _targets(numbers) for unit, numbers in found.items()}


def _targets(numbers: dict[str, int]) -> Targets:
    return Targets(
        assigned=numbers.get(TargetKind.ASSIGNED),
        registered=numbers.get(TargetKind.REGISTERED),
        self_raised=numbers.get(TargetKind.SELF_RAISED),
    )
