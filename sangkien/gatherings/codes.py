"""The short code of an update day, as it is printed below the QR code: two letters and four digits, TT-0521.

A code is read from a wall and typed with a thumb, so its letters are never mistaken for digits, whatever was pressed.
"""

import secrets

from sangkien.base.text import fold

LETTERS = "ABCDEGHKLMNPRTUVXY"  # without those that look like a digit or like one another (F I J O Q S W Z)
SHAPE = rf"^[{LETTERS}]{{2}}-[0-9]{{4}}$"
_LOOKS_LIKE = str.maketrans("OQDILZSBG", "000112586")


def new_code() -> str:
    """Any code; whether it is still free is for the caller to see."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(2))
    return f"{letters}-{secrets.randbelow(10_000):04}"


def read_code(typed: str) -> str:
    """The code that was meant: "tt 0521", "TT–O521" and "tt0521" are TT-0521. Empty when it cannot be one."""
    plain = fold(typed[:40]).replace(" ", "").upper()
    letters, digits = plain[:2], plain[2:].translate(_LOOKS_LIKE)
    if len(plain) != 6 or set(letters) - set(LETTERS) or not (digits.isascii() and digits.isdigit()):
        return ""
    return f"{letters}-{digits}"
