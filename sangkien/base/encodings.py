"""Text that was typed in an old Vietnamese encoding or opened in the wrong one, made readable again.

Met in real lists: TCVN3 (the ABC and .Vn fonts), VNI, Windows-1258, UTF-8 opened as Windows-1252, and
"tổ hợp" (letters and marks apart). The rule that matters most: text that is already good is never touched.
So a repair is made only where strange words become Vietnamese syllables, and never in text that has a letter
only Unicode has.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from sangkien.base.syllables import is_syllable
from sangkien.base.text import nfc

UNICODE = "unicode"
DECOMPOSED = "unicode-decomposed"
TCVN3 = "tcvn3"
VNI = "vni"
WINDOWS_1258 = "windows-1258"
UTF8_AS_1252 = "utf-8-as-windows-1252"


@dataclass(frozen=True)
class Repaired:
    """Readable text, and the encoding it had been in."""

    text: str
    encoding: str


def repair(s: str) -> Repaired:
    """`s` in good NFC. Call it before anything cleans `s`: in TCVN3 the soft hyphen is the letter ư."""
    composed = nfc(s)
    if not _may_be_legacy(composed):
        return Repaired(composed, UNICODE if composed == s else DECOMPOSED)
    readings = [Repaired(nfc(read(composed)), name) for name, read in _READERS.items()]
    best = max(readings, key=lambda reading: _Evidence.of(reading.text).balance)
    if _is_convincing(before=_Evidence.of(composed), after=_Evidence.of(best.text)):
        return best
    return Repaired(composed, UNICODE if composed == s else DECOMPOSED)


# Letters that no old one-byte encoding shows when it is read as Latin: their presence proves Unicode.
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_BEYOND_ASCII = re.compile("[\x80-\U0010ffff]")


def _may_be_legacy(s: str) -> bool:
    return bool(_BEYOND_ASCII.search(s)) and not _ONLY_UNICODE.search(s)


@dataclass(frozen=True)
class _Evidence:
    """How Vietnamese a text looks, counted over its words with letters beyond ASCII."""

    syllables: int
    strange: int
    broken: bool

    @classmethod
    def of(cls, s: str) -> "_Evidence":
        marked = [word for word in _WORDS.split(s) if _BEYOND_ASCII.search(word)]
        good = sum(is_syllable(word) for word in marked)
        return cls(good, len(marked) - good, any(_BROKEN_WORD.search(word) for word in marked))

    @property
    def balance(self) -> int:
        return self.syllables - self.strange


_WORDS = re.compile(r"[\s!-/:-@\[-`{-~0-9“”‘’„–—…•]+")
# A sign or an invisible character right beside a letter, as no language writes it: "Qu¶n", "h÷u", "d­¬ng".
_BROKEN_WORD = re.compile(r"[A-Za-z][\x80-\x9f¡-©«-±´¶-¹»-¿×÷€-™]|[\x80-\x9f¡-©«-±´¶-¹»-¿×÷][A-Za-z]")


def _is_convincing(*, before: _Evidence, after: _Evidence) -> bool:
    """Nearly every word must come out right; one word alone is enough only if it was clearly broken."""
    enough = 1 if before.broken else 2
    gained = before.strange - after.strange
    return gained >= enough and after.syllables >= 4 * after.strange and after.syllables >= enough


def _from_utf8(s: str) -> str:
    try:
        return _as_1252(s).decode("utf-8")
    except UnicodeError:
        return s


def _as_1252(s: str) -> bytes:
    """The bytes behind text read as Windows-1252; its five holes are read as Latin-1, as browsers do."""
    return b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in s)


def _from_1258(s: str) -> str:
    try:
        return _as_1252(s).decode("cp1258")
    except UnicodeError:
        return s


def _from_tcvn3(s: str) -> str:
    return s.translate(_TCVN3)


def _from_vni(s: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found.group()], s)


def _paired(codes: str, letters: str) -> dict[str, str]:
    return dict(zip(codes.split(), letters.split(), strict=True))


# TCVN 5712:1993, third table. No capitals with tones: the fonts drew them, the text has the small letters.
_TCVN3 = str.maketrans(
    {
        "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư", "§": "Đ",
        "\xa8": "ă", "©": "â", "ª": "ê", "«": "ô", "¬": "ơ", "\xad": "ư", "®": "đ",
    }
    | _paired("µ ¶ · ¸ ¹", "à ả ã á ạ")
    | _paired("» ¼ ½ ¾ Æ", "ằ ẳ ẵ ắ ặ")
    | _paired("Ç È É Ê Ë", "ầ ẩ ẫ ấ ậ")
    | _paired("Ì Î Ï Ð Ñ", "è ẻ ẽ é ẹ")
    | _paired("Ò Ó Ô Õ Ö", "ề ể ễ ế ệ")
    | _paired("× Ø Ü Ý Þ", "ì ỉ ĩ í ị")
    | _paired("ß á â ã ä", "ò ỏ õ ó ọ")
    | _paired("å æ ç è é", "ồ ổ ỗ ố ộ")
    | _paired("ê ë ì í î", "ờ ở ỡ ớ ợ")
    | _paired("ï ñ ò ó ô", "ù ủ ũ ú ụ")
    | _paired("õ ö ÷ ø ù", "ừ ử ữ ứ ự")
    | _paired("ú û ü ý þ", "ỳ ỷ ỹ ý ỵ")
)  # fmt: skip


def _vni_table() -> dict[str, str]:
    """VNI writes a plain letter and one more that carries the mark; only i, ỵ, đ, ơ and ư stand alone."""
    small = _paired("í ì æ ó ò î ñ ô ö", "í ì ỉ ĩ ị ỵ đ ơ ư")
    for base in "aeouy":
        small |= _with_marks(base, base, "ùøûõï")
    for base, written in (("ơ", "ô"), ("ư", "ö")):
        small |= _with_marks(base, written, "ùøûõï")
    for letter in "aeo":
        small |= {f"{letter}â": unicodedata.normalize("NFC", f"{letter}\u0302")}
        small |= _with_marks(f"{letter}\u0302", letter, "áàåãä")
    small |= {"aê": "ă"} | _with_marks("ă", "a", "éèúüë")
    capitals = {written.upper(): letter.upper() for written, letter in small.items()}
    # One hand on the shift key is enough for a word's first letter: "Aù" is met beside "AÙ".
    mixed = {written.capitalize(): letter.upper() for written, letter in small.items()}
    return small | mixed | capitals


def _with_marks(base: str, written: str, marks: str) -> dict[str, str]:
    tones = "\u0301\u0300\u0309\u0303\u0323"
    return {written + mark: nfc(base + tone) for mark, tone in zip(marks, tones, strict=True)}


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))

_READERS: dict[str, Callable[[str], str]] = {
    UTF8_AS_1252: _from_utf8,
    WINDOWS_1258: _from_1258,
    TCVN3: _from_tcvn3,
    VNI: _from_vni,
}
