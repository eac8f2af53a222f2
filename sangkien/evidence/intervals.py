"""How many in a population are wrong, when so many of a sample are: the exact interval for drawing without replacement.

The bounds are those numbers in the population that the sample does not contradict at the level (the two one-sided tests
of the hypergeometric distribution, each at half of 5 %), the finite counterpart of Clopper and Pearson (1934). Exact
whole numbers all the way; nothing is approximated and no library is needed.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb

from sangkien.base.numbers import percent

DOUBT = Fraction(5, 100)


@dataclass(frozen=True)
class Interval:
    """Of a `population` at least `least` and at most `most`; as percentages at one decimal."""

    population: int
    least: int
    most: int

    @property
    def lower(self) -> Decimal | None:
        """The lower bound in percent."""
        return percent(self.least, self.population)

    @property
    def upper(self) -> Decimal | None:
        """The upper bound in percent."""
        return percent(self.most, self.population)


@lru_cache(maxsize=1_024)  # a third of a second for the largest samples, and everybody may ask
def interval(*, population: int, sample: int, found: int, doubt: Fraction = DOUBT) -> Interval:
    """How many of the population are like the `found` of the `sample`, both bounds included. Raises ValueError when the
    numbers contradict each other."""
    if not 0 <= found <= sample <= population:
        raise ValueError("Of a population a sample is drawn, and in the sample some are found.")
    if sample == population or sample == 0:
        return Interval(population, found if sample else 0, found if sample else population)
    return Interval(population, _least(population, sample, found, doubt), _most(population, sample, found, doubt))


def _least(population: int, sample: int, found: int, doubt: Fraction) -> int:
    """The smallest number of them under which finding so many or more is no wonder."""
    low, high = found, population - (sample - found)
    while low < high:
        middle = (low + high) // 2
        if _at_least(population, middle, sample, found) > doubt / 2:
            high = middle
        else:
            low = middle + 1
    return low


def _most(population: int, sample: int, found: int, doubt: Fraction) -> int:
    """The mirror image: what is not found is at least so many."""
    return population - _least(population, sample, sample - found, doubt)


def _at_least(population: int, of_them: int, sample: int, found: int) -> Fraction:
    """The probability that a sample holds `found` or more when the population holds `of_them`."""
    others = population - of_them
    hit = max(found, sample - others)
    term = comb(of_them, hit) * comb(others, sample - hit) if hit <= min(of_them, sample) else 0
    ways = 0
    while term:  # each from the one before: whole numbers, and no large one is worked out anew
        ways += term
        term = term * (of_them - hit) * (sample - hit) // ((hit + 1) * (others - sample + hit + 1))
        hit += 1
    return Fraction(ways, comb(population, sample))
