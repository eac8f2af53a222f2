"""What the page of a table shows."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sangkien.base.numbers import percent
from sangkien.statistics.pace import pace
from sangkien.statistics.ranking import Order, Ranked, gained_share
from sangkien.statistics.standings import Asked, Standing, Table
from sangkien.web.board.rows import Row
from sangkien.web.standings.words import Move, flags_of, move_of


@dataclass(frozen=True)
class Line(Row):
    """A row of the board with how its place changed, what it gained, and what to mind."""

    move: Move | None
    flags: list[str]
    gained: int
    gained_percent: Decimal | None


@dataclass(frozen=True)
class Sheet:
    """One table of the page."""

    standing: Standing
    placed: list[Line]
    apart: list[Line]


def sheets(table: Table) -> list[Sheet]:
    """Every table of a union, without those that have no units."""
    return [sheet(one, table.asked) for one in table.standings if one.lines]


def sheet(standing: Standing, asked: Asked) -> Sheet:
    """One of them."""
    placed = [_line(line, standing, asked) for line in standing.placed]
    return Sheet(standing, placed, [_line(line, standing, asked) for line in standing.apart])


def left_out(table: Table) -> list[Line]:
    """The units below that stand in no cluster."""
    none = Standing(None, None, [], {})
    return [_line(Ranked(None, figures), none, table.asked) for figures in table.left_out]


def _line(line: Ranked, standing: Standing, asked: Asked) -> Line:
    days = 1 if asked.order == Order.DAY else 7
    share = gained_share(line.figures, days=days)
    window: Any = {"first_day": asked.stretch.first_day, "last_day": asked.stretch.last_day}
    return Line(
        line=line,
        pace=pace(line.figures, **window) if window["last_day"] else None,
        move=move_of(standing.moved(line)),
        flags=flags_of(line, asked.order),
        gained=sum(line.figures.in_last(days)),
        gained_percent=None if share is None else percent(share.numerator, share.denominator),
    )
