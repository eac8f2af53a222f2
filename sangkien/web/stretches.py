"""A long list, one stretch at a time: by the line that one has read last, never by how many lines lie before it.

The thousandth page costs what the first does, and nothing is skipped or shown twice when lines come and go meanwhile.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

M = TypeVar("M", bound=Model)

AFTER, BEFORE = "sau", "truoc"
MOST_COUNTED = 1_000  # beyond that a page says "hơn 1.000"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LINE = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True)
class Stretch(Generic[M]):
    """Some lines on end; `earlier` and `later` are the ends of the addresses of those around them, or empty."""

    lines: list[M]
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True)
class Order:
    """A moment's field of the lines, and the key where two share it. `newest`: the latest moment first."""

    field: str
    newest: bool = False

    def arranged(self, rows: "QuerySet[M]", *, backwards: bool = False) -> "QuerySet[M]":
        """The rows in this order, or in the opposite."""
        sign = "-" if self.newest != backwards else ""
        return rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(self, moment: datetime, key: int, *, backwards: bool = False) -> Q:
        """Those that come after that line, or before it."""
        way = "lt" if self.newest != backwards else "gt"
        # The first half is what an index is entered by.
        nearby = Q(**{f"{self.field}__{way}e": moment})
        return nearby & (Q(**{f"{self.field}__{way}": moment}) | Q(**{f"pk__{way}": key}))

    def moment(self, line: Model) -> datetime:
        """The moment by which a line stands where it stands."""
        found: Any = line
        for name in self.field.split("__"):
            found = getattr(found, name)
        assert isinstance(found, datetime)
        return found

    def mark(self, line: Model) -> str:
        """By which a line is found again, in an address."""
        return f"{(self.moment(line) - _EPOCH) // timedelta(microseconds=1)}.{line.pk}"


def stretch(rows: "QuerySet[M]", order: Order, given: QueryDict, *, size: int) -> Stretch[M]:
    """`size` lines after the one that the address names by `sau`, or before the one that it names by `truoc`; the first
    ones without either. One query."""
    backwards = BEFORE in given
    line = _line(given.get(BEFORE if backwards else AFTER, ""))
    backwards = backwards and line is not None
    found = order.arranged(rows, backwards=backwards)
    if line:
        found = found.filter(order.beyond(*line, backwards=backwards))
    lines = list(found[: size + 1])
    more, lines = len(lines) > size, lines[:size]
    if backwards:
        lines.reverse()
    return Stretch(
        lines,
        earlier=_end(given, BEFORE, lines[:1], order) if (more if backwards else line) else "",
        later=_end(given, AFTER, lines[-1:], order) if backwards or more else "",
    )


def pieces(rows: "QuerySet[M]", order: Order, *, size: int) -> Iterator[list[M]]:
    """All of them, `size` at a time: no more are held at once, however many there are. One query for each piece."""
    found = order.arranged(rows)
    lines = list(found[:size])
    while lines:
        yield lines
        last = lines[-1]
        beyond = order.beyond(order.moment(last), last.pk)
        lines = list(found.filter(beyond)[:size]) if len(lines) == size else []


def counted(rows: "QuerySet[M]", *, most: int = MOST_COUNTED) -> int:
    """How many there are; one more than `most` for all that are more. One query, however many there are."""
    return rows.order_by()[: most + 1].count()


def _line(mark: str) -> tuple[datetime, int] | None:
    found = _LINE.fullmatch(mark)
    try:
        return (_EPOCH + timedelta(microseconds=int(found[1])), int(found[2])) if found else None
    except OverflowError:
        return None


def _end(given: QueryDict, way: str, lines: Sequence[Model], order: Order) -> str:
    kept = [(name, value) for name, values in given.lists() for value in values if name not in {AFTER, BEFORE, "page"}]
    return "?" + urlencode([*kept, *((way, order.mark(line)) for line in lines)])
