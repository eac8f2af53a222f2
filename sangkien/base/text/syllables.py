"""Which written words are Vietnamese syllables (onset, rime, tone): tells good text from garbled."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHARP_OR_HEAVY = ("\u0301", "\u0323")

# The longer first; q alone stands before the u of quýt, quỳnh and quých, which is the rime's own.
_ONSET = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|q(?=uy)|th|tr|[bcdđghklmnprstvx]"

# Each nucleus with what may follow it; "-" is nothing.
_RIMES = """
    a: - c ch i m n ng nh o p t u y    ă: c m n ng p t         â: c m n ng p t u y
    e: - c m n ng o p t                ê: - ch m n nh p t u
    i: - a ch m n nh p t u             iê: c m n ng p t u
    o: - c i m n ng p t                oo: c ng
    oa: - c ch i m n ng nh o p t y     oă: c m n ng t          oe: - m n o t
    ô: - c i m n ng p t                ơ: - i m n p t
    u: - a c i m n ng p t              uô: c i m n ng t        uơ: -
    uâ: n ng t y                       uê: - ch nh
    uy: - a ch n nh p t u              uyê: n t
    ư: - a c i m ng t u                ươ: c i m n ng p t u
    y: -                               yê: m n ng t u
"""
_LONGEST = len("nghiêng")


class Apart(NamedTuple):
    """A word with its tone marks taken off; case is kept."""

    toneless: str
    tones: str


def is_syllable(word: str) -> bool:
    """Could a Vietnamese reader read `word` aloud, as it is written?

    "Nghiên", "thuỷ" and "thủy" yes, "Müller", "thơng" and "nghiªn" no. A word without any mark ("hoc") is one if
    marks would make it one.
    """
    return len(word) <= 2 * _LONGEST and _can_be_read(word)


def apart(word: str) -> Apart:
    """`word` and its tones."""
    decomposed = unicodedata.normalize("NFD", word)
    toneless = "".join(c for c in decomposed if c not in _TONES)
    return Apart(unicodedata.normalize("NFC", toneless), "".join(c for c in decomposed if c in _TONES))


@lru_cache(maxsize=16_384)
def _can_be_read(word: str) -> bool:
    toneless, tones = apart(word.lower())
    if toneless.isascii() and not tones:
        return bool(_BARE.fullmatch(toneless))
    return len(tones) <= 1 and bool(SHAPE.fullmatch(toneless)) and _closes(toneless, tones)


def _closes(toneless: str, tones: str) -> bool:
    """A syllable that ends in p, t, c or ch only takes the sharp or the heavy tone."""
    return not toneless.endswith(("p", "t", "c", "ch")) or tones in _SHARP_OR_HEAVY


def _all_rimes() -> list[str]:
    rimes: list[str] = []
    for piece in _RIMES.split():
        if piece.endswith(":"):
            nucleus = piece[:-1]
        else:
            rimes.append(nucleus + piece.strip("-"))
    return rimes


def _bare(rime: str) -> str:
    return unicodedata.normalize("NFD", rime).translate(dict.fromkeys(map(ord, "\u0302\u0306\u031b")))


def _shape(rimes: list[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{_ONSET})?(?P<rime>{'|'.join(sorted(set(rimes)))})")


SHAPE = _shape(_all_rimes())
_BARE = _shape([_bare(rime) for rime in _all_rimes()])
