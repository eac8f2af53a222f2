"""Dividing a number: exact, with floors, and the same whatever order the unions stand in."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.targets.allocating import CannotDivide, Claim, divided, of_percent

NINE = {
    "CD-KCN": 9_420,
    "CDN-GIAO-DUC": 5_130,
    "CDN-Y-TE": 2_870,
    "CD-VIEN-CHUC": 3_340,
    "LDLD-PHAN-RANG": 4_105,
    "LDLD-NINH-HAI": 1_290,
    "LDLD-NINH-PHUOC": 1_655,
    "LDLD-NINH-SON": 905,
    "LDLD-BAC-AI": 412,
}


def by_members(**changes: int) -> list[Claim]:
    return [Claim(code, members) for code, members in (NINE | changes).items()]


class TestByMembers:
    def test_a_thousand_among_nine_unions_sums_to_a_thousand(self):
        parts = divided(1_000, by_members())

        assert parts == {
            "CD-KCN": 323,
            "CDN-GIAO-DUC": 176,
            "CD-VIEN-CHUC": 115,
            "LDLD-PHAN-RANG": 141,
            "CDN-Y-TE": 99,
            "LDLD-NINH-PHUOC": 57,
            "LDLD-NINH-HAI": 44,
            "LDLD-NINH-SON": 31,
            "LDLD-BAC-AI": 14,
        }
        assert sum(parts.values()) == 1_000

    def test_nobody_gets_less_than_the_floor_and_the_others_divide_the_rest(self):
        parts = divided(1_000, [Claim(code, members, floor=40) for code, members in NINE.items()])

        assert parts["LDLD-BAC-AI"] == parts["LDLD-NINH-SON"] == 40
        assert sum(parts.values()) == 1_000
        assert min(parts.values()) == 40

    def test_a_union_of_which_no_members_are_known_is_left_open_and_not_given_nothing(self):
        parts = divided(100, [Claim("A", 30), Claim("B", 20), Claim("C", None)])

        assert parts == {"A": 60, "B": 40, "C": None}

    def test_with_a_floor_it_gets_the_floor(self):
        assert divided(100, [Claim("A", 30, 1), Claim("C", None, 1)]) == {"A": 99, "C": 1}

    def test_equal_remainders_go_to_the_larger_weight_then_by_code(self):
        assert divided(1, [Claim("B", 1), Claim("A", 1)]) == {"A": 1, "B": 0}
        assert divided(2, [Claim("A", 1), Claim("B", 3)]) == {"A": 0, "B": 2}

    def test_what_somebody_has_put_stays_and_the_rest_is_divided_again(self):
        parts = divided(1_000, [Claim("A", 10, fixed=400), Claim("B", 10), Claim("C", 20)])

        assert parts == {"A": 400, "B": 200, "C": 400}

    def test_money_is_divided_by_the_million(self):
        parts = divided(10_000_000, [Claim("A", 1), Claim("B", 2), Claim("C", 4)], step=1_000_000)

        assert parts == {"A": 1_000_000, "B": 3_000_000, "C": 6_000_000}

    def test_an_odd_sum_of_money_is_divided_to_the_dong(self):
        assert sum(divided(10_000_001, [Claim("A", 1), Claim("B", 2)], step=1_000_000).values()) == 10_000_001

    def test_a_union_that_reached_nothing_last_time_may_be_given_nothing(self):
        assert divided(10, [Claim("A", 5), Claim("B", 0)]) == {"A": 10, "B": 0}


class TestCannotDivide:
    def test_floors_that_come_to_more_than_there_is(self):
        with pytest.raises(CannotDivide) as no:
            divided(10, [Claim("A", 1, 6), Claim("B", 1, 6)])

        assert (no.value.left, no.value.least) == (10, 12)

    def test_numbers_put_by_hand_that_come_to_more_than_there_is(self):
        with pytest.raises(CannotDivide) as no:
            divided(10, [Claim("A", 1, fixed=11), Claim("B", 1)])

        assert (no.value.left, no.value.least) == (-1, 0)

    def test_nothing_known_of_anybody(self):
        with pytest.raises(CannotDivide) as no:
            divided(10, [Claim("A", None), Claim("B", 0)])

        assert no.value.least is None

    def test_where_every_number_was_put_by_hand_nothing_is_divided(self):
        assert divided(10, [Claim("A", 1, fixed=4)]) == {"A": 4}

    def test_nothing_among_nobody_is_nothing(self):
        assert divided(10, []) == {}


class TestOfPercent:
    def test_at_least_ten_percent_of_the_members_is_rounded_up(self):
        claims = [Claim("A", 42), Claim("B", 3_120), Claim("C", None), Claim("D", 3, 1), Claim("E", None, 2)]

        assert of_percent(10_00, claims) == {"A": 5, "B": 312, "C": None, "D": 1, "E": 2}

    def test_what_somebody_has_put_stays(self):
        assert of_percent(30_00, [Claim("A", 100, fixed=25)]) == {"A": 25}


WEIGHTS = st.one_of(st.none(), st.integers(0, 200_000))
ROWS = st.lists(st.tuples(WEIGHTS, st.one_of(st.none(), st.integers(0, 50))), min_size=1, max_size=30)


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, list[Claim]]:
    """A number, and unions of which at least one has members and none has been put by hand beyond it."""
    floor = draw(st.integers(0, 5))
    rows = [*draw(ROWS), (draw(st.integers(1, 200_000)), None)]
    claims = [Claim(f"U{place}", weight, floor, fixed) for place, (weight, fixed) in enumerate(rows)]
    least = sum(claim.floor if claim.fixed is None else claim.fixed for claim in claims)
    return least + draw(st.integers(0, 1_000_000)), claims


@given(cases())
def test_the_parts_always_sum_to_the_whole(case):
    whole, claims = case

    assert sum(part or 0 for part in divided(whole, claims).values()) == whole


@given(cases())
def test_nobody_has_less_than_the_floor_and_every_fixed_number_stays(case):
    whole, claims = case
    parts = divided(whole, claims)

    for claim in claims:
        part = parts[claim.code]
        assert part == claim.fixed if claim.fixed is not None else (part or 0) >= claim.floor


@given(cases())
def test_whoever_weighs_more_never_gets_less(case):
    whole, claims = case
    parts = divided(whole, claims)
    free = sorted((claim.weight, parts[claim.code]) for claim in claims if claim.fixed is None and claim.weight)

    assert [part for _weight, part in free] == sorted(part for _weight, part in free)


@given(cases(), st.integers())
def test_the_order_of_the_unions_changes_nothing(case, seed):
    whole, claims = case
    shuffled = Random(seed).sample(claims, len(claims))

    assert divided(whole, shuffled) == divided(whole, claims)


@given(cases(), st.sampled_from([1, 10, 1_000_000]))
def test_steps_change_nothing_of_the_sum(case, step):
    whole, claims = case
    steps = [Claim(one.code, one.weight, one.floor, None if one.fixed is None else one.fixed * step) for one in claims]

    assert sum(part or 0 for part in divided(whole * step, steps, step=step).values()) == whole * step


@given(ROWS, st.integers(0, 100_00))
def test_a_percentage_is_never_less_than_it_says(rows, share):
    claims = [Claim(f"U{place}", weight) for place, (weight, _fixed) in enumerate(rows)]

    for claim in claims:
        part = of_percent(share, claims)[claim.code]
        assert part is None if claim.weight is None else 0 <= part * 100_00 - share * claim.weight < 100_00
