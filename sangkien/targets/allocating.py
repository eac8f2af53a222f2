"""Dividing a number among unions: exact, the same whatever order they stand in.

Each gets its quota, whole ÷ all weights × own weight, but no less than its floor; what the floors take is divided among
the others in turn. Quotas are cut to whole steps, and the steps left over go to the largest remainders; of equal
remainders first to the larger weight, then by code. So the parts sum exactly, and nobody with a larger weight and the
same floor gets less (Largest remainder: Hamilton; the rule asked for: domain report, appendix C).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from sangkien.base.numbers import WHOLE


@dataclass(frozen=True)
class Claim:
    """What one union (`code`) claims: by its `weight` (None: nothing is known of it), at least `floor`; `fixed` is a
    number that somebody has put and that stays."""

    code: str
    weight: int | None
    floor: int = 0
    fixed: int | None = None


class CannotDivide(ValueError):
    """What is `left` once the fixed numbers are taken does not do for the floors (`least`), or nothing is known by
    which to divide it (`least` is None)."""

    def __init__(self, left: int, least: int | None) -> None:
        super().__init__(f"{left} does not divide: {least}")
        self.left, self.least = left, least


def divided(whole: int, claims: Collection[Claim], *, step: int = 1) -> dict[str, int | None]:
    """The part of each by code, in whole steps where `whole` and the fixed numbers are; a floor is rounded up to one.

    A union of unknown weight gets its floor, and None where it has none: somebody has to say. The parts that are
    known sum to `whole` unless every claim is fixed. Raises CannotDivide.
    """
    fixed = {claim.code: claim.fixed for claim in claims if claim.fixed is not None}
    step = step if all(number % step == 0 for number in (whole, *fixed.values())) else 1
    free = [_in_steps(claim, step) for claim in claims if claim.fixed is None]
    if not free:
        return dict(fixed)
    weighed = [claim for claim in free if claim.weight]
    lone = {claim.code: _least(claim) for claim in free if not claim.weight}
    rest = whole - sum(fixed.values()) - sum(part or 0 for part in lone.values())
    if rest < sum(claim.floor for claim in weighed):
        raise CannotDivide(whole - sum(fixed.values()), sum(claim.floor for claim in free))
    if rest and not weighed:
        raise CannotDivide(rest, None)
    return {**fixed, **lone, **_rounded(_quotas(rest, weighed), weighed, rest, step)}


def _in_steps(claim: Claim, step: int) -> Claim:
    return replace(claim, floor=ceil(Fraction(claim.floor, step)) * step)


def _least(claim: Claim) -> int | None:
    """What a union gets that takes no part in the division; one that reached nothing last time may get nothing."""
    return claim.floor if claim.floor or claim.weight is not None else None


def of_percent(share: int, claims: Collection[Claim]) -> dict[str, int | None]:
    """So much of each one's weight, `share` in hundredths of a percent, rounded up ("ít nhất 10 % đoàn viên"), and no
    less than its floor. The parts sum to what they sum to."""
    return {claim.code: _part(share, claim) for claim in claims}


def _part(share: int, claim: Claim) -> int | None:
    if claim.fixed is not None:
        return claim.fixed
    if claim.weight is None:
        return _least(claim)
    return max(ceil(Fraction(share * claim.weight, WHOLE)), claim.floor)


def _quotas(rest: int, claims: Sequence[Claim]) -> dict[str, Fraction]:
    """Shares by weight of `rest`; who would have less than its floor has that, and the others divide what is left."""
    held: dict[str, Fraction] = {}
    while True:
        free = [claim for claim in claims if claim.code not in held]
        left, weights = rest - sum(held.values()), sum(claim.weight or 0 for claim in free)
        shares = {claim.code: left * Fraction(claim.weight or 0, weights) for claim in free}
        short = {claim.code: Fraction(claim.floor) for claim in free if shares[claim.code] < claim.floor}
        if not short:
            return held | shares
        held |= short


def _rounded(quotas: dict[str, Fraction], claims: Sequence[Claim], rest: int, step: int) -> dict[str, int]:
    """Cut to steps; what is left over goes by the largest remainders, the larger weights, the codes."""
    cut = {code: quota // step * step for code, quota in quotas.items()}
    order = sorted(claims, key=lambda claim: (cut[claim.code] - quotas[claim.code], -(claim.weight or 0), claim.code))
    lucky = {claim.code for claim in order[: (rest - sum(cut.values())) // step]}
    return {code: part + (step if code in lucky else 0) for code, part in cut.items()}
