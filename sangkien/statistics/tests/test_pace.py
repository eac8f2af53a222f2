"""The pace, by the example of the letters."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.statistics.pace import Pace, Rhythm, tenths

CAMPAIGN = {"first_day": date(2022, 4, 22), "last_day": date(2022, 5, 31), "target": 1000}


def on_day(nth: int, *, done: int, recent: int = 0, **changes: object) -> Pace:
    """The 40-day campaign on the evening of its nth day."""
    as_of = CAMPAIGN["first_day"] + timedelta(days=nth - 1)
    return Pace(**{**CAMPAIGN, "as_of": as_of, "done": done, "recent": recent, **changes})


class TestTheFortyDayCampaign:
    def test_on_the_28th_day_598_of_1000_with_24_a_day_needs_33_5_and_will_reach_886(self) -> None:
        pace = on_day(28, done=598, recent=7 * 24)

        assert pace.required is not None
        assert (tenths(pace.required), tenths(pace.current), pace.forecast) == (Decimal("33.5"), Decimal("24.0"), 886)
        assert pace.days_left == 12

    def test_half_a_tenth_is_rounded_up(self) -> None:
        assert [tenths(Fraction(n, 20)) for n in (1, 2, 3, 669)] == [
            Decimal("0.1"),
            Decimal("0.1"),
            Decimal("0.2"),
            Decimal("33.5"),
        ]

    def test_half_an_initiative_is_rounded_up_in_the_forecast(self) -> None:
        assert on_day(39, done=100, recent=3, over_days=2).forecast == 102

    def test_begins_with_what_the_phase_has_already_brought(self) -> None:
        assert on_day(20, done=598, start=200).planned == 600

    def test_asks_for_nothing_more_once_the_target_is_reached(self) -> None:
        pace = on_day(28, done=1000)

        assert (pace.required, pace.rhythm) == (None, Rhythm.REACHED)

    def test_is_over_on_the_evening_of_its_last_day(self) -> None:
        assert not on_day(39, done=1).is_over
        assert on_day(40, done=1).is_over

    def test_in_its_first_days_the_mean_is_that_of_the_days_there_have_been(self) -> None:
        assert on_day(3, done=30, recent=30, over_days=3).current == 10


class TestTheBand:
    QUIET = (2, 2, 2, 2, 2, 0, 0)
    BUSY = (50, 40, 30, 20, 10, 0, 0)

    def test_lies_between_the_weakest_and_the_best_of_the_last_weeks_each_weekday_for_itself(self) -> None:
        """Twelve days are left: a whole week, and five days of which each is like the same weekday then."""
        pace = on_day(28, done=598, recent=7 * 24, weeks=(self.QUIET, self.BUSY))

        assert pace.forecast == 886
        assert pace.band == (598 + 10 + 10, 598 + 150 + 150)
        assert on_day(28, done=598, recent=7 * 90, weeks=(self.QUIET, self.BUSY)).band == (618, 598 + 12 * 90)

    def test_is_not_told_before_two_weeks_are_known(self) -> None:
        assert on_day(10, done=5, recent=5, weeks=(self.QUIET,)).band is None

    @given(st.integers(1, 39), st.lists(st.tuples(*[st.integers(0, 90)] * 7), min_size=2, max_size=4))
    def test_always_holds_the_forecast_and_is_nothing_wide_on_the_last_evening(
        self, nth: int, weeks: list[tuple[int, ...]]
    ) -> None:
        recent = sum(weeks[-1])
        band = on_day(nth, done=100, recent=recent, weeks=tuple(weeks)).band

        assert band is not None
        assert band[0] <= on_day(nth, done=100, recent=recent).forecast <= band[1]
        assert on_day(40, done=100, recent=recent, weeks=tuple(weeks)).band == (100, 100)


class TestRhythm:
    def test_nothing_is_at_risk_in_the_first_week(self) -> None:
        assert on_day(7, done=0).rhythm == Rhythm.SLOW
        assert on_day(8, done=0).rhythm == Rhythm.AT_RISK

    def test_what_will_reach_the_target_at_this_pace_is_slow_and_not_at_risk(self) -> None:
        assert on_day(20, done=300, recent=7 * 35).rhythm == Rhythm.SLOW

    @pytest.mark.parametrize(
        ("done", "rhythm"),
        [
            (1000, Rhythm.REACHED),
            (999, Rhythm.AHEAD),
            (500, Rhythm.AHEAD),
            (499, Rhythm.ON_TIME),
            (475, Rhythm.ON_TIME),
            (474, Rhythm.SLOW),
            (375, Rhythm.SLOW),
            (374, Rhythm.AT_RISK),
            (0, Rhythm.AT_RISK),
        ],
    )
    def test_compares_with_an_even_pace_halfway(self, done: int, rhythm: Rhythm) -> None:
        assert on_day(20, done=done).rhythm == rhythm

    def test_without_a_target_there_is_nothing_to_compare_with(self) -> None:
        pace = on_day(20, done=5, target=None)

        assert (pace.rhythm, pace.required, pace.planned) == (Rhythm.NO_TARGET, None, None)

    def test_has_not_begun_on_the_eve(self) -> None:
        assert on_day(0, done=0).rhythm == Rhythm.NOT_STARTED
        assert on_day(0, done=0).days_left == 40

    def test_says_that_the_target_was_missed_only_when_it_is_over(self) -> None:
        assert on_day(41, done=999).rhythm == Rhythm.MISSED


class TestAlways:
    @given(st.integers(1, 39), st.integers(0, 3000), st.integers(1, 3000), st.integers(0, 500))
    def test_going_as_fast_as_required_reaches_the_target_on_the_last_day(
        self, nth: int, done: int, target: int, recent: int
    ) -> None:
        pace = on_day(nth, done=done, target=target, recent=recent)

        if pace.required is not None:
            assert done + pace.required * pace.days_left == target

    @given(st.integers(1, 40), st.integers(0, 3000), st.integers(0, 3000))
    def test_what_is_due_never_falls_and_ends_at_the_target(self, nth: int, start: int, target: int) -> None:
        today, later = (on_day(n, done=0, start=start, target=target).planned for n in (nth, 40))

        assert today is not None and later is not None
        assert today <= later == max(start, target)
