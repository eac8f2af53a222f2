"""A file with tables, as it was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from sangkien.base.days import format_day
from sangkien.base.problems import NotUnderstood

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Value = str | int | Decimal | date | datetime | bool | None


class Cell(NamedTuple):
    """What one cell holds: text in NFC, an exact number, a day, a moment, yes or no, or nothing.

    `error` is what a failed formula shows (#DIV/0!). A cell with a formula has the value that it had when the file was
    saved; `formula` is only known of xlsx.
    """

    value: Value = None
    error: str | None = None
    formula: bool = False

    @property
    def text(self) -> str:
        """The value as a person in Vietnam would have typed it: 45,5 · 31/05/2022 · 120000000."""
        value = self.value
        return value if isinstance(value, str) else as_typed(value)


EMPTY = Cell()


class Merge(NamedTuple):
    """Cells joined into one, which holds its value in the first; rows as Excel shows them, columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something; `number` as Excel shows it, from 1. Cells at the end that are empty are left out."""

    number: int
    cells: list[Cell]
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet with its rows from the top; empty ones are left out. Rows hidden in the file are here, too."""

    name: str
    rows: Sequence[Row]
    hidden: bool = False
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What whoever sent the file should know about how it was read: its macros were not run, rows are hidden."""

    code: str
    text: str


@dataclass(frozen=True)
class Book:
    """A file as it was read. `kind` is what it is, whatever its name says: xlsx, xls, ods, csv, tsv or html."""

    kind: str
    sheets: list[Sheet]
    remarks: list[Remark] = field(default_factory=list)


class Unreadable(NotUnderstood):
    """A file that cannot be read, with the sentence that says why and what to do."""

    def __init__(self, code: str, sentence: "_StrOrPromise") -> None:
        super().__init__(code, sentence)

    @property
    def sentence(self) -> str:
        """In the language of the moment."""
        return self.text


def as_typed(value: Value) -> str:
    """A value as a person in Vietnam would have typed it; nothing is ""."""
    if value is None:
        return ""
    if isinstance(value, date):  # a moment too
        return format_day(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")  # a point would be read as thousands
    if isinstance(value, bool):
        return "x" if value else ""
    return str(value)
