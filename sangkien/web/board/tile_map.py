"""The tile map of the provinces: what each tile says, how dark it is, and the drawing.

The units of a board that are tied to a province by code (`ma-dia-ban`) fill its tile. Colour only repeats what the tile
prints; a province without a figure is hatched.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sangkien.base.statements import Statement
from sangkien.counting.queries import View
from sangkien.statistics.boards import Board
from sangkien.statistics.figures import Figures
from sangkien.statistics.whereabouts import AREA
from sangkien.web.board.layout import Place, layout
from sangkien.web.templatetags.components import decimal, number, percent

TARGET, MEMBERS, VALID = "chi-tieu", "doan-vien", "hop-le"
_FITS = 7  # signs of a figure that a tile holds as they are; more are drawn narrower
_SIDE, _GAP, _FOOT = 64, 4, 24  # below the last line stands the name of an archipelago
_STEPS = 4
_TOWARDS = [Fraction(1, 2), Fraction(3, 4), Fraction(1)]  # of a target
_BEYOND = [Fraction(1), Fraction(3, 2), Fraction(2)]


@dataclass(frozen=True)
class Tile:
    """A tile with the figures of its union (None where there is none), the figure that it shows, and how dark it is:
    0 (hatched, no figure) to 4. `withheld`: there is a figure that the reader is not told."""

    place: Place
    figures: Figures | None
    value: Fraction | None
    shown: str
    shade: int = 0
    withheld: bool = False

    @property
    def said(self) -> str:
        """The tile for those who listen: its name, its figure, its count."""
        if self.withheld:
            return _("%(place)s: số liệu nhỏ, không công bố") % {"place": _called(self.place)}
        if self.figures is None or self.value is None:
            return _("%(place)s: chưa có số liệu") % {"place": _called(self.place)}
        said = _("%(place)s: %(shown)s, %(valid)s sáng kiến hợp lệ")
        return said % {"place": _called(self.place), "shown": self.shown, "valid": number(self.figures.valid)}


@dataclass(frozen=True)
class TileMap:
    """The map by one figure. `tiles` in reading order; `legend`: the shades with their bounds in words."""

    by: str
    day: date
    tiles: list[Tile]
    legend: list[tuple[int, str]]

    @property
    def ranked(self) -> list[Tile]:
        """A line for each province that has a figure, the highest first; the islands count in their provinces."""
        own = [tile for tile in self.tiles if tile.value is not None and not tile.place.islands]
        return sorted(own, key=lambda tile: (-(tile.value or 0), tile.place.name))

    @property
    def without(self) -> list[Tile]:
        """The provinces without a figure."""
        return [tile for tile in self.tiles if tile.value is None and not (tile.withheld or tile.place.islands)]

    @property
    def withheld(self) -> list[Tile]:
        """The provinces whose figure the reader is not told."""
        return [tile for tile in self.tiles if tile.withheld and not tile.place.islands]


def tile_map(board: Board, *, by: str, hiding: Collection[int] = ()) -> TileMap | None:
    """The map of the units below, on the provinces of the day whose tree the board shows; None where none of them is
    tied to a province. The figures of the units `hiding` are left out. One query."""
    day = _map_day(board)
    places = layout(day)
    of = _by_province(board, {place.code for place in places})
    if not of:
        return None
    measured = _MEASURES.get(by, _MEASURES[TARGET])
    tiles = [_tile(place, of.get(place.code), measured, hiding) for place in places]
    begin = bounds(tiles, by)
    shaded = [replace(tile, shade=_shade(tile, begin)) for tile in tiles]
    return TileMap(by if by in _MEASURES else TARGET, day, shaded, _legend(begin, measured.printed))


def _map_day(board: Board) -> date:
    last = board.stretch.last_day
    return min(last, board.as_of) if last and board.view == View.AS_THEN else board.as_of


def _by_province(board: Board, codes: set[str]) -> dict[str, Figures]:
    figures = {line.figures.unit.pk: line.figures for line in board.lines}
    return {code: figures[pk] for pk, code in _TIES(AREA, list(figures), list(codes))}


_TIES = Statement(
    "SELECT organisation_id, code FROM organisations_externalcode"
    " WHERE system = %s AND organisation_id = ANY(%s::bigint[]) AND code = ANY(%s)"
)


@dataclass(frozen=True)
class _Measure:
    of: Callable[[Figures], Fraction | None]
    shown: Callable[[Figures], str]
    printed: Callable[[Fraction], str]


_MEASURES = {
    TARGET: _Measure(
        lambda figures: figures.achievement.ratio,
        lambda figures: percent(figures.achievement.percent),
        lambda bound: percent(_tenth(bound * 100)),
    ),
    MEMBERS: _Measure(
        lambda figures: figures.density,
        lambda figures: decimal(figures.per_1000),
        lambda bound: decimal(_tenth(bound * 1000)),
    ),
    VALID: _Measure(
        lambda figures: Fraction(figures.valid),
        lambda figures: number(figures.valid),
        lambda bound: number(int(bound)),
    ),
}


def _tenth(value: Fraction) -> Decimal:
    return Decimal(int(value * 10)) / 10


def _tile(place: Place, figures: Figures | None, measured: _Measure, hiding: Collection[int]) -> Tile:
    withheld = figures is not None and figures.unit.pk in hiding
    value = measured.of(figures) if figures and not withheld else None
    shown = measured.shown(figures) if figures and value is not None else "–"
    return Tile(place, figures, value, shown, withheld=withheld)


def bounds(tiles: Sequence[Tile], by: str) -> list[Fraction]:
    """Where the second, third and fourth shade begin: at fixed shares of a target, higher ones once every second
    province has reached its own; else at the quarters of what there is."""
    values = sorted(tile.value for tile in tiles if tile.value is not None and not tile.place.islands)
    if not values:
        return []
    if by in (MEMBERS, VALID):
        return [values[len(values) * step // _STEPS] for step in range(1, _STEPS)]
    return _TOWARDS if values[len(values) // 2] < 1 else _BEYOND


def _shade(tile: Tile, bounds: Sequence[Fraction]) -> int:
    return 0 if tile.value is None else 1 + sum(tile.value >= bound for bound in bounds)


def _legend(bounds: Sequence[Fraction], printed: Callable[[Fraction], str]) -> list[tuple[int, str]]:
    if not bounds:
        return []
    words = [_("dưới %(bound)s") % {"bound": printed(bounds[0])}]
    words += [_("từ %(bound)s") % {"bound": printed(bound)} for bound in bounds]
    return list(enumerate(words, start=1))


def _called(place: Place) -> str:
    if not place.islands:
        return place.name
    return _("Quần đảo %(islands)s, thuộc %(province)s") % {
        "islands": place.name,
        "province": "Đà Nẵng" if place.code == "48" else "Khánh Hòa",
    }


def draw(tiles: TileMap, *, title: str, to: str) -> SafeString:
    """The drawing: every tile with a union is a link to the page `to` about it, in reading order for the keyboard."""
    columns = 1 + max(tile.place.column for tile in tiles.tiles)
    lines = 1 + max(tile.place.row for tile in tiles.tiles)
    return format_html(
        '<svg class="tiles" role="group" aria-labelledby="ban-do-ten" viewBox="0 0 {} {}">'
        '<title id="ban-do-ten">{}</title>'
        '<defs><pattern id="ban-do-trong" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path class="hatch" d="M0 8 8 0"/></pattern></defs>{}</svg>',
        columns * (_SIDE + _GAP),
        lines * (_SIDE + _GAP) + _FOOT,
        title,
        SafeString("".join(_drawn(tile, to) for tile in tiles.tiles)),
    )


def _drawn(tile: Tile, to: str) -> SafeString:
    code = tile.figures.unit.code if tile.figures else ""
    return _drawing(tile.place, tile.shade, tile.shown, tile.said, to, code)


@lru_cache(maxsize=1_024)
def _drawing(place: Place, shade: int, shown: str, said: str, to: str, code: str) -> SafeString:
    """One tile. It follows from what it says, and is drawn again when it says something else."""
    x, y = place.column * (_SIDE + _GAP) + 2, place.row * (_SIDE + _GAP) + 2
    drawing = format_html(
        '<title>{}</title><rect class="tile tile-{}{}" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text class="tile-name" x="{}" y="{}">{}</text><text class="tile-number" x="{}" y="{}"{}>{}</text>',
        said,
        shade,
        " islands" if place.islands else "",
        x,
        y,
        _SIDE,
        _SIDE,
        x + _SIDE / 2,
        y + 27,
        place.short,
        x + _SIDE / 2,
        y + 49,
        format_html(' textLength="{}" lengthAdjust="spacingAndGlyphs"', _SIDE - 6) if len(shown) > _FITS else "",
        shown,
    )
    if place.islands:
        drawing += format_html('<text class="tile-far" x="{}" y="{}">{}</text>', x + _SIDE, y + 82, place.name)
    css = format_html("tile-{}", f"of-{shade}")
    if not code:
        return format_html('<g class="{}" role="img" aria-label="{}">{}</g>', css, said, drawing)
    return format_html('<a class="{}" href="{}" aria-label="{}">{}</a>', css, reverse(to, args=[code]), said, drawing)
