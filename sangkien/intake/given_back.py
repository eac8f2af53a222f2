"""The officer's own file given back with a column "Lỗi" and its troubled cells coloured, to be put right in Excel.

An .xlsx of ordinary size keeps its layout (its formulas become what they came to: a file that is sent round runs
nothing). Any other file, and a very large one, becomes a new .xlsx with all its sheets, rows and columns. A hidden
column carries each row's key, by which the row is known again.
"""

import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.parsers import expat

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell as Place
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from sangkien.base.text import fold
from sangkien.spreadsheets import Book, Cell, Row, Sheet
from sangkien.spreadsheets.book import EMPTY

ERROR = "Lỗi"  # the heading of the column with what is wrong
MARK = "Mã dòng"  # that of the hidden column by which each row is known again (`learning.OUR_KEY`)
_MOST_CELLS = 100_000  # above that, keeping the layout takes more than a few seconds
_MOST_UNFOLDED = 40 << 20  # bytes of the whole package, all of which the other reader unpacks
_MOST_JOINED = 300_000  # cells that are parts of joined ones, or of a link: the other reader makes each
_EXACT = 10**15  # from there on Excel rounds numbers
_RED, _WIDTH = "FBE1E2", 60


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row; in the cell of `column` (from 0), or in the row as a whole."""

    column: int | None
    said: str


@dataclass(frozen=True)
class Marked:
    """What is to be said of a sheet: the row (as Excel counts) under which headings stand, the faults and the keys of
    its rows."""

    heads: Sequence[int]
    faults: Mapping[int, Sequence[Fault]]
    keys: Mapping[int, str]

    def said(self, row: int) -> str:
        """Everything that is wrong in that row, each on a line of its own."""
        return "\n".join(fault.said for fault in self.faults.get(row, ()))

    def places(self, row: int) -> set[int]:
        """Its troubled cells."""
        return {fault.column for fault in self.faults.get(row, ()) if fault.column is not None}


def given_back(data: bytes, book: Book, marked: Mapping[str, Marked]) -> bytes:
    """The file with everything that is `marked`, sheet by sheet; always an .xlsx."""
    try:
        if book.kind == "xlsx" and _is_handy(data, book):
            return _kept(data, book, marked)
    except Exception:  # some program wrote what the other reader does not understand; the content is known anyway
        pass
    return _made(book, marked)


def _own_columns(sheet: Sheet, what: Marked) -> tuple[int, int]:
    """Where the two columns stand, from 0: where they stood when the file was given back before, else behind all."""
    named = {fold(cell.text): at for row in sheet.rows if row.number in what.heads for at, cell in enumerate(row.cells)}
    joined = (area.right + 1 for area in sheet.merged if area.bottom >= min(what.heads, default=1))
    edge = max([len(row.cells) for row in sheet.rows] + [*joined], default=0)
    error = named.get(fold(ERROR), edge) if fold(MARK) in named else edge  # without the mark it is the officer's own
    return error, named.get(fold(MARK), max(edge, error + 1))


def _is_handy(data: bytes, book: Book) -> bool:
    if sum(len(row.cells) for sheet in book.sheets for row in sheet.rows) > _MOST_CELLS:
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        unfolded = sum(part.file_size for part in parts.infolist())
        return unfolded <= _MOST_UNFOLDED and sum(map(_joined, map(parts.read, parts.namelist()))) <= _MOST_JOINED


def _joined(part: bytes) -> int:
    """How many cells are joined, or have a link, by what a part of the package says itself; of a picture none."""
    areas: list[int] = []

    def begin(name: str, said: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("mergeCell", "hyperlink"):
            left, top, right, bottom = (at or 0 for at in range_boundaries(said.get("ref", "A1")))
            areas.append((right - left + 1) * (bottom - top + 1))

    reader = expat.ParserCreate()
    reader.StartElementHandler = begin
    with suppress(expat.ExpatError):
        reader.Parse(part, True)
    return sum(areas)


# With its layout --------------------------------------------------------------------------------------------


def _kept(data: bytes, book: Book, marked: Mapping[str, Marked]) -> bytes:
    kept = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    for sheet in book.sheets:
        if what := marked.get(sheet.name):
            _mark(kept[sheet.name], what, *_own_columns(sheet, what))
    out = io.BytesIO()
    kept.save(out)
    return out.getvalue()


def _mark(sheet: Any, what: Marked, error: int, key: int) -> None:
    for head in what.heads:
        _put(sheet, head, error, ERROR, bold=True)
        _put(sheet, head, key, MARK, bold=True)
    for row in sorted({*what.keys, *what.faults}):
        _put(sheet, row, error, what.said(row))
        _put(sheet, row, key, what.keys.get(row, ""))
        for at in what.places(row):
            _colour(sheet, row, at)
        if what.faults.get(row):
            sheet.row_dimensions[row].hidden = False
    sheet.column_dimensions[get_column_letter(error + 1)].width = _WIDTH
    sheet.column_dimensions[get_column_letter(key + 1)].hidden = True


def _put(sheet: Any, row: int, column: int, text: str, *, bold: bool = False) -> None:
    place = sheet.cell(row, column + 1)
    if isinstance(place, Place):  # not the inside of cells that were made one
        place.value = text or None
        place.data_type = "s" if text else "n"  # a text, whatever it begins with
        place.alignment = Alignment(wrap_text=True, vertical="top")
        place.font = Font(bold=bold, color="8E0F1A")


def _colour(sheet: Any, row: int, column: int) -> None:
    place = sheet.cell(row, column + 1)
    area = next((area for area in sheet.merged_cells.ranges if place.coordinate in area), None)
    if area:
        place = sheet.cell(area.min_row, area.min_col)
    side = Side(style="medium", color="B3141F")
    place.fill = PatternFill("solid", fgColor=_RED)
    place.border = Border(left=side, right=side, top=side, bottom=side)


# Anew -------------------------------------------------------------------------------------------------------


def _made(book: Book, marked: Mapping[str, Marked]) -> bytes:
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as made:
        looks = _Looks(made)
        for sheet in book.sheets:
            page = made.add_worksheet(_named(sheet.name, made))
            _write(page, sheet, marked.get(sheet.name, Marked((), {}, {})), looks)
            if sheet.hidden:
                page.hide()
    return out.getvalue()


class _Looks:
    """The formats of a new file."""

    def __init__(self, book: Any) -> None:
        red = {"bg_color": f"#{_RED}", "border": 2, "border_color": "#B3141F"}
        self._day, self._red_day = book.add_format(_DAY), book.add_format(_DAY | red)
        self._plain, self._red = None, book.add_format(red)
        self.error = book.add_format({"font_color": "#8E0F1A", "text_wrap": True, "valign": "top"})

    def of(self, cell: Cell, *, troubled: bool) -> Any:
        """How a cell is shown."""
        if isinstance(cell.value, date):
            return self._red_day if troubled else self._day
        return self._red if troubled else self._plain


_DAY = {"num_format": "dd/mm/yyyy"}


def _named(name: str, book: Any) -> str:
    """The sheet's name as Excel allows it."""
    taken = {page.get_name().casefold() for page in book.worksheets()}
    clean = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip(" '")[:28] or "Sheet"
    return next(one for one in _numbered(clean) if one.casefold() not in taken)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name} {n}" for n in range(2, 1000))


def _write(page: Any, sheet: Sheet, what: Marked, looks: _Looks) -> None:
    own = error, key = _own_columns(sheet, what)
    page.set_column(0, max(error - 1, 0), 18)
    if what.heads:
        page.set_column(error, error, _WIDTH, looks.error)
        page.set_column(key, key, 20, None, {"hidden": True})
    for row in sheet.rows:
        _write_row(page, row, what, looks, leaving_out=own if what.heads else ())
        if row.number in what.heads:
            page.write_string(row.number - 1, error, ERROR, looks.error)
            page.write_string(row.number - 1, key, MARK)
        if said := what.said(row.number):
            page.write_string(row.number - 1, error, said, looks.error)
        if row.number in what.keys:
            page.write_string(row.number - 1, key, what.keys[row.number])


def _write_row(page: Any, row: Row, what: Marked, looks: _Looks, *, leaving_out: Collection[int]) -> None:
    troubled = what.places(row.number)
    for at in range(max([len(row.cells), *(at + 1 for at in troubled)])):
        if at not in leaving_out:
            cell = row.cells[at] if at < len(row.cells) else EMPTY
            _write_cell(page, (row.number - 1, at), cell, looks.of(cell, troubled=at in troubled))


def _write_cell(page: Any, at: tuple[int, int], cell: Cell, look: Any) -> None:
    """As what it is; a text stays a text, whatever it begins with."""
    value = cell.value
    if isinstance(value, bool):
        page.write_boolean(*at, value, look)
    elif isinstance(value, int | Decimal) and -_EXACT < value < _EXACT:
        page.write_number(*at, float(value), look)
    elif isinstance(value, datetime):
        page.write_datetime(*at, value.replace(tzinfo=None), look)
    elif isinstance(value, date) and value.year >= 1900:
        page.write_datetime(*at, value, look)
    elif cell.text:
        page.write_string(*at, cell.text, look)
    elif look:
        page.write_blank(*at, None, look)
