"""Periods as they are written, called and follow each other."""

from datetime import date, timedelta

import pytest

from sangkien.base.problems import NotPossible
from sangkien.statistics.periods import Period, Span, periods
from tests.cast import Cast


@pytest.mark.parametrize(
    ("written", "first", "last", "title"),
    [
        ("2022-05-18", date(2022, 5, 18), date(2022, 5, 18), "Ngày 18/05/2022"),
        ("2022-W20", date(2022, 5, 16), date(2022, 5, 22), "Tuần 20 năm 2022"),
        ("2022-W01", date(2022, 1, 3), date(2022, 1, 9), "Tuần 1 năm 2022"),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3), "Tuần 53 năm 2020"),
        ("2022-02", date(2022, 2, 1), date(2022, 2, 28), "Tháng 2 năm 2022"),
        ("2022-12", date(2022, 12, 1), date(2022, 12, 31), "Tháng 12 năm 2022"),
        ("2022-Q2", date(2022, 4, 1), date(2022, 6, 30), "Quý II năm 2022"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "Năm 2024"),
    ],
)
def test_is_read_and_written_the_same(written: str, first: date, last: date, title: str) -> None:
    period = Period.read(written)

    assert (period.first_day, period.last_day, period.title, period.code) == (first, last, title, written)


@pytest.mark.parametrize(
    "written", ["", "tháng 5", "2022-13", "2022-Q5", "2022-W54", "2021-W53", "2022-02-30", "1022", "2022-5", "20225"]
)
def test_what_is_no_period_is_said(written: str) -> None:
    with pytest.raises(NotPossible, match="ghi kỳ như"):
        Period.read(written)


@pytest.mark.parametrize("span", Span)
def test_they_follow_each_other_without_a_gap(span: Span) -> None:
    period = Period.of(span, date(2020, 1, 1))
    while period.first_day < date(2026, 1, 1):
        assert period.next.first_day == period.last_day + timedelta(days=1)
        assert period.next.before == period
        assert Period.of(span, period.last_day) == period
        period = period.next


def test_those_of_a_programme_are_those_in_which_it_ran(cast: Cast) -> None:
    months = periods(cast.programme, Span.MONTH, until=date(2022, 5, 18))

    assert [one.code for one in months] == ["2022-05", "2022-04", "2022-03", "2022-02", "2022-01"]
    assert periods(cast.programme, Span.YEAR, until=date(2021, 12, 31)) == []
