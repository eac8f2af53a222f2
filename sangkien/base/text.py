"""Vietnamese text: cleaned when it comes in, folded for search, ordered as a Vietnamese reader expects.

Rule: all text is stored in NFC; search finds with and without marks; lists follow the Vietnamese alphabet
and people are listed by given name (docs/glossary.md; the national encoding standard is TCVN 6909:2001).
"""

import re
import unicodedata
from collections.abc import Callable

from django.utils.translation import gettext as _

# Compatibility forms that only differ in looks: full-width (typed with an East Asian keyboard), ligatures
# (copied from a PDF), mathematical bold (copied from social networks). The rest of NFKC does harm: m² → m2.
_LOOKS_ONLY = re.compile("[\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]+")

# Word's bullets and ticks live at private places of its Symbol and Wingdings fonts.
_WORD_BULLETS = str.maketrans("\uf0b7\uf0a7\uf0d8\uf076\uf06e\uf0a8\uf02d\uf0fc", "••••••-✓")

_LINE_ENDS = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")

_ACTIVE_MARKUP = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|style|svg|img|link|meta|base|form|input|button|video|audio|math|html|body)\b",
    re.IGNORECASE,
)

# More marks on one letter than any written language needs: text that climbs over its neighbours.
_MOST_MARKS = 4

# Cyrillic letters that look Latin, after lower-casing ("В" is "в" by then): "Сải tạo" is met in real lists.
_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕԁӏ", "abekmhopctyxijsdl")
_D_WITH_STROKE = str.maketrans("đðɖ", "ddd")


def nfc(s: str) -> str:
    """The composed form, in which everything is stored and compared."""
    return unicodedata.normalize("NFC", s)


def one_line(s: str) -> str:
    """`s` as one clean line: NFC, nothing invisible, single spaces, no space at the ends."""
    return " ".join(_visible(_LINE_ENDS.sub(" ", s)).split())


def paragraphs(s: str) -> str:
    """`s` as clean lines: like `one_line`, but line breaks stay (never more than one empty line in a row)."""
    lines = "\n".join(one_line(line) for line in _LINE_ENDS.split(s))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def forbidden(s: str) -> str:
    """What in `s` can be neither kept nor quietly cleaned, as a noun for a message; empty when all is well.

    Invisible characters are not named: nobody types them on purpose, so `one_line` just drops them.
    """
    odd = s.translate(_ODD)
    if "\ufffd" in odd or any(unicodedata.category(c) == "Cs" for c in odd):
        return _("ký tự bị hỏng khi sao chép (hiện thành dấu hỏi hoặc ô vuông)")
    if any(_is_private(c) for c in odd):
        return _("ký hiệu riêng của một phông chữ, máy khác không đọc được")
    if _ACTIVE_MARKUP.search(s):
        return _("mã lệnh của trang web (đoạn nằm trong dấu < >)")
    if odd and _piled_up(s):
        return _("chữ có quá nhiều dấu chồng lên nhau")
    return ""


def fold(s: str) -> str:
    """The search key of `s`: lower case, without marks, đ as d, punctuation as spaces. Idempotent.

    "Hoà Bình", "HÒA BÌNH" and "hoa binh" give the same key, in whatever form of Unicode they were typed.
    """
    bare = _without_marks(_without_marks(s).casefold()).casefold()
    bare = bare.translate(_D_WITH_STROKE).translate(_LOOK_ALIKE)
    return " ".join(bare.translate(_LETTERS_AND_SPACES).split())


def words(s: str) -> list[str]:
    """The folded words of `s`, in their order."""
    return fold(s).split()


def sort_key(s: str) -> str:
    """A key that puts names in the order of the Vietnamese alphabet (a ă â b c d đ e ê …).

    Letters decide first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then the text itself. Numbers go by
    value: "Phường 2" before "Phường 10". It may be stored and compared byte by byte (collation C).
    """
    return f"{_letters(s)} {_tones(s)} {nfc(s)}"


def person_sort_key(full_name: str) -> str:
    """The key for lists of people: by given name, the last word ("Trần Văn Đông" under Đ), then the rest."""
    rest, _space, given = one_line(full_name).rpartition(" ")
    return f"{_letters(given)} {_tones(given)} {_letters(rest)} {_tones(rest)} {nfc(full_name)}"


def plain_forms(s: str) -> str:
    """Full-width, ligature and mathematical letters and digits as ordinary ones; everything else as it is."""
    return _LOOKS_ONLY.sub(lambda found: unicodedata.normalize("NFKC", found.group()), s)


def _visible(s: str) -> str:
    # Tabs are separators and become spaces; the other controls, bidi overrides and zero-width characters go.
    return nfc(plain_forms(s.translate(_VISIBLE).translate(_WORD_BULLETS)))


def _is_private(c: str) -> bool:
    """A private-use character that `one_line` does not know, or a code that never is a character."""
    if unicodedata.category(c) == "Co":
        return ord(c) not in _WORD_BULLETS
    return ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF


def _invisible(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs")


def _without_marks(s: str) -> str:
    return unicodedata.normalize("NFKD", s).translate(_WITHOUT_MARKS)


class _Table(dict[int, str]):
    """What each character becomes, for `str.translate`: worked out when it is first met, and of the scripts that people
    write in kept from then on."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        result = self._becomes(chr(code))
        if code < _FIRST_IDEOGRAM:
            self[code] = result
        return result


_FIRST_IDEOGRAM = 0x3000
_VISIBLE = _Table(lambda c: "" if c != "\t" and _invisible(c) else c)
# What `forbidden` has to look at more closely: nothing of an ordinary text. A letter alone never has too many marks.
_ODD = _Table(lambda c: c if c == "\ufffd" or unicodedata.category(c) in ("Cs", "Mn") or _is_private(c) else "")
_WITHOUT_MARKS = _Table(lambda c: "" if unicodedata.category(c).startswith("M") else c)
_LETTERS_AND_SPACES = _Table(lambda c: "" if _invisible(c) else c if c.isalnum() else " ")


def _piled_up(s: str) -> bool:
    run = 0
    for c in unicodedata.normalize("NFD", s):
        run = run + 1 if unicodedata.category(c) == "Mn" else 0
        if run > _MOST_MARKS:
            return True
    return False


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")


def _pieces(s: str) -> list[str]:
    """Words and numbers of `s`, lower case, decomposed so that a tone is a character of its own."""
    lower = nfc(plain_forms(s)).lower()
    return [unicodedata.normalize("NFD", piece) for piece in _PIECES.findall(lower)]


def _letters(s: str) -> str:
    # "!" between words is lower than any digit or letter, and higher than the space that ends the level.
    return "!".join(_rank_of_piece(piece) for piece in _pieces(s))


def _rank_of_piece(piece: str) -> str:
    if piece[0] in "0123456789":
        number = piece.lstrip("0")
        return f"{min(len(number), 9)}{number}"
    toneless = nfc("".join(c for c in piece if c not in _TONE_RANK))
    return "".join(_RANK.get(c, c) for c in toneless)


def _tones(s: str) -> str:
    # One per word, so that hoà and hòa stay together.
    return "".join(max((_TONE_RANK.get(c, "0") for c in piece), default="0") for piece in _pieces(s))
