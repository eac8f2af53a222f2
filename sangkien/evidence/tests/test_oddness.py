"""Which values stand apart, and what is said of them."""

from math import log10

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.evidence.norms import asked_again, told
from sangkien.evidence.oddness import (
    LEAST_BELIEVABLE,
    LEAST_UNIONS,
    LEAST_VALUES,
    THRESHOLD,
    Odd,
    Side,
    Usual,
    oddness,
)

SEWING = Usual(middle=log10(12_000_000), spread=0.3, values=420, unions=37)  # mostly 6 to 24 triệu

dong = st.integers(LEAST_BELIEVABLE, 10**15)
usuals = st.builds(
    Usual,
    middle=st.floats(4, 12),
    spread=st.floats(0, 2),
    values=st.integers(LEAST_VALUES, 10**6),
    unions=st.integers(LEAST_UNIONS, 10**4),
)


def test_a_value_like_others_is_not_odd() -> None:
    assert [oddness(value, SEWING) for value in (3_000_000, 12_000_000, 90_000_000)] == [None] * 3


def test_240_times_the_middle_is_said_so() -> None:
    odd = oddness(2_880_000_000, SEWING)

    assert odd == Odd(Side.LARGE, 240, 2_880_000)
    assert told(odd).startswith("Gấp 240 lần mức giữa của lĩnh vực này.")


@pytest.mark.parametrize(("typed", "meant"), [(12_000, 12_000_000), (12, 12_000_000), (12_000_000_000, 12_000_000)])
def test_a_slip_of_a_thousand_or_a_million_is_named(typed: int, meant: int) -> None:
    odd = oddness(typed, SEWING)

    assert odd is not None and odd.meant == meant
    assert "Có phải anh/chị muốn ghi 12.000.000 đồng?" in asked_again(odd)


def test_twelve_dong_is_odd_before_anything_is_known_of_the_field() -> None:
    odd = oddness(12, None)

    assert odd == Odd(Side.SMALL, 0, 12_000_000)
    assert told(odd) == (
        "Giá trị chưa đến 1.000 đồng một năm. Có thể ghi nhầm đơn vị: nếu là 12.000.000 đồng thì như thường gặp."
    )


@pytest.mark.parametrize("few", [{"values": LEAST_VALUES - 1}, {"unions": LEAST_UNIONS - 1}])
def test_a_small_sample_says_nothing_and_gives_nobody_away(few: dict[str, int]) -> None:
    small = Usual(**{"middle": 7.0, "spread": 0.3, "values": 400, "unions": 40} | few)

    assert oddness(10**14, small) is None


def test_where_all_values_are_the_same_twice_as_much_is_not_odd_yet() -> None:
    same = Usual(middle=7.0, spread=0.0, values=400, unions=40)

    assert [oddness(value, same) is None for value in (5_100_000, 19_900_000, 20_100_000, 4_900_000)] == [
        True,
        True,
        False,
        False,
    ]


def test_nothing_to_look_at_is_not_odd() -> None:
    assert oddness(None, SEWING) is oddness(0, SEWING) is None


def test_who_is_writing_is_not_told_what_others_declare() -> None:
    odd = oddness(900_000_000_000_000, SEWING)

    assert odd is not None and odd.meant is None
    assert asked_again(odd) == "Số tiền này lớn hơn hẳn phần lớn các sáng kiến khác."


@given(usuals, st.floats(0.501, 1.999))
def test_nothing_within_a_factor_of_two_of_the_middle_is_odd(usual: Usual, times: float) -> None:
    assert oddness(round(times * 10**usual.middle), usual) is None


@given(usuals, dong, st.integers(2, 1000))
def test_what_is_further_above_is_odd_too(usual: Usual, near: int, times: int) -> None:
    odd = oddness(near, usual)

    assert odd is None or odd.side == Side.SMALL or oddness(near * times, usual) is not None


@given(dong, usuals)
def test_the_score_and_the_side_agree(value: int, usual: Usual) -> None:
    odd, score = oddness(value, usual), usual.score(value)

    assert (odd is not None) == (abs(score) >= THRESHOLD)
    if odd:
        assert (odd.side == Side.LARGE) == (score > 0)
        assert odd.meant is None or abs(usual.score(odd.meant)) < abs(score)


@given(st.lists(st.integers(5_000_000, 20_000_000), min_size=31, max_size=61), st.integers(1, 10))
def test_a_few_absurd_values_do_not_hide_each_other(values: list[int], absurd: int) -> None:
    """The reason for medians: with means and deviations ten such values would look usual."""
    logs = sorted([log10(value) for value in values] + [15.0] * absurd)
    middle = logs[len(logs) // 2]
    spread = sorted(abs(x - middle) for x in logs)[len(logs) // 2]

    assert oddness(10**15, Usual(middle, spread, len(logs), 10)) is not None
