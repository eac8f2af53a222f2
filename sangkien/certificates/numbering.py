"""The book of certificates: the next number of a union's year, one at a time, without a gap, and the serial of it."""

import secrets

from django.db.models import Max

from sangkien.base.locks import hold
from sangkien.certificates.models import Certificate
from sangkien.organisations.models import Organisation

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another when it is read aloud or typed
_MANY = 6


def next_number(unit: Organisation, year: int) -> int:
    """The next of that book, held until the caller's transaction ends, so that the next one waits."""
    hold(f"certificates {unit.pk} {year}")
    last = Certificate.objects.filter(unit=unit, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def serial(unit: Organisation, year: int, number: int) -> str:
    """LDLD-NINH-THUAN-2022-00012-K7QMXR: the letters are drawn, for a serial that can be counted up to is a list of
    everybody's name."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(_MANY))
    return f"{unit.code}-{year}-{number:05}-{drawn}"


def as_typed(text: str) -> str:
    """A serial as somebody typed it off a paper: blanks left out, in capitals."""
    return "".join(text.split()).upper().replace("–", "-").replace("_", "-")
