"""The whole script of the demonstration: every dossier of phase 1 and its life, from one seed.

It ends in the letter's own sentence: 1,396 valid initiatives by 16:00 on 31 May 2022, among 1,650 that were
sent. The same seed gives the same script, to the last letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from sangkien.ops.demo import contents, endings
from sangkien.ops.demo.defects import TITLE_DEFECTS
from sangkien.ops.demo.lives import Sender, live
from sangkien.ops.demo.papers import recognised_between
from sangkien.ops.demo.plans import ContentPlan, DossierPlan, Fate, Happening, Step, TargetPlan, Verb
from sangkien.ops.demo.planting import planted
from sangkien.ops.demo.registers import Hat, Unit, province_target, targets, units
from sangkien.ops.demo.rhythm import CURTAIN, LAST_VERDICT
from sangkien.ops.demo.seats import Seat, seats
from sangkien.ops.demo.senders import sender_of, sending_time

__all__ = ["TargetPlan", "dossiers", "happenings", "province_target", "targets"]

SEED = 2022
SAME_UNIT = 0.7  # three of ten true duplicates cross the border of a union


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A seat with its moment, its sender and its planted defect: all that is known before writing."""

    seat: Seat
    at: datetime
    sender: Sender
    first: Hat | None
    plant: str

    @property
    def home(self) -> Unit:
        """The grassroots union where the dossier belongs."""
        return units()[self.seat.activity.unit]


def dossiers(seed: int = SEED) -> list[DossierPlan]:
    """All dossiers, numbered in the order in which they were sent."""
    titles, told = contents.Titles(), list[DossierPlan]()
    for number, cue in enumerate(_cues(seed), start=1):
        rng = Random(f"{seed}/{number}/{cue.seat.serial}")
        told.append(_dossier(rng, titles, told, number, cue))
    return told


def happenings(told: Iterable[DossierPlan]) -> list[Happening]:
    """Every step of every dossier in the order of time, as a replay wants them."""
    return sorted(
        Happening(at=step.at, number=dossier.number, place=place, step=step)
        for dossier in told
        for place, step in enumerate(dossier.steps)
    )


def _cues(seed: int) -> list[Cue]:
    rows = seats(seed)
    plants = planted(seed, rows)
    cues = [_cue(Random(f"{seed}/{seat.serial}"), seat, plants.get(seat.serial, seat.planted)) for seat in rows]
    return sorted(cues, key=lambda cue: (cue.at, cue.seat.serial))


def _cue(rng: Random, seat: Seat, plant: str) -> Cue:
    at = sending_time(rng, seat)
    sender, first = sender_of(rng, seat)
    return Cue(seat=seat, at=at, sender=sender, first=first, plant=plant)


def _dossier(rng: Random, titles: contents.Titles, told: list[DossierPlan], number: int, cue: Cue) -> DossierPlan:
    cue, good, original = _written(rng, titles, told, number, cue)
    ending = endings.ending(rng, cue.seat.fate, cue.sender, cue.home, good, original, plant=cue.plant)
    steps = live(
        rng,
        sender=cue.sender,
        unit=units()[ending.first.unit],
        authors=frozenset(author.login for author in good.authors if author.login),
        submitted_at=cue.at,
        moves=ending.moves,
        deadline=LAST_VERDICT if cue.seat.fate.is_valid else CURTAIN,
    )
    return DossierPlan(
        number=number,
        fate=cue.seat.fate,
        home=cue.home.code,
        content=ending.first,
        steps=_recognised_in_time(rng, cue.home, steps),
        planted=ending.planted,
    )


def _written(
    rng: Random, titles: contents.Titles, told: list[DossierPlan], number: int, cue: Cue
) -> tuple[Cue, ContentPlan, DossierPlan | None]:
    """What it says when nothing is wrong with it, and the record it follows or doubles."""
    good = contents.content(
        rng,
        titles,
        number=number,
        unit=cue.home,
        first=cue.first,
        at=cue.at,
        worth_money=cue.plant == "benefit_x1000",
    )
    if cue.seat.fate == Fate.DUPLICATE:
        return _doubled(rng, told, cue, good)
    if cue.plant == "series":
        return _in_series(rng, told, cue, good)
    return cue, _defective(rng, good, cue.plant), None


def _doubled(
    rng: Random, told: list[DossierPlan], cue: Cue, good: ContentPlan
) -> tuple[Cue, ContentPlan, DossierPlan | None]:
    """A record once more: by the same author who was not sure it had arrived, or by others."""
    original = _original(rng, told, cue)
    filled_down = cue.plant == "filled_down"
    same_hand = _can_be_followed(original, cue.home) and not filled_down and rng.random() < 0.5
    content = contents.doubling(rng, good, original, exactly=filled_down, same_hand=same_hand)
    return replace(cue, sender=Sender(login=original.entered_by)) if same_hand else cue, content, original


def _defective(rng: Random, good: ContentPlan, plant: str) -> ContentPlan:
    if plant == "restricted":
        return contents.restricted(good)
    return contents.with_defect(rng, good, plant) if plant in TITLE_DEFECTS else good


def _in_series(
    rng: Random, told: list[DossierPlan], cue: Cue, good: ContentPlan
) -> tuple[Cue, ContentPlan, DossierPlan | None]:
    """It follows an earlier dossier of the same union and is sent by the same person, if there is one."""
    earlier = [plan for plan in told if _can_be_followed(plan, cue.home)]
    if not earlier:
        return replace(cue, plant=""), good, None
    before = rng.choice(earlier)
    sender = Sender(login=before.entered_by)
    return replace(cue, sender=sender), contents.following(rng, good, before.content), before


def _can_be_followed(plan: DossierPlan, home: Unit) -> bool:
    """A plain valid dossier that its own author entered."""
    same_hand = plan.entered_by == plan.content.authors[0].login
    return plan.home == home.code and plan.fate == Fate.VALID and not plan.planted and same_hand


def _original(rng: Random, told: list[DossierPlan], cue: Cue) -> DossierPlan:
    """The record that a duplicate doubles: mostly of the same union, sometimes of one of the same trade."""
    valid = [plan for plan in told if plan.fate == Fate.VALID and not plan.planted]
    here = [plan for plan in valid if plan.home == cue.home.code]
    if cue.plant == "filled_down":
        return here[-1]
    alike = [plan for plan in valid if units()[plan.home].sector == cue.home.sector and plan not in here]
    return rng.choice((here if rng.random() < SAME_UNIT else alike) or here or alike or valid)


def _recognised_in_time(rng: Random, home: Unit, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """After a return for want of recognition the union asks for it: the decision is dated in between."""
    return tuple(
        replace(step, changes=(("recognition", recognised_between(rng, home, before.at, step.at)),))
        if step.verb == Verb.RESUBMIT and before.reasons[0].code == "no_recognition"
        else step
        for before, step in zip((steps[0], *steps), steps, strict=False)
    )
