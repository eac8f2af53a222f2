"""A print of a picture that stays when it is made smaller, saved anew, made lighter or turned: of what it shows.

The picture in 32 × 32 shades of grey, and of its cosine transform the signs of the 8 × 8 slowest waves: 64 bits
(Zauner, Implementation and Benchmarking of Perceptual Image Hash Functions, 2010; signs instead of "above the median",
since the signs of a turned picture follow from those of the picture). Two pictures show the same if hardly any bit
differs.

A band is 16 of the bits. Of four, two prints that differ in three bits or fewer share at least one, and in seven or
fewer one but for a single bit: so those that may show the same are found by an index.
"""

import io
from collections.abc import Sequence
from functools import cache
from math import cos, pi

from PIL import Image

SIDE, WAVES, BANDS = 32, 8, 4
MOST_APART = 10  # bits, of two prints of one picture
_LEAST_CONTRAST = 24  # between the lightest and the darkest of its shades: below that it shows next to nothing
_LEAST_WAVES = 12  # with anything to tell: below that it is a blank page, a wall, a letterhead with a line of text
_WORD = 64 // BANDS

Waves = Sequence[Sequence[float]]


def print_of(jpeg: bytes) -> int | None:
    """The print of a picture that we have drawn (a preview), as PostgreSQL keeps 64 bits: a signed whole number. None
    of one that shows next to nothing: all of these would be alike."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        grey = opened.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    shades = list(grey.tobytes())
    if max(shades) - min(shades) < _LEAST_CONTRAST:
        return None
    waves = _waves([shades[at : at + SIDE] for at in range(0, len(shades), SIDE)])
    loudest = max(abs(wave) for row in waves for wave in row)
    if sum(abs(wave) > loudest / 50 for row in waves for wave in row) < _LEAST_WAVES:
        return None
    return _packed(waves)


def turned(bits: int) -> list[int]:
    """The prints of the picture turned by nothing, a quarter, a half and three quarters."""
    prints, signs = [], _signs(bits)
    for _quarter in range(4):
        prints.append(_packed(signs))
        signs = [[signs[across][down] * (-1) ** across for across in range(WAVES)] for down in range(WAVES)]
    return prints


def bands_of(bits: int) -> list[int]:
    """The four bands, each with its place, so that a band is found at its place only."""
    mask = (1 << _WORD) - 1
    return [(at << _WORD) | ((bits >> (at * _WORD)) & mask) for at in range(BANDS)]


def bands_near(bits: int) -> list[int]:
    """The bands to look for: those of the picture in each of its turns, and as it stands those with any one bit
    other."""
    asked = {band for print_ in turned(bits) for band in bands_of(print_)}
    return sorted(asked | {band ^ (1 << bit) for band in bands_of(bits) for bit in range(_WORD)})


def apart(one: int, other: int) -> int:
    """In how many bits two prints differ."""
    return ((one ^ other) & (2**64 - 1)).bit_count()


def _waves(rows: Sequence[Sequence[int]]) -> Waves:
    """The slowest waves, down and across. The slowest of all, how light the picture is, counts for nothing."""
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in _cosines()] for row in rows]
    columns = list(zip(*across, strict=True))
    waves = [[sum(map(float.__mul__, wave, column)) for column in columns] for wave in _cosines()]
    waves[0][0] = 0.0
    return waves


@cache
def _cosines() -> Sequence[Sequence[float]]:
    return [[cos(pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(WAVES)]


def _packed(waves: Waves) -> int:
    bits = 0
    for row in waves:
        for wave in row:
            bits = (bits << 1) | (wave > 0)
    bits &= 2**63 - 1  # the first bit is how light the picture is
    return bits


def _signs(bits: int) -> list[list[int]]:
    flat = [1 if (bits >> (63 - at)) & 1 else -1 for at in range(64)]
    return [flat[at : at + WAVES] for at in range(0, 64, WAVES)]
