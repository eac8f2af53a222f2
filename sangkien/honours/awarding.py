"""Nominations that were passed become honours by one decision."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line
from sangkien.honours import rules
from sangkien.honours.models import Award, Nomination
from sangkien.honours.moving import held, move
from sangkien.honours.queries import terms_in_force
from sangkien.honours.states import State
from sangkien.honours.telling import tell


@transaction.atomic
def award(
    nominations: Sequence[Nomination], *, number: str, signed_on: date | None, by: Actor, at: datetime
) -> list[Award]:
    """Honour all of them by the decision of that number and day, or none. Raises NotAllowed, and NotPossible: somebody
    was not passed, or the terms by which they were considered are not those of that day."""
    number = one_line(number)
    if nominations and (problems := rules.missing_distance(nominations, by=by.somebody)):
        by.must(rules.OPEN, nominations[0].quota.round.unit)
        raise NotPossible(problems)
    wanted = [held(one, rules.AWARD, by) for one in sorted(nominations, key=lambda one: (one.quota_id, one.pk))]
    unit = wanted[0].quota.round.unit if wanted else None
    in_force = terms_in_force(unit, on=signed_on) if unit and signed_on else {}
    if problems := rules.missing_to_award(wanted, number, signed_on, in_force, today=by.on):
        raise NotPossible(problems)
    assert signed_on is not None
    return [_awarded(one, number, signed_on, by=by, at=at) for one in wanted]


def _awarded(nomination: Nomination, number: str, signed_on: date, *, by: Actor, at: datetime) -> Award:
    made = Award.objects.create(nomination=nomination, number=number, signed_on=signed_on, by=by.somebody, at=at)
    move(nomination, State.AWARDED, verb="honours.award", by=by, at=at, number=number)
    tell(nomination, "honour_given", number=number, at=at)
    return made
