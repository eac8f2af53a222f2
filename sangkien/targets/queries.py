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


def targets_of(
    organisation_ids: Iterable[int], *, programme: Programme, phase: Phase | None
) -> dict[int, Targets]:
    """The targets of many units in one query; a unit without any is left out.

    Without a phase: of the whole programme, or where none was set for the whole, the sum over its phases.
    """
    rows = Target.objects.filter(organisation__in=list(organisation_ids), programme=programme)
    if phase:
        rows = rows.filter(phase=phase)
    found: dict[int, dict[str, int]] = {}
    whole: set[tuple[int, str]] = set()
    for unit, kind, of_phase, value in rows.values_list("organisation", "kind", "phase", "value"):
        numbers = found.setdefault(unit, {})
        if of_phase is None and phase is None:
            numbers[kind] = value
            whole.add((unit, kind))
        elif (unit, kind) not in whole:
            numbers[kind] = numbers.get(kind, 0) + value
    return {unit: _targets(numbers) for unit, numbers in found.items()}


def _targets(numbers: dict[str, int]) -> Targets:
    return Targets(
        assigned=numbers.get(TargetKind.ASSIGNED),
        registered=numbers.get(TargetKind.REGISTERED),
        self_raised=numbers.get(TargetKind.SELF_RAISED),
    )
