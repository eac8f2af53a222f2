"""Rows typed in the fonts of old (TCVN3, VNI, Windows-1258), made readable."""

from collections.abc import Sequence
from unicodedata import is_normalized

from sangkien.base.text import decoded
from sangkien.base.text.encodings import UNICODE, has_remains, needs_no_look, shows_unicode

BETWEEN = "\x1e"  # nobody types it, and it ends a word


def readable(cells: list[str]) -> list[str]:
    """The cells of a row in good Unicode. Together they show the encoding better than "Tõ ngµy" alone does."""
    if all(cell.isascii() for cell in cells):
        return cells
    together = decoded(BETWEEN.join(cells))
    if together.encoding != UNICODE and len(read := together.text.split(BETWEEN)) == len(cells):
        return read
    return [_alone(cell) for cell in cells]


class Letters:
    """The texts that many rows say, each once, called by their places: `alone`, each made readable by itself."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        marked = {at: text for at, text in enumerate(texts) if not text.isascii()}
        self._doubtful = set() if _is_clear(BETWEEN.join(texts)) else {at for at in marked if not _is_clear(texts[at])}
        self._telling = {at for at, text in marked.items() if shows_unicode(text)} - self._doubtful
        self._silent = marked.keys() - self._telling - self._doubtful
        self.alone = [_alone(text) if at in self._silent else text for at, text in enumerate(texts)]

    def are_clear(self, row: Sequence[int]) -> bool:
        """Do the texts of the row say beside one another what they say alone? One that shows its encoding shows that of
        those that do not."""
        is_told = self._silent.isdisjoint(row) or not self._telling.isdisjoint(row)
        return is_told and self._doubtful.isdisjoint(row)

    def beside(self, row: Sequence[int]) -> dict[int, str]:
        """The texts of the row as they read beside one another."""
        return dict(zip(row, readable([self._texts[at] for at in row]), strict=True))


def _alone(cell: str) -> str:
    return cell if needs_no_look(cell) else decoded(cell).text


def _is_clear(text: str) -> bool:
    """Composed, and nothing left of a conversion."""
    return is_normalized("NFC", text) and not has_remains(text)
