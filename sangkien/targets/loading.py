"""The targets that a programme's file names."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.organisations.models import Organisation
from sangkien.programmes import building
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec, TargetSpec
from sangkien.targets.actions import set_target
from sangkien.targets.models import Indicator, TargetKind


@transaction.atomic
def found(spec: ProgrammeSpec, *, rehearsal: bool, by: Actor, at: datetime) -> Programme:
    """Set up a new programme with its targets, all or nothing. Raises as `building.found`."""
    programme = building.found(spec, rehearsal=rehearsal, by=by, at=at)
    set_targets(programme, spec.targets, by=by.somebody, at=at)
    return programme


@transaction.atomic
def change(programme: Programme, spec: ProgrammeSpec, *, reason: str, seen: int, by: Actor, at: datetime) -> Programme:
    """Bring the programme and the targets that the file names to what it says. Raises as `building.change`."""
    programme = building.change(programme, spec, reason=reason, seen=seen, by=by, at=at)
    set_targets(programme, spec.targets, by=by.somebody, at=at)
    return programme


def set_targets(programme: Programme, specs: Iterable[TargetSpec], *, by: Person | None, at: datetime) -> None:
    """Set what the file names, in the caller's transaction."""
    for spec in specs:
        _set(programme, spec, by=by, at=at)


def _set(programme: Programme, spec: TargetSpec, *, by: Person | None, at: datetime) -> None:
    unit = Organisation.objects.get(code=spec.unit)
    phase = programme.phases.get(code=spec.phase) if spec.phase else None
    numbers = {
        TargetKind.ASSIGNED: spec.assigned,
        TargetKind.REGISTERED: spec.registered,
        TargetKind.SELF_RAISED: spec.self_raised,
    }
    key: dict[str, Any] = {"programme": programme, "phase": phase, "indicator": Indicator(spec.indicator)}
    for kind, value in numbers.items():
        if value is not None:
            set_target(unit, kind=kind, value=value, by=by, at=at, **key)
