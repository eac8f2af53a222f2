"""The process that opens a workbook: what is inside may be forged, so it has little memory, little time, and no more
than this file to do. It prints a line of JSON for the workbook, for each sheet, for a few hundred rows at a time.

    python -m sangkien.spreadsheets.workbooks FILE SECONDS
"""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sangkien.spreadsheets.limits import MEMORY, MOST_CELLS, MOST_MERGED, MOST_ROWS, SECONDS
from sangkien.spreadsheets.packages import Marks, Refused, marks_of, must_be_safe, remarks_of

ROWS_AT_ONCE = 500
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
    marks, remarks = _looked_through(path)
    yield {"remarks": remarks}
    room = _Room()
    workbook = CalamineWorkbook.from_path(path)
    for about in workbook.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            hidden = about.visible != SheetVisibleEnum.Visible
            yield from _sheet(workbook.get_sheet_by_name(about.name), hidden, marks.get(about.name, Marks()), room)


def _looked_through(path: Path) -> tuple[dict[str, Marks], list[str]]:
    if not zipfile.is_zipfile(path):
        return {}, ["macros"] if MACROS in path.read_bytes() else []
    with zipfile.ZipFile(path) as package:
        must_be_safe(package)
        return marks_of(package), remarks_of(package)


def _sheet(cells: CalamineSheet, hidden: bool, marks: Marks, room: "_Room") -> Iterator[Line]:
    yield {"sheet": cells.name, "hidden": hidden, "merged": _merged(cells, marks)}
    rows = _rows(cells, marks, room)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield {"rows": some}


def _merged(cells: CalamineSheet, marks: Marks) -> list[list[int]]:
    """Joined cells as far as the sheet holds anything: real titles are joined over 16,384 columns."""
    if len(cells.merged_cell_ranges or marks.merged) > MOST_MERGED:
        raise Refused("too_many_cells")
    known = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in cells.merged_cell_ranges or ()]
    last_row, last_column = cells.end or (-1, -1)
    within = [place for place in known or marks.merged if place[0] <= last_row + 1 and place[1] <= last_column]
    return [[top, left, min(bottom, last_row + 1), min(right, last_column)] for top, left, bottom, right in within]


def _rows(cells: CalamineSheet, marks: Marks, room: "_Room") -> Iterator[list[Any]]:
    """Number, values, hidden, columns with a formula, errors by column: of rows that hold something."""
    if not cells.start:
        return
    before = [None] * cells.start[1]
    failed = _by_row(marks.failed)
    formulas = _by_row(dict.fromkeys(marks.formulas, ""))
    for number, row in enumerate(cells.iter_rows(), 1):
        values = before + [_plain(value) for value in row]
        for column in failed.get(number, ()):
            values += [None] * (column + 1 - len(values))
        last = max((at for at, value in enumerate(values, 1) if value is not None), default=0)
        last = max([last, *(column + 1 for column in failed.get(number, ()))])
        if last:
            room.take(last)
            yield [
                number,
                values[:last],
                number in marks.hidden,
                list(formulas.get(number, ())),
                failed.get(number, {}),
            ]


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
