"""A title as the detector reads it: word by word, without what any title may begin with."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import yaml

from sangkien.base.text import ENDS_IN_Y, decoded, fold, is_syllable, one_line, tones_placed

MOST_WORDS = 60  # of a title; what comes after adds nothing

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|:")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"x": 10, "v": 5, "i": 1}


_GRAMMAR_ONLY = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word. `written`: in small letters, every tone where hòa has it; `folded`: as it is searched; `sound`: the
    same with i where y is as right; `mark`: what tells the parts of a series apart ("2", "II" is "2", "b"), or empty;
    `small`: it carries grammar only; `known`: it is spelt like a Vietnamese syllable; `weight`: how much it says. The
    same word is the same object."""

    written: str
    folded: str
    sound: str
    mark: str
    small: bool
    known: bool
    weight: float
    begins_a_meaning: bool


@dataclass(frozen=True)
class Lexicon:
    """What is known of words, from `words.yaml`: `small`, `small_after` and `numerals` with their marks, `meanings` by
    their sound, the rest folded."""

    openings: Sequence[tuple[str, ...]]
    openings_with_a_colon: Sequence[tuple[str, ...]]
    small: frozenset[str]
    small_after: Mapping[str, str]
    opposites: Mapping[str, Collection[str]]
    parts: frozenset[str]
    numerals: Mapping[str, str]
    meanings: Mapping[tuple[str, ...], int]
    before_a_place: frozenset[str]
    places: frozenset[str]

    @cached_property
    def small_without_marks(self) -> frozenset[str]:
        """The same, in titles typed without marks."""
        return frozenset(map(fold, self.small))

    def is_a_place(self, words: Sequence[Word]) -> bool:
        """Do they begin as a place or a year does: "tại Công ty", "trên địa bàn tỉnh", "năm học 2022-2023"?"""
        folded = [word.folded for word in words[:2]]
        return folded[:1] == ["nam"] or (folded[0] in self.before_a_place and folded[-1] in self.places)

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
        small_after=said["small_after"],
        opposites={
            one: {other for pair in said["opposites"] if one in pair for other in pair if other != one}
            for pair in said["opposites"]
            for one in pair
        },
        parts=frozenset(said["parts"].split()),
        numerals={word: str(number) for word, number in said["numerals"].items()},
        meanings={
            tuple(map(_sound, text.split())): group for group, texts in enumerate(said["synonyms"]) for text in texts
        },
        before_a_place=frozenset(said["before_a_place"]),
        places=frozenset(said["places"].split()),
    )


@lru_cache(maxsize=65_536)  # all titles of a list are held against one another
def read(title: str) -> tuple[Word, ...]:
    """The words of a title, in their order; at most 60. It may be in an old encoding, or as the typing tool left it."""
    pieces = _WORD.findall(tones_placed(one_line(decoded(title).text)))
    kept = _without_openings(pieces)[:MOST_WORDS]
    is_small = partial(_is_small, lexicon(), without_marks=title.isascii())
    before = ["", *kept]
    return tuple(
        _word(piece, _folded(led_by), is_small(piece.lower(), led_by.lower()))
        for piece, led_by in zip(kept, before, strict=False)
    )


def _is_small(known: Lexicon, word: str, led_by: str, *, without_marks: bool) -> bool:
    """Grammar only, wherever it stands or after that word; of a title without marks as far as one can tell."""
    if without_marks:
        led_so = any(word == _folded(small) and led_by == _folded(first) for small, first in known.small_after.items())
        return led_so or word in known.small_without_marks
    return word in known.small or (word in known.small_after and known.small_after[word] == led_by)


_folded = lru_cache(maxsize=65_536)(fold)  # words come again and again


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
    folded = [_folded(piece) or piece for piece in pieces[:5]]
    for words in known.openings:
        n = len(words)
        if tuple(folded[:n]) == words and len(pieces) > n + 3:
            return n + (folded[n : n + 1] == [":"])
    for words in known.openings_with_a_colon:
        n = len(words)
        if tuple(folded[: n + 1]) == (*words, ":") and len(pieces) > n + 3:
            return n + 1
    return 0


@lru_cache(maxsize=65_536)
def _word(piece: str, before: str, small: bool) -> Word:
    written = piece.lower()
    folded = "" if small else _meant(written)
    known = bool(folded)
    folded = folded or fold(written)
    mark = "" if small or known else _mark(piece, folded, before)
    return Word(
        written=folded if known else written,
        folded=folded,
        sound=_sound(folded),
        mark=mark,
        small=small,
        known=known or (not mark and is_syllable(written)),
        weight=_GRAMMAR_ONLY if small else 1.0,
        begins_a_meaning=_sound(folded) in lexicon().begins_a_meaning,
    )


def _sound(folded: str) -> str:
    """Both are right, and people write both: kỹ and kĩ, lý and lí, công ty and công ti, quy and qui."""
    return "qui" if folded == "quy" else ENDS_IN_Y.sub(r"\1i", folded)


_DOUBLED = re.compile(r"([aeod])\1")
_HOOKED = re.compile(r"([aou])w")
_TONE_KEY = re.compile(r"(?<=[aeiouyw])[sfrxj](?=[cghmnpt]*$)|(?<=[cghmnpt])[sfrxj]$")


def _meant(written: str) -> str:
    """What becomes of "chaats" and "dduowngf" once Telex works, without marks; empty for what is no such rest."""
    if not written.isascii() or not written.isalpha() or is_syllable(written):
        return ""
    plain = _HOOKED.sub(r"\1", _DOUBLED.sub(r"\1", written))
    for read_so in (plain, _TONE_KEY.sub("", plain, count=1)):
        if is_syllable(read_so):
            return read_so
    return ""


def _mark(written: str, folded: str, before: str) -> str:
    if written[0].isdigit():
        return _number(written)
    if folded and _ROMAN.fullmatch(folded) and (written.isupper() or before in lexicon().parts):
        return str(_roman(folded))
    return folded if len(written) == 1 and written.isascii() and folded != "y" else ""


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


def quoted_rules(text: str) -> list[tuple[int, int]]:
    """Where in the text the sentences stand that `described` leaves out: from which letter to which."""
    return [found.span() for found in _SENTENCE.finditer(text) if _QUOTED_RULE.search(fold(found.group()))]
