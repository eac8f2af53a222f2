"""Why a file cannot be read: one sentence each, with what to do."""

from django.utils.translation import gettext_lazy as _

from sangkien.base.numbers import format_int
from sangkien.spreadsheets.book import Remark, Unreadable
from sangkien.spreadsheets.limits import LARGEST_TEXT, LARGEST_WORKBOOK, MOST_CELLS, MOST_ROWS

_SENTENCES = {
    "empty": _("Tệp này trống. Anh/chị chọn lại tệp có danh sách giúp."),
    "nothing_inside": _("Tệp mở được nhưng không có ô nào có chữ hay số. Anh/chị chọn lại tệp giúp."),
    "bomb": _("Tệp này giải nén ra lớn bất thường nên không mở. Anh/chị chép riêng bảng sang một tệp mới rồi gửi lại."),
    "under_password": _("Tệp này có mật khẩu nên không đọc được. Anh/chị bỏ mật khẩu mở tệp, lưu lại rồi gửi lại."),
    "broken": _("Không mở được tệp này: có thể tệp bị hỏng. Anh/chị mở bằng Excel, lưu lại rồi gửi lại."),
    "too_much_memory": _("Tệp này cần quá nhiều bộ nhớ để mở. Anh/chị chép riêng bảng sang một tệp mới rồi gửi lại."),
    "too_slow": _("Tệp này mất quá nhiều thời gian để mở. Anh/chị chép riêng bảng sang một tệp mới rồi gửi lại."),
    "unclosed_quote": _("Không đọc được bảng trong tệp: có thể một dấu nháy kép chưa được đóng."),
    "old_xml": _(
        "Tệp này là bảng tính dạng XML đời cũ. Trong Excel, anh/chị chọn Lưu thành, loại tệp “.xlsx”, rồi gửi lại."
    ),
    "no_table": _("Trang web trong tệp này không có bảng nào. Anh/chị chọn lại tệp giúp."),
}
_TOO_LARGE = _("Tệp lớn quá %(most)s MB. Anh/chị tách thành nhiều tệp nhỏ hơn.")
_TOO_MANY = _("Bảng tính quá lớn: tối đa %(rows)s dòng và %(cells)s ô có nội dung. Anh/chị tách thành nhiều tệp.")
_WRONG_TYPE = _("Đây là %(kind)s, không phải bảng tính. Anh/chị chọn tệp Excel (.xlsx, .xls), .ods hoặc .csv.")
_KINDS = {
    "pdf": _("tệp PDF"),
    "picture": _("tệp ảnh"),
    "word": _("tệp Word"),
    "slides": _("tệp trình chiếu"),
    "archive": _("tệp nén"),
    "page": _("trang web"),
    "other": _("loại tệp khác"),
}
_REMARKS = {
    "macros": _("Tệp có macro. Hệ thống chỉ đọc các ô, không chạy macro."),
    "links": _("Tệp có ô lấy số liệu từ tệp khác: các ô đó được đọc theo giá trị lúc lưu tệp."),
    "hidden_rows": _("Tệp có dòng đang bị ẩn: các dòng đó vẫn được đọc."),
    "hidden_sheets": _("Tệp có trang tính đang bị ẩn: các trang đó vẫn được đọc."),
    "failed_formulas": _("Tệp có ô tính bị lỗi (như #DIV/0!): các ô đó coi như trống."),
}


def refused(code: str) -> Unreadable:
    """The refusal with that code; broken, where the code is not known."""
    if code in ("too_many_rows", "too_many_cells"):
        numbers = {"rows": format_int(MOST_ROWS), "cells": format_int(MOST_CELLS)}
        return Unreadable(code, _TOO_MANY % numbers)
    if code == "too_large":
        return too_large(LARGEST_WORKBOOK)
    return Unreadable(code, _SENTENCES[code] if code in _SENTENCES else _SENTENCES["broken"])


def too_large(most: int = LARGEST_TEXT) -> Unreadable:
    """The refusal of a file of more than `most` bytes."""
    return Unreadable("too_large", _TOO_LARGE % {"most": most // 1_000_000})


def wrong_type(kind: str) -> Unreadable:
    """The refusal of a file that is something else: pdf, picture, word, slides, archive, page, other."""
    return Unreadable("wrong_type", _WRONG_TYPE % {"kind": _KINDS[kind]})


def remark(code: str) -> Remark:
    """What is said of a file that was read."""
    return Remark(code, str(_REMARKS[code]))
