"""Text that was typed in an old Vietnamese encoding or opened in the wrong one, made readable again.

Met in real lists: TCVN3 (the ABC and .Vn fonts) whole or half converted, VNI, BK HCM 2, Windows-1258, UTF-8 opened as
Windows-1252, and "tổ hợp" (letters and marks apart). The rule that matters most: text that is already good is never
touched. So a repair is made only where strange words become Vietnamese syllables (docs/decisions/0022).
"""

import re
from dataclasses import dataclass

from sangkien.base.text import old_letters
from sangkien.base.text.characters import nfc
from sangkien.base.text.syllables import is_syllable

UNICODE = "unicode"
DECOMPOSED = "unicode-decomposed"
TCVN3 = "tcvn3"
HALF_TCVN3 = "tcvn3-half-converted"
VNI = "vni"
BK_HCM2 = "bk-hcm2"
WINDOWS_1258 = "windows-1258"
UTF8_AS_1252 = "utf-8-as-windows-1252"

_READERS = {
    UTF8_AS_1252: old_letters.from_utf8,
    WINDOWS_1258: old_letters.from_1258,
    TCVN3: old_letters.from_tcvn3,
    VNI: old_letters.from_vni,
    BK_HCM2: old_letters.from_bk_hcm2,
}


@dataclass(frozen=True)
class Decoded:
    """Readable text, and the encoding it had been in."""

    text: str
    encoding: str


def decoded(s: str) -> Decoded:
    """`s` in good NFC. Call it before anything cleans `s`: in TCVN3 the soft hyphen is the letter ư."""
    composed = nfc(s)
    read = _read(composed)
    if read is None:
        return Decoded(composed, UNICODE if composed == s else DECOMPOSED)
    return Decoded(decoded(read.text).text, read.encoding)  # what was opened wrongly twice, too


def as_text(data: bytes) -> str:
    """Bytes as a reader sees them: UTF-8, with or without BOM, else as Windows shows them; `decoded` comes next."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return old_letters.windows_1252(data)


# Letters that no old one-byte encoding shows when it is read as Latin: their presence proves Unicode.
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def needs_no_look(s: str) -> bool:
    """Is `s`, which is composed, certainly good? Many times quicker than `decoded`, for the many cells of a list."""
    return s.isascii() or (shows_unicode(s) and not has_remains(s))


def shows_unicode(s: str) -> bool:
    """Has `s` a letter that no old encoding has?"""
    return bool(_ONLY_UNICODE.search(s))


def has_remains(s: str) -> bool:
    """Are there signs in `s` that converters leave of TCVN3?"""
    return bool(_ANY_LEFT.search(s))


def _read(s: str) -> Decoded | None:
    """`s` read in another way that leaves fewer strange words; None when it is good as it is."""
    if s.isascii():
        return None
    old = None if shows_unicode(s) else _read_as_old(s)
    return old or _with_the_rest_converted(s)


def _read_as_old(s: str) -> Decoded | None:
    """The most Vietnamese of all readings, if it is clearly more so than `s`."""
    before = _Evidence.of(s)
    if before.strange < before.least:  # as it is there is not enough to gain
        return None
    readings = [Decoded(nfc(read(s)), name) for name, read in _READERS.items()]
    best = max(readings, key=lambda reading: _Evidence.of(reading.text).balance)
    return best if _is_convincing(before=before, after=_Evidence.of(best.text)) else None


@dataclass(frozen=True)
class _Evidence:
    """How Vietnamese a text looks, by its different words: those with letters beyond ASCII, and the bare ones."""

    syllables: int
    strange: int
    foreign: int
    marks: int
    broken: bool

    @classmethod
    def of(cls, s: str) -> "_Evidence":
        words = {word.lower(): word for word in _WORDS.split(s)}.values()
        marked = [word for word in words if not word.isascii()]
        return cls(
            syllables=sum(map(is_syllable, marked)),
            strange=sum(map(_is_strange, marked)),
            foreign=sum(_is_strange(word) for word in words if word.isascii()),
            marks=len({c for word in marked for c in word.lower() if not c.isascii()}),
            broken=any(map(_BROKEN_WORD.search, marked)),
        )

    @property
    def balance(self) -> int:
        return self.syllables - self.strange

    @property
    def least(self) -> int:
        """So many words at least must come out right. Where none is clearly broken, one is not enough."""
        return 1 if self.broken else 2


_WORDS = re.compile(r"[\s!-/:-@\[-`{-~0-9“”‘’„–—…•]+")
# As no language writes it: a sign or an invisible character right beside a letter, a capital after a small letter
# ("Qu¶n", "d­¬ng", "hiÖn"). A dot or a cross between two single letters is a product: "N·m", "m×n".
_SIGN = "\x80-\x9f¡-©«-±´¶¸¹»-¿"
_BROKEN_WORD = re.compile(f"[A-Za-z][{_SIGN}€-™]|[{_SIGN}][A-Za-z]|[A-Za-z]{{2}}[·×÷]|[·×÷][A-Za-z]{{2}}|[a-z][À-ÖØ-Þ]")


def _is_strange(word: str) -> bool:
    """No syllable and no abbreviation."""
    return not is_syllable(word) and not _ABBREVIATION.fullmatch(word)


_ABBREVIATION = re.compile("[A-ZĐ]*")


def _is_convincing(*, before: _Evidence, after: _Evidence) -> bool:
    """Nearly every word must come out right. Where none was clearly broken, one word is not enough, nor are a few among
    foreign ones, nor one kind of mark: Norwegian has "på", "så" and "å", which could be "pồ", "sồ" and "ồ"."""
    enough = before.least if before.broken else max(before.least, after.foreign / 2)
    gained = before.strange - after.strange
    is_mostly_good = after.syllables >= max(4 * after.strange, enough)
    return gained >= enough and is_mostly_good and (before.broken or before.marks > 1)


# What converters leave of TCVN3 in text that is Unicode otherwise: "đoμn", "đ−ợc", "®ợc".
_LEFT = str.maketrans("μµ−\xad®", "ààưưđ")
_SIGNS_LEFT = str.maketrans("", "", "−\xad®")
_ANY_LEFT = re.compile("[μµ−\xad®]")
_WORD_WITH_SIGNS = re.compile(r"(?<![\w−\xad®])[\w−\xad®]+")
_WITH_A_VOWEL = re.compile("[µÀ-ỹ]")


def _with_the_rest_converted(s: str) -> Decoded | None:
    """Each word with such a rest that becomes a syllable, where one can be nothing else."""
    if has_remains(s) and any(map(_is_surely_half_converted, _WORD_WITH_SIGNS.findall(s))):
        return Decoded(_WORD_WITH_SIGNS.sub(lambda found: _completed(found.group()), s), HALF_TCVN3)
    return None


def _is_surely_half_converted(word: str) -> bool:
    """With another vowel that has a mark, and no syllable without its signs: "H−" is an ion, "vi\xadết" may be broken
    at the end of a line."""
    is_more = _WITH_A_VOWEL.search(word) and not is_syllable(word.translate(_SIGNS_LEFT))
    return bool(is_more) and _completed(word) != word


def _completed(word: str) -> str:
    read = word.translate(_LEFT)
    is_unit = word[0] in "μµ"  # "μm" is no word
    return read if is_syllable(read) and not is_unit else word
