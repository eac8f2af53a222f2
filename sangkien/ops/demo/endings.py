"""How each kind of ending comes about: what is wrong at first, and the moves that follow."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from sangkien.ops.demo import faults
from sangkien.ops.demo.lives import (
    AUTHOR,
    GRASSROOTS,
    SUPERIOR,
    Move,
    Sender,
    answered,
    confirmed,
    found_valid,
    returning_side,
    sent_back,
)
from sangkien.ops.demo.plans import ContentPlan, DossierPlan, Fate, Verb
from sangkien.ops.demo.registers import Unit, units

REFUSALS = {"not_recognised": 40, "out_of_window": 16, "garbage": 18}
PATENTED = 0.6  # of the devices that are refused to enterprises


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The words as first sent, the moves that follow, and what was planted."""

    first: ContentPlan
    moves: list[Move]
    planted: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """What an ending is made from."""

    rng: Random
    sender: Sender
    home: Unit
    good: ContentPlan
    original: DossierPlan | None
    plant: str

    @property
    def planted(self) -> tuple[str, ...]:
        """What was already planted in the content."""
        return (self.plant,) if self.plant else ()


def ending(
    rng: Random,
    fate: Fate,
    sender: Sender,
    home: Unit,
    good: ContentPlan,
    original: DossierPlan | None,
    *,
    plant: str,
) -> Ending:
    """How a dossier of this content comes to this end."""
    case = Case(rng=rng, sender=sender, home=home, good=good, original=original, plant=plant)
    return _ENDINGS[fate](case)


def _valid(case: Case) -> Ending:
    return Ending(first=case.good, moves=found_valid(case.sender), planted=case.planted)


def _valid_after_return(case: Case) -> Ending:
    if case.plant == "benefit_x1000":
        return _too_many_noughts(case)
    return _returned_for(case, [case.rng.choice(faults.possible_returns(case.good))])


def _valid_after_two_returns(case: Case) -> Ending:
    codes = list(dict.fromkeys(faults.possible_returns(case.good)))
    clear = [code for code in codes if code != "recognition_unclear"]
    return _returned_for(case, case.rng.sample(clear, 2))


def _too_many_noughts(case: Case) -> Ending:
    ending = _returned_for(case, ["benefit_unexplained"])
    return replace(ending, first=faults.thousandfold(ending.first), planted=case.planted)


def _returned_for(case: Case, codes: list[str]) -> Ending:
    """All these faults at first; each return names one, and the author puts it right."""
    first, moves = case.good, list[Move]()
    for code in codes:
        first = faults.spoiled(case.rng, first, code)
        side = returning_side(case.rng, case.sender)
        moves += sent_back(case.sender, faults.return_reason(code), side=side)
        moves += [answered(faults.put_right(case.good, code))]
    return Ending(first=first, moves=moves + found_valid(case.sender), planted=case.planted)


def _valid_after_rerouting(case: Case) -> Ending:
    """Sent to the wrong union, which the letter of phase 2 names as a difficulty (item 3)."""
    wrong = _wrong_unit(case)
    rerouted = case.rng.choice([_by_the_union, _by_the_superior, _after_confirmation])
    moves = [*rerouted(case), *found_valid(case.sender)]
    return Ending(first=replace(case.good, unit=wrong.code), moves=moves, planted=("wrong_unit",))


def _by_the_union(case: Case) -> list[Move]:
    return [Move(verb=Verb.REROUTE, side=GRASSROOTS, to=case.home)]


def _by_the_superior(case: Case) -> list[Move]:
    return [Move(verb=Verb.REROUTE, side=SUPERIOR, to=case.home)]


def _after_confirmation(case: Case) -> list[Move]:
    return [*confirmed(case.sender), *_by_the_superior(case)]


def _wrong_unit(case: Case) -> Unit:
    """A union under another superior, of a workplace of the same trade if there is one."""
    elsewhere = [unit for unit in units().values() if unit.workplace and unit.parent != case.home.parent]
    alike = [unit for unit in elsewhere if unit.sector == case.home.sector]
    return case.rng.choice(alike or elsewhere)


def _returned(case: Case) -> Ending:
    code = case.rng.choice(faults.possible_returns(case.good))
    side = returning_side(case.rng, case.sender)
    moves = sent_back(case.sender, faults.return_reason(code), side=side)
    return Ending(first=faults.spoiled(case.rng, case.good, code), moves=moves)


def _ineligible(case: Case) -> Ending:
    code = _refusal(case)
    refused = Move(verb=Verb.INELIGIBLE, side=SUPERIOR, reasons=(faults.refusal_reason(code),))
    return Ending(
        first=faults.spoiled(case.rng, case.good, code),
        moves=[*confirmed(case.sender), refused],
        planted=("garbage",) if code == "garbage" else (),
    )


def _refusal(case: Case) -> str:
    """Patents are on devices of enterprises; an officer who types for others does not type nonsense."""
    is_device = case.home.tax_code and case.good.kind == "technical"
    if is_device and case.rng.random() < PATENTED:
        return "ip_protected"
    code = case.rng.choices(list(REFUSALS), weights=list(REFUSALS.values()))[0]
    return "not_recognised" if code == "garbage" and case.sender.is_helper else code


def _duplicate(case: Case) -> Ending:
    assert case.original is not None, "a duplicate doubles a record"
    of = case.original
    doubled = Move(verb=Verb.DUPLICATE, side=SUPERIOR, of=of.number)
    kind = case.plant or ("duplicate" if of.home == case.home.code else "duplicate_of_another_unit")
    return Ending(first=case.good, moves=[*confirmed(case.sender), doubled], planted=(kind,))


def _withdrawn(case: Case) -> Ending:
    back = Move(verb=Verb.WITHDRAW, side=AUTHOR)
    if case.rng.random() < 0.5:
        return Ending(first=case.good, moves=[back])
    returned = _returned(case)
    return replace(returned, moves=[*returned.moves, back])


def _waiting_for_unit(case: Case) -> Ending:
    return Ending(first=case.good, moves=[])


def _waiting_for_superior(case: Case) -> Ending:
    return Ending(first=case.good, moves=confirmed(case.sender))


_ENDINGS: dict[Fate, Callable[[Case], Ending]] = {
    Fate.VALID: _valid,
    Fate.VALID_AFTER_RETURN: _valid_after_return,
    Fate.VALID_AFTER_TWO_RETURNS: _valid_after_two_returns,
    Fate.VALID_AFTER_REROUTING: _valid_after_rerouting,
    Fate.RETURNED: _returned,
    Fate.INELIGIBLE: _ineligible,
    Fate.DUPLICATE: _duplicate,
    Fate.WITHDRAWN: _withdrawn,
    Fate.WAITING_FOR_UNIT: _waiting_for_unit,
    Fate.WAITING_FOR_SUPERIOR: _waiting_for_superior,
}
