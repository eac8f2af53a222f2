"""Two versions of a text, word by word: what was left out, what came in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_WORDS = 2_000
_WORD = re.compile(r"\S+\s*|\s+")


class Change(StrEnum):
    """What became of some words."""

    SAME = ""
    OUT = "out"
    IN = "in"


@dataclass(frozen=True)
class Words:
    """Some words of the two texts that stand together, spaces included."""

    text: str
    change: Change


def compared(old: str, new: str) -> list[Words]:
    """Both texts in one: without what came in it is the old one, without what was left out the new. Lines are found
    again first, and words only within lines that changed, since comparing takes time with the product of lengths: of
    more than MOST_WORDS together all is out and all is in."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found = []
    for same, was, now in _stretches(before, after):
        if same:
            found.append(Words("".join(was), Change.SAME))
        else:
            found += _of_lines("".join(was), "".join(now))
    return found


def _of_lines(old: str, new: str) -> Iterator[Words]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    too_long = max(len(before), len(after)) > MOST_WORDS
    for same, was, now in [(False, before, after)] if too_long else _stretches(before, after):
        pairs = [(was, Change.SAME)] if same else [(was, Change.OUT), (now, Change.IN)]
        yield from (Words("".join(words), change) for words, change in pairs if words)


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        yield what == "equal", old[a:b], new[c:d]
