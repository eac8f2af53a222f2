"""Telling people of their certificates, on phones that are vouched for."""

from collections.abc import Iterable
from datetime import datetime

from sangkien.accounts.models import Person
from sangkien.certificates.models import Certificate
from sangkien.notices.actions import write


def tell(kind: str, certificates: Iterable[Certificate], *, at: datetime) -> None:
    """Write a notice to whose certificates these are, in the caller's transaction. Who has no number that is vouched
    for finds it on their pages."""
    told = [one.person_id for one in certificates if one.person_id]
    people = Person.objects.filter(pk__in=told, phone__isnull=False, vouched_at__isnull=False)
    for person in people.order_by("pk"):
        write(kind, to=person.phone or "", params={"name": person.full_name}, at=at)
