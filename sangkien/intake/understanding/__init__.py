"""What somebody's list says: where its table is, which column holds what, which rows are initiatives.

Pure: no models, no clock. Rule: nothing is dropped silently, each row is part of a record or named with the reason why
it is none; nothing is guessed, what can be read in two ways is a trouble that names its cell.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from sangkien.intake.understanding.headings import key_of
from sangkien.intake.understanding.report import understood_json
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
from sangkien.intake.understanding.tables import tables_of
from sangkien.spreadsheets import Book

__all__ = [
    "Author",
    "Field",
    "LeftOut",
    "Per",
    "Recognition",
    "Record",
    "Table",
    "Trouble",
    "key_of",
    "understand",
    "understood_json",
]


def understand(book: Book, remembered: Mapping[str, Field | None]) -> list[Table]:
    """Every table of `book`. `remembered`: what the unit's officers said a heading means, by its `key_of`.

    Where any table has titles, those without are no lists of initiatives: their rows are left out, and named. Where
    none has, each row is a record whose title is missing.
    """
    tables = [table for sheet in book.sheets for table in tables_of(sheet, remembered)]
    if not any(Field.TITLE in table.columns and table.records for table in tables):
        return tables
    return [table if Field.TITLE in table.columns else _left_out(table) for table in tables]


def _left_out(table: Table) -> Table:
    reason = _("bảng này không có cột tên sáng kiến")
    rows = [LeftOut(row, "no_title_column", reason) for record in table.records for row in record.rows]
    return replace(table, columns={}, records=[], left_out=sorted([*table.left_out, *rows], key=lambda one: one.row))
