"""A slip of the finger: what a misspelt word may have been meant to be, and how likely each is."""

import re
from collections.abc import Collection, Iterable

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_PART = 7  # "nghieng" is as long as a Vietnamese syllable gets
_SHORTEST = 3  # a shorter word is a slip of half of all others

# As surely is a word meant when it was typed with this slip.
_SAME, _SWAPPED, _ONE_OFF, _NEXT_KEY, _ANY_KEY = 0.95, 0.9, 0.86, 0.84, 0.8
LIKELY = _NEXT_KEY  # even where what was typed is a word itself

_ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
_PLACE = {key: (row, n) for row, keys in enumerate(_ROWS) for n, key in enumerate(keys)}
_NEXT = {
    key: [other for other, (r, m) in _PLACE.items() if other != key and abs(r - row) <= 1 and abs(m - n) <= 1]
    for key, (row, n) in _PLACE.items()
}

# What the keyboard would have made marks of, had it been switched to Vietnamese: "tieens thuaanj" is tiến thuận.
_TELEX = re.compile(r"([aeo])\1|(d)d|([aou])w|[sfrxj]$|w")


def slips(word: str) -> dict[str, float]:
    """The words that differ from a folded `word` by one slip, each with how surely it was meant (below 1).

    A slip is a letter too many, too few, another one, or two in the wrong order; marks typed with the keyboard still
    set to English are none, nor is i for y. Short words have no others, and numbers none at all.
    """
    halves = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    if not word.isascii() or not word.isalpha():
        return {}
    if len(word) < _SHORTEST:
        return dict.fromkeys(_spelt_otherwise(halves), _SAME)
    meant = dict.fromkeys((a + c + b[1:] for a, b in halves if b for c in _LETTERS), _ANY_KEY)
    meant |= dict.fromkeys((a + c + b[1:] for a, b in halves if b for c in _NEXT[b[0]]), _NEXT_KEY)
    meant |= dict.fromkeys(_one_off(halves), _ONE_OFF)
    meant |= dict.fromkeys((a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1), _SWAPPED)
    meant |= dict.fromkeys(_undecoded(word), _SAME)
    meant |= dict.fromkeys(_spelt_otherwise(halves), _SAME)
    meant.pop(word, None)
    return meant


def run_together(word: str, known: Collection[str]) -> list[str]:
    """The known words that a long `word` consists of, where the spaces were forgotten; none when it does not."""
    for length in range(min(_LONGEST_PART, len(word)), 1, -1):
        rest = word[length:]
        if word[:length] in known and (parts := run_together(rest, known) if rest else [""]):
            return [word[:length], *filter(None, parts)]
    return []


def parts_of(word: str) -> set[str]:
    """All words that it may consist of, where the spaces were forgotten."""
    ends = range(2, _LONGEST_PART + 1)
    return {word[n : n + end] for n in range(len(word)) for end in ends} if len(word) > _LONGEST_PART - 2 else set()


def _one_off(halves: list[tuple[str, str]]) -> Iterable[str]:
    yield from (a + b[1:] for a, b in halves if b)
    yield from (a + c + b for a, b in halves for c in _LETTERS)


def _undecoded(word: str) -> Iterable[str]:
    bare = _TELEX.sub(lambda found: found[1] or found[2] or found[3] or "", word)
    yield bare
    yield re.sub(r"(?<=.)[sfrxj]", "", bare)


def _spelt_otherwise(halves: list[tuple[str, str]]) -> Iterable[str]:
    """Mỹ and mĩ, công ty and công ti: both are right."""
    yield from (a + ("i" if b[0] == "y" else "y") + b[1:] for a, b in halves if b and b[0] in "iy")
