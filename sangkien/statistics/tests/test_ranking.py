"""Ranks, by exact shares."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from sangkien.counting.models import Measure
from sangkien.counting.queries import View
from sangkien.initiatives.worth import Value
from sangkien.statistics.figures import Figures
from sangkien.statistics.ranking import Order, Ranked, ranked
from sangkien.targets.queries import Targets


def unit(code: str, valid: int, target: int | None = None, members: int = 1000) -> Figures:
    """The figures of a union that needs no database."""
    return Figures(
        unit=cast(Any, SimpleNamespace(code=code, pk=code)),
        programme=cast(Any, None),
        phase=None,
        as_of=date(2022, 5, 18),
        view=View.AS_THEN,
        targets=Targets(assigned=target) if target is not None else None,
        members=members,
        counts={Measure.VALID: valid},
        value=Value(),
        gains={},
    )


def places(lines: list[Ranked]) -> list[tuple[int | None, str]]:
    return [(line.rank, line.figures.unit.code) for line in lines]


class TestByTarget:
    def test_ranks_by_share_and_not_by_number(self) -> None:
        lines = ranked([unit("BIG", 90, 100), unit("SMALL", 10, 10)])

        assert places(lines) == [(1, "SMALL"), (2, "BIG")]

    def test_equal_shares_share_a_place_and_the_next_is_skipped(self) -> None:
        lines = ranked([unit("A", 5, 10), unit("B", 50, 100), unit("C", 4, 10), unit("D", 60, 100)])

        assert places(lines) == [(1, "D"), (2, "B"), (2, "A"), (4, "C")]

    def test_shares_that_only_look_equal_when_printed_do_not(self) -> None:
        lines = ranked([unit("A", 1000, 3000), unit("B", 1001, 3000)])

        assert places(lines) == [(1, "B"), (2, "A")]

    def test_without_a_target_a_unit_stands_at_the_end_without_a_place(self) -> None:
        lines = ranked([unit("NONE", 500), unit("ZERO", 7, 0), unit("SOME", 0, 10)])

        assert places(lines) == [(1, "SOME"), (None, "NONE"), (None, "ZERO")]

    def test_exactly_all_of_it_is_100_percent_and_none_over(self) -> None:
        achievement = unit("A", 95, 95).achievement

        assert (str(achievement.percent), achievement.over) == ("100.0", 0)

    @given(st.permutations([unit(str(n), n * 7 % 11, n % 4 * 10, n * 50) for n in range(12)]))
    def test_never_depends_on_the_order_in_which_units_come(self, units: list[Figures]) -> None:
        assert places(ranked(units)) == places(ranked(units[::-1]))
        by_members = [ranked(some, order=Order.MEMBERS) for some in (units, units[::-1])]
        assert places(by_members[0]) == places(by_members[1])


class TestByMembers:
    def test_ranks_by_initiatives_a_member(self) -> None:
        lines = ranked([unit("A", 30, members=3000), unit("B", 20, members=1000)], order=Order.MEMBERS)

        assert places(lines) == [(1, "B"), (2, "A")]

    def test_a_small_unit_never_leads(self) -> None:
        units = [unit("SMALL", 100, members=199), unit("A", 30, members=3000), unit("B", 20, members=3000)]

        assert places(ranked(units, order=Order.MEMBERS)) == [(1, "A"), (2, "SMALL"), (3, "B")]

    def test_nor_does_it_share_the_first_place(self) -> None:
        units = [unit("SMALL", 1, members=100), unit("A", 10, members=1000)]

        assert places(ranked(units, order=Order.MEMBERS)) == [(1, "A"), (2, "SMALL")]

    def test_at_200_members_a_unit_is_not_small(self) -> None:
        units = [unit("AT", 100, members=200), unit("A", 30, members=3000)]

        assert places(ranked(units, order=Order.MEMBERS)) == [(1, "AT"), (2, "A")]

    def test_among_small_units_only_nobody_has_a_place(self) -> None:
        units = [unit("A", 1, members=100), unit("B", 2, members=100)]

        assert places(ranked(units, order=Order.MEMBERS)) == [(None, "B"), (None, "A")]

    def test_without_members_a_unit_stands_at_the_end(self) -> None:
        units = [unit("NOBODY", 9, members=0), unit("A", 1)]

        assert places(ranked(units, order=Order.MEMBERS)) == [(1, "A"), (None, "NOBODY")]
