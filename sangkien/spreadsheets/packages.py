"""An Excel workbook looked at as a package: is it safe to unfold, and what its cells alone do not tell.

Calamine reads values; that a row is hidden, that a formula failed or that there are macros stands only in the package.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from sangkien.spreadsheets.limits import MOST_FOLDED, MOST_UNFOLDED
from sangkien.spreadsheets.open_documents import marks_of_document

AT_ONCE = 1 << 20
LONGEST_TAG = 400
LARGEST_INDEX = 20_000_000
_SMALL = 50_000_000  # unpacked: no bomb, however small it was

_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_NUMBER = re.compile(rb"""\br=["']([0-9]+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_CELL = rb"<(?:\w+:)?c\s(?=[^>]*\br=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'])"
_FAILED = re.compile(_CELL + rb"(?=[^>]*\bt=[\"']e[\"'])[^>]*>(?:<(?:\w+:)?f\b.{0,200}?)??<(?:\w+:)?v>(#[^<]{1,20})<")
_FORMULA = re.compile(_CELL + rb"[^>]*><(?:\w+:)?f[\s>/]")

Place = tuple[int, int]
"""A row as Excel shows it, and a column counted from 0."""


class Refused(Exception):
    """The package must not be unfolded; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Marks:
    """What a sheet's cells do not tell. `merged` only where the reader of cells does not know it."""

    merged: list[list[int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    failed: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)


def must_be_safe(package: zipfile.ZipFile) -> None:
    """Raise Refused: bomb, too_large, under_password."""
    parts = [part for part in package.infolist() if part.filename.endswith((".xml", ".rels", ".bin", ".vml"))]
    unfolded = sum(part.file_size for part in parts)
    folded = sum(part.compress_size for part in parts)
    if unfolded > max(_SMALL, MOST_FOLDED * folded):
        raise Refused("bomb")
    if unfolded > MOST_UNFOLDED:
        raise Refused("too_large")
    manifest = "META-INF/manifest.xml"
    if manifest in package.namelist() and b"encryption-data" in _read(package, manifest):
        raise Refused("under_password")


def remarks_of(package: zipfile.ZipFile) -> list[str]:
    """macros, links: by the parts that the package has."""
    names = package.namelist()
    remarks = ["macros"] if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names) else []
    return [*remarks, "links"] if any(name.startswith("xl/externalLinks/") for name in names) else remarks


def marks_of(package: zipfile.ZipFile) -> dict[str, Marks]:
    """By the name of each sheet with cells; nothing for what is neither .xlsx nor .ods."""
    if "xl/workbook.xml" not in package.namelist():
        return {name: Marks(merged, hidden) for name, (hidden, merged) in marks_of_document(package).items()}
    return {name: _marks(package, path) for name, path in _paths(package).items() if path in package.namelist()}


def _paths(package: zipfile.ZipFile) -> dict[str, str]:
    """Where in the package each sheet lies."""
    links = {link.get("Id"): link.get("Target", "") for link in _xml(package, "xl/_rels/workbook.xml.rels").iter()}
    sheets = [(node.get("name", ""), _link(node)) for node in _xml(package, "xl/workbook.xml").iter()]
    targets = {name: links[link].lstrip("/") for name, link in sheets if link in links}
    return {name: target if target.startswith("xl/") else f"xl/{target}" for name, target in targets.items()}


def _xml(package: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(_read(package, path))


def _read(package: zipfile.ZipFile, path: str) -> bytes:
    if package.getinfo(path).file_size > LARGEST_INDEX:
        raise Refused("bomb")
    return package.read(path)


def _link(node: ElementTree.Element) -> str | None:
    return next((value for name, value in node.items() if name.endswith("}id")), None)


def _marks(package: zipfile.ZipFile, path: str) -> Marks:
    """In one pass over the sheet's text; what lies in two pieces is found in both."""
    marks = Marks()
    for piece in _pieces(package, path):
        if b"hidden=" in piece:
            marks.hidden |= set(_hidden_rows(piece))
        if b"<f" in piece or b":f" in piece:
            marks.formulas |= {_place(found) for found in _FORMULA.finditer(piece)}
        if b'"e"' in piece or b"'e'" in piece:
            marks.failed |= {_place(found): found[3].decode("ascii", "replace") for found in _FAILED.finditer(piece)}
    return marks


def _hidden_rows(piece: bytes) -> Iterator[int]:
    for tag in _ROW.findall(piece):
        number = _NUMBER.search(tag)
        if number and _HIDDEN.search(tag):
            yield int(number[1])


def _pieces(package: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The sheet's text in pieces that overlap by more than a cell's beginning."""
    kept = b""
    with package.open(path) as part:
        while read := part.read(AT_ONCE):
            yield kept + read
            kept = (kept + read)[-LONGEST_TAG:]


def _place(found: re.Match[bytes]) -> Place:
    column = 0
    for letter in found[1].decode():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column - 1
