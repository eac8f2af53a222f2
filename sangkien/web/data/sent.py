"""What a writer of files has written and nobody has taken yet: so a file is sent while it is written."""

_PIECE = 1 << 16


class Sent:
    """A file for a writer; nobody can go back in it."""

    closed = False  # a writer may ask: it is open as long as somebody writes

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, piece: bytes) -> int:
        """Keep it until it is taken."""
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held elsewhere."""

    close = flush

    @property
    def waits(self) -> bool:
        """Is there enough of it to be worth sending?"""
        return len(self._written) >= _PIECE

    def taken(self) -> bytes:
        """All that was written since the last time."""
        piece, self._written = bytes(self._written), bytearray()
        return piece
