"""The past is looked through slice by slice, a few short ones before longer ones."""

from collections.abc import Iterable

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.search.looking import (
    LENGTHS,
    LONG,
    LONGER,
    OTHERS,
    SHORT,
    TITLED,
    WRITTEN,
    Look,
    Slice,
    Stretch,
    Tiers,
    Times,
)

FAR = 20_000_000
KEYS = st.integers(0, FAR)


def holds_once(told: Iterable[Slice], where: Stretch) -> bool:
    """Does each begin in its slice where the next one is meant to end, and is every key of the stretch in one?"""
    left = where
    for number, last in told:
        first, length = number // 4 * LENGTHS[number % 4], LENGTHS[number % 4]
        if last != left.last or not first <= last < first + length:
            return False
        left = left.before(first)
    return not left


class TestSlices:
    @given(KEYS, KEYS)
    @example(0, 0)
    @example(0, LONG - 1)
    @example(LONGER, LONGER)
    def test_hold_every_key_once_the_newest_first(self, one: int, other: int) -> None:
        where = Stretch(min(one, other), max(one, other))

        assert holds_once(where.slices(LONG), where)
        assert all(holds_once(where.long_slices(longer), where) for longer in (0, 1, 5))
        assert holds_once(where.recent().short_slices(), where.recent())

    @given(KEYS)
    @example(LONG)
    def test_of_what_is_recent_are_few_and_begin_with_short_ones(self, last: int) -> None:
        recent = Stretch(0, last).recent()

        told = [LENGTHS[number % 4] for number, _last in recent.short_slices()]

        assert recent.first == 0 or LONGER < recent.length <= 2 * LONGER
        assert told[0] == SHORT and told == sorted(told) and len(told) <= 4

    @given(KEYS, st.integers(0, 8))
    def test_of_what_is_older_are_so_many_longer_ones_before_long_ones(self, last: int, longer: int) -> None:
        told = [LENGTHS[number % 4] for number, _last in Stretch(0, last).long_slices(longer)]

        assert told == sorted(told) and told.count(LONGER) == min(longer, last // LONGER + 1)

    def test_of_nothing_are_none(self) -> None:
        for where in (Stretch(5, 4), Stretch(0, -1)):
            assert not where and not where.recent()
            assert list(where.slices(LONG)) == list(where.short_slices()) == list(where.long_slices(2)) == []

    @pytest.mark.django_db
    @pytest.mark.parametrize("key", [0, 1, 4_095, 4_096, 32_768, 262_143, 262_144, 1_999_999])
    def test_are_those_in_which_the_database_puts_a_dossier(self, key: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT search_slices(%s)", [key])
            (numbers,) = cursor.fetchone()

        assert numbers == [4 * (key // length) + nth for nth, length in enumerate(LENGTHS)]
        assert [next(Stretch(0, key).slices(length)) for length in LENGTHS] == [(number, key) for number in numbers]


class TestTimes:
    TIMES = Times(oldest=7, newest=100_000, spans={"y=2022": (1, 2), "y=2023": (3, 9), "g=CT": (2, 9)})

    @pytest.mark.parametrize(
        ("bounds", "stretch"),
        [
            ([], (7, 100_000)),
            ([["y=2022"]], (16_384, 49_151)),
            ([["y=2022", "y=2023"]], (16_384, 100_000)),
            ([["y=2022"], ["g=CT"]], (32_768, 49_151)),
            ([["y=1999"]], (7, -1)),
            ([["y=1999", "y=2022"]], (16_384, 49_151)),
        ],
    )
    def test_say_where_documents_of_a_time_may_be(self, bounds: list[list[str]], stretch: tuple[int, int]) -> None:
        assert self.TIMES.within(bounds) == Stretch(*stretch)

    def test_say_whether_somewhere_is_most_of_all_there_is(self) -> None:
        assert self.TIMES.is_most(Stretch(50_000, 100_000))
        assert not self.TIMES.is_most(Stretch(60_000, 100_000)) and not self.TIMES.is_most(Stretch(7, -1))


class TestASample:
    """What is recent tells how many there are: of 65,536 recent documents among a million."""

    WHERE = Stretch(0, 1_048_575)

    def look(self, *tiers: int, most: int = 500, apart: int = 100) -> Look:
        """Whose newest so many documents are of these tiers."""
        look = Look("x", "x", False, most, self.WHERE, tiers=Tiers("t", "w"))
        newest = self.WHERE.last
        vars(look)["recent"] = [(newest - nth * apart, False, True, True, tier) for nth, tier in enumerate(tiers)]
        return look

    def test_of_few_says_that_all_can_be_read(self) -> None:
        assert self.look(*[0] * 90).seems_few  # 1,440 in all
        assert not self.look(*[0] * 100).seems_few
        assert self.look(*[OTHERS] * 400, *[0] * 90).seems_few

    def test_that_ends_early_tells_by_how_far_it_went(self) -> None:
        dense = self.look(*[0] * 500, apart=1)

        assert not dense.seems_few and dense.is_plenty()
        assert not dense.is_scarce(TITLED)  # none of the newest five hundred, and perhaps three thousand older ones
        assert self.look(*[0] * 500, apart=130).is_scarce(TITLED)

    def test_says_whether_titles_hold_enough(self) -> None:
        assert self.look(*[TITLED] * 63).is_plenty(TITLED)
        assert not self.look(*[TITLED] * 62).is_plenty(TITLED)
        assert not self.look(*[TITLED] * 63).is_plenty(WRITTEN)

    def test_needs_some_of_what_is_chosen_to_tell_anything(self) -> None:
        assert self.look(OTHERS, 0).tells(0)
        assert self.look(*[OTHERS] * 480, *[0] * 20).tells(0)
        assert not self.look(*[OTHERS] * 481, *[0] * 19).tells(0)
