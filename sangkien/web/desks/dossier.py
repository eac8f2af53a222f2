"""On a dossier's page: who holds it until when, which officer works on it, and what may be done about that."""

from dataclasses import dataclass

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.desks.escalating import was_taken_over
from sangkien.desks.naming import waits_for_somebody
from sangkien.desks.queries import Holding, away, holding, officers_of
from sangkien.desks.rules import HANDLE, NAME_REVIEWER
from sangkien.initiatives.models import Initiative


@dataclass(frozen=True)
class Held:
    """Who holds it; `mine`: the reader works on it; `may_take`: the reader may; to which `colleagues` it may be passed;
    `may_give_back`: it was taken over from below; `alone`: nobody there may look at it again; `may_name`: the reader
    may name somebody."""

    holding: Holding
    mine: bool
    may_take: bool
    colleagues: list[Person]
    may_give_back: bool
    alone: bool
    may_name: bool


def held(initiative: Initiative, actor: Actor) -> Held | None:
    """For whoever reads the dossier as an officer; None while it lies on no desk."""
    if initiative.desk is None:
        return None
    handles, alone = actor.may(HANDLE, initiative), waits_for_somebody(initiative, on=actor.on)
    own = handles and initiative.officer_id == actor.somebody.pk
    return Held(
        holding([initiative], on=actor.on, reader=actor)[initiative.pk],
        mine=own,
        may_take=handles and not own,
        colleagues=_colleagues(initiative, actor) if handles else [],
        may_give_back=handles and was_taken_over(initiative),
        alone=alone,
        may_name=alone and actor.may(NAME_REVIEWER, initiative),
    )


def _colleagues(initiative: Initiative, actor: Actor) -> list[Person]:
    """Those at the desk who are there today, but the reader and whoever has it; whether each may is asked when it is
    passed on."""
    assert initiative.desk is not None
    people = {hat.person_id: hat.person for hat in officers_of(initiative.desk, on=actor.on)}
    gone = away(people, on=actor.on) | {actor.somebody.pk, initiative.officer_id}
    return [person for pk, person in people.items() if pk not in gone]
