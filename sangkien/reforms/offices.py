"""What becomes of the people in charge of unions that end."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection
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
    """Let everybody who holds an office in these unions hold the same one in `heir` from `since` on, for as long as
    they would have held it there, where they do not already. Returns how many appointments that takes."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDED_OVER, {"units": list(units), "heir": heir.pk, "since": since})
        handed_over = cursor.fetchall()
    people = Person.objects.in_bulk([person for person, _role, _days in handed_over])
    for person, role, days in handed_over:
        appoint(people[person], role=Role(role), organisation=heir, since=days.lower, until=days.upper, by=by, at=at)
    return len(handed_over)


# The days of each office in any of the unions, less those on which it is held in the heir.
_HANDED_OVER = """
SELECT a.person_id, a.role, unnest(
    range_agg(a.valid * daterange(%(since)s, NULL)) - coalesce((
        SELECT range_agg(h.valid) FROM accounts_appointment h
        WHERE h.organisation_id = %(heir)s AND h.person_id = a.person_id AND h.role = a.role), '{}'))
FROM accounts_appointment a
WHERE a.organisation_id = ANY(%(units)s) AND a.valid && daterange(%(since)s, NULL)
GROUP BY a.person_id, a.role ORDER BY a.person_id, a.role
"""


def _held(units: Collection[int], since: date) -> "list[Appointment]":
    rows = Appointment.objects.filter(organisation__in=units, valid__overlap=DateRange(since, None))
    return list(rows.select_related("person", "organisation").order_by("pk"))


def _cut(appointment: Appointment, since: date) -> None:
    if appointment.valid.lower >= since:
        appointment.delete()
        return
    appointment.valid = DateRange(appointment.valid.lower, since)
    appointment.save(update_fields=["valid"])
