"""Marking the words in which two texts differ."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.web.review.differences import MOST_WORDS, differences, marked


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        (
            "Cải tiến đồ gá may túi áo jacket",
            "Cải tiến đồ gá may túi áo khoác",
            "Cải tiến đồ gá may túi áo <mark>jacket</mark>",
            "Cải tiến đồ gá may túi áo <mark>khoác</mark>",
        ),
        (
            "Dùng hai chốt nam châm giữ mép vải",
            "dùng thanh kẹp lò xo, giữ mép vải.",
            "Dùng <mark>hai chốt nam châm</mark> giữ mép vải",
            "dùng <mark>thanh kẹp lò xo,</mark> giữ mép vải.",
        ),
        ("Máy ép", "May ép", "<mark>Máy</mark> ép", "<mark>May</mark> ép"),
        ("Như nhau", "Như nhau", "Như nhau", "Như nhau"),
        ("", "Có thêm", "", "<mark>Có thêm</mark>"),
        ("60\u00a0%", "40\u00a0%", "<mark>60\u00a0%</mark>", "<mark>40\u00a0%</mark>"),
    ],
)
def test_marks_the_words_that_differ(one: str, other: str, left: str, right: str) -> None:
    assert marked(one, other) == (left, right)


def test_what_people_typed_never_becomes_markup() -> None:
    left, right = marked("<script>alert(1)</script> a", "<b>b</b> a")

    assert "<script" not in left
    assert "&lt;script&gt;" in left
    assert right == "<mark>&lt;b&gt;b&lt;/b&gt;</mark> a"


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert "<mark>" not in "".join(marked("Cải tiến", "Ca\u0309i tie\u0302\u0301n"))


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_pieces_of_a_text_put_together_are_the_text(one: str, other: str) -> None:
    from sangkien.base.text import nfc

    left, right = differences(one, other)

    assert "".join(piece.text for piece in left) == nfc(one)
    assert "".join(piece.text for piece in right) == nfc(other)


@given(st.text(max_size=200))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not any(piece.differs for side in differences(text, text) for piece in side)


def test_two_endless_texts_are_compared_in_no_time() -> None:
    few = random.Random(1)
    one, other = (" ".join(few.choice("ab") for _ in range(40 * MOST_WORDS)) for _ in range(2))

    started = time.monotonic()
    left, _right = differences(one, other)

    assert time.monotonic() - started < 2
    assert [piece.differs for piece in left] == [True]
