"""Which words of two texts differ. Pure: no database, no request."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sangkien.base.text import nfc

# Comparing takes time with the product of the lengths. Beyond this two texts are shown as wholly different.
MOST_WORDS = 1_000

# A word with the spaces before it. What a no-break space holds together ("60 %") is one word.
_WORD = re.compile(r"[ \t\n]*[^ \t\n]+|[ \t\n]+$")
_PUNCTUATION = ".,;:!?…\"'“”‘’()[]–-"


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, spaces included; `differs`: the other text does not have it at this place."""

    text: str
    differs: bool


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut into pieces that agree and pieces that differ, word by word.

    A word is the same in capitals and small letters and beside any punctuation, but not without its marks:
    "má" and "ma" are two words. The pieces of a text put together are that text.
    """
    words, others = _WORD.findall(nfc(one)), _WORD.findall(nfc(other))
    spans = _spans([_key(word) for word in words], [_key(word) for word in others])
    left = _pieces((words[a:b], differs) for differs, a, b, _c, _d in spans)
    right = _pieces((others[c:d], differs) for differs, _a, _b, c, d in spans)
    return left, right


def marked(one: str, other: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, escaped, with `<mark>` around what differs."""
    left, right = differences(one, other)
    return _html(left), _html(right)


def _spans(keys: list[str], others: list[str]) -> list[tuple[bool, int, int, int, int]]:
    if keys != others and max(len(keys), len(others)) > MOST_WORDS:
        return [(True, 0, len(keys), 0, len(others))]
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    return [(what != "equal", a, b, c, d) for what, a, b, c, d in matcher.get_opcodes()]


def _key(word: str) -> str:
    bare = word.strip().casefold()
    return bare.strip(_PUNCTUATION) or bare


def _pieces(stretches: Iterable[tuple[list[str], bool]]) -> list[Piece]:
    return [Piece("".join(words), differs) for words, differs in stretches if words]


def _html(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_piece_html(piece),) for piece in pieces))


def _piece_html(piece: Piece) -> SafeString:
    bare = piece.text.strip()
    if not piece.differs or not bare:
        return format_html("{}", piece.text)
    before, _bare, after = piece.text.partition(bare)  # spaces at the ends stay outside the mark
    return format_html("{}<mark>{}</mark>{}", before, bare, after)
