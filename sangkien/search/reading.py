"""Words as search knows them: folded, abbreviations in full, kỹ and kĩ as one; and where they stand in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from sangkien.base.text import ENDS_IN_Y, expanded, fold, tones_placed

_SHORT = 300  # letters: titles and names, which are read more than once
LONGEST = 40  # of a word: what is longer is no word, and the database takes no endless ones

_Y, _I = "yýỳỷỹỵ", "iíìỉĩị"
_AS_I = str.maketrans(_Y, _I)
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


@dataclass(frozen=True)
class Word:
    """A word as it stands in a text: from `start` to before `end`; `marked` in small letters with its marks, `folded`
    the words that search knows it by, several for an abbreviation."""

    start: int
    end: int
    marked: str
    folded: tuple[str, ...]


def lexemes(text: str) -> list[str]:
    """The words of a text by which it is found, in their order."""
    return list(_said_again(text) if len(text) <= _SHORT else _read(text))


def _read(text: str) -> tuple[str, ...]:
    in_full = " ".join(expanded(fold(text).split()))
    return tuple(word[:LONGEST] for word in ENDS_IN_Y.sub(r"\1i", in_full).split())


_said_again = lru_cache(maxsize=16_384)(_read)


def marked(text: str) -> list[str]:
    """Those words of a text that carry marks, in small letters, their tone where "hòa" has it."""
    written = (_with_marks(found.group()) for found in _WORD.finditer(text))
    return [word for word in written if has_marks(word)]


def has_marks(word: str) -> bool:
    """Is it one thing with its marks and another without?"""
    return not word.isascii()


def words_in(text: str) -> Iterator[Word]:
    """Every word of a text with its place."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), _with_marks(found.group()), _lexemes_of(found.group()))


@lru_cache(maxsize=16_384)
def _lexemes_of(word: str) -> tuple[str, ...]:
    return tuple(lexemes(word))


@lru_cache(maxsize=16_384)
def _with_marks(word: str) -> str:
    small = tones_placed(word.lower())
    ends_in_y = len(small) == 2 and small[0] in "hklmst" and small[1] in _Y
    return (small[0] + small[1].translate(_AS_I) if ends_in_y else small)[:LONGEST]
