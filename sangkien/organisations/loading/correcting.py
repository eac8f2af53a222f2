"""Correcting a union that stands already: what a row says replaces what was wrong, in the row in force last."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.organisations.loading.founding import workplace_of
from sangkien.organisations.loading.register import Standing
from sangkien.organisations.loading.rows import UnitRow, WorkplaceCells
from sangkien.organisations.models import (
    Classification,
    ExternalCode,
    MemberCount,
    Organisation,
    UnitName,
    Workplace,
)

Facts = dict[str, Any]


def correct(unit: Standing, row: UnitRow, units: Mapping[str, Organisation], *, by: Model | None, at: datetime) -> bool:
    """Make the union what the row says. Did that change anything? Then it is in the log, with what was before."""
    before, after = _as_known(unit, row), _as_said(unit, row)
    if before == after:
        return False
    changed = {name for name in after if before[name] != after[name]}
    if changed & {"parent", "since", "until"}:
        _place(unit, row, units)
    _describe(unit, row)
    _attach(unit, row, on=day_of(at))
    record(
        verb="organisation.correct",
        target=unit.organisation,
        by=by,
        at=at,
        unit=unit.organisation,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed} | {"row": row.row},
    )
    return True


def shakes(row: UnitRow, unit: Standing) -> bool:
    """Would the row change what the unions under this one rest on: its kind, its first day, its last?"""
    before, after = _as_known(unit, row), _as_said(unit, row)
    return any(before[name] != after[name] for name in ("kind", "since", "until"))


def _as_known(unit: Standing, row: UnitRow) -> Facts:
    count = unit.counts.get(row.counted_on) if row.counted_on else None
    return {
        "parent": unit.parent,
        "since": str(unit.placements[0].valid.lower),
        "until": str(unit.placements[-1].valid.upper),
        "name": unit.names[-1].name,
        "short_name": unit.names[-1].short_name,
        "kind": unit.kinds[-1].kind_id,
        "external_codes": {system: other.code for system, other in unit.external_codes.items()},
        "workplace": _workplace_facts(unit.workplace),
        "count": [count.members, count.employees] if count else None,
    }


def _as_said(unit: Standing, row: UnitRow) -> Facts:
    """The same facts with everything in its place that the row says; what it is silent about is as known."""
    known = _as_known(unit, row)
    return known | {
        "parent": row.parent or known["parent"],
        "since": str(row.since or known["since"]),
        "until": str(row.until or known["until"]),
        "name": row.name,
        "short_name": _short_name(unit, row),
        "kind": row.kind,
        "external_codes": known["external_codes"] | dict(row.external_codes),
        "workplace": _workplace_facts(row.workplace or unit.workplace),
        "count": known["count"] if row.members is None else [row.members, row.employees],
    }


def _short_name(unit: Standing, row: UnitRow) -> str:
    now = unit.names[-1]
    unnamed = now.short_name == now.name
    return row.short_name or (row.name if unnamed else now.short_name)


def _workplace_facts(workplace: Workplace | WorkplaceCells | None) -> Facts | None:
    if workplace is None:
        return None
    names = ("name", "tax_code", "ownership", "sector", "commune_code")
    return {name: str(getattr(workplace, name)) for name in names}


def _place(unit: Standing, row: UnitRow, units: Mapping[str, Organisation]) -> None:
    """First day, last day and parent; not more often than needed, since it draws all lines below again."""
    last = unit.placements[-1]
    if row.parent:
        last.parent = units[row.parent]
    if row.until:
        last.valid = DateRange(last.valid.lower, row.until)
    if row.since:
        for first in (unit.placements[0], unit.names[0], unit.kinds[0]):
            first.valid = DateRange(row.since, first.valid.upper)
    for placement in {unit.placements[0].pk: unit.placements[0], last.pk: last}.values():
        placement.save()


def _describe(unit: Standing, row: UnitRow) -> None:
    name, kind = unit.names[-1], unit.kinds[-1]
    name.call(row.name, _short_name(unit, row))
    kind.kind_id = row.kind
    _save_all({*unit.names[:1], name, *unit.kinds[:1], kind})


def _save_all(rows: set[UnitName | Classification]) -> None:
    for row in rows:
        row.save()


def _attach(unit: Standing, row: UnitRow, *, on: date) -> None:
    organisation = unit.organisation
    for system, code in row.external_codes.items():
        ExternalCode.objects.update_or_create(organisation=organisation, system=system, defaults={"code": code})
    if row.workplace:
        workplace_of(row.workplace, unit.workplace or Workplace(organisation=organisation), on=on).save()
    if row.members is not None and row.counted_on is not None:
        numbers = {"members": row.members, "employees": row.employees}
        MemberCount.objects.update_or_create(organisation=organisation, counted_on=row.counted_on, defaults=numbers)
