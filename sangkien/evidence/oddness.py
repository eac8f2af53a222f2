"""Does a benefit value stand far from what is usual? A robust score on its order of magnitude.

The score is the distance of log10(value) from the median, in units of 1,4826 × MAD, which for a bell curve is one
standard deviation; from 3,5 on a value is an outlier (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
Medians do not move when a few values are absurd, which is what is looked for. Nothing here reads a database.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor, log10

THRESHOLD = 3.5
LEAST_VALUES = 30  # below, a median says little, and says too much of the few it is made of
LEAST_UNIONS = 5
NEVER_ODD = log10(2)  # within a factor of two of the middle: also where all values are the same and the MAD is 0
LEAST_BELIEVABLE = 1_000  # đồng a year: below, a word of size was left out, whatever others declare
_TO_DEVIATIONS = 1.4826
_SLIPS = (1_000, 1_000_000)  # thousand for million, "triệu" left out
_FITS = 2.0  # so near, after a slip is put right, that it explains the value


@dataclass(frozen=True)
class Usual:
    """What is usual: the median of log10(đồng) and the median distance from it (MAD), of so many values; of one field,
    or of all fields together."""

    middle: float
    spread: float
    values: int
    unions: int
    of_field: bool = True

    @property
    def is_enough(self) -> bool:
        """Are there enough values, and of enough unions, to say anything and to give nobody away?"""
        return self.values >= LEAST_VALUES and self.unions >= LEAST_UNIONS

    def score(self, dong: int) -> float:
        """How many robust standard deviations `dong`, above 0, lies above the middle; negative below."""
        scale = max(_TO_DEVIATIONS * self.spread, NEVER_ODD / THRESHOLD)
        return (log10(dong) - self.middle) / scale


class Side(StrEnum):
    """On which side it stands apart."""

    LARGE = "LARGE"
    SMALL = "SMALL"


@dataclass(frozen=True)
class Odd:
    """A value that stands apart. `times`: so many times the middle, or so many times smaller, two digits that count; 0
    where nothing is known of the middle. `meant`: the value if a slip of a thousand or a million explains it."""

    side: Side
    times: int
    meant: int | None = None
    of_field: bool = True


def oddness(dong: int | None, usual: Usual | None) -> Odd | None:
    """Whether and how a value stands apart; None for one like others, and where too little is known to say."""
    if dong is None or dong <= 0:
        return None
    if usual is None or not usual.is_enough:
        return Odd(Side.SMALL, 0, _meant_without(dong)) if dong < LEAST_BELIEVABLE else None
    score = usual.score(dong)
    if abs(score) < THRESHOLD and dong >= LEAST_BELIEVABLE:
        return None
    side = Side.LARGE if score > 0 else Side.SMALL
    times = _rounded(10 ** abs(log10(dong) - usual.middle))
    return Odd(side, times, _meant(dong, side, usual), usual.of_field)


def _meant(dong: int, side: Side, usual: Usual) -> int | None:
    """What fits best of the values that a slip would explain, if any fits."""
    read = [value for slip in _SLIPS if (value := _put_right(dong, side, slip))]
    best = min(read, key=lambda value: abs(usual.score(value)), default=None)
    return best if best is not None and abs(usual.score(best)) <= _FITS else None


def _put_right(dong: int, side: Side, slip: int) -> int:
    return dong * slip if side == Side.SMALL else int(Fraction(dong, slip))


def _meant_without(dong: int) -> int:
    return dong * 1_000_000


def _rounded(times: float) -> int:
    """Two digits that count: 243,7 is 240."""
    size: int = 10 ** max(floor(log10(times)) - 1, 0)
    return max(round(times / size) * size, 1)
