"""From the bytes of a CSV file to rows, as a spreadsheet would show them."""

import csv
import io

from django.utils.translation import gettext as _

from sangkien.base.text import as_text, decoded
from sangkien.base.text.encodings import UNICODE
from sangkien.organisations.loading.tables import Grid, header_of, no_table, refused, rows_under
from sangkien.spreadsheets.letters import readable

SEPARATORS = ",;\t"


def read_csv(data: bytes) -> list[dict[str, str]]:
    """The rows under the header, each with its cells by column. "," or ";" or tabs between cells.

    UTF-8 with or without BOM; also the old encodings TCVN3, VNI, BK HCM 2 and Windows-1258. Rows above the
    header and empty ones are kept, so that the n-th row is row n + 1 of the spreadsheet.
    Raises NotPossible: another encoding, no such table, unknown or missing columns.
    """
    grid = _grid(_text(data))
    header = header_of(grid)
    if header is None:
        raise no_table()
    return rows_under(grid, header)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _in_an_old_encoding(data)


def _in_an_old_encoding(data: bytes) -> str:
    """One byte a letter, told by what comes out Vietnamese."""
    read = decoded(as_text(data))
    if b"\0" in data or read.encoding == UNICODE:
        raise refused(
            "not_utf8",
            _("Tệp này chưa ở dạng UTF-8. Trong Excel, anh/chị chọn Lưu thành, loại tệp “CSV UTF-8”, rồi gửi lại."),
        )
    return read.text


def _grid(text: str) -> Grid:
    separator = max(SEPARATORS, key=text[:5_000].count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [readable(row) for row in rows]
    except csv.Error:
        raise refused(
            "not_a_table", _("Không đọc được bảng trong tệp: có thể một dấu nháy kép chưa được đóng.")
        ) from None
