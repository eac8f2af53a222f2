"""A title as the detector reads it: word by word, without what any title may begin with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from sangkien.base.text import fold, is_syllable, nfc, one_line

MOST_WORDS = 60  # of a title; what comes after adds nothing

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|:")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"x": 10, "v": 5, "i": 1}


@dataclass(frozen=True, slots=True)
class Word:
    """One word. `folded`: as it is searched; `mark`: what tells the parts of a series apart ("2", "II" is "2", "b"), or
    empty; `small`: it carries grammar only; `known`: it is spelt like a Vietnamese syllable."""

    written: str
    folded: str
    mark: str
    small: bool
    known: bool


@dataclass(frozen=True)
class Lexicon:
    """What is known of words, from `words.yaml`; all folded."""

    openings: Sequence[tuple[str, ...]]
    openings_with_a_colon: Sequence[tuple[str, ...]]
    small: frozenset[str]
    parts: frozenset[str]
    meanings: Mapping[tuple[str, ...], int]
    before_a_place: frozenset[str]
    places: frozenset[str]

    @cached_property
    def longest_meaning(self) -> int:
        """Of how many words the longest expression with a synonym is."""
        return max(map(len, self.meanings))

    @cached_property
    def begins_a_meaning(self) -> frozenset[str]:
        """The first words of those expressions."""
        return frozenset(words[0] for words in self.meanings)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The words that the detector knows."""
    said: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
    return Lexicon(
        openings=_longest_first(said["openings"]),
        openings_with_a_colon=_longest_first(said["openings_with_a_colon"]),
        small=frozenset(said["small"].split()),
        parts=frozenset(said["parts"].split()),
        meanings={tuple(text.split()): group for group, texts in enumerate(said["synonyms"]) for text in texts},
        before_a_place=frozenset(said["before_a_place"]),
        places=frozenset(said["places"].split()),
    )


@lru_cache(maxsize=4096)
def read(title: str) -> tuple[Word, ...]:
    """The words of a title, in their order; at most 60."""
    pieces = _WORD.findall(nfc(one_line(title)).lower())
    kept = _without_openings(pieces)[:MOST_WORDS]
    folded = [fold(piece) for piece in kept]
    return tuple(_word(piece, bare, before) for piece, bare, before in zip(kept, folded, ["", *folded], strict=False))


def _longest_first(texts: list[str]) -> list[tuple[str, ...]]:
    return sorted((tuple(text.split()) for text in texts), key=len, reverse=True)


def _without_openings(pieces: list[str]) -> list[str]:
    """The name itself, without "Sáng kiến kinh nghiệm:" and the like, however many of them; never nothing at all."""
    known, rest = lexicon(), pieces
    while opening := _opening(known, rest):
        rest = rest[opening:]
    return [piece for piece in rest if piece != ":"]


def _opening(known: Lexicon, pieces: list[str]) -> int:
    """How many pieces to leave out, a colon included."""
    folded = [fold(piece) or piece for piece in pieces[:5]]
    for words in known.openings:
        n = len(words)
        if tuple(folded[:n]) == words and len(pieces) > n + 3:
            return n + (folded[n : n + 1] == [":"])
    for words in known.openings_with_a_colon:
        n = len(words)
        if tuple(folded[: n + 1]) == (*words, ":") and len(pieces) > n + 3:
            return n + 1
    return 0


def _word(written: str, folded: str, before: str) -> Word:
    small = folded in lexicon().small
    mark = "" if small else _mark(written, folded, before)
    return Word(written, folded, mark, small, not mark and is_syllable(written))


def _mark(written: str, folded: str, before: str) -> str:
    if written[0].isdigit():
        return _number(written)
    if folded and _ROMAN.fullmatch(folded) and (not is_syllable(written) or before in lexicon().parts):
        return str(_roman(folded))
    return folded if len(written) == 1 and written.isascii() and written != "y" else ""


def _number(written: str) -> str:
    """1.000 is 1000, 2,5 stays; leading zeros go."""
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", written).replace(".", ",")
    return plain.lstrip("0") or "0"


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


_SENTENCE = re.compile(r"[^.;\n]+")
_QUOTED_RULE = re.compile(
    r"\b(can cu|theo quy dinh|nghi dinh|thong tu|quyet dinh so|luat|nghi quyet|cong van|chi thi|huong dan so)\b"
)


def described(*texts: str) -> str:
    """What a dossier tells, without the sentences that quote a law or a decision: those stand in many."""
    sentences = (found.group().strip() for text in texts for found in _SENTENCE.finditer(text))
    return "\n".join(one for one in sentences if one and not _QUOTED_RULE.search(fold(one)))
