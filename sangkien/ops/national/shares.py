"""Which union a made grassroots union hangs under: fixed shares, so that a unit depends only on its own number.

Rule: `generator_design`, section 1. Thanh Hóa had 3,655 grassroots unions (observed) of 123,129 in the country; the
others follow rank^-1.1, not fewer than 120 and not more than 6,500 (assumed). Inside a province the districts follow
Zipf 0.8.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

from sangkien.ops.national.registers import Central, Row, central
from sangkien.ops.national.upper import below, upper

T = TypeVar("T")

COUNTRY = 123_129
OBSERVED = {"LDLD-THANH-HOA": 3_655}
FEWEST, MOST = 120, 6_500

# Of the grassroots unions of a province; the districts have the rest.
UNDER_THE_PROVINCE = 0.03
OF_SECTORS = {"Giáo dục": 0.06, "Y tế": 0.03, "Viên chức": 0.06, "khu công nghiệp": 0.14}


@dataclass(frozen=True)
class Drawn(Generic[T]):
    """Things to draw from, each as often as its weight says."""

    things: list[T]
    up_to: list[float]

    @classmethod
    def by(cls, weights: dict[int, float], things: list[T]) -> "Drawn[T]":
        """Thing number n has the weight `weights[n]`."""
        return cls(things, list(accumulate(weights[n] for n in range(len(things)))))

    def one(self, rng: Random) -> T:
        """One of them."""
        return self.things[bisect_left(self.up_to, rng.random() * self.up_to[-1])]


@cache
def central_unions() -> Drawn[Central]:
    """The 83 by how many grassroots unions they have."""
    sizes = _sizes()
    return Drawn.by({n: sizes[union.code] for n, union in enumerate(central())}, central())


@cache
def superiors(code: str) -> Drawn[Row]:
    """The direct superiors under a central union: itself, districts, sectors, zones."""
    itself, under = upper()[code], below(code)
    if not under:
        return Drawn.by({0: 1.0}, [itself])
    districts = [row for row in under if row["kind"] == "DISTRICT"]
    others = {row["code"]: _share(row) for row in under if row["kind"] != "DISTRICT"}
    rest = 1 - UNDER_THE_PROVINCE - sum(others.values())
    zipf = _zipf(districts)
    shares = [UNDER_THE_PROVINCE] + [others.get(row["code"], rest * zipf.get(row["code"], 0.0)) for row in under]
    return Drawn.by(dict(enumerate(shares)), [itself, *under])


def _share(row: Row) -> float:
    return next((share for word, share in OF_SECTORS.items() if word in row["name"]), 0.02)


def _zipf(districts: list[Row]) -> dict[str, float]:
    """Cities and quarters first, since industry is there."""
    first = sorted(districts, key=lambda row: "huyện" in row["name"])
    weights = {row["code"]: rank**-0.8 for rank, row in enumerate(first, start=1)}
    return {code: weight / sum(weights.values()) for code, weight in weights.items()}


@cache
def _sizes() -> dict[str, float]:
    """Grassroots unions of each central union, in a country of 123,129 of them."""
    low, high = 0.0, 1e7
    while high - low > 1:
        scale = (low + high) / 2
        low, high = (scale, high) if sum(_scaled(scale).values()) < COUNTRY else (low, scale)
    return _scaled(low)


def _scaled(scale: float) -> dict[str, float]:
    fitted = {union.code: min(MOST, max(FEWEST, scale * union.rank**-1.1)) for union in central()}
    return fitted | OBSERVED
