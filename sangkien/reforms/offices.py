"""What becomes of the people in charge of unions that end."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Appointment, Person, Role
from sangkien.audit.actions import record
from sangkien.organisations.models import Organisation


def end_offices(units: Collection[int], *, since: date, by: Person | None, at: datetime) -> int:
    """Let every appointment in these unions (keys) end on the eve of `since`; one that would only begin later never
    does. Returns how many. No office outlives its union in any case (`AppointmentQuerySet.on`): this is the record."""
    held = list(_held(units, since))
    for appointment in held:
        record(
            verb="person.end_office",
            target=appointment,
            by=by,
            at=at,
            unit=appointment.organisation,
            before={"until": str(appointment.valid.upper)},
            after={"until": str(since)},
        )
        _cut(appointment, since)
    return len(held)


def hand_over(units: Collection[int], heir: Organisation, *, since: date, by: Person | None, at: datetime) -> int:
    """Let everybody who holds an office in these unions hold the same one in `heir` from `since` on, unless they do
    already. Returns how many moved."""
    held = list(_held(units, since))
    there = {(one.person_id, one.role) for one in _held([heir.pk], since)}
    moving = {(one.person_id, one.role): one for one in held if (one.person_id, one.role) not in there}
    for one in moving.values():
        appoint(
            one.person,
            role=Role(one.role),
            organisation=heir,
            since=max(since, one.valid.lower),
            until=one.valid.upper,
            by=by,
            at=at,
        )
    return len(moving)


def _held(units: Collection[int], since: date) -> "list[Appointment]":
    rows = Appointment.objects.filter(organisation__in=units, valid__overlap=DateRange(since, None))
    return list(rows.select_related("person", "organisation").order_by("pk"))


def _cut(appointment: Appointment, since: date) -> None:
    if appointment.valid.lower >= since:
        appointment.delete()
        return
    appointment.valid = DateRange(appointment.valid.lower, since)
    appointment.save(update_fields=["valid"])
