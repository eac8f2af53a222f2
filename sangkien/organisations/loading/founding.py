"""Writing the unions that are new: many rows at a time, so that a nation loads in minutes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from sangkien.audit.actions import Line, record_many
from sangkien.base.days import day_of
from sangkien.organisations.loading.register import AT_ONCE
from sangkien.organisations.loading.rows import UnitRow, WorkplaceCells
from sangkien.organisations.models import (
    Classification,
    ExternalCode,
    MemberCount,
    Organisation,
    Placement,
    UnitName,
    Workplace,
)

M = TypeVar("M", bound=Model)


def found(
    rows: list[UnitRow], known: Mapping[str, Organisation], *, by: Model | None, at: datetime
) -> dict[str, Organisation]:
    """Make the rows' unions; a parent is another row or already `known`. Parents may come after their children."""
    rows = _parents_first(rows)
    made = Organisation.objects.bulk_create([Organisation(code=row.code) for row in rows], batch_size=AT_ONCE)
    units = {unit.code: unit for unit in made}
    UnitName.objects.bulk_create([_name(row, units[row.code]) for row in rows], batch_size=AT_ONCE)
    Classification.objects.bulk_create([_kind(row, units[row.code]) for row in rows], batch_size=AT_ONCE)
    above = {**known, **units}
    Placement.objects.bulk_create([_placement(row, above) for row in rows], batch_size=AT_ONCE)
    ExternalCode.objects.bulk_create(_all(rows, units, _external_codes), batch_size=AT_ONCE)
    Workplace.objects.bulk_create(_all(rows, units, partial(_workplaces, on=day_of(at))), batch_size=AT_ONCE)
    MemberCount.objects.bulk_create(_all(rows, units, _counts), batch_size=AT_ONCE)
    record_many([_line(row, units[row.code]) for row in rows], verb="organisation.create", by=by, at=at)
    return units


def _parents_first(rows: list[UnitRow]) -> list[UnitRow]:
    """Otherwise the lines of a child would be drawn once without its parent and once more with it."""
    parents = {row.code: row.parent for row in rows}
    depths: dict[str, int] = {}

    def depth(code: str) -> int:
        if code not in depths:
            depths[code] = 1 + depth(parents[code]) if code in parents else 0
        return depths[code]

    return sorted(rows, key=lambda row: depth(row.code))


def workplace_of(cells: WorkplaceCells, workplace: Workplace, *, on: date) -> Workplace:
    """`workplace` with what the row says of it; a new commune code is of the map of the day `on`."""
    if workplace.commune_code != cells.commune_code:
        workplace.commune_on = on if cells.commune_code else None
    workplace.call(cells.name)
    workplace.tax_code, workplace.ownership = cells.tax_code, cells.ownership
    workplace.sector, workplace.commune_code = cells.sector, cells.commune_code
    return workplace


def _all(
    rows: list[UnitRow], units: Mapping[str, Organisation], made: Callable[[UnitRow, Organisation], list[M]]
) -> list[M]:
    return [thing for row in rows for thing in made(row, units[row.code])]


def _name(row: UnitRow, unit: Organisation) -> UnitName:
    name = UnitName(organisation=unit, valid=DateRange(row.since, None))
    name.call(row.name, row.short_name)
    return name


def _kind(row: UnitRow, unit: Organisation) -> Classification:
    return Classification(organisation=unit, kind_id=row.kind, valid=DateRange(row.since, None))


def _placement(row: UnitRow, above: Mapping[str, Organisation]) -> Placement:
    parent = above[row.parent] if row.parent else None
    return Placement(organisation=above[row.code], parent=parent, valid=DateRange(row.since, row.until))


def _workplaces(row: UnitRow, unit: Organisation, *, on: date) -> list[Workplace]:
    return [workplace_of(row.workplace, Workplace(organisation=unit), on=on)] if row.workplace else []


def _counts(row: UnitRow, unit: Organisation) -> list[MemberCount]:
    if row.members is None or row.counted_on is None:
        return []
    numbers = {"members": row.members, "employees": row.employees}
    return [MemberCount(organisation=unit, counted_on=row.counted_on, **numbers)]


def _external_codes(row: UnitRow, unit: Organisation) -> list[ExternalCode]:
    codes = row.external_codes.items()
    return [ExternalCode(organisation=unit, system=system, code=code) for system, code in codes]


def _line(row: UnitRow, unit: Organisation) -> Line:
    after = {"code": row.code, "kind": row.kind, "name": row.name, "parent": row.parent, "since": str(row.since)}
    return Line(unit, unit, after=after | {"row": row.row})
