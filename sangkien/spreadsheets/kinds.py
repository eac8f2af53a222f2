"""What a file is, by how it begins: names lie."""

import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sangkien.spreadsheets.limits import LARGEST_TEXT, LARGEST_WORKBOOK
from sangkien.spreadsheets.refusals import refused, too_large, wrong_type

Mark = TypeVar("Mark", str, bytes)

OLD_BINARY = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .xls, and of a workbook under a password
PACKAGE = b"PK\x03\x04"
_ENOUGH = 65_536

_OTHERS = {
    b"%PDF": "pdf",
    b"\xff\xd8\xff": "picture",
    b"\x89PNG": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
    b"{\\rtf": "word",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
_PICTURE_LATER = re.compile(rb"....(?:ftyp(?:heic|heix|mif1|avif|mp4|isom)|WEBP)|RIFF....WEBP", re.DOTALL)
_PAGE = re.compile(rb"<!doctype html|<html|<table|<meta |<head", re.IGNORECASE)
_OLD_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_IN_PACKAGE = {"word/": "word", "ppt/": "slides"}
_IN_CONTAINER = {"WordDocument": "word", "PowerPoint Document": "slides"}


def kind_of(path: Path, name: str) -> str:
    """xlsx, xls, ods, html, tsv or csv. Raises Unreadable: empty, too_large, under_password, old_xml, broken,
    wrong_type."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(_ENOUGH)
    if not start.strip(b"\0 \r\n\t"):
        raise refused("empty")
    if size > LARGEST_WORKBOOK:
        raise too_large(LARGEST_WORKBOOK)
    if start.startswith(PACKAGE):
        return _of_package(path)
    if start.startswith(OLD_BINARY):
        return _of_container(path)
    kind = _of_text(start, name)
    if size > LARGEST_TEXT:
        raise too_large()
    return kind


def _of_package(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            kind = _said_by(package) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        raise refused("broken") from None
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if kind.startswith("application/vnd.oasis.opendocument"):
        return _of_open_document(kind)
    raise wrong_type(_first(_IN_PACKAGE, lambda folder: any(name.startswith(folder) for name in names)) or "archive")


def _said_by(package: zipfile.ZipFile) -> str:
    """Its beginning only: nobody has looked yet how much the part unfolds to."""
    with package.open("mimetype") as part:
        return part.read(100).decode("ascii", "replace")


def _of_open_document(kind: str) -> str:
    if "spreadsheet" in kind:
        return "ods"
    raise wrong_type("slides" if "presentation" in kind else "word")


def _of_container(path: Path) -> str:
    data = path.read_bytes()
    if _stream("EncryptedPackage") in data:
        raise refused("under_password")
    if other := _first(_IN_CONTAINER, lambda name: _stream(name) in data):
        raise wrong_type(other)
    return "xls"


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _of_text(start: bytes, name: str) -> str:
    if other := _first(_OTHERS, start.startswith):
        raise wrong_type(other)
    if _PICTURE_LATER.match(start):
        raise wrong_type("picture")
    if _OLD_XML in start:
        raise refused("old_xml")
    if _PAGE.search(start[:2000]):
        return "html"
    if _is_binary(start):
        raise wrong_type("other")
    return "tsv" if name.lower().endswith((".tsv", ".tab")) else "csv"


def _first(kinds: Mapping[Mark, str], holds: Callable[[Mark], bool]) -> str | None:
    return next((kind for mark, kind in kinds.items() if holds(mark)), None)


def _is_binary(start: bytes) -> bool:
    """With more control characters than any text, unless every second byte is nothing (UTF-16)."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1a\x1b" for byte in start)
    return odd > len(start) // 100 and not _is_wide(start)


def _is_wide(start: bytes) -> bool:
    nothing = max(start[0::2].count(0), start[1::2].count(0))
    return nothing > len(start) // 5 and min(start[0::2].count(0), start[1::2].count(0)) < nothing // 10
