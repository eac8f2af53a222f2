"""Loading a whole programme file: the programme itself and the targets it names."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import ProgrammeSpec, read
from sangkien.targets.loading import set_targets

__all__ = ["load_programme", "read"]


@transaction.atomic
def load_programme(spec: ProgrammeSpec, *, by: Person | None, at: datetime, reason: str = "") -> Programme:
    """Configure the programme and set its targets, all or nothing."""
    programme = configure(spec, by=by, at=at, reason=reason)
    set_targets(programme, spec.targets, by=by, at=at)
    return programme
