"""Loading a whole programme file: the programme itself and the targets it names."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.organisations.models import Organisation
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec, TargetSpec, read
from sangkien.targets.actions import set_target
from sangkien.targets.models import Indicator, TargetKind

__all__ = ["load_programme", "read"]


@transaction.atomic
def load_programme(spec: ProgrammeSpec, *, by: Person | None, at: datetime) -> Programme:
    """Configure the programme and set its targets, all or nothing."""
    programme = configure(spec, by=by, at=at)
    for target in spec.targets:
        _set_targets(programme, target, by=by, at=at)
    return programme


def _set_targets(programme: Programme, spec: TargetSpec, *, by: Person | None, at: datetime) -> None:
    unit = Organisation.objects.get(code=spec.unit)
    phase = programme.phases.get(code=spec.phase) if spec.phase else None
    numbers = {
        TargetKind.ASSIGNED: spec.assigned,
        TargetKind.REGISTERED: spec.registered,
        TargetKind.SELF_RAISED: spec.self_raised,
    }
    for kind, value in numbers.items():
        if value is not None:
            key: dict[str, Any] = {"programme": programme, "phase": phase, "indicator": Indicator(spec.indicator)}
            set_target(unit, kind=kind, value=value, by=by, at=at, **key)
