"""The columns of a file of unions: by their machine names, and as an officer writes them at the top of a table."""

import re

from sangkien.base.text import fold

# Of each column: the heading in our template first, then others that are met. Found without marks and capitals.
HEADINGS = {
    "code": ("Mã đơn vị", "Mã", "Mã số đơn vị", "Mã công đoàn", "Mã tổ chức"),
    "parent": (
        "Đơn vị cấp trên",
        "Mã đơn vị cấp trên",
        "Mã cấp trên",
        "Cấp trên",
        "Công đoàn cấp trên",
        "Đơn vị cấp trên trực tiếp",
        "Công đoàn cấp trên trực tiếp",
        "Trực thuộc",
    ),
    "kind": ("Loại", "Loại đơn vị", "Loại tổ chức", "Loại công đoàn"),
    "name": ("Tên đơn vị", "Tên", "Tên công đoàn", "Tên tổ chức", "Đơn vị"),
    "short_name": ("Tên viết tắt", "Tên gọi tắt", "Viết tắt"),
    "valid_from": ("Từ ngày", "Hoạt động từ ngày", "Ngày bắt đầu", "Ngày thành lập", "Có hiệu lực từ ngày"),
    "valid_to": ("Ngừng hoạt động từ ngày", "Không còn hoạt động từ ngày", "Hết hiệu lực từ ngày"),
    "external_codes": ("Mã ở hệ thống khác", "Mã hệ thống khác", "Mã khác"),
    "workplace": ("Nơi làm việc", "Tên doanh nghiệp", "Doanh nghiệp", "Cơ quan, doanh nghiệp", "Tên nơi làm việc"),
    "tax_code": ("Mã số thuế", "MST", "Mã số doanh nghiệp"),
    "ownership": ("Loại hình", "Loại hình doanh nghiệp", "Loại hình đơn vị"),
    "sector": ("Ngành nghề", "Ngành", "Ngành nghề chính"),
    "commune_code": ("Mã xã, phường", "Mã xã", "Mã phường", "Mã xã, phường, thị trấn", "Mã xã, phường, đặc khu"),
    "members": ("Số đoàn viên", "Đoàn viên", "Tổng số đoàn viên"),
    "employees": ("Số lao động", "Lao động", "Tổng số lao động", "Số CNVCLĐ", "CNVCLĐ", "Số người lao động"),
    "counted_on": ("Ngày chốt số liệu", "Số liệu đến ngày", "Tính đến ngày", "Chốt số liệu ngày"),
}
OF_NO_ACCOUNT = {"stt", "tt", "so tt", "so thu tu", "ghi chu"}  # columns that every list has and that say nothing

_BY_KEY = {fold(text): column for column, texts in HEADINGS.items() for text in (column, *texts)}
_IN_BRACKETS = re.compile(r"\(.*?\)")


def column_headed(text: str) -> str | None:
    """The column that a heading names, or None; what stands in brackets may be an explanation."""
    return _BY_KEY.get(fold(text)) or _BY_KEY.get(fold(_IN_BRACKETS.sub(" ", text)))


def heading(column: str) -> str:
    """How our template heads the column."""
    return HEADINGS[column][0]


def says_nothing(text: str) -> bool:
    """Is it the heading of a running number or of remarks?"""
    return fold(text) in OF_NO_ACCOUNT
