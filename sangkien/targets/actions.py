"""Setting targets."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.audit.actions import record
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.targets.models import Target, TargetKind


@transaction.atomic
def set_target(
    organisation: Organisation,
    *,
    programme: Programme,
    phase: Phase | None,
    kind: TargetKind,
    value: int,
    by: Person | None,
    at: datetime,
) -> Target:
    """Set one of the three numbers; the earlier value stays in the log. `value` counts valid initiatives."""
    key: dict[str, Any] = {"organisation": organisation, "programme": programme, "phase": phase, "kind": kind}
    earlier = Target.objects.select_for_update().filter(**key).first()
    if earlier and earlier.value == value:
        return earlier
    target, _ = Target.objects.update_or_create(**key, defaults={"value": value, "set_at": at})
    before = {"value": earlier.value} if earlier else {}
    record(verb="target.set", target=target, by=by, at=at, unit=organisation, before=before, after={"value": value})
    return target
