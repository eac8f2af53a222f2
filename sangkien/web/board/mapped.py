"""The tile map on a page: by which figure it is asked for, and where its tiles lead."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from sangkien.statistics.boards import Board
from sangkien.statistics.figures import Figures
from sangkien.web.board.tile_map import MEMBERS, TARGET, VALID, Tile, draw, tile_map
from sangkien.web.doors import Request

FIGURE = "ban-do"  # in the address


class Line(NamedTuple):
    """A province of the list beside the map; `to`: the name of the page about the union with this code."""

    shade: int
    short: str
    name: str
    shown: str
    to: str
    code: str


def mapped(request: Request, board: Board, *, until: str, to: str, hiding: Collection[int] = ()) -> dict[str, Any]:
    """What `board/map.html` shows; nothing where no unit below is tied to a province. `to`: the name of the page to
    which a union leads. `hiding`: keys of units whose figures are not shown."""
    found = tile_map(board, by=request.GET.get(FIGURE, TARGET), hiding=hiding)
    if found is None:
        return {}
    names = {TARGET: _("Phần trăm chỉ tiêu"), MEMBERS: _("Trên 1.000 đoàn viên"), VALID: _("Hợp lệ")}
    title = _("Bản đồ các tỉnh, thành phố: %(figure)s, %(until)s") % {"figure": names[found.by], "until": until}
    return {
        "map": found,
        "map_lines": [_line(tile, tile.figures, to) for tile in found.ranked if tile.figures],
        "map_drawing": draw(found, title=title, to=to),
        "map_until": until,
        "map_links": [(name, _address(request, by), by == found.by) for by, name in names.items()],
    }


def _line(tile: Tile, figures: Figures, to: str) -> Line:
    return Line(tile.shade, tile.place.short, tile.place.name, tile.shown, to, figures.unit.code)


def _address(request: Request, by: str) -> str:
    asked = request.GET.copy()
    asked[FIGURE] = by
    return f"?{asked.urlencode()}"
