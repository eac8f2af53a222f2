"""Places and grades."""

from collections.abc import Sequence
from random import Random

from hypothesis import given as whenever
from hypothesis import strategies as st

from sangkien.grading.placing import Placed, placed, room
from sangkien.grading.reckoning import Total
from sangkien.grading.tests.criteria import sheet, small

Told = tuple[str, Total]


def of(*lines: tuple[int, float], target: int = 100) -> list[Told]:
    """Units by letters: (valid, points for care)."""
    return [(chr(65 + n), sheet(valid, target, cham_lo=care)) for n, (valid, care) in enumerate(lines)]


def told(lines: Sequence[Placed]) -> list[tuple[str, int, str]]:
    return [(one.unit, one.rank, one.grade.code) for one in lines]


class TestPlaces:
    def test_more_points_stand_in_front(self) -> None:
        assert told(placed(of((50, 10), (100, 40), (100, 50)), small())) == [
            ("C", 1, "b"),
            ("B", 2, "b"),
            ("A", 3, "c"),
        ]

    def test_the_same_total_is_told_apart_by_the_written_list_and_says_by_which(self) -> None:
        lines = placed(of((50, 30), (75, 25), (100, 20)), small())

        assert [(one.unit, one.rank, one.total.points, one.told_apart) for one in lines] == [
            ("C", 1, 40_00, None),
            ("B", 2, 40_00, "chi-tieu"),
            ("A", 3, 40_00, "chi-tieu"),
        ]

    def test_beyond_the_full_points_the_exact_share_of_the_target_decides(self) -> None:
        by_share = small(ties=["chi-tieu", "TARGET"], bonus_ceiling=0)
        totals = [("A", sheet(1_001, spec=by_share)), ("B", sheet(1_002, spec=by_share))]

        assert [(one.unit, one.rank, one.told_apart) for one in placed(totals, by_share)] == [
            ("B", 1, None),
            ("A", 2, "TARGET"),
        ]

    def test_what_nothing_tells_apart_shares_a_place(self) -> None:
        assert [(one.unit, one.rank) for one in placed(of((50, 1), (90, 9), (50, 1), (10, 0)), small())] == [
            ("B", 1),
            ("A", 2),
            ("C", 2),
            ("D", 4),
        ]


class TestGrades:
    def test_the_best_have_it_as_far_as_the_ratio_goes_and_the_next_are_told_why_not(self) -> None:
        good = {"bao_cao": 30}
        totals = [(unit, sheet(100, 100, cham_lo=care, **good)) for unit, care in [("A", 45), ("B", 44), ("C", 43)]]

        lines = placed(totals, small())

        assert told(lines) == [("A", 1, "a"), ("B", 2, "b"), ("C", 3, "b")]
        assert [[(grade.code, why) for grade, why in one.passed_over] for one in lines] == [
            [],
            [("a", "")],
            [("a", "")],
        ]

    def test_those_of_one_place_have_it_all_or_none_and_nobody_behind_them_before(self) -> None:
        totals = [(unit, sheet(100, 100, cham_lo=care, bao_cao=40)) for unit, care in [("A", 35), ("B", 35), ("C", 31)]]

        assert told(placed(totals, small())) == [("A", 1, "b"), ("B", 1, "b"), ("C", 3, "b")]

    def test_who_lacks_what_the_grade_needs_is_passed_over_for_the_next(self) -> None:
        short, reached = sheet(99, 100, cham_lo=45, bao_cao=35), sheet(100, 100, cham_lo=40, bao_cao=35)
        lines = placed([("A", short), ("B", reached), ("C", sheet(0))], small())

        assert told(lines) == [("A", 1, "b"), ("B", 2, "a"), ("C", 3, "c")]
        assert [(grade.code, why) for grade, why in lines[0].passed_over] == [("a", "chi-tieu")]

    def test_a_share_of_few_unions_is_rounded_down(self) -> None:
        best = small().grades[0]

        assert [room(best, of) for of in (2, 3, 5, 6, 100)] == [0, 1, 1, 2, 34]


UNITS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 10)), min_size=1, max_size=12)


@whenever(made=UNITS, random=st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order_in_which_units_come(
    made: list[tuple[int, float]],
    random: Random,
) -> None:
    lines = [
        (unit, sheet(valid, 10, cham_lo=5 * care, bao_cao=40))
        for unit, (valid, care) in zip("ABCDEFGHIJKL", made, strict=False)
    ]
    shuffled = random.sample(lines, len(lines))

    assert placed(shuffled, small()) == placed(lines, small())


@whenever(made=UNITS)
def test_no_grade_is_given_beyond_its_ratio_nor_to_a_lower_place_before_a_higher_one(
    made: list[tuple[int, float]],
) -> None:
    lines = [
        (unit, sheet(10, 10, cham_lo=5 * care, bao_cao=40))
        for unit, (_valid, care) in zip("ABCDEFGHIJKL", made, strict=False)
    ]

    result = placed(lines, small())

    given = [one.grade.code for one in result]
    assert given.count("a") <= 34 * len(lines) // 100
    assert given == sorted(given)
    assert all(one.grade == other.grade for one in result for other in result if one.rank == other.rank)
