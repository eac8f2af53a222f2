"""Rows typed in the fonts of old (TCVN3, VNI, Windows-1258), made readable."""

from sangkien.base.text import decoded
from sangkien.base.text.encodings import UNICODE, needs_no_look

BETWEEN = "\x1e"  # nobody types it, and it ends a word


def readable(cells: list[str]) -> list[str]:
    """The cells of a row in good Unicode. Together they show the encoding better than "Tõ ngµy" alone does."""
    if all(cell.isascii() for cell in cells):
        return cells
    together = decoded(BETWEEN.join(cells))
    if together.encoding != UNICODE:
        return together.text.split(BETWEEN)
    return [cell if needs_no_look(cell) else decoded(cell).text for cell in cells]
