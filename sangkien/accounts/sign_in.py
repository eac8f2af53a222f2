"""Signing in with a phone number (any usual way of writing it) or a user name."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from sangkien.accounts.models import Person
from sangkien.base.phones import normalise
from sangkien.base.statements import Lookup
from sangkien.base.text import one_line


class PhoneOrUserName(BaseBackend):
    """Django's door to `Person`. Inactive people cannot enter."""

    def authenticate(self, request: Any, name: str = "", password: str = "", **_: Any) -> Person | None:
        """The person, or None for an unknown name as for a wrong password."""
        person = _named(name)
        if person is None:
            make_password(password)  # so that an unknown name takes as long as a wrong password
            return None
        return person if person.is_active and person.check_password(password) else None

    def get_user(self, user_id: int) -> Person | None:
        """Called for every request of a session."""
        return next(iter(_ACTIVE(user_id)), None)


_ACTIVE = Lookup(
    Person,
    "id = %s AND is_active",
    appointed="EXISTS (SELECT 1 FROM accounts_appointment a WHERE a.person_id = accounts_person.id)",
)


def plain_name(name: str) -> str:
    """A name as it is kept, whichever way it was typed: a phone number as E.164, a user name in lower case."""
    try:
        return normalise(name)
    except ValueError:
        return one_line(name).lower()


def _named(name: str) -> Person | None:
    plain = plain_name(name)
    return Person.objects.filter(Q(username=plain) | Q(phone=plain)).first()
