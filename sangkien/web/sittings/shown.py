"""A sitting as its page shows it, to whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.sittings.models import Matter, Outcome, Presence, Recusal, Seat, Sitting
from sangkien.sittings.queries import seats
from sangkien.sittings.rules import CLOSE, RECUSE, SEE_VOTES, VOTE
from sangkien.web.sittings.things import addresses


@dataclass(frozen=True)
class Member:
    """One line of the roll."""

    seat: Seat
    presence: Presence | None
    me: bool

    @property
    def here(self) -> bool:
        return self.presence is not None and self.presence.left_at is None


@dataclass(frozen=True)
class ShownMatter:
    """One line of the agenda: where the visitor reads what it is about, what they may do about it, and what came of it.
    `apart`: they have an interest in it. `slips` are who chose what: only of an open vote that is closed, and for
    whoever has no interest in it."""

    matter: Matter
    address: str
    choices: Sequence[tuple[str, str]]
    voted: int
    mine: bool
    apart: bool
    out: Sequence[Recusal]
    outcome: Outcome | None
    counts: Sequence[tuple[str, int]]
    slips: Sequence[tuple[str, str]]
    may_vote: bool
    may_close: bool
    may_recuse: bool


def roll(sitting: Sitting, person: Person | None) -> list[Member]:
    """Everybody with a seat that day. Two queries."""
    came = {row.person_id: row for row in sitting.presences.all()}
    return [Member(seat, came.get(seat.person_id), seat.person == person) for seat in seats(sitting)]


def agenda(sitting: Sitting, actor: Actor) -> list[ShownMatter]:
    """Every matter in its order. So many queries whatever their number, one more for each kind."""
    found = sitting.matters.select_related("outcome").order_by("position")
    matters = list(found.prefetch_related("votes__person", "casts", "recusals__person"))
    keys = [matter.pk for matter in matters]
    vote, close, recuse, read = (actor.those(one, Matter, keys) for one in (VOTE, CLOSE, RECUSE, SEE_VOTES))
    pages = addresses(matters, actor)
    return [
        _shown(
            matter,
            actor.person,
            address=pages.get((matter.kind, matter.key), ""),
            may_vote=matter.pk in vote,
            may_close=matter.pk in close,
            may_recuse=matter.pk in recuse,
            reads=matter.pk in read,
        )
        for matter in matters
    ]


def _shown(
    matter: Matter,
    person: Person | None,
    *,
    address: str,
    may_vote: bool,
    may_close: bool,
    may_recuse: bool,
    reads: bool,
) -> ShownMatter:
    labels = {code: _(label) for code, label in matter.choices}
    outcome: Outcome | None = getattr(matter, "outcome", None)
    votes = list(matter.votes.all())
    voted = {row.person_id for row in (matter.casts.all() if matter.secret else votes)}
    mine = person is not None and person.pk in voted
    out = list(matter.recusals.all())
    apart = person is not None and any(row.person_id == person.pk for row in out)
    return ShownMatter(
        matter,
        address,
        list(labels.items()),
        len(voted),
        mine,
        apart,
        out,
        outcome,
        [(label, outcome.counts[code]) for code, label in labels.items()] if outcome else [],
        [(row.person.full_name, labels[row.choice]) for row in votes] if outcome and reads else [],
        may_vote and not mine,
        may_close,
        may_recuse and not mine and not apart,
    )
