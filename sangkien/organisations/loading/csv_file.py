"""From the bytes of a CSV file to rows, as a spreadsheet would show them."""

import csv
import io

from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.loading.rows import COLUMNS, REQUIRED, TOO_MANY

SEPARATORS = ",;\t"


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows under the header, each with its cells by column. UTF-8 with or without BOM; "," or ";" between cells.

    Empty rows are kept, so that the n-th row is row n + 1 of the spreadsheet.
    Raises NotPossible: another encoding, no such table, unknown or missing columns.
    """
    header, *rows = _table(_text(data)) or [[]]
    columns = [cell.strip().lower() for cell in header]
    _must_be_ours(columns)
    return [_by_column(columns, cells) for cells in rows]


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused(
            "not_utf8",
            _("Tệp này chưa ở dạng UTF-8. Trong Excel, anh/chị chọn Lưu thành, loại tệp “CSV UTF-8”, rồi gửi lại."),
        ) from None


def _table(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise _refused(
            "not_a_table", _("Không đọc được bảng trong tệp: có thể một dấu nháy kép chưa được đóng.")
        ) from None


def _must_be_ours(columns: list[str]) -> None:
    if missing := [name for name in REQUIRED if name not in columns]:
        text = _("Dòng đầu của bảng còn thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)}
        raise _refused("missing_columns", text)
    if strange := [name for name in columns if name and name not in COLUMNS]:
        text = _("Bảng có cột chưa rõ nghĩa: %(columns)s. Các cột dùng được: %(known)s.")
        raise _refused("unknown_columns", text % {"columns": ", ".join(strange), "known": ", ".join(COLUMNS)})
    if len(set(columns)) < len(columns):
        raise _refused("double_columns", _("Dòng đầu của bảng có hai cột trùng tên hoặc không có tên."))


def _by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    row = dict(zip(columns, cells, strict=False))
    beyond = "".join(cells[len(columns) :]).strip()
    return row | {TOO_MANY: beyond} if beyond else row


def _refused(code: str, text: str) -> NotPossible:
    return NotPossible([Problem(code=code, text=text)])
