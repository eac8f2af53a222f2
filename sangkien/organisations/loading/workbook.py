"""An Excel workbook looked at as a package, before anything unfolds it: what is no workbook or too much of one.

Rule: a few kilobytes can unfold to gigabytes, and one cell far out makes a sheet of billions; both are refused here.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible
from sangkien.organisations.loading.tables import refused

LARGEST = 100_000_000  # bytes of a file
MOST_UNFOLDED = 600_000_000  # bytes of all its parts
MOST_ROWS = 300_000
AT_ONCE = 1 << 20
LONGEST_TAG = 300

OLD_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of a workbook under a password
UNDER_PASSWORD = "EncryptedPackage".encode("utf-16-le")

# Cells that hold something: beyond column CZ, below row 299.999, and those in which a formula failed.
_TAG = rb"<(?:\w+:)?c\s[^>]*?"
_TOO_FAR_RIGHT = re.compile(_TAG + rb"""\br=["'](?:[A-Z]{3}|[D-Z][A-Z])[0-9]+["'][^>]*(?<!/)>""")
_TOO_FAR_DOWN = re.compile(_TAG + rb"""\br=["'][A-Z]+(?:[0-9]{7,}|[3-9][0-9]{5})["'][^>]*(?<!/)>""")
_FAILED = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]+)([0-9]+)["']""")

# What the package can answer with when it is damaged, forged or locked.
_NO_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)

Cell = tuple[int, int]


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name, and the cells (row, column, counted from 0) whose formula failed."""

    name: str
    failed: frozenset[Cell]


def sheets_of(data: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook, one after the other, each looked through when it is asked for.

    Raises NotPossible: another kind of file, a broken one, one under a password, too large a one.
    """
    must_not_be_too_large(data)
    if data.startswith(OLD_BINARY):
        raise _under_password() if UNDER_PASSWORD in data else _old()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from _sheets(package)
    except _NO_PACKAGE:
        raise broken() from None


def must_not_be_too_large(data: bytes) -> None:
    """Raises NotPossible."""
    if len(data) > LARGEST:
        text = _("Tệp lớn quá %(most)s MB. Anh/chị tách thành nhiều tệp nhỏ hơn.")
        raise refused("too_large", text % {"most": LARGEST // 1_000_000})


def broken() -> NotPossible:
    """The refusal of a file that cannot be read as a workbook."""
    text = _("Không mở được tệp này như một sổ tính Excel (.xlsx): có thể tệp bị hỏng. Anh/chị lưu lại rồi gửi lại.")
    return refused("broken_workbook", text)


def _sheets(package: zipfile.ZipFile) -> Iterator[Sheet]:
    if sum(part.file_size for part in package.infolist()) > MOST_UNFOLDED:
        raise _too_long()
    if package.testzip():  # also unfolds every part, so that none is larger than it says
        raise broken()
    for name, path in _paths(package).items():
        yield Sheet(name, frozenset(_failed_cells(package, path)))


def _paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Where in the package each sheet with cells lies, in the order of the workbook."""
    links = {link.get("Id"): link.get("Target", "") for link in _xml(package, "xl/_rels/workbook.xml.rels").iter()}
    sheets = [
        (node.get("name", ""), _link(node)) for node in _xml(package, "xl/workbook.xml").iter() if _is_sheet(node)
    ]
    paths = {name: links[link].lstrip("/") for name, link in sheets if link in links}
    paths = {name: path if path.startswith("xl/") else f"xl/{path}" for name, path in paths.items()}
    return {name: path for name, path in paths.items() if path.startswith("xl/worksheets/")}


def _xml(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(package.read(path))


def _is_sheet(node: ElementTree.Element) -> bool:
    return node.tag.endswith("}sheet") and _link(node) is not None


def _link(node: ElementTree.Element) -> str | None:
    return next((value for name, value in node.items() if name.endswith("}id")), None)


def _failed_cells(package: zipfile.ZipFile, path: str) -> Iterator[Cell]:
    for piece in _pieces(package, path):
        if _TOO_FAR_DOWN.search(piece) or _TOO_FAR_RIGHT.search(piece):
            raise _too_long()
        for column, row in _FAILED.findall(piece):
            yield int(row) - 1, _number(column.decode())


def _pieces(package: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The sheet's text in pieces that overlap by more than a tag."""
    kept = b""
    with package.open(path) as part:
        while read := part.read(AT_ONCE):
            yield kept + read
            kept = (kept + read)[-LONGEST_TAG:]


def _number(column: str) -> int:
    """A is 0, AB is 27."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _old() -> NotPossible:
    text = _("Đây là tệp Excel đời cũ (.xls). Trong Excel, anh/chị chọn Lưu thành, loại tệp “.xlsx”, rồi gửi lại.")
    return refused("old_workbook", text)


def _under_password() -> NotPossible:
    text = _("Tệp này có mật khẩu nên không đọc được. Anh/chị bỏ mật khẩu mở tệp, lưu lại rồi gửi lại.")
    return refused("under_password", text)


def _too_long() -> NotPossible:
    text = _("Bảng tính quá lớn: tối đa %(rows)s dòng, đến cột CZ. Anh/chị tách thành nhiều tệp nhỏ hơn.")
    return refused("too_large", text % {"rows": f"{MOST_ROWS:,}".replace(",", ".")})
