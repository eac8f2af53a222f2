"""A table that leaves the product: what its columns hold and mean, and the facts without which no figure is quoted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sangkien.web.templatetags import components

Cell = str | int | Decimal | date | datetime | None


class Kind(StrEnum):
    """What a column holds: text, a whole number, a number or percentage with one decimal (139.6 is 139,6 %), đồng,
    a day, a moment, a number with at most two decimals."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DONG = "dong"
    DAY = "day"
    MOMENT = "moment"
    HUNDREDTHS = "hundredths"


@dataclass(frozen=True)
class Column:
    """A column: its `key` for machines, its heading, and what its figures are, with their denominator."""

    key: str
    head: str
    kind: Kind = Kind.TEXT
    meaning: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table under the `name` of its file. `facts`: what and whose it is, as of when, who took it. `rows` are gone
    through once; a cell is of its column's kind or None."""

    name: str
    title: str
    facts: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def printed(cell: Cell, kind: Kind) -> str:
    """The cell as the pages print it, in the reader's language; nothing is "–" among figures and empty among words."""
    if kind == Kind.TEXT:
        return "" if cell is None else str(cell)
    return _PRINTED[kind](cell)


_PRINTED: Mapping[Kind, Callable[[Any], str]] = {
    Kind.WHOLE: components.number,
    Kind.DECIMAL: components.decimal,
    Kind.HUNDREDTHS: components.decimal,
    Kind.PERCENT: components.percent,
    Kind.DONG: components.money,
    Kind.DAY: components.day,
    Kind.MOMENT: components.moment,
}
