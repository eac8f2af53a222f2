"""From a file to a `Book`."""

from pathlib import Path

from sangkien.spreadsheets.book import Book


def read(path: Path, name: str) -> Book:
    """The file at `path`, which its sender called `name`.

    Raises Unreadable: empty, too_large, bomb, under_password, broken, wrong_type, too_many_rows, too_much_memory.
    """
    raise NotImplementedError
