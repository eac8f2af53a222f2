"""The process that opens a workbook: what is inside may be forged, so it has little memory, little time, and no more
than this file to do. It prints a line of JSON for the workbook, for each sheet, and for a thousand rows at a time: what
their cells hold, each value once, and of each row which of these.

    python -m sangkien.spreadsheets.workbooks FILE SECONDS
"""

import json
import resource
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sangkien.spreadsheets.limits import MEMORY, MOST_CELLS, MOST_MERGED, MOST_ROWS, SECONDS
from sangkien.spreadsheets.packages import Marks, Refused, marks_of, must_be_safe, remarks_of

ROWS_AT_ONCE = 1000
MACROS = "_VBA_PROJECT".encode("utf-16-le")

Line = dict[str, Any]


def main(path: Path, seconds: int = SECONDS) -> None:
    """Print what the workbook holds, or why it is refused. Whatever happens, the last line says how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for line in _lines(path):
            _say(line)
        _say({"end": True})
    except Refused as refused:
        _say({"refused": refused.code})
    except PasswordError:
        _say({"refused": "under_password"})
    except MemoryError:
        _say({"refused": "too_much_memory"})
    except BaseException:  # a panic of the reader is no Exception
        _say({"refused": "broken"})


def _say(line: Line) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False))
    sys.stdout.write("\n")


def _lines(path: Path) -> Iterator[Line]:
    """The package is looked through while the reader of cells is at work: each takes as long as it takes."""
    room = _Room()
    with _package(path) as package, ThreadPoolExecutor(1) as beside:
        looking = beside.submit(marks_of, package) if package else None
        yield {"remarks": remarks_of(package) if package else _remarks_of_old(path)}
        workbook = CalamineWorkbook.from_path(path)
        for about in workbook.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                cells = workbook.get_sheet_by_name(about.name)
                marks = looking.result().get(about.name, Marks()) if looking else Marks()
                yield from _sheet(cells, about.visible != SheetVisibleEnum.Visible, marks, room)


@contextmanager
def _package(path: Path) -> Iterator[zipfile.ZipFile | None]:
    """The workbook as a package that is safe to unfold, None of one from before there were packages."""
    if not zipfile.is_zipfile(path):
        yield None
        return
    with zipfile.ZipFile(path) as package:
        must_be_safe(package)
        yield package


def _remarks_of_old(path: Path) -> list[str]:
    return ["macros"] if MACROS in path.read_bytes() else []


def _sheet(cells: CalamineSheet, hidden: bool, marks: Marks, room: "_Room") -> Iterator[Line]:
    yield {"sheet": cells.name, "hidden": hidden, "merged": _merged(cells, marks)}
    failed, formulas = _by_row(marks.failed), _by_row(dict.fromkeys(marks.formulas, ""))
    rows = _rows(cells, failed, room)
    while some := dict(islice(rows, ROWS_AT_ONCE)):
        yield {
            **_told(some),
            "hidden": list(marks.hidden & some.keys()),
            "formulas": [(number, list(formulas[number])) for number in formulas.keys() & some.keys()],
            "failed": [(number, list(failed[number].items())) for number in failed.keys() & some.keys()],
        }


def _told(rows: dict[int, list[Any]]) -> Line:
    """Rows say the same again and again: what they hold is told once, and called by its place, from 0."""
    places: defaultdict[Any, int] = defaultdict()
    places.default_factory = places.__len__
    told = [[number, *map(places.__getitem__, _apart(row))] for number, row in rows.items()]
    return {"values": [_plain(value) for value in places], "rows": told}


def _apart(row: list[Any]) -> list[Any]:
    """Yes is 1 to Python, and no number to anybody else."""
    return [(value,) if isinstance(value, bool) else value for value in row] if bool in map(type, row) else row


def _merged(cells: CalamineSheet, marks: Marks) -> list[list[int]]:
    """Joined cells as far as the sheet holds anything: real titles are joined over 16,384 columns."""
    if len(cells.merged_cell_ranges or marks.merged) > MOST_MERGED:
        raise Refused("too_many_cells")
    known = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in cells.merged_cell_ranges or ()]
    last_row, last_column = cells.end or (-1, -1)
    within = [place for place in known or marks.merged if place[0] <= last_row + 1 and place[1] <= last_column]
    return [[top, left, min(bottom, last_row + 1), min(right, last_column)] for top, left, bottom, right in within]


def _rows(cells: CalamineSheet, failed: dict[int, dict[int, str]], room: "_Room") -> Iterator[tuple[int, list[Any]]]:
    """Number and values of the rows that hold something; a formula that `failed` is more than nothing."""
    if not cells.start:
        return
    before = [""] * cells.start[1]
    for number, row in enumerate(cells.iter_rows(), 1):
        values = _filled(before + row, max(failed.get(number, ()), default=-1) + 1)
        if values:
            room.take(len(values))
            yield number, values


def _filled(values: list[Any], least: int) -> list[Any]:
    """Without the empty ones at the end, but so many at least."""
    while len(values) > least and values[-1] == "":
        values.pop()
    return values + [""] * (least - len(values))


def _by_row(places: dict[tuple[int, int], str]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), said in places.items():
        rows.setdefault(row, {})[column] = said
    return rows


def _plain(value: object) -> object:
    """As JSON has it; days and moments are told apart from text by their key."""
    if value == "":
        return None
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return value[0]
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return str(value)


class _Room:
    """How many rows and cells may still come."""

    def __init__(self) -> None:
        self.rows, self.cells = MOST_ROWS, MOST_CELLS

    def take(self, cells: int) -> None:
        """A row with its empty cells, which take room as well. Raise Refused: too_many_rows, too_many_cells."""
        self.rows -= 1
        self.cells -= cells
        if self.rows < 0:
            raise Refused("too_many_rows")
        if self.cells < 0:
            raise Refused("too_many_cells")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
