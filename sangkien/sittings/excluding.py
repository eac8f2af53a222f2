"""Who is kept out of a vote because the matter names them."""

from collections.abc import Iterable
from datetime import datetime

from sangkien.accounts.models import Person
from sangkien.sittings.models import Matter, Recusal


def keep_out(matter: Matter, people: Iterable[Person], *, by: Person, at: datetime) -> None:
    """Of these people, those whom the matter names by a mark have no voice in it."""
    named = [person for person in people if set(person.marks) & set(matter.parties)]
    rows = [Recusal(matter=matter, person=person, by=by, at=at) for person in named]
    Recusal.objects.bulk_create(rows, ignore_conflicts=True)
