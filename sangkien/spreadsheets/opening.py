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
from sangkien.spreadsheets.letters import Letters
from sangkien.spreadsheets.limits import SECONDS
from sangkien.spreadsheets.refusals import refused, remark

_EXACT = 2**53  # beyond, a float no longer counts one by one
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)

Line = dict[str, Any]


def open_workbook(path: Path, kind: str, *, seconds: int = SECONDS) -> Book:
    """The workbook at `path`. Raises Unreadable: under_password, broken, bomb, too_large, too_many_rows,
    too_many_cells, too_much_memory, too_slow."""
    book = Book(kind, [])
    rows: list[Row] = []
    for line in _said_of(path, seconds):
        if "remarks" in line:
            book.remarks.extend(map(remark, line["remarks"]))
        elif "sheet" in line:
            rows = []
            merged = tuple(Merge(*place) for place in line["merged"])
            book.sheets.append(Sheet(line["sheet"], rows, line["hidden"], merged))
        elif "rows" in line:
            rows.extend(_rows(line))
    return replace(book, remarks=[*book.remarks, *map(remark, _seen_in(book))])


def _said_of(path: Path, seconds: int) -> Iterator[Line]:
    """Each line that the process says. Raises Unreadable as soon as it refuses, or ends without saying so."""
    command = [sys.executable, "-P", "-m", "sangkien.spreadsheets.workbooks", str(path.resolve()), str(seconds)]
    surroundings = {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONIOENCODING": "utf-8",
        "PATH": "",
        "MALLOC_ARENA_MAX": "1",  # else a thread takes much of the address space, and there is little
    }
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


def _rows(line: Line) -> Iterator[Row]:
    """What they hold is told once, and called by its place; cells that hold the same are the same."""
    values = [_value(said) for said in line["values"]]
    texts = Letters([value if isinstance(value, str) else "" for value in values])
    alone = [_cell(value, text) for value, text in zip(values, texts.alone, strict=True)]
    hidden, formulas, failed = set(line["hidden"]), dict(line["formulas"]), dict(line["failed"])
    for number, *places in line["rows"]:
        beside = {} if texts.are_clear(places) else texts.beside(places)
        cells = [_cell(values[at], beside[at]) if at in beside else alone[at] for at in places]
        for column in formulas.get(number, ()):
            if column < len(cells):
                cells[column] = cells[column]._replace(formula=True)
        for column, error in failed.get(number, ()):
            cells[column] = Cell(None, error, True)
        yield Row(number, cells, number in hidden)


def _cell(value: Value, text: str) -> Cell:
    """`text`: how the value reads, where it is one."""
    if value is None or (isinstance(value, str) and not text.strip()):
        return EMPTY
    return Cell(text if isinstance(value, str) else value)


def _value(said: Any) -> Value:
    if isinstance(said, float):
        return _number(said)
    if isinstance(said, dict):
        return date.fromisoformat(said["day"]) if "day" in said else datetime.fromisoformat(said["moment"])
    return said  # type: ignore[no-any-return]  # as the other process said it


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
