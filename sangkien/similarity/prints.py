"""A short print of a text, by which those like it are found among millions: who has much in common shares some bands.

MinHash with bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). Of the pieces
of a text (of a title four letters on end, of a description three words on end) each of several shuffles keeps the
smallest; two texts agree in one with the chance that is their Jaccard likeness. Four of them are a band of a title, so
that titles alike by 0.6 share one of 20 with the chance 0.94, by half with 0.73, by a quarter with 0.08; three are one
of a description, and of ten descriptions that are alike by half share one with the chance 0.74.

A band is a whole number of 20 bits, of a description 19: the index keeps one list for each, whatever their number.
"""

import struct
import sys
from array import array
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache, reduce
from hashlib import shake_128
from zlib import crc32

from sangkien.base.text import expanded, fold
from sangkien.similarity.reading import Word, lexicon, read

TITLE_BANDS, TITLE_ROWS = 20, 4
CONTENT_BANDS, CONTENT_ROWS = 10, 3
_LETTERS, _WORDS = 4, 3
_LONGEST = 4_000  # letters of a description; copied ones are alike from the start
_TITLE_BITS, _CONTENT_BITS = 20, 19
_LEAST_WORDS = 5
_SHUFFLES = TITLE_BANDS * TITLE_ROWS
_ABOVE = sum(1 << (64 * shuffle + 32) for shuffle in range(_SHUFFLES))
_AT = "tai"  # "trong" and "cho" lead in much that is no place


def title_bands(title: str) -> list[int]:
    """Of what is done; where it is done ("tại Công ty …") stays out where enough is left. Empty for an empty title."""
    letters = "".join(expanded([word.folded for word in _what(read(title))]))
    fours = {letters[at : at + _LETTERS] for at in range(max(1, len(letters) - _LETTERS + 1))}
    return _bands(_smallest(map(_title_row, fours)), TITLE_ROWS, _TITLE_BITS) if letters else []


def content_bands(text: str, *, commonplaces: Set[str] = frozenset()) -> list[int]:
    """Of a description, without what many say in the same three words; empty for one too short to say anything."""
    told = pieces(text) - commonplaces
    if len(told) < _LEAST_WORDS:
        return []
    rows = (_row(piece, CONTENT_BANDS * CONTENT_ROWS) for piece in told)
    return _bands(list(map(min, zip(*rows, strict=True))), CONTENT_ROWS, _CONTENT_BITS)


@lru_cache(maxsize=64)
def pieces(text: str) -> frozenset[str]:
    """Every three words on end of a description, folded, as far as it is read. Kept for a while: of what a look-up is
    about they are asked for a dozen times."""
    words = fold(text[:_LONGEST]).split()
    return frozenset(" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1))


def _what(words: Sequence[Word]) -> Sequence[Word]:
    known = lexicon()
    for at in range(_LEAST_WORDS, len(words) - 1):
        if words[at].folded == _AT and words[at + 1].folded in known.places:
            return words[:at]
    return words


def _bands(smallest: Sequence[int], rows: int, bits: int) -> list[int]:
    """The smallest of each shuffle, so many together."""
    return [_band(at, smallest[at : at + rows]) >> (32 - bits) for at in range(0, len(smallest), rows)]


@lru_cache(maxsize=16_384)
def _title_row(piece: str) -> int:
    """Its row with each number of 32 bits in 64 of one long number: all of them are compared at once, in a fifth of the
    time. Titles have the same pieces again and again."""
    return int.from_bytes(array("Q", _row(piece, _SHUFFLES)).tobytes(), sys.byteorder)


def _smallest(rows: Iterable[int]) -> "array[int]":
    """Of each shuffle of a title the smallest."""
    return array("Q", reduce(_smaller, rows).to_bytes(8 * _SHUFFLES, sys.byteorder))


def _smaller(one: int, other: int) -> int:
    """Of each two numbers the smaller: taken off a number with the bit above it, the other leaves that bit where it is
    not the larger."""
    is_not_smaller = ((one | _ABOVE) - other) & _ABOVE
    return one ^ ((one ^ other) & (is_not_smaller - (is_not_smaller >> 32)))


def _row(piece: str, shuffles: int) -> "array[int]":
    """The place of a piece in each shuffle."""
    row = array("I", shake_128(piece.encode()).digest(4 * shuffles))
    if sys.byteorder == "big":
        row.byteswap()
    return row


def _band(at: int, rows: Sequence[int]) -> int:
    return crc32(struct.pack(f"<{len(rows) + 1}I", at, *rows))
