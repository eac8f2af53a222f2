"""Verbs of the tree. Each is one transaction that waits for whoever else is changing the tree.

Rooms above ask for the permission, since this room knows no people: `by` is the person for the log, or None
for a command.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, QuerySet

from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line
from sangkien.organisations import rules
from sangkien.organisations.dated import Row
from sangkien.organisations.models import (
    Classification,
    ExternalCode,
    MemberCount,
    Organisation,
    Placement,
    UnitKind,
    UnitName,
    Workplace,
)


@transaction.atomic
def create_organisation(
    *,
    code: str,
    kind: UnitKind,
    name: str,
    parent: Organisation | None,
    since: date,
    by: Model | None,
    at: datetime,
    short_name: str = "",
    until: date | None = None,
    external_codes: Mapping[str, str] | None = None,
) -> Organisation:
    """Found a union that exists from `since` up to but not including `until`.

    `external_codes` maps the name of another system to the code it uses there.
    Raises NotPossible with everything that stands against it.
    """
    lock_tree()
    name, short_name, given = one_line(name), one_line(short_name), external_codes or {}
    problems = rules.wrong_code(code) + rules.wrong_name(name) + rules.wrong_external_codes(given)
    problems += rules.wrong_period(since, until) or rules.wrong_parent(kind, parent, DateRange(since, until))
    _refuse(problems)

    unit = Organisation.objects.create(code=code)
    # A name and a kind stay true of a union that ended, so they have no end of their own.
    _name(unit, name, short_name, DateRange(since, None))
    Classification.objects.create(organisation=unit, kind=kind, valid=DateRange(since, None))
    Placement.objects.create(organisation=unit, parent=parent, valid=DateRange(since, until))
    ExternalCode.objects.bulk_create(
        ExternalCode(organisation=unit, system=system, code=other) for system, other in given.items()
    )
    after = {"code": code, "kind": kind.code, "name": name, "parent": _code(parent), "since": str(since)}
    record(verb="organisation.create", target=unit, by=by, at=at, after=after)
    return unit


@transaction.atomic
def place(
    organisation: Organisation, *, parent: Organisation | None, since: date, by: Model | None, at: datetime
) -> Placement:
    """Hang the union under `parent` from `since` on, until the end of the placement it has that day.

    Raises NotPossible: it does not exist that day, hangs there already, would come below itself, or the
    parent does not exist on all these days or is of a kind it may not hang under.
    """
    lock_tree()
    now = _in_force(organisation.placements.on(since))
    during = DateRange(since, now.valid.upper)
    if now.parent == parent:
        raise NotPossible([rules.no_change()])
    _refuse(rules.wrong_move(organisation, parent, during))

    _end(now, since)
    moved = Placement.objects.create(organisation=organisation, parent=parent, valid=during)
    _changed("place", organisation, since, by, at, {"parent": _code(now.parent)}, {"parent": _code(parent)})
    return moved


@transaction.atomic
def rename(
    organisation: Organisation,
    *,
    name: str,
    since: date,
    by: Model | None,
    at: datetime,
    short_name: str = "",
) -> UnitName:
    """Call the union by another name from `since` on; letters of earlier days keep the old one.

    Raises NotPossible: no name, it does not exist that day, or it is called so already.
    """
    lock_tree()
    name, short_name = one_line(name), one_line(short_name)
    _refuse(rules.wrong_name(name) or _not_existing(organisation, since))
    now = _in_force(organisation.names.on(since))
    if (now.name, now.short_name) == (name, short_name or name):
        raise NotPossible([rules.no_change()])

    during = DateRange(since, now.valid.upper)
    _end(now, since)
    named = _name(organisation, name, short_name, during)
    _changed("rename", organisation, since, by, at, {"name": now.name}, {"name": name})
    return named


@transaction.atomic
def classify(
    organisation: Organisation, *, kind: UnitKind, since: date, by: Model | None, at: datetime
) -> Classification:
    """Make the union one of another kind from `since` on.

    Raises NotPossible: it does not exist that day, is of that kind already, or does not fit its parent or the
    unions under it.
    """
    lock_tree()
    _refuse(_not_existing(organisation, since))
    now = _in_force(organisation.classifications.on(since))
    during = DateRange(since, now.valid.upper)
    if now.kind == kind:
        raise NotPossible([rules.no_change()])
    _refuse(rules.wrong_kind(organisation, kind, during))

    _end(now, since)
    classified = Classification.objects.create(organisation=organisation, kind=kind, valid=during)
    _changed("classify", organisation, since, by, at, {"kind": now.kind_id}, {"kind": kind.code})
    return classified


@transaction.atomic
def report_members(
    organisation: Organisation,
    *,
    counted_on: date,
    members: int,
    by: Model | None,
    at: datetime,
    employees: int | None = None,
) -> MemberCount:
    """Write down how many members (and employees) the union had that day; a second report corrects the first.

    Raises NotPossible: negative numbers, or a day on which the union did not exist.
    """
    _refuse(rules.wrong_count(organisation, counted_on, members, employees))

    numbers = {"members": members, "employees": employees}
    count, created = MemberCount.objects.update_or_create(
        organisation=organisation, counted_on=counted_on, defaults=numbers
    )
    _changed("report_members", organisation, counted_on, by, at, {}, numbers | {"correction": not created})
    return count


@transaction.atomic
def add_workplace(
    organisation: Organisation,
    *,
    name: str,
    ownership: str,
    by: Model | None,
    at: datetime,
    tax_code: str = "",
    sector: str = "",
    commune_code: str = "",
    commune_on: date | None = None,
) -> Workplace:
    """Write down an enterprise or body whose workers this union gathers.

    `commune_on` is the day whose map `commune_code` is of; unless given, the day it is written down.
    Rule: one union may gather several (Trade Union Act 50/2024/QH15, article 4(2)).
    Raises NotPossible: no name, wrong tax code, unknown type, wrong commune code.
    """
    name = one_line(name)
    facts = {"tax_code": tax_code, "ownership": ownership, "commune_code": commune_code}
    _refuse(rules.wrong_workplace(name=name, **facts))

    workplace = Workplace(organisation=organisation, sector=one_line(sector), **facts)
    workplace.tax_code = rules.compact_tax_code(tax_code) or ""
    workplace.commune_on = (commune_on or day_of(at)) if commune_code else None
    workplace.call(name)
    workplace.save()
    after = {"name": name, **facts}
    record(verb="organisation.add_workplace", target=workplace, by=by, at=at, unit=organisation, after=after)
    return workplace


def lock_tree() -> None:
    """Wait for every other transaction that changes the tree, and make later ones wait for this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisations_lock_tree()")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise NotPossible(problems)


def _not_existing(organisation: Organisation, on: date) -> list[Problem]:
    exists = organisation.placements.filter(valid__contains=on).exists()
    return [] if exists else [rules.not_in_force()]


def _in_force(rows: QuerySet[Row]) -> Row:
    """The one row of that day; NotPossible when there is none."""
    row = rows.first()
    if row is None:
        raise NotPossible([rules.not_in_force()])
    return row


def _end(row: Placement | UnitName | Classification, since: date) -> None:
    """Let `row` hold until `since`; one that would hold on no day at all goes."""
    if row.valid.lower == since:
        row.delete()
        return
    row.valid = DateRange(row.valid.lower, since)
    row.save(update_fields=["valid"])


def _name(unit: Organisation, name: str, short_name: str, valid: DateRange) -> UnitName:
    row = UnitName(organisation=unit, valid=valid)
    row.call(name, short_name)
    row.save()
    return row


def _code(parent: Organisation | None) -> str | None:
    return parent.code if parent else None


def _changed(
    verb: str,
    unit: Organisation,
    since: date,
    by: Model | None,
    at: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    after = after | {"since": str(since)}
    record(verb=f"organisation.{verb}", target=unit, by=by, at=at, unit=unit, before=before, after=after)
