"""Dossiers that name somebody's telephone number become theirs once the number is proven to be."""

from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import Line, record_many
from sangkien.initiatives.models import Author


@transaction.atomic
def take_up(*, by: Actor, at: datetime) -> int:
    """Tie to the person the authors, of dossiers sent before, whose number is the person's own; how many.

    Nothing for a number that neither a code nor a union has proven: typing somebody's number gives no rights (decision
    14). Raises NotAllowed without a person.
    """
    person = by.somebody
    if person.proven_phone is None:
        return 0
    named = list(Author.objects.select_for_update(of=("self",)).filter(identity=person.proven_phone, person=None))
    for author in named:
        author.person = person
    Author.objects.bulk_update(named, ["person"])
    lines = [Line(author, after={"person": person.pk}) for author in named]
    record_many(lines, verb="author.take_up", by=person, at=at)
    return len(named)
