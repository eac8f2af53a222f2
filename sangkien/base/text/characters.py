"""Single characters: what nobody sees, what looks like another one, and tables of what each becomes."""

import re
import unicodedata
from collections.abc import Callable

# Cyrillic letters that look Latin: "Сải tạo" is met in real lists. Small в, к, м, н and т look Latin only as capitals.
_LOOK_LATIN = str.maketrans("АВЕКМНОРСТУХІЈЅԀӀаеорсухіјѕԁӏ", "ABEKMHOPCTYXIJSDIaeopcyxijsdl")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
WORD = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")

_FIRST_IDEOGRAM = 0x3000


class Table(dict[int, str]):
    """What each character becomes, for `str.translate`: worked out when it is first met, and of the scripts that people
    write in kept from then on."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        result = self._becomes(chr(code))
        if code < _FIRST_IDEOGRAM:
            self[code] = result
        return result


def nfc(s: str) -> str:
    """The composed form, in which everything is stored and compared."""
    return unicodedata.normalize("NFC", s)


def is_invisible(c: str) -> bool:
    """A control, a zero-width or half a character."""
    return unicodedata.category(c) in ("Cc", "Cf", "Cs")


def in_one_script(s: str) -> str:
    """`s` with Cyrillic look-alikes made Latin inside Latin words: "Сải" (U+0421) becomes "Cải", "ЭЦВ6" stays."""
    return nfc(WORD.sub(_in_latin, s)) if _CYRILLIC.search(s) else s


def _in_latin(found: re.Match[str]) -> str:
    word = found.group()
    latin = word.translate(_LOOK_LATIN)
    return latin if _LATIN.search(word) and not _CYRILLIC.search(latin) else word
