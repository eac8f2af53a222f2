"""The tile map on a page: by which figure it is asked for, and where its tiles lead."""

from collections.abc import Callable, Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.statistics.boards import Board
from sangkien.statistics.figures import Figures
from sangkien.web.board.tile_map import MEMBERS, TARGET, VALID, draw, tile_map
from sangkien.web.doors import Request

FIGURE = "ban-do"  # in the address


def mapped(
    request: Request,
    board: Board,
    *,
    until: str,
    link: Callable[[Figures], str],
    hiding: Collection[int] = (),
) -> dict[str, Any]:
    """What `board/map.html` shows; nothing where no unit below is tied to a province. `hiding`: keys of units whose
    figures are not shown."""
    found = tile_map(board, by=request.GET.get(FIGURE, TARGET), hiding=hiding)
    if found is None:
        return {}
    names = {TARGET: _("Phần trăm chỉ tiêu"), MEMBERS: _("Trên 1.000 đoàn viên"), VALID: _("Hợp lệ")}
    title = _("Bản đồ các tỉnh, thành phố: %(figure)s, %(until)s") % {"figure": names[found.by], "until": until}
    return {
        "map": found,
        "map_rows": [(tile, link(tile.figures)) for tile in found.ranked if tile.figures],
        "map_drawing": draw(found, title=title, link=link),
        "map_until": until,
        "map_links": [(name, _address(request, by), by == found.by) for by, name in names.items()],
    }


def to_board(figures: Figures) -> str:
    """The union's board, for who may see it."""
    return reverse("board-of", args=[figures.unit.code])


def to_public_page(figures: Figures) -> str:
    """The union's page, for anybody."""
    return reverse("unit", args=[figures.unit.code])


def _address(request: Request, by: str) -> str:
    asked = request.GET.copy()
    asked[FIGURE] = by
    return f"?{asked.urlencode()}"
