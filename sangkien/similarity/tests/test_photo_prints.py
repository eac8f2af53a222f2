"""The print of a picture: the same for the same picture, however it came here, and another for another."""

import io
from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from sangkien.similarity.photo_prints import MOST_APART, apart, bands_near, bands_of, print_of, turned
from sangkien.similarity.tests.drawing import jpeg, preview, scene

SCENES = 25
CHANGED: dict[str, tuple[Callable[[Image.Image], Image.Image], float]] = {  # and of how many it is found
    "made smaller": (lambda one: one.resize((400, 300)), 1.0),
    "saved anew, badly": (lambda one: Image.open(io.BytesIO(jpeg(one, quality=30))), 1.0),
    "lighter": (lambda one: ImageEnhance.Brightness(one).enhance(1.3), 0.95),
    "darker": (lambda one: ImageEnhance.Brightness(one).enhance(0.7), 1.0),
    "with more contrast": (lambda one: ImageEnhance.Contrast(one).enhance(1.3), 1.0),
    "without colours": (lambda one: one.convert("L"), 1.0),
    "turned by a quarter": (lambda one: one.rotate(90, expand=True), 1.0),
    "upside down": (lambda one: one.rotate(180), 1.0),
    "cut by two in a hundred": (lambda one: one.crop((13, 10, 627, 470)), 0.9),
    "held a little askew": (lambda one: one.rotate(1).crop((10, 10, 630, 470)), 0.9),
}


def shown(picture: Image.Image) -> int:
    bits = print_of(preview(picture))
    assert bits is not None
    return bits


def is_found(asked: int, kept: int) -> bool:
    """By the index, and then as near enough."""
    by_index = set(bands_near(asked)).intersection(bands_of(kept))
    return bool(by_index) and min(apart(one, kept) for one in turned(asked)) <= MOST_APART


@pytest.mark.parametrize("way", CHANGED)
def test_a_picture_is_found_again(way: str) -> None:
    change, least = CHANGED[way]

    found = [is_found(shown(change(scene(number))), shown(scene(number))) for number in range(SCENES)]

    assert sum(found) >= least * SCENES


def test_another_picture_is_not() -> None:
    prints = [shown(scene(number)) for number in range(40)]

    assert [pair for pair in combinations(prints, 2) if is_found(*pair)] == []


def test_four_quarters_lead_back_to_the_picture_itself() -> None:
    bits = shown(scene(7))

    assert turned(turned(bits)[1])[3] == bits
    assert len(set(turned(bits))) == 4


@pytest.mark.parametrize("colour", ["white", "black", "grey"])
def test_what_shows_next_to_nothing_has_no_print(colour: str) -> None:
    assert print_of(jpeg(Image.new("RGB", (320, 240), colour))) is None


def test_nor_has_a_wall_on_which_light_falls() -> None:
    wall = Image.linear_gradient("L").resize((320, 240))

    assert print_of(jpeg(wall)) is None


def test_a_page_full_of_writing_has_one() -> None:
    page = Image.new("RGB", (320, 440), "white")
    pen = ImageDraw.Draw(page)
    for line in range(20):
        pen.text((20 + 7 * (line % 3), 20 + 20 * line), "Cong hoa xa hoi chu nghia " * (1 + line % 2), fill="black")

    assert print_of(jpeg(page)) is not None


def test_every_bit_has_its_place_among_the_bands() -> None:
    assert len(set(bands_of(0))) == 4
    assert len(bands_near(shown(scene(1)))) <= 4 * 4 + 4 * 16
