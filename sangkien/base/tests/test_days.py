"""Days are Vietnam's, and are read the way people write them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.base.days import (
    VIETNAM,
    day_of,
    end_of,
    format_day,
    format_hour,
    format_moment,
    moment_at,
    parse_day,
    parse_hour,
    start_of,
)
from sangkien.base.problems import NotUnderstood

LAST_DAY_OF_PHASE_1 = date(2022, 5, 31)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


class TestDayOf:
    def test_the_last_second_of_may_31_is_still_in_phase_1(self) -> None:
        assert day_of(datetime(2022, 5, 31, 23, 59, 59, tzinfo=VIETNAM)) == LAST_DAY_OF_PHASE_1

    def test_five_in_the_afternoon_in_london_is_already_the_next_day(self) -> None:
        assert day_of(datetime(2022, 5, 31, 17, 0, tzinfo=UTC)) == date(2022, 6, 1)

    def test_refuses_to_guess_a_time_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            day_of(datetime(2022, 5, 31))  # noqa: DTZ001 without a zone, on purpose

    @given(DAYS)
    def test_a_day_begins_and_ends_at_its_own_midnights(self, day: date) -> None:
        assert day_of(start_of(day)) == day
        assert day_of(end_of(day) - timedelta(microseconds=1)) == day
        assert day_of(end_of(day)) == day + timedelta(days=1)


class TestParseDay:
    @pytest.mark.parametrize(
        "typed",
        [
            "31/5/2022",
            "31/05/2022",
            "31-5-2022",
            "31.5.2022",
            "2022-05-31",
            " 31 / 5 / 2022 ",
            "ngày 31/5/2022",
            "Ngày 31 tháng 5 năm 2022",
            "３１/５/２０２２",
        ],
    )
    def test_reads_every_usual_way_of_writing(self, typed: str) -> None:
        assert parse_day(typed) == LAST_DAY_OF_PHASE_1

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("", "empty"),
            (" \u200b", "empty"),
            ("31/6/2022", "no_such_day"),
            ("29/2/2023", "no_such_day"),
            ("0/1/2022", "no_such_day"),
            ("5/31/2022", "no_such_day"),
            ("31/5/22", "short_year"),
            ("31/5/2202", "far_year"),
            ("31/5/1899", "far_year"),
            ("31/5/" + "9" * 5000, "far_year"),
            ("tháng 5/2022", "no_day"),
            ("05.2022", "no_day"),
            ("tháng 10 năm 2025", "no_day"),
            ("2022", "no_day"),
            ("hôm qua", "unreadable"),
            ("31/5-2022", "unreadable"),
            ("٣١/٥/٢٠٢٢", "unreadable"),
        ],
    )
    def test_says_why_it_cannot_read(self, typed: str, code: str) -> None:
        with pytest.raises(NotUnderstood) as no:
            parse_day(typed)

        assert no.value.code == code
        assert no.value.text

    def test_tells_a_month_that_does_not_exist_from_a_day_that_does_not(self) -> None:
        with pytest.raises(NotUnderstood) as no_month:
            parse_day("5/31/2022")
        with pytest.raises(NotUnderstood) as no_day:
            parse_day("31/6/2022")

        assert "ngày trước tháng sau" in no_month.value.text
        assert "Tháng này không có ngày" in no_day.value.text

    @given(DAYS)
    def test_reads_back_what_is_shown(self, day: date) -> None:
        assert parse_day(format_day(day)) == day
        assert parse_day(day.isoformat()) == day


def test_a_day_is_shown_with_all_its_zeros() -> None:
    assert format_day(date(2022, 6, 1)) == "01/06/2022"


def test_a_moment_is_shown_by_the_clock_in_vietnam() -> None:
    assert format_moment(datetime(2022, 5, 31, 17, 5, tzinfo=UTC)) == "00:05 01/06/2022"


class TestHours:
    @pytest.mark.parametrize("typed", ["7:30", "07:30", "7h30", "7.30", " 7 giờ 30 ", "7 giờ 30 phút", "７:30"])
    def test_read_the_way_people_write_them(self, typed: str) -> None:
        assert parse_hour(typed) == time(7, 30)

    def test_a_full_hour_needs_no_minutes(self) -> None:
        assert parse_hour("17h") == parse_hour("17 giờ") == time(17, 0)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("", "empty"),
            ("sáng", "unreadable"),
            ("730", "unreadable"),
            ("24:00", "no_such_hour"),
            ("7:60", "no_such_hour"),
        ],
    )
    def test_what_is_no_hour_says_why(self, typed: str, code: str) -> None:
        with pytest.raises(NotUnderstood) as no:
            parse_hour(typed)
        assert no.value.code == code

    def test_are_vietnams(self) -> None:
        half_past = moment_at(date(2022, 5, 20), time(7, 30))

        assert half_past == datetime(2022, 5, 20, 0, 30, tzinfo=UTC)
        assert format_hour(half_past.astimezone(UTC)) == "7:30"
