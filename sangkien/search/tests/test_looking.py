"""The past is looked through slice by slice, a few short ones before longer ones."""

from collections.abc import Iterable

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.search.looking import LENGTHS, LONG, LONGER, SHORT, Slice, Stretch, Times

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
        assert holds_once(where.recent().short_slices(), where.recent())

    @given(KEYS)
    @example(LONG)
    def test_of_what_is_recent_are_few_and_begin_with_short_ones(self, last: int) -> None:
        recent = Stretch(0, last).recent()

        told = [LENGTHS[number % 4] for number, _last in recent.short_slices()]

        assert recent.first == 0 or 3 * LONGER < recent.length <= 4 * LONGER
        assert told[0] == SHORT and told == sorted(told) and len(told) <= 6

    def test_of_nothing_are_none(self) -> None:
        for where in (Stretch(5, 4), Stretch(0, -1)):
            assert not where and not where.recent()
            assert list(where.slices(LONG)) == list(where.short_slices()) == []

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
