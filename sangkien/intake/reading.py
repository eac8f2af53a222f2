"""From a file to the rows of a batch: read, understood, and matched with what the batch knew before."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from sangkien import spreadsheets
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.statements import amend, insert
from sangkien.base.text import fold, one_line
from sangkien.intake.learning import Layout, learned, renamed
from sangkien.intake.models import Batch, Row
from sangkien.intake.records import told_of, told_recognition
from sangkien.intake.rules import MOST_ROWS
from sangkien.intake.states import SETTLED, Pile
from sangkien.intake.understanding import Field, LeftOut, Record, Table, understand
from sangkien.intake.understanding.headings import OUR_KEY
from sangkien.organisations.models import Organisation
from sangkien.spreadsheets import Book, Unreadable, read
from sangkien.spreadsheets.limits import SECONDS

_AT_ONCE = 2_000
_MOST_SHEETS, _MOST_BEGINNING, _MOST_COLUMNS, _LONGEST_CELL = 30, 25, 30, 60  # of what a page shows of a file


class Understood(NamedTuple):
    """What kind of file it is, the tables in it, its sheets by name and how each begins (what JSON can say), and what
    is said of it as a file: that it has macros, hidden rows."""

    kind: str
    tables: list[Table]
    sheets: list[str]
    begins: list[dict[str, Any]]
    remarks: list[str]


def tables_of(
    path: Path, *, name: str, unit: Organisation, layout: Layout | None = None, seconds: int = SECONDS
) -> Understood:
    """What stands in a file as far as it is understood, with what the officer said of its tables (`layout`); opened
    within so many `seconds` of computing.

    Raises NotPossible: it cannot be read, there is no table in it, or more rows than one batch takes.
    """
    try:
        book = read(path, name, seconds=seconds)
    except Unreadable as no:
        raise NotPossible([Problem(code=f"file_{no.code}", text=no.sentence, field="file")]) from None
    tables = understand(book, learned(unit, renamed(layout or {}, sheets_in(book))))
    records = sum(len(table.records) for table in tables)
    if not any(table.headings or table.records for table in tables):
        text = _("Chưa tìm thấy bảng danh sách nào trong tệp. Anh/chị xem lại tệp, hoặc ghi vào tệp mẫu giúp nhé.")
        raise NotPossible([Problem(code="no_table", text=text, field="file")])
    if records > MOST_ROWS:
        text = _("Một lô nhận nhiều nhất %(most)s dòng. Anh/chị chia tệp thành nhiều tệp nhỏ hơn giúp nhé.")
        raise NotPossible([Problem(code="many_rows", text=text % {"most": format_int(MOST_ROWS)}, field="file")])
    remarks = [str(remark.text) for remark in book.remarks]
    return Understood(book.kind, tables, sheets_in(book), list(_begins(book)), remarks)


def sheets_in(book: Book) -> list[str]:
    """The names of those that say anything."""
    return [sheet.name for sheet in book.sheets if sheet.rows]


def _begins(book: Book) -> Iterator[dict[str, Any]]:
    """The first rows of each sheet, as a page shows them beside the question where its table begins."""
    for sheet in [sheet for sheet in book.sheets if sheet.rows][:_MOST_SHEETS]:
        shown = [(row.number, row.cells[:_MOST_COLUMNS]) for row in sheet.rows[:_MOST_BEGINNING]]
        rows = [
            {"row": number, "cells": [one_line(cell.text)[:_LONGEST_CELL] for cell in cells]} for number, cells in shown
        ]
        yield {"sheet": sheet.name, "rows": rows}


def kind_of(path: Path, name: str) -> str:
    """What kind of file it is, by how it begins. Raises NotPossible: it is no table."""
    try:
        return spreadsheets.kind_of(path, name)
    except Unreadable as no:
        raise NotPossible([Problem(code=f"file_{no.code}", text=no.sentence, field="file")]) from None


def refused(layout: Layout, tables: Sequence[Table]) -> list[Problem]:
    """The rows that an officer pointed to as headers, and under which no table begins."""
    found = {(table.sheet, table.header_row) for table in tables}
    text = _("Dòng %(row)s không có tên cột nào. Anh/chị xem lại số dòng như Excel hiện.")
    return [
        Problem(code="no_header", text=text % {"row": head[0]}, field=sheet)
        for sheet, heads in layout.get("heads", {}).items()
        for head in heads
        if not head[2] and (sheet, head[0]) not in found
    ]


def told_tables(tables: Sequence[Table]) -> list[dict[str, Any]]:
    """The tables without their records, as a batch keeps them."""
    return [
        {
            "sheet": table.sheet,
            "header_row": table.header_row,
            "header_rows": table.header_rows,
            "line": table.line,
            "columns": {str(name.value): at for name, at in table.columns.items()},
            "also": {str(name.value): more for name, more in table.also.items()},
            "headings": list(table.headings),
            "samples": table.samples,
            "decision": told_recognition(table.decision) if table.decision else None,
            "records": len(table.records),
            "left_out": list(_stretches(table.left_out)),
        }
        for table in tables
    ]


def _stretches(rows: Sequence[LeftOut]) -> Iterator[dict[str, Any]]:
    """Rows that follow one another and are left out for the same reason, as one: a second sheet may have thousands."""
    for (_gap, code, reason), some in groupby(
        enumerate(rows), lambda at: (at[1].row - at[0], at[1].code, at[1].reason)
    ):
        numbers = [one.row for _at, one in some]
        yield {"row": numbers[0], "until": numbers[-1], "code": code, "reason": reason}


def put_rows(batch: Batch, tables: Sequence[Table]) -> int:
    """Make the rows of the batch those of the file; how many.

    A row that was there before is known again by our template's hidden key, else by title, authors and union, wherever
    it stands now: what was entered stays entered, and what was said of it holds; what was typed in the page, too, where
    the file says the same as before. Entered rows that the file no longer has stay as well, at no place of it.
    """
    before = _Before(batch)
    rows = [before.again(row) for row in _rows(batch, tables)]
    Row.objects.filter(batch=batch).exclude(pile__in=SETTLED).delete()
    new = [row for row in rows if row.pk is None]
    kept = [row for row in rows if row.pk is not None]
    for place, row in enumerate(before.left, start=len(rows)):
        row.place, row.sheet, row.number, row.table = place, "", 0, 0
    amend([*kept, *before.left], ["place", "sheet", "number", "table"])
    for at in range(0, len(new), _AT_ONCE):
        insert(*new[at : at + _AT_ONCE])
    return len(rows)


class _Before:
    """The rows that the batch had; each is found again at most once."""

    def __init__(self, batch: Batch) -> None:
        rows = Row.objects.filter(batch=batch).order_by("place")
        self._by_key: dict[str, list[Row]] = {}
        self._by_mark: dict[str, list[Row]] = {}
        self._settled = {row.pk: row for row in rows if row.pile in SETTLED}
        for row in rows:
            self._by_mark.setdefault(_mark(row.title_read, row.told), []).append(row)
            for key in filter(None, {row.own_key, str(row.draft_key)}):
                self._by_key.setdefault(key, []).append(row)
        self._found: set[int] = set()

    @property
    def left(self) -> list[Row]:
        """What was entered and is not in the file any more."""
        return [row for pk, row in self._settled.items() if pk not in self._found]

    def again(self, new: Row) -> Row:
        """The new row, with what is known of it; or the settled one that it is, at its new place."""
        old = self._known(self._by_key.get(new.own_key, [])) or self._known(
            self._by_mark.get(_mark(new.title_read, new.told), [])
        )
        if old is None:
            return new
        self._found.add(old.pk)
        if old.pile in SETTLED:
            old.place, old.sheet, old.number, old.table = new.place, new.sheet, new.number, new.table
            return old
        new.apart, new.draft_key = old.apart, old.draft_key
        if _said_in(old) == _said_in(new):
            new.typed = old.typed
        if old.pile == Pile.LEFT_OUT and not old.troubles:
            new.pile = Pile.LEFT_OUT
        return new

    def _known(self, rows: Sequence[Row]) -> Row | None:
        return next((row for row in rows if row.pk not in self._found), None)


def _said_in(row: Row) -> Mapping[str, Any]:
    """What the file says in the row, wherever it stands; the key that we gave it is none of that."""
    told = {name: said for name, said in row.told.items() if name not in ("rows", "hidden", "troubles")}
    texts = {name: text for name, text in told["texts"].items() if name != Field.CODE}
    return {**told, "texts": texts, "title": row.title_read}


def _rows(batch: Batch, tables: Sequence[Table]) -> Iterator[Row]:
    place = 0
    for number, table in enumerate(tables):
        is_ours = _has_our_keys(table)
        for record in table.records:
            yield _row(batch, record, table=number, place=place, is_ours=is_ours)
            place += 1


def _row(batch: Batch, record: Record, *, table: int, place: int, is_ours: bool) -> Row:
    return Row(
        batch=batch,
        sheet=record.sheet,
        number=record.row,
        place=place,
        table=table,
        title=record.title,
        title_read=record.title,
        told=told_of(record),
        own_key=record.texts.get(Field.CODE, "")[:64] if is_ours else "",
    )


def _has_our_keys(table: Table) -> bool:
    """Is there the hidden column by which our template, and a file that we gave back, know their rows again?"""
    at = table.columns.get(Field.CODE)
    return at is not None and at < len(table.headings) and fold(table.headings[at]) == OUR_KEY


def _mark(title: str, told: Mapping[str, Any]) -> str:
    authors = sorted(fold(author["name"]) for author in told["authors"])
    return sha256("\n".join([fold(title), fold(told["unit"]), *authors]).encode()).hexdigest()
