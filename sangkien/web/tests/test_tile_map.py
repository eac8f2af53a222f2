"""A tile of the map: what it prints stays inside it."""

from datetime import date

import pytest

from sangkien.web.board.layout import Place
from sangkien.web.board.tile_map import Tile, TileMap, draw

DAY = date(2022, 5, 31)
HERE = Place("01", "Hà Nội", "HNO", 0, 0, islands=False)


@pytest.mark.parametrize(("shown", "is_narrower"), [("948,9 %", False), ("1.538,7 %", True), ("123.456", False)])
def test_a_figure_too_wide_for_its_tile_is_drawn_narrower(shown: str, is_narrower: bool) -> None:
    drawing = draw(TileMap("chi-tieu", DAY, [Tile(HERE, None, None, shown)], []), title="Bản đồ", link=str)

    assert f">{shown}</text>" in drawing
    assert ("textLength=" in drawing) == is_narrower
