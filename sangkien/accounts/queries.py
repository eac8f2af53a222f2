"""Questions about people and their hats."""

from datetime import date, timedelta

from psycopg.types.range import Range

from sangkien.accounts.models import Appointment, Attempt, AttemptKind, Person, Role
from sangkien.base.statements import Statement
from sangkien.organisations.models import Organisation

# Which hat a person wears first when several are held: the one with the widest work.
_ORDER = [Role.REVIEWER, Role.LEADER, Role.COUNCILLOR, Role.GRASSROOTS_OFFICER, Role.ADMINISTRATOR]


def hats(person: Person, *, on: date) -> list[Appointment]:
    """Every appointment the person holds that day, first hat first, its union with the short name it has then. One
    query; none of whoever comes back to their session and was never appointed, as most workers."""
    if person.appointed is False:
        return []
    held = [_hat(*row, person=person) for row in _HATS(person=person.pk, on=on)]
    return sorted(held, key=lambda hat: (_ORDER.index(Role(hat.role)), hat.pk))


def _hat(pk: int, role: str, valid: Range[date], unit: int, code: str, name: str, *, person: Person) -> Appointment:
    office = Organisation(pk=unit, code=code)
    office.short_name = name
    return Appointment(pk=pk, person=person, role=role, valid=valid, organisation=office)


# As `Appointment.objects.on` has it: asked at every page that somebody opens who is signed in.
_HATS = Statement("""
    SELECT a.id, a.role, a.valid, o.id, o.code, n.short_name
    FROM accounts_appointment a
    JOIN accounts_person p ON p.id = a.person_id AND p.is_active
    JOIN organisations_organisation o ON o.id = a.organisation_id
    JOIN organisations_placement s ON s.organisation_id = o.id AND s.valid @> %(on)s::date
    LEFT JOIN organisations_unitname n ON n.organisation_id = o.id AND n.valid @> %(on)s::date
    WHERE a.person_id = %(person)s AND a.valid @> %(on)s::date""")


# How many wrong tries within the window; what is older is forgotten. A whole factory stands behind one address on
# an update day, so an address may miss often; a name may not.
WINDOW = timedelta(minutes=10)
MOST_FROM_AN_ADDRESS = 100
# Eight letters open a stranger's draft, and nothing else is asked for with them.
MOST_CODES_FROM_AN_ADDRESS = 20
MOST_FOR_A_NAME = 10


def too_many_attempts(attempt: Attempt) -> bool:
    """Was this try, noted before it is looked at, one too many? Two queries at most.

    A name that is being attacked from elsewhere stays open to an address that has not tried it in the window:
    whoever knows the password can always come in, and never is a name locked for ever.
    """
    recent = Attempt.objects.filter(kind=attempt.kind, at__gt=attempt.at - WINDOW)
    most = MOST_CODES_FROM_AN_ADDRESS if attempt.kind == AttemptKind.RESUME else MOST_FROM_AN_ADDRESS
    if recent.filter(address_mark=attempt.address_mark).count() > most:
        return True
    addresses = list(recent.filter(name_mark=attempt.name_mark).values_list("address_mark", flat=True))
    return len(addresses) > MOST_FOR_A_NAME and addresses.count(attempt.address_mark) > 1
