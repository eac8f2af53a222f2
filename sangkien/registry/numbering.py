"""The two registers: the next number of a union's book, one at a time, without a gap.

Whoever takes a number holds the book until the transaction ends, so the next one waits; what is rolled back leaves no
gap. Triggers refuse any other number, whoever writes.
"""

from datetime import date, datetime

from django.db.models import Max

from sangkien.accounts.models import Person
from sangkien.base.locks import hold
from sangkien.organisations.models import Organisation
from sangkien.registry.kinds import Kind, number_line, year_of
from sangkien.registry.models import Incoming, Outgoing


def next_outgoing(
    unit: Organisation, kind: Kind, *, symbol: str, subject: str, on: date, by: Person, at: datetime
) -> Outgoing:
    """The next number of that kind in the year of the day, kept for a paper. In the caller's transaction."""
    year = year_of(on)
    hold(f"outgoing {unit.pk} {kind} {year}")
    book = Outgoing.objects.filter(unit=unit, kind=kind, year=year)
    number = (book.aggregate(last=Max("number"))["last"] or 0) + 1
    line = number_line(number, kind, symbol)
    return Outgoing(
        unit=unit, kind=kind, year=year, number=number, line=line, subject=subject, taken_on=on, by=by, at=at
    )


def next_incoming(unit: Organisation, *, arrived_on: date, by: Person, at: datetime) -> Incoming:
    """The next entry of the papers that came in that year, to be filled. In the caller's transaction."""
    year = year_of(arrived_on)
    hold(f"incoming {unit.pk} {year}")
    last = Incoming.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"] or 0
    return Incoming(unit=unit, year=year, number=last + 1, arrived_on=arrived_on, by=by, at=at)
