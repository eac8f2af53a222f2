"""What somebody's list says: where its table is, which column holds what, which rows are initiatives.

Pure: no models, no clock. Rule: nothing is dropped silently, each row is part of a record or named with the reason why
it is none; nothing is guessed, what can be read in two ways is a trouble that names its cell.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from sangkien.intake.understanding.headings import key_of
from sangkien.intake.understanding.learned import Head, Learned, Which, line_of
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
    "Head",
    "Learned",
    "LeftOut",
    "Per",
    "Recognition",
    "Record",
    "Table",
    "Trouble",
    "Which",
    "key_of",
    "line_of",
    "understand",
    "understood_json",
]


def understand(book: Book, learned: Learned) -> list[Table]:
    """Every table of `book`, as the unit's officers taught it.

    Where any table has titles, those without are no lists of initiatives: their rows are left out, and named. Where
    none has, each row is a record whose title is missing.
    """
    tables = [table for sheet in book.sheets for table in tables_of(sheet, learned)]
    if not any(Field.TITLE in table.columns and table.records for table in tables):
        return tables
    return [table if Field.TITLE in table.columns else _left_out(table) for table in tables]


def _left_out(table: Table) -> Table:
    reason = _("bảng này không có cột tên sáng kiến")
    rows = [LeftOut(row, "no_title_column", reason) for record in table.records for row in record.rows]
    return replace(table, columns={}, records=[], left_out=sorted([*table.left_out, *rows], key=lambda one: one.row))
