"""A question as search understands it, and the ways in which the index is asked for it, strict ones first."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from sangkien.organisations.keys import asked_words, folded, in_full, search_key
from sangkien.organisations.search_slips import LIKELY, parts_of, run_together, slips

MOST_WORDS = 12  # of a question; an address pasted whole has as many, and its first words say most
_FEW_WORDS = 4  # of so many each may be the wrong one
_LONG_ENOUGH = 3  # letters of an unfinished word: the index is not asked for all words that begin with fewer

Meant = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Asked:
    """What is asked for. `words` tell one workplace from another, the last may be unfinished; `typed` is everything,
    folded and in full; `spoken` all its words in their long and short forms; `meant`: for a word what else may be
    meant, and how surely."""

    words: list[str]
    typed: str
    spoken: frozenset[str]
    meant: Meant = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Asked":
        """The question in a person's own writing; one of digits only is one number, however it was grouped."""
        number = folded(text).replace(" ", "")
        words = [number] if number.isdecimal() else asked_words(text)[:MOST_WORDS]
        return cls(words, in_full(folded(text)), frozenset([*words, *search_key(text).split()]))

    @property
    def begun(self) -> str:
        """The last word where it is too short for the index, though it may be unfinished: a filter on what is found."""
        return self.words[-1] if len(self.words) > 1 and len(self.words[-1]) < _LONG_ENOUGH else ""

    @property
    def indexed(self) -> list[str]:
        """The words that the index is asked for."""
        return self.words[:-1] if self.begun else self.words

    @property
    def is_number(self) -> bool:
        """Only digits: a tax code, or how one begins."""
        return self.words[-1].isdecimal() and len(self.words) == 1

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words and all that they may be meant to be."""
        return frozenset([*self.words, *(other for others in self.meant.values() for other in others)])

    @cached_property
    def weights(self) -> dict[str, int]:
        """A long word tells more than a short one."""
        return {word: max(len(word), _LONG_ENOUGH) for word in self.words}

    @cached_property
    def weight(self) -> int:
        """Of all words together."""
        return sum(self.weights.values())

    @cached_property
    def in_order(self) -> tuple[str, str]:
        """The words in the order they were typed, as they may stand in a name: shortened, and in full."""
        short = " ".join(self.words)
        return short, in_full(short)

    def guesses(self) -> list[str]:
        """The words, and everything they may be slips of."""
        return list({guess for word in self.words for guess in [word, *slips(word), *parts_of(word)]})

    def corrected(self, known: Collection[str]) -> "Asked":
        """The same with what each word may have been meant to be: of all guesses those that are `known` to occur."""
        words = list(dict.fromkeys(part for word in self.words for part in _spaced(word, known)))[:MOST_WORDS]
        meant = {word: {other: sure for other, sure in slips(word).items() if other in known} for word in words}
        return replace(self, words=words, spoken=self.spoken | set(words), meant=meant)


def _spaced(word: str, known: Collection[str]) -> list[str]:
    if word in known or any(other in known for other in slips(word)):
        return [word]
    return run_together(word, known) or [word]


def strict(asked: Asked) -> list[str]:
    """The question for every word, as the index wants it; none without words."""
    return _each([_all(_term(asked, word) for word in asked.indexed)])


def with_slips(asked: Asked, known: Collection[str]) -> list[str]:
    """The question for every word, where those that nobody knows are slips; none when all are known."""
    if all(word in known for word in asked.indexed):
        return []
    return _each([_all(_likely(asked, word, known) for word in asked.indexed)])


def with_a_slip_that_is_a_word(asked: Asked, known: Collection[str]) -> list[str]:
    """The questions for every word, where in turn one is a slip though it is known; none when one is not known."""
    if len(asked.indexed) > _FEW_WORDS or not all(word in known for word in asked.indexed):
        return []
    terms = {word: _term(asked, word) for word in asked.indexed}
    return _each(_all((terms | {word: _either(asked, word, LIKELY)}).values()) for word in asked.indexed)


def with_words_too_many(asked: Asked, known: Collection[str]) -> list[str]:
    """The questions for all words but one; of a long question for all but a third, and for its first half."""
    likely = [term for word in asked.indexed if (term := _likely(asked, word, known))]
    some = 1 if len(likely) <= _FEW_WORDS else -(-len(likely) // 3)
    rest = [[*likely[:n], *likely[n + some :]] for n in range(0, len(likely), some)] if len(likely) > 2 else [likely]
    first = [likely[: len(likely) // 2]] if some > 1 else []
    return _each(map(_all, [*rest, *first]))


def _each(queries: Iterable[str]) -> list[str]:
    return [query for query in dict.fromkeys(queries) if query]


def _all(terms: Iterable[str]) -> str:
    return " & ".join(term for term in terms if term)


def _term(asked: Asked, word: str) -> str:
    unfinished = word == asked.words[-1] and len(word) > 1
    return f"'{word}':*" if unfinished else f"'{word}'"


def _likely(asked: Asked, word: str, known: Collection[str]) -> str:
    """A known word itself, else what it may be a slip of; nothing where that is nothing either."""
    if word in known or any(c.isdecimal() for c in word):
        return _term(asked, word)
    return _either(asked, word) if asked.meant[word] or word == asked.words[-1] else ""


def _either(asked: Asked, word: str, surely: float = 0) -> str:
    """The word or anything that it may be a slip of, so `surely` at least."""
    others = [f"'{other}'" for other, sure in asked.meant[word].items() if sure >= surely]
    return f"({' | '.join([_term(asked, word), *others])})"
