"""The arithmetic of a council: exact, whatever the numbers are."""

from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from sangkien.councils.results import Result, in_points

SHEETS = st.lists(st.integers(0, 100), min_size=1, max_size=15)


class TestAResult:
    def test_is_said_as_an_officer_would(self) -> None:
        assert str(Result(125, 2, 100, 70)) == "Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm"
        assert str(Result(280, 4, 100, 70)) == "Hội đồng chấm 70/100 điểm, đạt mức 70 điểm"
        assert Result(125, 2, 100, 70).with_sheets.endswith(", trung bình của 2 phiếu")

    def test_is_said_in_english_too(self) -> None:
        with override("en"):
            assert "62.5" in str(Result(125, 2, 100, 70))

    def test_just_below_the_level_never_reads_as_the_level(self) -> None:
        """210 less one, of three sheets: 69,67 and not 70."""
        assert str(Result(2099, 30, 100, 70)) == "Hội đồng chấm 69,96/100 điểm, dưới mức 70 điểm"
        assert "69,99" in str(Result(69_999, 1_000, 100, 70))

    @given(SHEETS, st.integers(1, 100))
    def test_equals_a_recount_from_the_sheets(self, totals: list[int], percent: int) -> None:
        result = Result(sum(totals), len(totals), 100, percent)

        assert result.passes == (100 * sum(totals) >= percent * 100 * len(totals))
        assert result.average == Fraction(sum(totals), len(totals))

    @given(st.lists(st.integers(0, 85), min_size=1, max_size=15), st.integers(1, 100))
    def test_reads_as_reaching_the_level_exactly_when_it_does(self, totals: list[int], percent: int) -> None:
        result = Result(sum(totals), len(totals), 85, percent)

        printed = [Fraction(in_points(value).replace(",", ".")) for value in (result.average, result.level)]

        assert (printed[0] >= printed[1]) == result.passes
        assert printed[1] == result.level

    @given(SHEETS, st.integers(1, 100))
    def test_is_the_same_when_it_comes_back_from_the_history(self, totals: list[int], percent: int) -> None:
        result = Result(sum(totals), len(totals), 100, percent)

        assert Result.told(result.detail) == result

    @pytest.mark.parametrize(
        ("value", "said"), [(Fraction(0), "0"), (Fraction(7, 3), "2,33"), (Fraction(1999, 2), "999,5")]
    )
    def test_points_have_two_decimals_at_most(self, value: Fraction, said: str) -> None:
        assert in_points(value) == said
