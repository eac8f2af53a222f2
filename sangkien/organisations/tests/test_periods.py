"""Arithmetic of periods, against the days themselves."""

from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from sangkien.organisations.periods import covers, last_life, meet

FIRST = date(2022, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(12)]

days = st.sampled_from(DAYS)
periods = st.tuples(days, st.none() | st.integers(1, 6)).map(
    lambda given: DateRange(given[0], given[1] and given[0] + timedelta(days=given[1]))
)


def days_of(*several: DateRange) -> set[date]:
    return {day for day in DAYS for period in several if day in period}


@given(periods, periods)
def test_the_meeting_of_two_has_the_days_of_both(one: DateRange, other: DateRange) -> None:
    common = days_of(one) & days_of(other)
    if common:
        assert days_of(meet(one, other)) == common


@given(st.lists(periods, max_size=4), periods)
def test_several_cover_one_when_no_day_is_left(several: list[DateRange], one: DateRange) -> None:
    endless = one.upper is None and all(period.upper for period in several)
    expected = days_of(one) <= days_of(*several) and not endless
    within = one.upper is None or one.upper <= DAYS[-1] + timedelta(days=1)
    if within:
        assert covers(several, one) == expected


@given(st.lists(periods, max_size=4), days)
def test_a_run_is_unbroken_and_as_long_as_it_can_be(several: list[DateRange], day: date) -> None:
    run = last_life(several, day)
    covered = days_of(*several)
    if run is None:
        assert not [each for each in covered if each <= day]
        return
    assert days_of(run) <= covered
    assert day in run or max(each for each in covered if each <= day) in run
    assert run.lower - timedelta(days=1) not in covered
    assert run.upper is None or run.upper not in covered
