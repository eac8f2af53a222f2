"""A workbook opened by a process of its own (workbooks.py), so that no file can fill or halt this one."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangkien.spreadsheets.book import EMPTY, Book, Cell, Merge, Row, Sheet, Value
from sangkien.spreadsheets.letters import readable
from sangkien.spreadsheets.limits import SECONDS
from sangkien.spreadsheets.refusals import refused, remark

_EXACT = 2**53  # beyond, a float no longer counts one by one

_MOST_KEPT = 20_000
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)

Line = dict[str, Any]


def open_workbook(path: Path, kind: str, *, seconds: int = SECONDS) -> Book:
    """The workbook at `path`. Raises Unreadable: under_password, broken, bomb, too_large, too_many_rows,
    too_many_cells, too_much_memory, too_slow."""
    book = Book(kind, [])
    rows: list[Row] = []
    seen: dict[Value, Cell] = {}
    for line in _said_of(path, seconds):
        if "remarks" in line:
            book.remarks.extend(map(remark, line["remarks"]))
        elif "sheet" in line:
            rows = []
            merged = tuple(Merge(*place) for place in line["merged"])
            book.sheets.append(Sheet(line["sheet"], rows, line["hidden"], merged))
        elif "rows" in line:
            rows.extend(_row(said, seen) for said in line["rows"])
    return replace(book, remarks=[*book.remarks, *map(remark, _seen_in(book))])


def _said_of(path: Path, seconds: int) -> Iterator[Line]:
    """Each line that the process says. Raises Unreadable as soon as it refuses, or ends without saying so."""
    command = [sys.executable, "-m", "sangkien.spreadsheets.workbooks", str(path.resolve()), str(seconds)]
    surroundings = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8", "PATH": ""}
    with subprocess.Popen(
        command, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield from _until_the_end(process)
        finally:
            process.kill()


def _until_the_end(process: subprocess.Popen[bytes]) -> Iterator[Line]:
    for said in process.stdout or ():
        if not said.endswith(b"\n"):  # killed in the middle of a line
            break
        line = json.loads(said)
        if "end" in line:
            return
        if "refused" in line:
            raise refused(line["refused"])
        yield line
    raise refused("too_slow" if process.wait() in _OUT_OF_TIME else "too_much_memory")


def _row(said: list[Any], seen: dict[Value, Cell]) -> Row:
    """`seen`: what many rows say is kept once."""
    number, values, hidden, formulas, errors = said
    cells = [_cell(value, seen) for value in _in_unicode([_value(value) for value in values])]
    for column in formulas:
        if column < len(cells):
            cells[column] = cells[column]._replace(formula=True)
    for column, error in errors.items():
        cells[int(column)] = Cell(None, error, True)
    return Row(number, cells, hidden)


def _cell(value: Value, seen: dict[Value, Cell]) -> Cell:
    if value is None:
        return EMPTY
    if not isinstance(value, str):
        return Cell(value)
    cell = seen.get(value)
    if cell is None:
        cell = Cell(value) if value.strip() else EMPTY
        if len(seen) < _MOST_KEPT:
            seen[value] = cell
    return cell


def _in_unicode(values: list[Value]) -> list[Value]:
    texts = [value if isinstance(value, str) else "" for value in values]
    if all(map(str.isascii, texts)):
        return values
    return [read if isinstance(value, str) else value for value, read in zip(values, readable(texts), strict=True)]


def _value(said: Any) -> Value:
    if isinstance(said, float):
        return _number(said)
    if isinstance(said, dict):
        return date.fromisoformat(said["day"]) if "day" in said else datetime.fromisoformat(said["moment"])
    return said  # type: ignore[no-any-return]


def _number(said: float) -> Value:
    """As Excel shows it, with fifteen digits at most: 0.1 + 0.2 is 0.3."""
    if said != said or said in (float("inf"), float("-inf")):
        return None
    if said.is_integer() and abs(said) < _EXACT:
        return int(said)
    return Decimal(f"{said:.15g}")


def _seen_in(book: Book) -> Iterator[str]:
    if any(row.hidden for sheet in book.sheets for row in sheet.rows):
        yield "hidden_rows"
    if any(sheet.hidden and sheet.rows for sheet in book.sheets):
        yield "hidden_sheets"
    if any(cell.error for sheet in book.sheets for row in sheet.rows for cell in row.cells):
        yield "failed_formulas"
