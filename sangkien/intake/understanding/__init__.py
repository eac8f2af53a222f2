"""What somebody's list says: where its table is, which column holds what, which rows are initiatives.

Pure: no models, no clock. Rule: nothing is dropped silently, each row is part of a record or named with the reason why
it is none; nothing is guessed, what can be read in two ways is a trouble that names its cell.
"""

from collections.abc import Mapping

from sangkien.intake.understanding.shapes import (
    Author,
    Field,
    LeftOut,
    Per,
    Recognition,
    Record,
    Table,
    Trouble,
)
from sangkien.spreadsheets import Book

__all__ = ["Author", "Field", "LeftOut", "Per", "Recognition", "Record", "Table", "Trouble", "understand"]


def understand(book: Book, remembered: Mapping[str, Field]) -> list[Table]:
    """Every table of `book`. `remembered`: what the unit's officers said a heading means, by its folded words."""
    raise NotImplementedError
