"""What somebody typed into the box, understood: words, "phrases", beginnings*, and -what is not wanted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from sangkien.base.text import fold, one_line
from sangkien.search.documents import MARKED, TITLE
from sangkien.search.reading import Word, has_marks, words_in

LONGEST = 200
MOST_TERMS = 16
SHORTEST_BEGINNING = 2  # letters: what fewer begin is no question

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')
_CODE = re.compile(r"\bSK[\s-]*(\d{4})[\s-]*(\d{1,9})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One thing that is asked for: words that stand next to each other if it is a `phrase`, else anywhere. `begun`: the
    words that its last one may be, where only its beginning was typed."""

    words: tuple[Word, ...]
    phrase: bool = False
    open_ended: bool = False
    begun: tuple[str, ...] = ()

    @property
    def folded(self) -> list[str]:
        """All its words, abbreviations in full."""
        return [folded for word in self.words for folded in word.folded]


@dataclass(frozen=True)
class Question:
    """What is asked. `without` are terms that must not occur."""

    typed: str
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    @classmethod
    def read(cls, typed: str) -> "Question":
        """From whatever was typed. What cannot be kept or asked is left out."""
        text = one_line(typed[:LONGEST])
        terms: list[Term] = []
        without: list[Term] = []
        for piece in _PIECE.finditer(_CODE.sub(_joined, text)):
            for term in _terms(piece):
                (without if piece["minus"] else terms).append(term)
        return cls(text, tuple(_once(terms)[:MOST_TERMS]), tuple(_once(without)[:MOST_TERMS]))

    def __bool__(self) -> bool:
        return bool(self.terms)

    @cached_property
    def words(self) -> list[Word]:
        """All that is asked for, for highlights."""
        return [word for term in self.terms for word in term.words]

    @property
    def has_phrases(self) -> bool:
        """Are some words to stand next to each other?"""
        return any(term.phrase for term in self.terms)

    @property
    def wanted(self) -> str:
        """As a `tsquery`: every term, in whatever part of the text."""
        return _and(_anywhere(term) for term in self.terms)

    @property
    def beginning(self) -> str:
        """The same to put hits in order by: a beginning as itself. Spelt out in all that it may become it takes fifteen
        times as long to find how close the words stand; to look into the index by it would."""
        return _and(_anywhere(term, spelt_out=False) for term in self.terms)

    @property
    def unwanted(self) -> str:
        """As a `tsquery`: none of what must not occur; empty where nothing must not."""
        return _and(f"!({_anywhere(term)})" for term in self.without)

    @property
    def in_title(self) -> str:
        """As a `tsquery`: every term in the title."""
        return _and(_in_title(term, marks=False) for term in self.terms)

    @property
    def as_written(self) -> str:
        """As a `tsquery`: every term in the title with the marks that were typed; empty where none was."""
        if not any(has_marks(word.marked) for word in self.words):
            return ""
        return _and(_in_title(term, marks=True) for term in self.terms)

    @property
    def in_order(self) -> str:
        """As a `tsquery`: all words in the title, one after the other as they were typed."""
        return " <-> ".join(place for term in self.terms for place in _places(term))

    @property
    def open_ended(self) -> list[str]:
        """The beginnings of words that were typed, folded."""
        return [term.folded[-1] for term in self.terms if term.open_ended]

    def begun(self, known: dict[str, Sequence[str]]) -> "Question":
        """The same with what each beginning may be the beginning of."""
        terms = (
            replace(term, begun=tuple(known.get(term.folded[-1], ()))) if term.open_ended else term
            for term in self.terms
        )
        return replace(self, terms=tuple(terms))

    def with_open_end(self) -> "Question | None":
        """The same, its last word not typed to its end; None where it is a phrase or too short."""
        last = self.terms[-1]
        if last.phrase or last.open_ended or len(last.folded[-1]) < SHORTEST_BEGINNING:
            return None
        return replace(self, terms=(*self.terms[:-1], replace(last, open_ended=True)))

    def but_one(self) -> str:
        """As a `tsquery`: all terms but any one; empty where there are fewer than three."""
        if len(self.terms) <= 2:
            return ""
        some = combinations([_anywhere(term) for term in self.terms], len(self.terms) - 1)
        return f"({' | '.join(f'({_and(terms)})' for terms in some)})"


def _terms(piece: re.Match[str]) -> list[Term]:
    """Nothing for what holds no letter or digit. A word may fall apart: "đồ-gá" are two."""
    said = piece["phrase"] if piece["word"] is None else piece["word"]
    found = tuple(word for word in words_in(said) if word.folded)
    if not found:
        return []
    if piece["word"] is None:
        return [Term(found, phrase=True)]
    *first, last = (Term((word,)) for word in found)
    is_begun = said.endswith("*") and len(last.folded[-1]) >= SHORTEST_BEGINNING
    return [*first, replace(last, open_ended=is_begun)]


def _joined(code: re.Match[str]) -> str:
    """A code as one word, however it was typed: "sk 2022 123" is SK-2022-000123."""
    return f"sk{code[1]}{int(code[2]):06}"


def _once(terms: Iterable[Term]) -> list[Term]:
    """A word that was typed twice is asked for once."""
    return list({(term.phrase, tuple(word.marked for word in term.words)): term for term in terms}.values())


def _and(parts: Iterable[str]) -> str:
    return " & ".join(part for part in parts if part)


def _anywhere(term: Term, *, spelt_out: bool = True) -> str:
    if term.phrase:
        return f"({' <-> '.join(map(_quoted, term.folded))})"
    if not term.open_ended:
        return _and(map(_quoted, term.folded))
    *first, last = term.folded
    ends = _any_of([last, *term.begun]) if spelt_out else f"{_quoted(last)}:*"
    return _and([*map(_quoted, first), ends])


def _in_title(term: Term, *, marks: bool) -> str:
    if term.open_ended:
        return _any_of([TITLE + word for word in [term.folded[-1], *term.begun]])
    words = _and(_title_word(word, marks=marks) for word in term.words)
    if not term.phrase:
        return words
    return _and([words, f"({' <-> '.join(_places(term))})"])


def _places(term: Term) -> list[str]:
    """Each of its words where the title stands."""
    *first, last = term.folded
    return [*(f"{_quoted(word)}:A" for word in first), f"{_quoted(last)}:{'*' * term.open_ended}A"]


def _title_word(word: Word, *, marks: bool) -> str:
    if marks and has_marks(word.marked) and word.folded == (fold(word.marked),):
        return _quoted(MARKED + word.marked)
    return _and(_quoted(TITLE + folded) for folded in word.folded)


def _any_of(words: Iterable[str]) -> str:
    return f"({' | '.join(map(_quoted, dict.fromkeys(words)))})"


def _quoted(word: str) -> str:
    """Letters and digits need no escape; whatever else a script may bring is none of ours."""
    return "'" + word.replace("\\", "").replace("'", "") + "'"
