"""The blank workbook in which an officer lists unions: headings, one example, a sheet that explains the columns.

In Vietnamese only, as the headings that `read_units` knows.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files
from typing import Any

import xlsxwriter
import yaml
from django.utils.translation import override

from sangkien.organisations.loading.headings import heading
from sangkien.organisations.loading.rows import COLUMNS, REQUIRED
from sangkien.organisations.models import Ownership

UNITS, EXPLAINED = "Đơn vị", "Giải thích"
MADE_ON = datetime(2022, 1, 1)  # noqa: DTZ001 a workbook's properties know no time zone; the file is always the same
ROWS = 1_000  # of the list in which a choice is offered

EXAMPLE: dict[str, str | int | date] = {
    "code": "CS-VI-DU",
    "parent": "LDLD-VI-DU",
    "kind": "Công đoàn cơ sở",
    "name": "Công đoàn cơ sở Công ty TNHH Ví Dụ",
    "short_name": "CĐCS Ví Dụ",
    "valid_from": date(2015, 6, 15),
    "external_codes": "thong-ke=0123",
    "workplace": "Công ty TNHH Ví Dụ",
    "tax_code": "0123456787",
    "ownership": "Doanh nghiệp tư nhân",
    "sector": "Dệt may",
    "commune_code": "00123",
    "members": 1250,
    "employees": 1309,
    "counted_on": date(2021, 12, 31),
}

MEANINGS = {
    "code": "Mã riêng của đơn vị: chữ in hoa không dấu, chữ số, dấu gạch nối; không thay đổi về sau.",
    "parent": "Mã của đơn vị cấp trên trực tiếp; đơn vị đó có trong hệ thống hoặc trong tệp này.",
    "kind": "Chọn một loại trong danh sách bên dưới.",
    "name": "Tên đầy đủ, như trong quyết định thành lập.",
    "short_name": "Tên thường gọi; để trống thì dùng tên đầy đủ.",
    "valid_from": "Ngày đơn vị bắt đầu hoạt động.",
    "valid_to": "Ngày đầu tiên đơn vị không còn hoạt động; để trống nếu đang hoạt động.",
    "external_codes": "Mã ở hệ thống khác, dạng hệ-thống=mã; nhiều mã cách nhau bằng dấu chấm phẩy.",
    "workplace": "Tên doanh nghiệp, cơ quan nơi đoàn viên làm việc.",
    "tax_code": "10 hoặc 13 chữ số, giữ cả số 0 ở đầu.",
    "ownership": "Chọn một loại hình trong danh sách bên dưới; cần ghi khi có nơi làm việc.",
    "sector": "Ngành, nghề chính của nơi làm việc.",
    "commune_code": "Mã xã, phường gồm 5 chữ số, giữ cả số 0 ở đầu.",
    "members": "Số đoàn viên, ghi bằng chữ số.",
    "employees": "Số lao động, ghi bằng chữ số.",
    "counted_on": "Ngày chốt số đoàn viên, số lao động; cần ghi khi có số đoàn viên.",
}


def template() -> bytes:
    """The workbook. `read_units` reads it; the example has to go, since its superior does not exist."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": "Danh sách đơn vị công đoàn", "created": MADE_ON})
        units, explained = book.add_worksheet(UNITS), book.add_worksheet(EXPLAINED)
        lists = _explain(book, explained)
        _head(book, units)
        for column, source in lists.items():
            at = COLUMNS.index(column)
            units.data_validation(1, at, ROWS, at, {"validate": "list", "source": source, "ignore_blank": True})
    return file.getvalue()


def _head(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "border": 1})
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for at, column in enumerate(COLUMNS):
        is_day = column in ("valid_from", "valid_to", "counted_on")
        plain = None if column in ("members", "employees") else text
        sheet.set_column(at, at, max(14, len(str(EXAMPLE.get(column, ""))) + 2), day if is_day else plain)
        sheet.write_string(0, at, _headed(column), bold)
        _write(sheet, at, EXAMPLE.get(column, ""), day)
    sheet.freeze_panes(1, 1)


def _write(sheet: Any, at: int, value: str | int | date, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(1, at, datetime.combine(value, MADE_ON.time()), day)
    elif isinstance(value, int):
        sheet.write_number(1, at, value)
    elif value:
        sheet.write_string(1, at, value)


def _explain(book: Any, sheet: Any) -> dict[str, str]:
    """Fill the second sheet; where on it the choices for a column are."""
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80, wrapped)
    _lines(sheet, 0, [("Tên cột (dấu * là cần ghi)", "Ý nghĩa")], bold)
    _lines(sheet, 1, [(_headed(column), MEANINGS[column]) for column in COLUMNS])
    last = len(COLUMNS) + 2
    _lines(sheet, last, [("Dòng thứ hai của trang đầu là ví dụ: anh/chị xóa đi trước khi gửi.", "")], bold)
    return {
        "kind": _choices(sheet, last + 2, heading("kind"), _kinds(), bold),
        "ownership": _choices(sheet, last + 4 + len(_kinds()), heading("ownership"), _ownerships(), bold),
    }


def _choices(sheet: Any, row: int, title: str, choices: Sequence[tuple[str, str]], bold: Any) -> str:
    """Write a list under its title; where it stands, as a formula."""
    _lines(sheet, row, [(title, "Mã trong hệ thống")], bold)
    _lines(sheet, row + 1, choices)
    return f"='{EXPLAINED}'!$A${row + 2}:$A${row + 1 + len(choices)}"


def _lines(sheet: Any, row: int, lines: Sequence[tuple[str, str]], style: Any = None) -> None:
    for at, line in enumerate(lines, start=row):
        sheet.write_row(at, 0, line, style)


def _kinds() -> list[tuple[str, str]]:
    written = yaml.safe_load(files("sangkien.organisations").joinpath("kinds.yaml").read_text("utf-8"))
    return [(facts["name"], code) for code, facts in written.items()]


def _ownerships() -> list[tuple[str, str]]:
    with override("vi"):
        return [(str(ownership.label), ownership.value) for ownership in Ownership]


def _headed(column: str) -> str:
    return f"{heading(column)} *" if column in REQUIRED else heading(column)
