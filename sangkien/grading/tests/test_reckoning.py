"""The arithmetic of a sheet."""

from typing import Any

import pytest
from hypothesis import given as whenever
from hypothesis import strategies as st

from sangkien.grading.facts import Facts
from sangkien.grading.reckoning import automatic, total
from sangkien.grading.spec import Line
from sangkien.grading.tests.criteria import given, sheet, small


class TestTheLineOfTheProgramme:
    @pytest.mark.parametrize(
        ("valid", "points"),
        [(0, 0), (750, 15_00), (999, 19_98), (1_000, 20_00), (1_396, 20_00)],
        ids=["none", "three quarters", "one short", "reached", "139.6 percent"],
    )
    def test_gives_all_at_the_target_and_pro_rata_below(self, valid: int, points: int) -> None:
        assert sheet(valid).lines["chi-tieu"].points == points

    @pytest.mark.parametrize(("valid", "points"), [(1, 6_67), (2, 13_33)])
    def test_is_exact_and_rounded_once_at_a_hundredth(self, valid: int, points: int) -> None:
        assert sheet(valid, 3).lines["chi-tieu"].points == points

    def test_half_a_hundredth_goes_up(self) -> None:
        one = Line(code="x", name="x", points=1, auto={"indicator": "TARGET", "full_at": 100})  # type: ignore[arg-type]

        assert automatic(one, Facts(valid=1, target=200)) == 1

    def test_without_a_target_gives_what_the_criteria_say(self) -> None:
        told = sheet(50, None).lines["chi-tieu"]

        assert (told.points, told.value) == (0, None)

    @pytest.mark.parametrize(
        ("valid", "bonus"), [(1_000, 0), (1_250, 2_00), (1_396, 3_17), (1_500, 4_00), (9_000, 4_00)]
    )
    def test_above_the_target_a_bonus_grows_up_to_its_end(self, valid: int, bonus: int) -> None:
        assert sheet(valid).lines["vuot"].points == bonus


class TestTheTotal:
    def test_adds_groups_under_their_ceilings_and_bonuses_under_theirs_and_takes_off(self) -> None:
        told = sheet(1_500, cham_lo=50, bao_cao=40, moi=3, tru=12.5)

        assert [(one.whole, one.points) for one in told.groups] == [(20_00, 20_00), (90_00, 80_00)]
        assert (told.bonus_whole, told.bonus, told.deducted, told.points) == (7_00, 5_00, 12_50, 92_50)

    def test_is_never_above_the_ceiling_nor_below_nought(self) -> None:
        assert sheet(1_500, cham_lo=50, bao_cao=40, moi=3).points == 100_00
        assert sheet(0, tru=5).points == 0


FIGURES = st.integers(0, 2_000)


@whenever(
    valid=FIGURES, target=st.one_of(st.none(), st.integers(0, 2_000)), points=st.lists(st.integers(0, 300), min_size=4)
)
def test_whatever_is_given_the_total_stays_within_its_bounds_and_is_whole(
    valid: int, target: int | None, points: list[int]
) -> None:
    told = total(small(), Facts(valid, valid, target, 0), given(cham_lo=points[0] / 100, tru=points[1] / 100))

    assert 0 <= told.points <= 100_00
    assert all(isinstance(one.points, int) for one in told.lines.values() if one.points is not None)


@whenever(valid=FIGURES, more=st.integers(0, 500), target=st.integers(1, 2_000))
def test_more_initiatives_never_give_fewer_points(valid: int, more: int, target: int) -> None:
    said: dict[str, Any] = {"cham_lo": 30, "bao_cao": 20}

    assert sheet(valid + more, target, **said).points >= sheet(valid, target, **said).points
