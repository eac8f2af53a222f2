"""Where each province lies on the tile map: one tile each, near its neighbours, since one province counts as much as
another however large it is.

`tiles.csv` is our own drawing. It has two maps: the 63 provinces until 30 June 2025 and the 34 since (resolution
202/2025/QH15). Hoàng Sa (of Đà Nẵng) and Trường Sa (of Khánh Hòa) stand on both.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from sangkien.organisations.places_loading import REFORM


@dataclass(frozen=True)
class Place:
    """A tile: the province's official code, name and short name, and where it lies, from the north-west. `islands`: an
    archipelago that is part of the province with that code."""

    code: str
    name: str
    short: str
    column: int
    row: int
    islands: bool


def layout(day: date) -> tuple[Place, ...]:
    """The map of that day, read from north to south and west to east."""
    return _layouts()["63" if day < REFORM else "34"]


@cache
def _layouts() -> dict[str, tuple[Place, ...]]:
    text = files("sangkien.web.board").joinpath("tiles.csv").read_text(encoding="utf-8")
    read: dict[str, list[Place]] = {}
    for row in csv.DictReader(text.splitlines()):
        at = (int(row["column"]), int(row["row"]), row["islands"] == "1")
        read.setdefault(row["provinces"], []).append(Place(row["code"], row["name"], row["short"], *at))
    return {era: tuple(places) for era, places in read.items()}
