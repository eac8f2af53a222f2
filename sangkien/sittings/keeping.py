"""Keeping councils: set up by a decision, people seated and their seats ended, dissolved."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import format_day
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.organisations.models import Organisation
from sangkien.sittings import rules
from sangkien.sittings.models import Council, Office, Purpose, Seat


@transaction.atomic
def set_up(
    unit: Organisation, *, purpose: Purpose, decision: str, since: date, by: Actor | None, at: datetime
) -> Council:
    """The union has a council from that day on. `by` None: a command. Raises NotAllowed, NotPossible."""
    if by is not None:
        by.must(rules.SET_UP, unit)
    hold(f"council {unit.pk} {purpose}")
    decision = one_line(decision)
    if problems := rules.missing_to_set_up(unit, purpose, decision, since=since):
        raise NotPossible(problems)
    council = Council.objects.create(unit=unit, purpose=purpose, decision=decision, valid=DateRange(since, None))
    _log("council.set_up", council, by=by, at=at, decision=decision, since=format_day(since))
    return council


@transaction.atomic
def seat(council: Council, person: Person, *, office: Office, since: date, by: Actor | None, at: datetime) -> Seat:
    """The person is a member from that day on. Raises NotAllowed, NotPossible."""
    council = _locked(council, by)
    if problems := rules.missing_to_seat(council, person, office, since=since):
        raise NotPossible(problems)
    valid = DateRange(since, council.valid.upper)
    row = Seat.objects.create(council=council, person=person, office=office, valid=valid)
    _log("council.seat", council, by=by, at=at, person=person.pk, office=office, since=format_day(since))
    return row


@transaction.atomic
def unseat(row: Seat, *, on: date, by: Actor | None, at: datetime) -> None:
    """From that day on the person is no member any more. Raises NotAllowed, NotPossible."""
    council = _locked(row.council, by)
    if problems := rules.missing_to_end(row, on=on):
        raise NotPossible(problems)
    _cut(row, on)
    _log("council.unseat", council, by=by, at=at, person=row.person_id, on=format_day(on))


@transaction.atomic
def dissolve(council: Council, *, on: date, by: Actor | None, at: datetime) -> None:
    """From that day on there is no such council, and nobody has a seat in it. Raises NotAllowed, NotPossible."""
    council = _locked(council, by)
    if problems := rules.missing_to_end(council, on=on):
        raise NotPossible(problems)
    for row in council.seats.all():
        if row.valid.upper is None or row.valid.upper > on:
            _cut(row, on)
    _cut(council, on)
    _log("council.dissolve", council, by=by, at=at, on=format_day(on))


def _locked(council: Council, by: Actor | None) -> Council:
    locked = Council.objects.select_for_update(of=("self",)).select_related("unit").get(pk=council.pk)
    if by is not None:
        by.must(rules.KEEP, locked)
    return locked


def _cut(row: Council | Seat, on: date) -> None:
    """The row ends before the day; one that had begun only then never was."""
    if row.valid.lower >= on:
        row.delete()
        return
    row.valid = DateRange(row.valid.lower, on)
    row.save(update_fields=["valid"])


def _log(verb: str, council: Council, *, by: Actor | None, at: datetime, **after: object) -> None:
    person, office = (by.person, by.unit) if by else (None, None)
    record(verb=verb, target=council, by=person, at=at, unit=office, after={"unit": council.unit.code, **after})
