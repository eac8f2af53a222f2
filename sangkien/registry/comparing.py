"""Two versions of a text, word by word: what was left out, what came in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST = 2_000
_MARK = r"\*\*|\{[^{}\n]*\}"
_WORD = re.compile(rf"(?:{_MARK})\s*|(?:(?!{_MARK})\S)+\s*|\s+")
_SEEN = re.compile(rf"({_MARK}|\n)")


class Change(StrEnum):
    """What became of some words."""

    SAME = ""
    OUT = "out"
    IN = "in"


_Stretch = tuple[bool, Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Words:
    """Some words of the two texts that stand together, spaces included."""

    text: str
    change: Change


@dataclass(frozen=True)
class Seen(Words):
    """The same as a reader sees it: `bold` instead of its marks, a `field` by its name."""

    bold: bool = False
    field: bool = False


def compared(old: str, new: str) -> list[Words]:
    """Both texts in one: without what came in it is the old one, without what was left out the new. Lines are found
    again first, and words only within lines that changed, since comparing takes time with the square of lengths: where
    there are more than MOST lines on a side, or as many words altogether as would take longer than MOST at once, all is
    out and all is in."""
    found, room = list[Words](), MOST**2
    for same, was, now in _stretches(old.splitlines(keepends=True), new.splitlines(keepends=True), MOST**2):
        before, after = _WORD.findall("".join(was)), _WORD.findall("".join(now))
        found += [Words("".join(was), Change.SAME)] if same else _of_words(before, after, room)
        room -= 0 if same else min(room, _work(before, after))
    return found


def _of_words(before: Sequence[str], after: Sequence[str], room: int) -> Iterator[Words]:
    for same, was, now in _stretches(before, after, room):
        pairs = [(was, Change.SAME)] if same else [(was, Change.OUT), (now, Change.IN)]
        yield from (Words("".join(words), change) for words, change in pairs if words)


def _stretches(old: Sequence[str], new: Sequence[str], room: int) -> Iterator[_Stretch]:
    if _work(old, new) > room:
        yield False, old, new
        return
    # Autojunk: what recurs all over a long text begins no stretch, else a page of equal words takes minutes.
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        yield what == "equal", old[a:b], new[c:d]


def _work(old: Sequence[str], new: Sequence[str]) -> int:
    return max(len(old), len(new)) ** 2


def readable(found: Iterable[Words]) -> Iterator[Seen]:
    """What was compared, as a reader sees it. Words that only became bold, or ceased to be, are out and in."""
    bold = {Change.OUT: False, Change.IN: False}
    for words in found:
        sides = list(bold) if words.change == Change.SAME else [words.change]
        for text in filter(None, _SEEN.split(words.text)):
            if text == "**":
                bold |= {side: not bold[side] for side in sides}
                continue
            alike = len(sides) == 2 and (bold[Change.OUT] == bold[Change.IN] or text == "\n")
            yield from (_seen(text, change, bold) for change in ([Change.SAME] if alike else sides))
            if text == "\n":  # bold ends with its paragraph
                bold |= dict.fromkeys(sides, False)


def _seen(text: str, change: Change, bold: Mapping[Change, bool]) -> Seen:
    is_bold = bold[Change.IN if change == Change.SAME else change]
    named = text[1:-1].strip() if re.fullmatch(_MARK, text) else ""
    return Seen(named or text, change, is_bold, field=bool(named))
