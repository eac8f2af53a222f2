"""How close a union is to what was asked for: a number from 0 to 1 that puts hits in order."""

from collections.abc import Mapping, Set

from sangkien.organisations.keys import SAYING_LITTLE
from sangkien.organisations.search_asked import Asked

# What counts: that the name holds the words, that it holds little else, that they stand in the order typed, and so does
# even the legal form. All of it is 0.99.
_SAID, _WHOLE, _IN_ORDER, _TO_THE_LETTER = 0.78, 0.12, 0.08, 0.01
_THIRDS = 3  # small differences in how much else a name holds are none: then the bigger union goes first

UNFINISHED = 0.98  # of a word, when only its beginning was typed
# Of words that the name does not hold, but where the union is does: next to each other, as a place is called, or not.
_PLACE, _BY_CHANCE = 0.93, 0.75


def closeness(asked: Asked, names: str, around: str, *, own: bool = False) -> float:
    """Of the best of the `names` (folded, " | " between them); words found only `around` it count less.

    `own`: the asker chose this union before, so it does not matter what else its name holds.
    """
    beside = _shares(asked, around, frozenset(around.split()))
    return max(_of_one(asked, name, around, beside, own=own) for name in names.split(" | "))


def _of_one(asked: Asked, name: str, around: str, beside: Mapping[str, float], *, own: bool) -> float:
    words = frozenset(name.split())
    in_name = _shares(asked, name, words)
    elsewhere = [word for word in asked.words if in_name[word] < beside[word]]
    worth = _PLACE if " ".join(elsewhere) in around else _BY_CHANCE
    said = sum(asked.weights[word] * max(share, worth * beside[word]) for word, share in in_name.items())
    whole = 1.0 if own else _whole(asked, in_name, words)
    in_order = own or any(typed in name for typed in asked.in_order)
    close = _SAID * said / asked.weight + _WHOLE * whole + _IN_ORDER * in_order
    return close + _TO_THE_LETTER * (asked.typed in name)


def _shares(asked: Asked, text: str, words: Set[str]) -> dict[str, float]:
    """How much of each asked word is among the words of the text: all, its beginning, or what it may be a slip of."""
    shares = {word: 1.0 if word in words else _meant(asked, word, words) for word in asked.words}
    last = asked.words[-1]
    if shares[last] < UNFINISHED and f" {last}" in f" {text}":
        shares[last] = UNFINISHED
    return shares


def _meant(asked: Asked, word: str, words: Set[str]) -> float:
    others = asked.meant.get(word)
    return max((others[other] for other in others.keys() & words), default=0.0) if others else 0.0


def _whole(asked: Asked, in_name: Mapping[str, float], words: Set[str]) -> float:
    """How much of the name was said, in full thirds; what every name holds aside."""
    letters = sum(asked.weights[word] * share for word, share in in_name.items())
    rest = sum(map(len, words - asked.spoken - SAYING_LITTLE)) if letters else 1
    return int(_THIRDS * letters / (letters + rest)) / _THIRDS
