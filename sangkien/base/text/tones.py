"""Where the tone mark of a syllable stands: hoà and hòa are one word in two schools of spelling."""

import re
from functools import lru_cache

from sangkien.base.text.characters import WORD, nfc
from sangkien.base.text.syllables import SHAPE, apart, is_syllable

_VOWELS = "aeiouy"
_WITH_QUALITY = re.compile(".*[ăâêôơư]")


def tones_placed(s: str) -> str:
    """`s` with every tone mark where hòa, thủy, lòe and quý have it; for comparing, never for storing.

    That is how this product writes, and most of the General Statistics Office's names of provinces and communes
    (Khánh Hòa, Thanh Hóa); its list of July 2026 has Yên Hoà where the year before had Yên Hòa. What is no
    syllable stays as it is.
    """
    return WORD.sub(lambda found: _placed(found.group()), nfc(s))


@lru_cache(maxsize=16_384)
def _placed(word: str) -> str:
    toneless, tone = apart(word)
    shape = SHAPE.fullmatch(toneless.lower())
    if not (tone and shape and is_syllable(word)):
        return word
    after = shape.start("rime") + _bearer(shape["rime"]) + 1
    return nfc(toneless[:after] + tone + toneless[after:])


def _bearer(rime: str) -> int:
    """Which letter bears the tone: the last with a mark of its own, else the last vowel but one of an open rime."""
    if quality := _WITH_QUALITY.match(rime):
        return quality.end() - 1
    vowels = len(rime) - len(rime.lstrip(_VOWELS))
    is_open = vowels == len(rime)
    return max(vowels - 1 - is_open, 0)
