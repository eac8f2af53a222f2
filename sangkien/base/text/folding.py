"""The search key: what stays of a text when marks, case and punctuation do not matter."""

import re
import unicodedata

from sangkien.base.text.characters import Table, is_invisible

# đ is a letter of its own, not d with a mark; its Icelandic and African twins come from wrong fonts. After
# lower-casing more Cyrillic letters look Latin than before: "В" is "в" by then.
_AS_LATIN = str.maketrans("đðɖавекмнорстухіјѕԁӏ", "dddabekmhopctyxijsdl")

# Both are right, and people write both: kỹ thuật and kĩ thuật, lý and lí, mỹ and mĩ.
ENDS_IN_Y = re.compile(r"\b([hklmst])y\b")
"""A folded word that may end in i as well."""


def fold(s: str) -> str:
    """The search key of `s`: lower case, without marks, đ as d, punctuation and line breaks as spaces. Idempotent.
    People and titles are known again by keys that are stored: no text of one line may get another key than it had.

    "Hoà Bình", "HÒA BÌNH" and "hoa binh" give the same key, in whatever form of Unicode they were typed.
    """
    key = unicodedata.normalize("NFKD", s).casefold().translate(_KEY)
    if not key.isascii():
        key = _thoroughly(s)
    return " ".join(key.split())


def words(s: str) -> list[str]:
    """The folded words of `s`, in their order."""
    return fold(s).split()


def _thoroughly(s: str) -> str:
    """Other scripts have letters that only come apart once they are small, and small ones that only then have marks."""
    return _without_marks(_without_marks(s).casefold()).casefold().translate(_KEY)


def _without_marks(s: str) -> str:
    return unicodedata.normalize("NFKD", s).translate(_WITHOUT_MARKS)


def _is_mark(c: str) -> bool:
    return unicodedata.category(c).startswith("M")


def _key(c: str) -> str:
    if c.isspace():
        return " "
    letter = c.translate(_AS_LATIN)
    if _is_mark(c) or is_invisible(c):
        return ""
    return letter if c.isalnum() else " "


_KEY = Table(_key)
_WITHOUT_MARKS = Table(lambda c: "" if _is_mark(c) else c)
