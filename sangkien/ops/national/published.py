"""What was published of the programme of 2022-2023, and how a made nation of any size follows it.

`published.csv`: results and targets of the country and of units as papers and unions printed them, each with its
source; where two sources differ, the one that goes with a target. Without a phase: of the whole programme. At the size
of the country the made figures are these; at a smaller one, these in proportion.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from random import Random

from sangkien.ops.national.registers import HERE, central

SENT = 2_400_000  # "over 2.4 million" (published)
FIRST, SECOND = "GD1", "GD2"
ROOT = "TLD"
# Units of which only the whole is published: about so much of it came in phase 1, as in the country.
_IN_THE_FIRST = Fraction(1, 3)


@dataclass(frozen=True)
class Published:
    """A line of the file; None where nothing was printed. `benefit` in đồng."""

    valid: int | None = None
    assigned: int | None = None
    self_raised: int | None = None
    benefit: int | None = None


@dataclass(frozen=True)
class Result:
    """What a central union came to in one phase: how many were sent, and how many of them were found valid."""

    sent: int
    valid: int


@cache
def published() -> Mapping[tuple[str, str], Published]:
    """By unit and phase; "" is the whole programme."""
    with (HERE / "published.csv").open(encoding="utf-8", newline="") as file:
        return {(row["unit"], row["phase"]): _line(row) for row in csv.DictReader(file)}


def of(unit: str, phase: str = "") -> Published:
    """What was published of the unit."""
    return published().get((unit, phase), Published())


def results(items: int, *, among: Sequence[str], seed: int) -> dict[tuple[str, str], Result]:
    """The results of these central unions, by unit and phase, when `items` dossiers are sent in the whole country."""
    valid = _valid(items, among)
    rest = items - sum(valid.values())
    refused = _uneven(valid, seed)
    extra = dict(zip(valid, shared(rest, list(refused.values())), strict=True))
    return {key: Result(valid[key] + extra[key], valid[key]) for key in valid}


def shared(whole: int, weights: Sequence[float]) -> list[int]:
    """The whole in shares as heavy as these weights, by largest remainder: they sum to it exactly."""
    total = sum(weights)
    exact = [whole * weight / total for weight in weights] if total else [0.0] * len(weights)
    parts = [int(part) for part in exact]
    left = whole - sum(parts) if total else 0
    for n in sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])[:left]:
        parts[n] += 1
    return parts


def scaled(number: int, items: int) -> int:
    """A published count where `items` stand for the country's dossiers, rounded half up."""
    return (2 * number * items + SENT) // (2 * SENT)


def _valid(items: int, among: Sequence[str]) -> dict[tuple[str, str], int]:
    first, whole = of(ROOT, FIRST).valid or 0, of(ROOT).valid or 0
    of_phase = {FIRST: first, SECOND: whole - first}
    found: dict[tuple[str, str], int] = {}
    for phase, total in of_phase.items():
        known = {unit: number for unit in among if (number := _known(unit, phase)) is not None}
        others = [unit for unit in among if unit not in known]
        fitted = dict(zip(others, shared(total - sum(known.values()), [_weight(one) for one in others]), strict=True))
        numbers = known | fitted
        in_all = scaled(first, items) if phase == FIRST else scaled(whole, items) - scaled(first, items)
        parts = shared(in_all, [numbers[unit] for unit in among])
        found |= {(unit, phase): part for unit, part in zip(among, parts, strict=True)}
    return found


def _known(unit: str, phase: str) -> int | None:
    """What is published of the phase, or follows from what is published of the whole."""
    first, whole = of(unit, FIRST).valid, of(unit).valid
    if first is None and whole is not None:
        first = int(whole * _IN_THE_FIRST)
    if phase == FIRST:
        return first
    return None if whole is None or first is None else whole - first


@cache
def _ranks() -> dict[str, int]:
    return {union.code: union.rank for union in central()}


def _weight(unit: str) -> float:
    """Fitted: rank^-1.1 from the tenth on; what is larger is published."""
    return float(max(_ranks()[unit], 3) ** -1.1)


def _uneven(valid: Mapping[tuple[str, str], int], seed: int) -> dict[tuple[str, str], float]:
    """How much was sent in vain: in proportion to what was valid, more here and less there."""
    return {key: number * Random(f"{seed}/{key}").uniform(0.6, 1.4) for key, number in valid.items()}


def _line(row: Mapping[str, str]) -> Published:
    numbers = {name: int(row[name]) if row[name] else None for name in ("valid", "assigned", "self_raised")}
    return Published(**numbers, benefit=int(row["benefit_vnd"]) if row["benefit_vnd"] else None)
