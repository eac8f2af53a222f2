"""The file to begin with (tệp mẫu): for those who have no list of their own yet.

A line for each initiative, drop-downs of what the programme offers, a word beside every heading and cell, the union
written in, and a hidden mark on every line by which it is known again when the file comes back. It is in Vietnamese
whatever the language of the page, as the papers are with which it travels.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from sangkien.base.days import format_day
from sangkien.intake.given_back import MARK

LINES = 300
_HEAD = 6  # the row of the headings, from 0
_LISTS = "Danh mục"
_MOST_UNITS = 5_000


@dataclass(frozen=True)
class Blank:
    """What is known beforehand. `units`: the names to choose from, none where the union itself is the only one;
    `fields`, `forms`: what the programme's lists offer; `applied`: the first and last day on which an initiative was
    put to use, either of which may be missing; `mark`: letters that no other file has."""

    unit: str
    programme: str
    units: Sequence[str]
    fields: Sequence[str]
    forms: Sequence[str]
    applied: tuple[date | None, date | None]
    mark: str


@dataclass(frozen=True)
class _Column:
    """A column: its heading, how wide, how its cells are shown, what is said when one of them is chosen, an example,
    and the list that it offers."""

    heading: str
    width: int
    shown: str = "@"
    said: str = ""
    example: str = ""
    offers: Sequence[str] = ()


def workbook(blank: Blank) -> bytes:
    """The file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": f"Danh sách sáng kiến – {blank.unit}"})
        columns = list(_columns(blank))
        lines, lists = (book.add_worksheet(name) for name in ("Danh sách", _LISTS))
        _write_head(book, lines, blank, columns)
        _write_lines(book, lines, blank, columns)
        _write_lists(lists, columns)
    return file.getvalue()


def _columns(blank: Blank) -> Iterator[_Column]:
    yield _Column("STT", 6, "0")
    yield _Column(
        "Tên sáng kiến", 48, said="Nói như kể với đồng nghiệp.", example="Đồ gá giúp may túi áo nhanh hơn 11 giây"
    )
    yield _Column(
        "Tác giả",
        34,
        said="Nhiều người thì ngăn bằng dấu chấm phẩy, kèm phần đóng góp.",
        example="Nguyễn Thị Lan (60%); Võ Văn Hùng (40%)",
    )
    if blank.units:
        yield _Column("Đơn vị", 34, said="Công đoàn cơ sở của tác giả: chọn trong danh sách.", offers=blank.units)
    yield _Column("Lĩnh vực", 24, said="Chọn trong danh sách.", offers=blank.fields)
    yield _Column("Ngày áp dụng", 14, "dd/mm/yyyy", said=_applied(blank), example="15/03/2022")
    yield _Column(
        "Giá trị làm lợi (đồng)",
        20,
        "#,##0",
        said="Của một năm, bằng đồng. Chưa tính được thì để trống.",
        example="120.000.000",
    )
    yield _Column(
        "Nội dung",
        60,
        said="Trước đây làm thế nào, bây giờ làm thế nào, hiệu quả ra sao.",
        example="Trước đây công nhân giữ túi bằng tay; bây giờ có đồ gá giữ, mỗi túi nhanh hơn 11 giây.",
    )
    yield _Column("Hình thức công nhận", 24, said="Chọn trong danh sách.", offers=blank.forms)
    yield _Column("Số quyết định", 18, said="Của quyết định công nhận.", example="123/QĐ-MTT")
    yield _Column("Ngày quyết định", 14, "dd/mm/yyyy", said="Ngày ký.", example="31/05/2022")
    yield _Column("Nơi ban hành", 30, said="Người đứng đầu nơi nào ký.", example="Công ty TNHH May Tiến Thuận")
    yield _Column("Ghi chú", 24, said="Không bắt buộc.")


def _applied(blank: Blank) -> str:
    first, last = blank.applied
    if first and last:
        return f"Ngày bắt đầu áp dụng, từ {format_day(first)} đến {format_day(last)}."
    return f"Ngày bắt đầu áp dụng, từ {format_day(first)}." if first else "Ngày bắt đầu áp dụng."


def _write_head(book: Any, sheet: Any, blank: Blank, columns: Sequence[_Column]) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    plain, head = book.add_format({"italic": True}), _head(book)
    sheet.write_string(0, 0, "DANH SÁCH SÁNG KIẾN", title)
    sheet.write_string(1, 0, f"Đơn vị: {blank.unit}")
    sheet.write_string(2, 0, f"Chương trình: {blank.programme}")
    sheet.write_string(4, 0, "Mỗi sáng kiến một dòng. Chưa đủ vẫn nhập được, phần thiếu bổ sung sau.", plain)
    for at, column in enumerate(columns):
        sheet.write_string(_HEAD, at, column.heading, head)
        if column.said:
            sheet.write_comment(_HEAD, at, _spoken(column), {"x_scale": 2, "font_size": 10})
    sheet.write_string(_HEAD, len(columns), MARK, head)
    sheet.set_row(_HEAD, 32)
    sheet.freeze_panes(_HEAD + 1, 2)


def _head(book: Any) -> Any:
    look = {"bold": True, "bg_color": "#DCE9FB", "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
    return book.add_format(look)


def _write_lines(book: Any, sheet: Any, blank: Blank, columns: Sequence[_Column]) -> None:
    first, last = _HEAD + 1, _HEAD + LINES
    for at, column in enumerate(columns):
        look = {"num_format": column.shown, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#D5DCE7"}
        how = book.add_format(look)
        sheet.set_column(at, at, column.width)
        for row in range(first, last + 1):
            sheet.write_blank(row, at, None, how)
        if column.said:
            sheet.data_validation(first, at, last, at, _validation(column, at))
    numbered = book.add_format({"valign": "top", "border": 1, "border_color": "#D5DCE7"})
    for place in range(1, LINES + 1):
        sheet.write_number(_HEAD + place, 0, place, numbered)
        sheet.write_string(_HEAD + place, len(columns), f"{blank.mark}-{place}")
    sheet.set_column(len(columns), len(columns), 20, None, {"hidden": True})


def _validation(column: _Column, at: int) -> dict[str, Any]:
    """What is said beside the cell; where there is a list, it drops down, and something else is asked about only."""
    said = {"input_title": column.heading[:32], "input_message": _spoken(column)[:255]}
    if not column.offers:
        return {"validate": "any", **said}
    letter = chr(ord("A") + at)
    asked = {
        "error_type": "warning",
        "error_title": column.heading[:32],
        "error_message": "Không có trong danh sách. Vẫn ghi như vậy?",
    }
    source = f"='{_LISTS}'!${letter}$1:${letter}${len(column.offers[:_MOST_UNITS])}"
    return {"validate": "list", "source": source, **asked, **said}


def _spoken(column: _Column) -> str:
    return f"{column.said} Ví dụ: {column.example}" if column.example else column.said


def _write_lists(sheet: Any, columns: Sequence[_Column]) -> None:
    """Each list in the column of its own letter, without headings: nobody shall take it for a table."""
    for at, column in enumerate(columns):
        for row, name in enumerate(column.offers[:_MOST_UNITS]):
            sheet.write_string(row, at, name)
    sheet.very_hidden()
