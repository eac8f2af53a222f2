"""What the workshop and its caller have in common: why a file is no good, and how what was made is handed over.

An answer is a line with one word and the sizes of the pieces, then the pieces one after another.
"""

from collections.abc import Sequence


class Spoilt(Exception):
    """The file cannot be used; `code` says why (see `refusals.REASONS`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pack(said: str, pieces: Sequence[bytes] = ()) -> bytes:
    """One answer."""
    return " ".join([said, *(str(len(piece)) for piece in pieces)]).encode() + b"\n" + b"".join(pieces)


def unpack(answer: bytes) -> tuple[str, list[bytes]]:
    """The word and the pieces; an empty word from a workshop that ended before it could say one."""
    head, _line, rest = answer.partition(b"\n")
    said, *sizes = head.decode("ascii", "replace").split() or [""]
    pieces = []
    for size in sizes:
        pieces.append(rest[: int(size)])
        rest = rest[int(size) :]
    return said, pieces
