"""The order of lists: by the Vietnamese alphabet, and people by their given name."""

import re
import unicodedata

from sangkien.base.text.characters import nfc
from sangkien.base.text.cleaning import one_line, plain_forms

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")


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
