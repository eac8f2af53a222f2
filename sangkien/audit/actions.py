"""Writing the log."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from sangkien.audit.models import Record


def record(
    *,
    verb: str,
    target: Model,
    by: Model | None,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    unit: Model | None = None,
) -> None:
    """Add one row in the caller's transaction: if it cannot be written, nothing is changed.

    `by` is None only for commands that run without a person; `unit` is the union on whose behalf.
    """
    Record.objects.create(
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        by_id=by.pk if by else None,
        unit_id=unit.pk if unit else None,
        at=at,
        before=before or {},
        after=after or {},
    )
