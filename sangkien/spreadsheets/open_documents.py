"""An .ods looked at as a package: which rows are hidden, which cells joined; the reader of cells tells neither."""

import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST_JOINED = 1000

Merge = list[int]


def marks_of_document(package: zipfile.ZipFile) -> dict[str, tuple[set[int], list[Merge]]]:
    """By the name of each sheet: its hidden rows, and its joined cells (top, left, bottom, right)."""
    if "content.xml" not in package.namelist():
        return {}
    sheets: dict[str, tuple[set[int], list[Merge]]] = {}
    with package.open("content.xml") as content:
        for name, number, row in _rows(content):
            hidden, merged = sheets.setdefault(name, (set(), []))
            if row.get(f"{_TABLE}visibility", "visible") != "visible":
                hidden |= set(range(number, number + min(_count(row, "number-rows-repeated"), _MOST_JOINED)))
            merged += _merged(row, number)
    return sheets


def _rows(content: IO[bytes]) -> Iterator[tuple[str, int, ElementTree.Element]]:
    """The rows of each sheet with their numbers, one after the other; what was looked at is forgotten."""
    name, number = "", 1
    for event, element in ElementTree.iterparse(content, ("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            name, number = element.get(f"{_TABLE}name", ""), 1
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            yield name, number, element
            number += _count(element, "number-rows-repeated")
            element.clear()


def _merged(row: ElementTree.Element, number: int) -> Iterator[Merge]:
    column = 0
    for cell in row:
        down, right = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down > 1 or right > 1:
            yield [number, column, number + down - 1, column + right - 1]
        column += _count(cell, "number-columns-repeated")


def _count(element: ElementTree.Element, name: str) -> int:
    said = element.get(_TABLE + name, "1")
    return int(said) if said.isdecimal() else 1
