"""CSV and TSV: in whatever encoding, with whatever stands between the cells."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from sangkien.base.text import as_text, decoded
from sangkien.base.text.encodings import UNICODE
from sangkien.spreadsheets.book import EMPTY, Book, Cell, Row, Sheet, Unreadable
from sangkien.spreadsheets.letters import readable
from sangkien.spreadsheets.limits import MOST_CELLS, MOST_ROWS
from sangkien.spreadsheets.refusals import refused

_SEPARATORS = ";,\t|"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # Excel takes this line as an order and does not show it
_APOSTROPHE = re.compile(r"^\s*'(?=[0-9=+@-])")  # says that a text follows; Excel does not show it
_SAMPLE = 20_000
_SAMPLE_ROWS = 60
_ENOUGH_TO_TELL = 200_000

csv.field_size_limit(1_000_000)

Numbered = tuple[int, list[str]]  # a row's number, from 1, and its cells


def read_delimited(data: bytes, kind: str) -> Book:
    """The one sheet of a CSV or TSV file. Raises Unreadable: unclosed_quote, too_many_rows, too_many_cells."""
    text = text_of(data).replace("\0", "")
    if said := _SAID.match(text):
        return _book(text[said.end() :], said[1], kind)
    return _book(text, "\t" if kind == "tsv" and "\t" in text[:_SAMPLE] else _separator(text), kind)


def text_of(data: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16, or one byte a letter as told by what comes out Vietnamese."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if nothing := data[:2000].count(0):
        is_big = data[:2000:2].count(0) > nothing // 2
        return data.decode("utf-16-be" if is_big else "utf-16-le", "replace")
    text = as_text(data)
    if decoded(text[:_ENOUGH_TO_TELL]).encoding == UNICODE:
        return text
    return "".join(decoded(piece).text for piece in _pieces(text))


def _pieces(text: str) -> Iterator[str]:
    """Whole lines, each piece long enough to show its encoding: to tell it of all at once fills the machine."""
    at = 0
    while at < len(text):
        until = text.find("\n", at + _ENOUGH_TO_TELL) + 1 or len(text)
        yield text[at:until]
        at = until


def _book(text: str, separator: str, kind: str) -> Book:
    return Book(kind, [Sheet("", [Row(number, row) for number, row in _numbered(text, separator)])])


def _numbered(text: str, separator: str) -> Iterator[tuple[int, list[Cell]]]:
    for number, row in _parsed(text, separator):
        texts = [_APOSTROPHE.sub("", cell) for cell in readable(row)]
        cells = [Cell(cell) if cell.strip() else EMPTY for cell in texts]
        while cells and cells[-1] is EMPTY:
            cells.pop()
        if cells:
            yield number, cells


def _parsed(text: str, separator: str) -> list[Numbered]:
    """As Excel parses it. Where its quotes do not close, quotes are taken as text, if then all rows are alike."""
    try:
        return list(_counted(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)))
    except csv.Error:
        return _without_quotes(text, separator)


def _counted(rows: Iterable[list[str]]) -> Iterator[Numbered]:
    """The rows that are not empty. Raises Unreadable as soon as there are too many, before they fill the machine."""
    kept = cells = 0
    for number, row in enumerate(rows, 1):
        if any(row):
            kept, cells = kept + 1, cells + len(row)
            if kept > MOST_ROWS:
                raise refused("too_many_rows")
            if cells > MOST_CELLS:
                raise refused("too_many_cells")
            yield number, row


def _without_quotes(text: str, separator: str) -> list[Numbered]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=csv.QUOTE_NONE)
        rows = list(_counted(reader))
    except csv.Error:  # a cell longer than any text
        raise _unclosed() from None
    widths = Counter(len(row) for _number, row in rows)
    if len(widths) != 1 or 1 in widths:
        raise _unclosed()
    return rows


def _unclosed() -> Unreadable:
    return refused("unclosed_quote")


def _separator(text: str) -> str:
    """The one that gives most rows the same number of cells, and more than one."""
    return max(_SEPARATORS, key=lambda separator: _likeness(text[:_SAMPLE], separator))


def _likeness(sample: str, separator: str) -> tuple[float, int]:
    rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if any(row)]
    widths = Counter(len(row) for row in rows[:_SAMPLE_ROWS] if len(row) > 1)
    width, times = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
    return times / max(len(rows[:_SAMPLE_ROWS]), 1), width
