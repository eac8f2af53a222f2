"""Writing the log."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from sangkien.audit.models import Record
from sangkien.base.statements import insert

AT_ONCE = 5_000


@dataclass(frozen=True)
class Line:
    """What happened to one thing, among many that a single verb changed. `unit` is the union on whose behalf."""

    target: Model
    unit: Model | None = None
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


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
    insert(_row(Line(target, unit, before or {}, after or {}), verb=verb, by=by, at=at))


def record_many(lines: Iterable[Line], *, verb: str, by: Model | None, at: datetime) -> None:
    """Add a row for each line in the caller's transaction, thousands at a time; otherwise as `record`."""
    rows = [_row(line, verb=verb, by=by, at=at) for line in lines]
    Record.objects.bulk_create(rows, batch_size=AT_ONCE)


def _row(line: Line, *, verb: str, by: Model | None, at: datetime) -> Record:
    return Record(
        verb=verb,
        target_type=line.target._meta.label_lower,
        target_id=str(line.target.pk),
        by_id=by.pk if by else None,
        unit_id=line.unit.pk if line.unit else None,
        at=at,
        before=line.before,
        after=line.after,
    )
