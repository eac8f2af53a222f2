"""A tile of the map: what it prints stays inside it."""

from datetime import date
from fractions import Fraction

import pytest

from sangkien.web.board.layout import Place
from sangkien.web.board.tile_map import Tile, TileMap, bounds, draw

DAY = date(2022, 5, 31)
HERE = Place("01", "Hà Nội", "HNO", 0, 0, islands=False)


@pytest.mark.parametrize(("shown", "is_narrower"), [("948,9 %", False), ("1.538,7 %", True), ("123.456", False)])
def test_a_figure_too_wide_for_its_tile_is_drawn_narrower(shown: str, is_narrower: bool) -> None:
    drawing = draw(TileMap("chi-tieu", DAY, [Tile(HERE, None, None, shown)], []), title="Bản đồ", to="unit")

    assert f">{shown}</text>" in drawing
    assert ("textLength=" in drawing) == is_narrower


@pytest.mark.parametrize(
    ("percents", "begin"),
    [([40, 80, 120], [50, 75, 100]), ([40, 100, 300], [100, 150, 200]), ([120, 230, 900], [100, 150, 200])],
)
def test_shades_tell_provinces_apart_also_once_most_have_reached_their_targets(
    percents: list[int], begin: list[int]
) -> None:
    tiles = [Tile(HERE, None, Fraction(percent, 100), "") for percent in percents]

    assert [bound * 100 for bound in bounds(tiles, "chi-tieu")] == begin


def test_without_any_figure_there_is_no_legend() -> None:
    assert bounds([Tile(HERE, None, None, "–")], "chi-tieu") == []
