"""From a file to a `Book`."""

from pathlib import Path

from sangkien.spreadsheets.book import Book
from sangkien.spreadsheets.delimited import read_delimited
from sangkien.spreadsheets.kinds import kind_of
from sangkien.spreadsheets.limits import SECONDS
from sangkien.spreadsheets.opening import open_workbook
from sangkien.spreadsheets.refusals import refused
from sangkien.spreadsheets.web_tables import read_page


def read(path: Path, name: str, *, seconds: int = SECONDS) -> Book:
    """The file at `path`, which its sender called `name`. What it is, it says itself: a workbook may be called .csv.
    A workbook is opened within so many `seconds` of computing.

    Raises Unreadable: empty, nothing_inside, wrong_type, old_xml, under_password, broken, bomb, too_large,
    too_many_rows, too_many_cells, too_much_memory, too_slow, unclosed_quote, no_table.
    """
    book = _read(path, kind_of(path, name), seconds)
    if not any(sheet.rows for sheet in book.sheets):
        raise refused("nothing_inside")
    return book


def _read(path: Path, kind: str, seconds: int) -> Book:
    if kind in ("csv", "tsv"):
        return read_delimited(path.read_bytes(), kind)
    return read_page(path.read_bytes()) if kind == "html" else open_workbook(path, kind, seconds=seconds)
