"""What people type or paste, made clean: composed, nothing invisible, and what cannot be kept is named."""

import re
import unicodedata

from django.utils.translation import gettext as _

from sangkien.base.text.characters import Table, in_one_script, is_invisible, nfc

# Compatibility forms that only differ in looks: full-width (typed with an East Asian keyboard), ligatures
# (copied from a PDF), mathematical bold (copied from social networks). The rest of NFKC does harm: m² → m2.
_LOOKS_ONLY = re.compile("[\uff01-\uff5e\ufb00-\ufb06\U0001d400-\U0001d7ff]+")

# Word's bullets and ticks live at private places of its Symbol and Wingdings fonts.
_WORD_BULLETS = dict(zip("\uf0b7\uf0a7\uf0d8\uf076\uf06e\uf0a8\uf02d\uf0fc", "••••••-✓", strict=True))

_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")
_SEPARATORS = "\a\t\n\v\f\r\x85\u2028\u2029"

_ACTIVE_MARKUP = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|style|svg|img|link|meta|base|form|input|button|video|audio|math|html|body)\b",
    re.IGNORECASE,
)

# What Vietnamese is written with: nothing of it hides, looks like another or is put together of several characters.
_ORDINARY = re.compile("[ -~À-ÿĂăĐđĨĩŨũƠơƯưẠ-ỹ–—‘’“”…]*")

# More marks on one letter than any written language needs: text that climbs over its neighbours.
_MOST_MARKS = 4


def one_line(s: str) -> str:
    """`s` as one clean line: NFC, nothing invisible, one script a word, single spaces, no space at the ends."""
    shown = s if _ORDINARY.fullmatch(s) else in_one_script(nfc(plain_forms(s.translate(_SHOWN))))
    return " ".join(shown.split())


def paragraphs(s: str) -> str:
    """`s` as clean lines: like `one_line`, but line breaks stay (never more than one empty line in a row)."""
    lines = "\n".join(one_line(line) for line in _LINE_END.split(s))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def plain_forms(s: str) -> str:
    """Full-width, ligature and mathematical letters and digits as ordinary ones; everything else as it is."""
    return _LOOKS_ONLY.sub(lambda found: unicodedata.normalize("NFKC", found.group()), s)


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


def _shown(c: str) -> str:
    # Tabs, line ends and the ends of Word's cells separate words; other controls, bidi overrides, zero-width ones go.
    if c in _SEPARATORS:
        return " "
    return "" if is_invisible(c) else _WORD_BULLETS.get(c, c)


def _is_private(c: str) -> bool:
    """A private-use character that `one_line` does not know, or a code that never is a character."""
    if unicodedata.category(c) == "Co":
        return c not in _WORD_BULLETS
    return ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF


def _piled_up(s: str) -> bool:
    run = 0
    for c in unicodedata.normalize("NFD", s):
        run = run + 1 if unicodedata.category(c) == "Mn" else 0
        if run > _MOST_MARKS:
            return True
    return False


_SHOWN = Table(_shown)
# What `forbidden` has to look at more closely: nothing of an ordinary text. A letter alone never has too many marks.
_ODD = Table(lambda c: c if c == "\ufffd" or unicodedata.category(c) in ("Cs", "Mn") or _is_private(c) else "")
