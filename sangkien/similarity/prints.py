"""A short print of a text, by which those like it are found among millions: who has much in common shares some bands.

MinHash with bands (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). Of the pieces
of a text (of a title four letters on end, of a description three words on end) each of several shuffles keeps the
smallest; two texts agree in one with the chance that is their Jaccard likeness. Four of them are a band, so that titles
alike by 0.6 share one of 24 with the chance 0.96, by half with 0.79, by a quarter with 0.09.

A band is a whole number of 22 bits: the index keeps a short list for each of them and stays small.
"""

from collections.abc import Collection, Sequence
from hashlib import shake_128

from sangkien.base.text import expanded, fold
from sangkien.similarity.reading import Word, lexicon, read

ROWS = 4
TITLE_BANDS, CONTENT_BANDS = 24, 8
_LETTERS, _WORDS = 4, 3
_LONGEST = 4_000  # letters of a description; copied ones are alike from the start
_BITS = 22
_LEAST_WORDS = 5


def title_bands(title: str) -> list[int]:
    """Of what is done; where it is done ("tại Công ty …") stays out where enough is left. Empty for an empty title."""
    letters = "".join(expanded([word.folded for word in _what(read(title))]))
    pieces = {letters[at : at + _LETTERS] for at in range(max(1, len(letters) - _LETTERS + 1))}
    return _bands(pieces, TITLE_BANDS, "t") if letters else []


def content_bands(text: str) -> list[int]:
    """Of a description; empty for one too short to say anything."""
    words = fold(text[:_LONGEST]).split()
    pieces = {" ".join(words[at : at + _WORDS]) for at in range(len(words) - _WORDS + 1)}
    return _bands(pieces, CONTENT_BANDS, "c") if len(pieces) >= _LEAST_WORDS else []


def bands(title: str, content: str) -> list[int]:
    """Of both."""
    return [*title_bands(title), *content_bands(content)]


def _what(words: Sequence[Word]) -> Sequence[Word]:
    known = lexicon()
    for at in range(_LEAST_WORDS, len(words) - 1):
        if words[at].folded in known.before_a_place and words[at + 1].folded in known.places:
            return words[:at]
    return words


def _bands(pieces: Collection[str], many: int, of: str) -> list[int]:
    kept = list(map(min, *_shuffles(pieces, many * ROWS))) if len(pieces) > 1 else _shuffles(pieces, many * ROWS)[0]
    return [_band(f"{of}{at}", kept[at * ROWS : (at + 1) * ROWS]) for at in range(many)]


def _shuffles(pieces: Collection[str], many: int) -> list[Sequence[int]]:
    """For each piece its place in each shuffle."""
    return [memoryview(shake_128(piece.encode()).digest(4 * many)).cast("I").tolist() for piece in pieces]


def _band(name: str, rows: Sequence[int]) -> int:
    told = f"{name} {' '.join(map(str, rows))}"
    return int.from_bytes(shake_128(told.encode()).digest(4), "big") >> (32 - _BITS)
