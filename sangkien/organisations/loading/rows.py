"""One row of the file: read cell by cell, every mistake noted with its row and column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sangkien.base.days import parse_day
from sangkien.base.problems import NotUnderstood, Problem
from sangkien.base.text import one_line
from sangkien.organisations import rules
from sangkien.organisations.loading.labels import KindNames, ownership_called

COLUMNS = (
    "code",
    "parent",
    "kind",
    "name",
    "short_name",
    "valid_from",
    "valid_to",
    "external_codes",
    "workplace",
    "tax_code",
    "ownership",
    "sector",
    "commune_code",
    "members",
    "employees",
    "counted_on",
)
REQUIRED = ("code", "parent", "kind", "name", "valid_from")
TOO_MANY = ""  # the column of cells beyond the header
FAILURES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
LONGEST = {"name": 250, "short_name": 250, "workplace": 250, "sector": 120}
_SEEN = "[!-~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]+"
_CLEAN = re.compile(f"{_SEEN}( {_SEEN})*")
PEOPLE = re.compile(r"[0-9]{1,8}|[0-9]{1,2}([. ][0-9]{3}){1,2}|[0-9]{3}[. ][0-9]{3}")


@dataclass(frozen=True)
class RowError:
    """What is wrong, and where: the row as the spreadsheet counts (the header is row 1) and the column's name."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class WorkplaceCells:
    """What the row says of the workplace."""

    name: str
    tax_code: str
    ownership: str
    sector: str
    commune_code: str


@dataclass(frozen=True)
class UnitRow:
    """What one row says. Empty text and None mean that it says nothing."""

    row: int
    code: str
    parent: str
    kind: str
    name: str
    short_name: str
    since: date | None
    until: date | None
    external_codes: Mapping[str, str]
    workplace: WorkplaceCells | None
    members: int | None
    employees: int | None
    counted_on: date | None


@dataclass
class _Cells:
    row: int
    cells: Mapping[str, str]
    errors: list[RowError] = field(default_factory=list)

    def wrong(self, column: str, message: str) -> None:
        self.errors.append(RowError(self.row, column, message))

    def text(self, column: str) -> str:
        text = _clean(self.cells.get(column, ""))
        if len(text) > LONGEST.get(column, 1000):
            self.wrong(column, _("Ô này dài quá %(most)s ký tự.") % {"most": LONGEST.get(column, 1000)})
        if text in FAILURES:
            self.wrong(column, _("Công thức ở ô này đang báo lỗi. Anh/chị sửa công thức hoặc ghi giá trị."))
        return text

    def required(self, column: str, message: str) -> str:
        text = self.text(column)
        if not text:
            self.wrong(column, message)
        return text

    def day(self, column: str) -> date | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return parse_day(text)
        except NotUnderstood as no:
            self.wrong(column, no.text)
            return None

    def people(self, column: str) -> int | None:
        text = self.text(column)
        if not text:
            return None
        if not PEOPLE.fullmatch(text):
            self.wrong(column, _("Ghi số người bằng chữ số, ví dụ 1250."))
            return None
        return int(re.sub("[. ]", "", text))

    def codes(self, column: str) -> dict[str, str]:
        pairs = [pair.partition("=") for pair in self.text(column).split(";") if pair.strip()]
        codes = {system.strip(): code.strip() for system, _equals, code in pairs}
        if len(codes) < len(pairs) or not all(0 < len(s) <= 40 and 0 < len(c) <= 80 for s, c in codes.items()):
            self.wrong(column, _("Ghi mỗi mã dạng hệ-thống=mã, các mã cách nhau bằng dấu chấm phẩy."))
            return {}
        return codes

    def refused(self, problems: list[Problem], column: str = "") -> None:
        for problem in problems:
            self.wrong(column or problem.field, problem.text)


def _clean(cell: str) -> str:
    """`one_line`, without its work where there is none: nearly every cell of a nation."""
    return cell if not cell or _CLEAN.fullmatch(cell) else one_line(cell)


def read_rows(rows: list[Mapping[str, str]]) -> tuple[list[UnitRow], list[RowError]]:
    """Every row that is not empty, and everything that is wrong with any of them."""
    read, errors = [], []
    kinds = KindNames()
    for number, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells.values()):
            unit, wrong = _read(_Cells(number, cells), kinds)
            read.append(unit)
            errors += wrong
    return read, errors


def _read(cells: _Cells, kinds: KindNames) -> tuple[UnitRow, list[RowError]]:
    if cells.cells.get(TOO_MANY):
        cells.wrong("", _("Dòng này có nhiều ô hơn dòng tiêu đề."))
    unit = UnitRow(
        row=cells.row,
        code=_code(cells),
        parent=cells.text("parent"),
        kind=kinds.called(cells.required("kind", _("Ghi mã loại tổ chức."))),
        name=cells.required("name", _("Ghi tên đơn vị.")),
        short_name=cells.text("short_name"),
        since=cells.day("valid_from"),
        until=cells.day("valid_to"),
        external_codes=cells.codes("external_codes"),
        workplace=_workplace(cells),
        members=cells.people("members"),
        employees=cells.people("employees"),
        counted_on=cells.day("counted_on"),
    )
    _check_period(cells, unit)
    _check_count(cells, unit)
    return unit, cells.errors


def _code(cells: _Cells) -> str:
    code = cells.required("code", _("Ghi mã đơn vị."))
    if code:
        cells.refused(rules.badly_written_code(code))
    return code


def _workplace(cells: _Cells) -> WorkplaceCells | None:
    said = {name: cells.text(name) for name in ("tax_code", "sector", "commune_code")}
    _check_zeros(cells, said)
    ownership, name = ownership_called(cells.text("ownership")), cells.text("workplace")
    if not any([name, ownership, *said.values()]):
        return None
    facts = {"name": name, "ownership": ownership, "commune_code": said["commune_code"]}
    cells.refused(rules.wrong_workplace(tax_code=said["tax_code"], **facts))
    said["tax_code"] = rules.compact_tax_code(said["tax_code"]) or ""
    return WorkplaceCells(name=name, ownership=ownership, **said)


def _check_zeros(cells: _Cells, said: Mapping[str, str]) -> None:
    """A spreadsheet takes codes for numbers and drops the zeros in front. They are asked for, not guessed."""
    for column, longest in (("tax_code", 12), ("commune_code", 4)):
        if said[column].isdecimal() and len(said[column]) <= longest and _fits(column, "0" + said[column]):
            text = _("Có thể bảng tính đã bỏ số 0 ở đầu mã. Anh/chị định dạng cột là Văn bản rồi ghi lại mã.")
            cells.wrong(column, text)


def _fits(column: str, code: str) -> bool:
    return column == "commune_code" or rules.compact_tax_code(code) is not None


def _check_period(cells: _Cells, unit: UnitRow) -> None:
    if unit.since:
        cells.refused(rules.wrong_period(unit.since, unit.until))


def _check_count(cells: _Cells, unit: UnitRow) -> None:
    if unit.members is None and unit.employees is not None:
        cells.wrong("members", _("Ghi số đoàn viên cùng với số lao động."))
    if unit.members is not None and not cells.cells.get("counted_on", "").strip():
        cells.wrong("counted_on", _("Ghi ngày chốt số liệu đoàn viên."))
