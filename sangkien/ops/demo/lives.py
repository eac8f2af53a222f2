"""What happens to a dossier after it was sent: who acts, in which order, and when.

The order follows the product's arrows: a worker's dossier is confirmed by the grassroots union, one that the
union entered goes straight to the direct superior; a corrected one begins again. Nobody decides on what they
wrote, entered or confirmed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sangkien.ops.demo.plans import Changes, ReasonPlan, Step, Verb
from sangkien.ops.demo.registers import Hat, Unit, officers
from sangkien.ops.demo.rhythm import LAST_DAY, moment, office, wait, waking

GRASSROOTS, SUPERIOR, AUTHOR = "grassroots", "superior", "author"
BREATH = timedelta(minutes=12)  # at least between two steps: a verdict is told ten minutes after it was given
OFFICER = "GRASSROOTS_OFFICER"

Snap = Callable[[Random, datetime], datetime]

# The median of hours that each side lets a dossier wait, and how far it spreads (sigma of the logarithm).
PACE: dict[str, tuple[float, float, Snap]] = {
    GRASSROOTS: (8.0, 0.9, waking),
    SUPERIOR: (34.0, 1.1, office),
    AUTHOR: (30.0, 1.0, waking),
}


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who enters a dossier, and the hat worn for it: none for a worker."""

    login: str
    role: str = ""
    unit: str = ""

    @property
    def is_helper(self) -> bool:
        """Whether the union types for its workers."""
        return self.role == OFFICER


@dataclass(frozen=True, kw_only=True)
class Move:
    """A step to come: what, by which side, and what it says."""

    verb: Verb
    side: str
    reasons: tuple[ReasonPlan, ...] = ()
    changes: Changes = ()
    of: int | None = None
    to: Unit | None = None


def confirmed(sender: Sender) -> list[Move]:
    """The grassroots union confirms, unless it has entered the dossier itself."""
    return [] if sender.is_helper else [Move(verb=Verb.CONFIRM, side=GRASSROOTS)]


def sent_back(sender: Sender, reason: ReasonPlan, *, side: str) -> list[Move]:
    """A return, by the grassroots union or (after its confirmation) by the direct superior."""
    back = Move(verb=Verb.RETURN, side=side, reasons=(reason,))
    return [back] if side == GRASSROOTS else [*confirmed(sender), back]


def answered(changes: Changes) -> Move:
    """The author sends it again, with these fields written anew."""
    return Move(verb=Verb.RESUBMIT, side=AUTHOR, changes=changes)


def found_valid(sender: Sender) -> list[Move]:
    """Confirmed and found valid."""
    return [*confirmed(sender), Move(verb=Verb.VALID, side=SUPERIOR)]


def returning_side(rng: Random, sender: Sender) -> str:
    """Who sends it back: the grassroots union only what it has not entered itself."""
    return SUPERIOR if sender.is_helper or rng.random() < 0.6 else GRASSROOTS


def live(
    rng: Random,
    *,
    sender: Sender,
    unit: Unit,
    authors: frozenset[str],
    submitted_at: datetime,
    moves: list[Move],
    deadline: datetime,
) -> tuple[Step, ...]:
    """The steps of a life in their order of time, the last of them by the deadline."""
    steps = [Step(verb=Verb.SUBMIT, at=submitted_at, by=sender.login, role=sender.role, unit=sender.unit)]
    own = authors | {sender.login}
    for move, at in zip(moves, _schedule(rng, submitted_at, moves, deadline), strict=True):
        steps.append(_step(rng, move, at, sender=sender, unit=unit, barred=own | _confirmer(steps)))
        unit = move.to or unit
    return tuple(steps)


def _step(rng: Random, move: Move, at: datetime, *, sender: Sender, unit: Unit, barred: frozenset[str]) -> Step:
    who = sender if move.side == AUTHOR else _decider(rng, move, unit, barred)
    return Step(
        verb=move.verb,
        at=at,
        by=who.login,
        role=who.role,
        unit=who.unit,
        level=move.side if move.verb == Verb.RETURN else "",
        reasons=move.reasons,
        changes=move.changes,
        of=move.of,
        to=move.to.code if move.to else "",
    )


def _decider(rng: Random, move: Move, unit: Unit, barred: frozenset[str]) -> Hat:
    """Somebody of that side who has no part in the dossier."""
    desk = unit.code if move.side == GRASSROOTS else unit.parent
    free = [hat for hat in officers(desk) if hat.login not in barred]
    return free[0] if move.side == GRASSROOTS else rng.choice(free)


def _confirmer(steps: list[Step]) -> frozenset[str]:
    """Who confirmed the words as they are now: a correction asks for a new confirmation."""
    for step in reversed(steps):
        if step.verb in {Verb.SUBMIT, Verb.RESUBMIT, Verb.REROUTE}:
            break
        if step.verb == Verb.CONFIRM:
            return frozenset({step.by})
    return frozenset()


def _schedule(rng: Random, start: datetime, moves: list[Move], deadline: datetime) -> list[datetime]:
    """A moment for each move. Near the close everybody hurries: the waits shrink to the time that is left."""
    waits = [wait(rng, *PACE[move.side][:2]) for move in moves]
    room = (deadline - start) * 0.85
    squeeze = min(1.0, room / sum(waits, timedelta(seconds=1)))
    moments: list[datetime] = []
    for place, (move, pause) in enumerate(zip(moves, waits, strict=True)):
        before = moments[-1] if moments else start
        latest = deadline - BREATH * (len(moves) - 1 - place)
        moments.append(_moment(rng, before, before + pause * squeeze, latest, PACE[move.side][2]))
    return moments


def _moment(rng: Random, before: datetime, wished: datetime, latest: datetime, snap: Snap) -> datetime:
    at = max(snap(rng, wished), before + BREATH)
    if at <= latest:
        return at
    earliest = max(before + BREATH, min(moment(LAST_DAY, 7.6), latest))
    return earliest + timedelta(seconds=rng.randrange(max(1, int((latest - earliest).total_seconds()))))
