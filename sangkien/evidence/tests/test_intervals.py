"""The exact interval for a sample drawn without replacement."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.evidence.intervals import Interval, interval

HALF = Fraction(5, 200)


def at_least(population: int, of_them: int, sample: int, found: int) -> Fraction:
    """By the book: every way of drawing counted."""
    ways = [comb(of_them, hit) * comb(population - of_them, sample - hit) for hit in range(found, sample + 1)]
    return Fraction(sum(ways), comb(population, sample))


def by_the_book(population: int, sample: int, found: int) -> Interval:
    """Every number of them tried."""
    possible = [
        wrong
        for wrong in range(found, population - sample + found + 1)
        if at_least(population, wrong, sample, found) > HALF
        and 1 - at_least(population, wrong, sample, found + 1) > HALF
    ]
    return Interval(population, min(possible), max(possible))


def test_three_wrong_of_fifty_drawn_from_a_thousand() -> None:
    found = interval(population=1_000, sample=50, found=3)

    assert (found.least, found.most) == (14, 162)
    assert (str(found.lower), str(found.upper)) == ("1.4", "16.2")


def test_none_wrong_is_not_none_in_the_population() -> None:
    found = interval(population=1_000, sample=100, found=0)

    assert (found.least, found.most) == (0, 34)


def test_who_looks_at_all_of_them_knows() -> None:
    assert interval(population=40, sample=40, found=7) == Interval(40, 7, 7)


def test_who_looks_at_none_knows_nothing() -> None:
    assert interval(population=40, sample=0, found=0) == Interval(40, 0, 40)


def test_of_a_large_population_it_is_that_of_clopper_and_pearson() -> None:
    """5 of 100: 1,64 % to 11,28 % (Clopper and Pearson 1934)."""
    found = interval(population=2_000_000, sample=100, found=5)

    assert (found.least / 2_000_000, found.most / 2_000_000) == pytest.approx((0.01643, 0.11283), abs=1e-4)


@pytest.mark.parametrize("wrong", [(10, 11, 0), (10, 5, 6), (10, 5, -1)])
def test_numbers_that_contradict_each_other_are_refused(wrong: tuple[int, int, int]) -> None:
    population, sample, found = wrong

    with pytest.raises(ValueError, match="a sample is drawn"):
        interval(population=population, sample=sample, found=found)


@given(st.integers(1, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))), st.data())
def test_is_what_trying_every_number_gives(sizes: tuple[int, int], data: st.DataObject) -> None:
    population, sample = sizes
    found = data.draw(st.integers(0, sample))

    assert interval(population=population, sample=sample, found=found) == by_the_book(population, sample, found)


@given(st.integers(1, 400), st.data())
def test_holds_the_truth_in_at_least_95_of_100_draws(population: int, data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, min(population, 12)))
    wrong = data.draw(st.integers(0, population))
    ways = {
        hit: comb(wrong, hit) * comb(population - wrong, sample - hit)
        for hit in range(sample + 1)
        if hit <= wrong and sample - hit <= population - wrong
    }

    caught = sum(
        number
        for hit, number in ways.items()
        if (one := interval(population=population, sample=sample, found=hit)).least <= wrong <= one.most
    )

    assert Fraction(caught, comb(population, sample)) >= Fraction(95, 100)
