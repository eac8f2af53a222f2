"""Files made for the tests: good ones, and ones that should never have been sent."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

FILES = Path(__file__).parent / "files"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, rows: list[list[object]]) -> Path:
    """A workbook of one sheet."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Danh sách")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """The workbook at `path` with one part put in, or put in the place of what it had."""
    with zipfile.ZipFile(path) as package:
        parts = {part.filename: package.read(part) for part in package.infolist()} | {name: data}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            package.writestr(part, content)
    return path


def sheet_of(rows: str) -> bytes:
    """The XML of a sheet with those rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def zipped(**parts: bytes) -> bytes:
    """A zip archive with those parts; "__" stands for "/"."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/"), content)
    return data.getvalue()
