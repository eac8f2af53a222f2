"""The defects of real lists, planted on purpose and named in the plan, so that the product meets them.

Duplicates and series are planted by the script; here is what happens to the letters of a title.
"""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from sangkien.ops.demo.names import without_marks

GARBAGE = (
    "asdasd asdasd", "test thử hệ thống", "nhập thử xem có được không", "sáng kiến số 1", "abc abc abc abc",
    "gửi thử lần 2", "fgh jkl fgh jkl", "sang kien kinh nghiem", "tên sáng kiến của tôi", "chưa có nội dung",
)  # fmt: skip

# VNI: a plain letter and a second one that carries its marks; đ, ơ, ư and the toned i stand alone.
_VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_CIRCUMFLEX = {"\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä", "": "â"}
_VNI_BREVE = {"\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë", "": "ê"}
_VNI_I = {"\u0301": "í", "\u0300": "ì", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò", "": "i"}
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"


def lost_accents(title: str) -> str:
    """Typed without a Vietnamese keyboard."""
    return without_marks(title)


def taken_apart(title: str) -> str:
    """Letters and marks apart (NFD), as some telephones and spreadsheets write."""
    return unicodedata.normalize("NFD", title)


def double_spaces(title: str) -> str:
    """Two blanks where there should be one, and one at the end."""
    words = title.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]) + "  " + " ".join(words[middle:]) + " "


def all_capitals(title: str) -> str:
    """Written as on a cover page."""
    return title.upper()


def prefixed(title: str) -> str:
    """With the kind of paper in front of the title."""
    return f"SKKN: {title}"


def other_dash(title: str) -> str:
    """A long dash pasted from a word processor, and a full stop."""
    return title.replace(" - ", " – ") + "."


def in_vni(title: str) -> str:
    """Typed with an old VNI font, as it looks in Unicode."""
    return "".join(_vni(letter) for letter in unicodedata.normalize("NFC", title))


TITLE_DEFECTS: dict[str, Callable[[str], str]] = {
    "nfd": taken_apart,
    "no_accents": lost_accents,
    "double_space": double_spaces,
    "all_caps": all_capitals,
    "prefix": prefixed,
    "dash": other_dash,
    "vni": in_vni,
}


def retyped(rng: Random, title: str) -> str:
    """The same title as somebody types it a second time."""
    return rng.choice([_same, _lower_places, _abbreviated, prefixed, lost_accents, other_dash])(title)


def _same(title: str) -> str:
    return title


def _lower_places(title: str) -> str:
    return title[0] + title[1:].lower()


def _abbreviated(title: str) -> str:
    short = {"học sinh": "HS", "giáo viên": "GV", "công nghệ thông tin": "CNTT", "giải pháp": "GP", "nâng cao": "n/cao"}
    return re.sub("|".join(short), lambda found: short[found.group()], title)


def _vni(letter: str) -> str:
    if letter in "đĐ":
        return "ñ" if letter == "đ" else "Ñ"
    apart = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in apart if mark in _VNI_TONES), "")
    written = _vni_letter(apart[0].lower(), apart[1:], tone)
    return written.upper() if letter.isupper() else written


def _vni_letter(small: str, marks: str, tone: str) -> str:
    if _CIRCUMFLEX in marks:
        return small + _VNI_CIRCUMFLEX[tone]
    if _BREVE in marks:
        return small + _VNI_BREVE[tone]
    if _HORN in marks:
        return {"o": "ô", "u": "ö"}[small] + _VNI_TONES.get(tone, "")
    if small == "i":
        return _VNI_I[tone]
    if small == "y" and tone == "\u0323":
        return "î"
    return small + _VNI_TONES.get(tone, "")
