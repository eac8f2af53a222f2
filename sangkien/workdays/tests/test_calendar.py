"""Working days as the State had them: the official days off of 2021-2027, and counting among them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.workdays.calendar import Calendar
from sangkien.workdays.law import public_holidays
from sangkien.workdays.models import Week

# Weekdays off and weekend days at work, as announced each year (Labour Code 2019, articles 111 and 112, with the
# announcements on Tết and National Day; swaps: 2450/VPCP-KGVX 2024, 6150/TB-BLĐTBXH 2024, Bộ Nội vụ 2025 and 2026).
OFF_ON_WEEKDAYS = {
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
AT_WORK_ON_WEEKENDS = {2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}
WORKING = Calendar()


def _days(year: int, said: dict[int, str]) -> set[date]:
    return {date(year, *map(int, reversed(day.split("/")))) for day in said.get(year, "").split()}


def _year(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", OFF_ON_WEEKDAYS)
def test_offices_rest_on_exactly_the_days_that_were_announced(year: int) -> None:
    off = {day for day in _year(year) if day.weekday() < 5 and not WORKING.works(day)}
    at_work = {day for day in _year(year) if day.weekday() >= 5 and WORKING.works(day)}

    assert off == _days(year, OFF_ON_WEEKDAYS)
    assert at_work == _days(year, AT_WORK_ON_WEEKENDS)


def test_the_coming_year_has_tet_and_the_kings_by_the_moon() -> None:
    days = public_holidays(2027)

    assert days[date(2027, 2, 6)] == "Tết Nguyên Đán"
    assert days[date(2027, 4, 16)] == "Ngày Giỗ Tổ Hùng Vương"
    assert date(2027, 5, 3) in days  # for the first of May, a Saturday


def test_three_working_days_before_the_holidays_of_2022_end_after_them() -> None:
    """Sent on Thursday 28/04/2022: Friday, then four days off, Wednesday, Thursday."""
    assert WORKING.after(date(2022, 4, 28), 3) == date(2022, 5, 5)


def test_over_tet_the_clock_stands_for_a_week() -> None:
    assert WORKING.after(date(2026, 2, 13), 1) == date(2026, 2, 23)
    assert WORKING.passed(date(2026, 2, 13), date(2026, 2, 22)) == 0


def test_a_week_of_six_days_works_on_saturdays() -> None:
    assert Calendar(Week.MON_FRI).after(date(2022, 5, 20), 1) == date(2022, 5, 23)
    assert Calendar(Week.MON_SAT).after(date(2022, 5, 20), 1) == date(2022, 5, 21)
    assert Calendar(Week.ALL).after(date(2022, 5, 20), 2) == date(2022, 5, 22)


def test_what_is_decided_for_a_day_comes_before_law_and_week() -> None:
    decided = Calendar(Week.MON_FRI, {date(2026, 8, 31): True, date(2026, 8, 22): False})

    assert decided.works(date(2026, 8, 31))
    assert not decided.works(date(2026, 8, 22))


def test_a_promise_of_no_days_is_a_fault() -> None:
    with pytest.raises(ValueError, match="after"):
        WORKING.after(date(2022, 5, 18), 0)


days = st.dates(date(2021, 1, 1), date(2027, 6, 30))
weeks = st.sampled_from(list(Week.values))


@given(day=days, n=st.integers(1, 60), week=weeks)
def test_counting_on_and_counting_off_agree(day: date, n: int, week: str) -> None:
    calendar = Calendar(week)
    last = calendar.after(day, n)

    assert calendar.works(last)
    assert calendar.passed(day, last) == n
    assert calendar.passed(day, last - timedelta(days=1)) == n - 1


@given(day=days, gap=st.integers(0, 40), n=st.integers(1, 20), week=weeks)
def test_who_was_promised_later_is_answered_no_earlier(day: date, gap: int, n: int, week: str) -> None:
    calendar = Calendar(week)

    assert calendar.after(day + timedelta(days=gap), n) >= calendar.after(day, n)
