"""JSON: one document with the facts, what the columns mean, and a row an object. Exact decimals are strings ("139.6"),
percentages too; days and moments by ISO 8601."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sangkien.web.data.sheets import Sheet


def pieces(sheet: Sheet) -> Iterator[bytes]:
    """The document, row by row."""
    head = {"title": sheet.title, "facts": [{"name": name, "value": value} for name, value in sheet.facts]}
    head["columns"] = [
        {"key": column.key, "name": column.head, "kind": column.kind, "meaning": column.meaning}
        for column in sheet.columns
    ]
    yield (_text(head)[:-1] + ', "rows": [').encode()
    keys = [column.key for column in sheet.columns]
    between = "\n"
    for row in sheet.rows:
        yield (between + _text(dict(zip(keys, row, strict=True)))).encode()
        between = ",\n"
    yield b"\n]}\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(value)
