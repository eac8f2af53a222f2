"""Which words of two texts differ. Pure: no database, no request."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sangkien.base.text import nfc

# Comparing takes time with the product of the lengths. Beyond this two texts are shown as wholly different.
MOST_WORDS = 1_000

# A word with the spaces before it. What a no-break space holds together ("60 %") is one word.
_WORD = re.compile(r"[ \t\n]*[^ \t\n]+|[ \t\n]+$")
_PUNCTUATION = ".,;:!?…\"'“”‘’()[]–-"


Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, spaces included; `differs`: the other text does not have it at this place; `aside`: it
    stands in many texts and tells nothing of this one."""

    text: str
    differs: bool
    aside: bool = False


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


def marked(one: str, other: str, *, aside: Callable[[str], Spans] = lambda _text: ()) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, escaped, with `<mark>` around what differs; greyed what lies `aside` (which gives the
    stretches of a text, each from one letter to another)."""
    left, right = differences(one, other)
    return _html(_set_aside(left, aside(nfc(one)))), _html(_set_aside(right, aside(nfc(other))))


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


def _set_aside(pieces: Iterable[Piece], spans: Spans) -> Iterator[Piece]:
    """The same pieces, cut where a stretch that lies aside begins or ends."""
    borders, at = sorted({border for span in spans for border in span}), 0
    for piece in pieces:
        end = at + len(piece.text)
        cuts = [at, *(border for border in borders if at < border < end), end]
        for start, stop in pairwise(cuts):
            part = replace(piece, text=piece.text[start - at : stop - at])
            yield replace(part, aside=any(first <= start and stop <= last for first, last in spans))
        at = end


def _html(pieces: Iterable[Piece]) -> SafeString:
    return format_html_join("", "{}", ((_piece_html(piece),) for piece in pieces))


def _piece_html(piece: Piece) -> SafeString:
    shown = _marked_html(piece)
    return format_html('<span class="aside">{}</span>', shown) if piece.aside else shown


def _marked_html(piece: Piece) -> SafeString:
    bare = piece.text.strip()
    if not piece.differs or not bare:
        return format_html("{}", piece.text)
    before, _bare, after = piece.text.partition(bare)  # spaces at the ends stay outside the mark
    return format_html("{}<mark>{}</mark>{}", before, bare, after)
