"""What is due: the examples of the decree, recomputed, each with its formula."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sangkien.base.problems import NotPossible
from sangkien.rewards.law import Region, wage_on
from sangkien.rewards.reckoning import Due, Own, not_computable, of_transfer, of_year

DECREE = "Nghị định 13/2012/NĐ-CP (Điều lệ Sáng kiến)"


def test_seven_percent_of_each_of_the_first_three_years() -> None:
    due = of_year(120_000_000, year=1, day=date(2023, 3, 1))

    assert (due.vnd, due.organisers_vnd, due.source) == (8_400_000, 1_680_000, DECREE)
    assert due.formula == "7\u00a0% × 120.000.000 đồng (lợi ích năm thứ 1) = 8.400.000 đồng"
    assert of_year(120_000_000, year=3, day=date(2025, 3, 1)).vnd == 8_400_000


@pytest.mark.parametrize("year", [0, 4])
def test_no_other_year(year: int) -> None:
    with pytest.raises(NotPossible, match="3 năm áp dụng đầu tiên"):
        of_year(120_000_000, year=year, day=date(2026, 3, 1))


def test_fifteen_percent_of_each_transfer_within_three_years_of_recognition() -> None:
    recognised = date(2022, 4, 12)

    due = of_transfer(200_000_000, recognised_on=recognised, day=date(2025, 4, 11))

    assert due.formula == "15\u00a0% × 200.000.000 đồng (giá chuyển giao) = 30.000.000 đồng"
    for day in (date(2025, 4, 12), date(2022, 4, 11)):
        with pytest.raises(NotPossible, match="3 năm kể từ ngày công nhận 12/04/2022"):
            of_transfer(200_000_000, recognised_on=recognised, day=day)


@pytest.mark.parametrize(
    ("day", "region", "vnd", "source"),
    [
        (date(2022, 6, 30), Region.I, 22_100_000, "Nghị định 90/2019/NĐ-CP"),
        (date(2022, 7, 1), Region.I, 23_400_000, "Nghị định 38/2022/NĐ-CP"),
        (date(2022, 7, 1), Region.IV, 16_250_000, "Nghị định 38/2022/NĐ-CP"),
        (date(2024, 7, 1), Region.II, 22_050_000, "Nghị định 74/2024/NĐ-CP"),
        (date(2026, 1, 1), Region.III, 20_700_000, "Nghị định 293/2025/NĐ-CP"),
    ],
)
def test_five_minimum_wages_of_the_day_where_no_benefit_can_be_reckoned(
    day: date, region: Region, vnd: int, source: str
) -> None:
    due = not_computable(region=region, day=day)

    assert due.vnd == vnd
    assert due.formula.startswith("5 × ")
    assert source in due.formula


def test_nothing_on_a_day_on_which_no_minimum_wage_or_no_rule_is_known() -> None:
    with pytest.raises(NotPossible, match="Chưa có mức lương tối thiểu nào có hiệu lực ngày 31/12/2019"):
        wage_on(date(2019, 12, 31), Region.I)
    with pytest.raises(NotPossible, match="chưa có quy định nào về thù lao"):
        of_year(120_000_000, year=1, day=date(2012, 4, 24))


def test_the_workplaces_own_rule_comes_first_where_it_says_something() -> None:
    own = Own("Quy chế sáng kiến của Công ty", yearly=1_000, years=5, fixed_vnd=2_000_000)

    due = of_year(120_000_000, year=5, day=date(2027, 3, 1), own=own)
    assert (due.vnd, due.source) == (12_000_000, "Quy chế sáng kiến của Công ty")
    assert not_computable(region=Region.I, day=date(2015, 1, 1), own=own).vnd == 2_000_000
    by_law = of_transfer(1_000_000, recognised_on=date(2022, 1, 1), day=date(2022, 1, 1), own=own)
    assert (by_law.vnd, by_law.source) == (150_000, DECREE)


def test_at_least_rounds_up() -> None:
    assert of_year(101, year=1, day=date(2023, 1, 1)).vnd == 8


@settings(max_examples=200)
@given(st.integers(0, 10**12), st.lists(st.integers(1, 10_000), min_size=1, max_size=20))
def test_what_authors_get_sums_to_what_is_due_and_none_is_a_dong_off(vnd: int, shares: list[int]) -> None:
    parts = Due(vnd, 0, "", "").between(shares)

    assert sum(parts) == vnd
    assert all(abs(part * sum(shares) - vnd * share) < sum(shares) for part, share in zip(parts, shares, strict=True))
