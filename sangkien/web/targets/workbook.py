"""The annex as a workbook: real numbers, a filter, a sum that the spreadsheet works out, and what the words mean."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import override

from sangkien.base.days import format_day
from sangkien.targets.models import Indicator, Method
from sangkien.web.targets.given import Given, title

_HEAD = ["TT", "Mã đơn vị", "Đơn vị", "Chỉ tiêu trước đó", "Chỉ tiêu được giao", "Ghi chú"]
_WIDTHS = [6, 24, 60, 20, 20, 16]
_TOP = 2  # rows above the heading


def workbook(given: Given) -> bytes:
    """The file, in Vietnamese as the paper is."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title(given)})
        _annex(book, book.add_worksheet("Phụ lục"), given)
        _meanings(book, book.add_worksheet("Giải thích"), given)
    return file.getvalue()


def _annex(book: Any, sheet: Any, given: Given) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "text_wrap": True, "border": 1})
    number = book.add_format({"num_format": "0.00%" if given.indicator == Indicator.PRODUCTION else "#,##0"})
    sheet.write_string(0, 0, title(given), book.add_format({"bold": True}))
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_row(_TOP, 0, _HEAD, bold)
    first, last = _TOP + 1, _TOP + len(given.rows)
    for place, row in enumerate(given.rows, start=1):
        at = _TOP + place
        sheet.write_number(at, 0, place)
        sheet.write_string(at, 1, row.code)
        sheet.write_string(at, 2, row.name)
        if row.before is not None:
            sheet.write_number(at, 3, _real(given, row.before), number)
        sheet.write_number(at, 4, _real(given, row.value), number)
        if row.by_hand and given.terms.method != Method.BY_HAND:
            sheet.write_string(at, 5, "Điều chỉnh")
    if given.sums:
        total = sum(row.value for row in given.rows)
        sheet.write_string(last + 1, 2, "Tổng cộng", bold)
        sheet.write_formula(last + 1, 4, f"=SUM(E{first + 1}:E{last + 1})", number, total)
    sheet.autofilter(_TOP, 0, last, len(_HEAD) - 1)
    sheet.freeze_panes(_TOP + 1, 0)


def _meanings(book: Any, sheet: Any, given: Given) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 30, book.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 90, wrapped)
    with override("vi"):
        lines = [
            ("Đơn vị giao", given.issuer),
            ("Chỉ số", str(given.indicator.label)),
            ("Giai đoạn", given.which.title),
            ("Chương trình", given.which.programme.full_name),
            ("Quyết định", f"{given.signed.number}, {format_day(given.signed.on)}" if given.signed.on else ""),
            ("Cách chia", given.how),
            (
                "Phần lẻ",
                "Mỗi đơn vị nhận phần nguyên; số còn lại giao lần lượt theo phần lẻ lớn nhất, bằng nhau thì "
                "đơn vị lớn hơn trước, rồi theo mã.",
            ),
            ("Điều chỉnh", "Số do người ghi quyết định nhập tay, khác số tính được theo cách chia."),
        ]
    for at, line in enumerate(lines):
        sheet.write_row(at, 0, line)


def _real(given: Given, value: int) -> float:
    """A share as a fraction, so that the spreadsheet shows its percent; anything else as it is."""
    return value / 10_000 if given.indicator == Indicator.PRODUCTION else value
