"""How close a union is to what was asked for: a number from 0 to 1 that puts hits in order."""

from collections.abc import Mapping

from sangkien.organisations.keys import LEGAL_WORDS
from sangkien.organisations.search_asked import Asked

# What counts: that the name holds the words, that it holds little else, that they stand in the order typed.
_SAID, _WHOLE, _IN_ORDER = 0.79, 0.12, 0.08
_THIRDS = 3  # small differences in how much else a name holds are none: then the bigger union goes first

UNFINISHED = 0.98  # of a word, when only its beginning was typed
BESIDE = 0.75  # of a word that the name does not hold, but where the union is does


def closeness(asked: Asked, names: str, around: str, *, own: bool = False) -> float:
    """Of the best of the `names` (folded, " | " between them); words found only `around` it count less.

    `own`: the asker chose this union before, so it does not matter what else its name holds.
    """
    beside = {word: BESIDE * _share(asked, word, f" {around} ") for word in asked.words}
    return max(_of_one(asked, f" {name} ", beside, own=own) for name in names.split(" | "))


def _of_one(asked: Asked, name: str, beside: Mapping[str, float], *, own: bool) -> float:
    in_name = {word: _share(asked, word, name) for word in asked.words}
    said = sum(len(word) * max(share, beside[word]) for word, share in in_name.items())
    letters_in_name = sum(len(word) * share for word, share in in_name.items())
    whole = 1.0 if own else _whole(letters_in_name, asked, name) if letters_in_name else 0.0
    in_order = own or any(typed in name for typed in asked.in_order)
    return _SAID * said / asked.letters + _WHOLE * whole + _IN_ORDER * in_order


def _share(asked: Asked, word: str, text: str) -> float:
    """How much of the asked `word` is in the text: all of it, its beginning, or what it may be a slip of."""
    if f" {word} " in text:
        return 1
    if word == asked.words[-1] and f" {word}" in text:
        return UNFINISHED
    others = asked.meant.get(word)
    return max((sure for other, sure in others.items() if f" {other} " in text), default=0) if others else 0


def _whole(letters: float, asked: Asked, name: str) -> float:
    """How much of the name was said, in thirds; what every name holds aside."""
    rest = sum(len(word) for word in set(name.split()) - asked.spoken - LEGAL_WORDS)
    return round(_THIRDS * letters / (letters + rest)) / _THIRDS
