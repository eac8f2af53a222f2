"""By which working day a union answers: what the dossier says, what the database finds late, and what moves the day."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.base.days import VIETNAM, day_of
from sangkien.initiatives import actions
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.initiatives.turns import days_for, redate, turn_at
from sangkien.programmes.models import Programme
from sangkien.programmes.rulebooks import calendar_of
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.review.queries import overdue
from sangkien.workdays.actions import declare
from sangkien.workdays.models import DecidedDay
from tests.cast import NOW, Cast

REASONS = [Reason("benefit_unexplained", "Anh/chị ghi cách tính.", "benefit_vnd")]
CASUAL = "Thông báo 9/TB ngày 18/05/2022"


def at(day: int, month: int = 5) -> datetime:
    return datetime(2022, month, day, 9, 0, tzinfo=VIETNAM)


def resubmitted(cast: Cast, dossier: Initiative, moment: datetime) -> Initiative:
    lan = cast.actor("lan", on=day_of(moment))
    draft = actions.start_correction(dossier, by=lan, at=moment)
    return actions.resubmit(draft, cast.content(), by=lan, at=moment)


def sent_back(cast: Cast, dossier: Initiative, moment: datetime, *, by: str = "mai") -> Initiative:
    who = cast.actor(by, on=day_of(moment))
    review.send_back(dossier, reasons=REASONS, seen=dossier.version, by=who, at=moment)
    return cast.told(dossier)


class TestTheLastDay:
    def test_a_dossier_sent_on_wednesday_is_confirmed_by_monday(self, cast: Cast) -> None:
        turn = turn_at(cast.submitted())

        assert (turn.union, turn.until, turn.confirms) == (cast.unit("CS-MAY-TIEN-THUAN").pk, date(2022, 5, 23), True)
        assert (turn.late(date(2022, 5, 23)), turn.late(date(2022, 5, 24))) == (False, True)

    def test_once_confirmed_the_superior_has_five_working_days(self, cast: Cast) -> None:
        turn = turn_at(cast.confirmed())

        assert (turn.union, turn.until, turn.confirms) == (cast.unit("CD-KCN").pk, date(2022, 5, 25), False)

    def test_holidays_do_not_count(self, cast: Cast) -> None:
        sent = cast.submitted(at=datetime(2022, 4, 28, 9, 0, tzinfo=VIETNAM))

        assert turn_at(sent).until == date(2022, 5, 5)

    def test_where_the_programmes_week_has_six_days_saturday_counts(self, cast: Cast) -> None:
        Programme.objects.filter(pk=cast.programme.pk).update(week="MON_SAT")

        assert turn_at(cast.submitted()).until == date(2022, 5, 21)

    def test_nobody_has_a_last_day_while_the_author_completes_it_or_once_it_is_closed(self, cast: Cast) -> None:
        for dossier in (cast.returned(), cast.valid()):
            assert (dossier.due_on, dossier.granted_days, turn_at(dossier).union) == (None, None, None)

    def test_sending_a_dossier_costs_no_question_for_it(self, cast: Cast) -> None:
        draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)
        with CaptureQueriesContext(connection) as asked:
            actions.submit(draft, cast.content(), by=cast.actor("lan"), at=NOW)

        assert not [one for one in asked if "workdays" in one["sql"]]


class TestTheClockStands:
    def test_what_was_used_before_the_return_is_used_when_it_comes_back(self, cast: Cast) -> None:
        """Sent on Wednesday, returned on Friday (two of three days used), completed a fortnight later."""
        returned = sent_back(cast, cast.submitted(at=at(18)), at(20))

        again = resubmitted(cast, returned, at(2, 6))

        assert (again.granted_days, again.due_on) == (1, date(2022, 6, 3))

    def test_a_union_always_has_one_day_for_what_comes_back(self, cast: Cast) -> None:
        returned = sent_back(cast, cast.submitted(at=at(18)), at(30))

        assert resubmitted(cast, returned, at(2, 6)).due_on == date(2022, 6, 3)

    def test_another_desk_has_its_own_days(self, cast: Cast) -> None:
        """The superior returned it; the grassroots union, which had used none, has all of its three."""
        returned = sent_back(cast, cast.confirmed(at=at(18)), at(24), by="minh")

        again = resubmitted(cast, returned, at(2, 6))
        assert (again.granted_days, again.due_on) == (3, date(2022, 6, 7))

        review.confirm(again, seen=again.version, by=cast.actor("mai", on=date(2022, 6, 2)), at=at(2, 6))
        assert cast.again(again).granted_days == 1  # of five, four were used from 18 to 24 May


class TestTheTurnThatEnded:
    def test_every_step_keeps_whose_it_was_since_when_and_until_when(self, cast: Cast) -> None:
        dossier = cast.valid()

        told = Event.objects.filter(initiative=dossier).order_by("pk")
        assert [(one.verb, one.desk and one.desk.code, one.since, one.due_on) for one in told] == [
            ("submit", None, None, None),
            ("confirmed", "CS-MAY-TIEN-THUAN", NOW, date(2022, 5, 23)),
            ("valid", "CD-KCN", NOW, date(2022, 5, 25)),
        ]


class TestRedating:
    def test_a_day_that_is_declared_off_moves_every_open_last_day_that_lies_behind_it(self, cast: Cast) -> None:
        waiting, decided = cast.submitted(), cast.valid()
        declare(date(2022, 5, 20), works=False, decision=CASUAL, by=None, at=NOW)

        assert redate() == 1

        assert cast.again(waiting).due_on == date(2022, 5, 24)
        assert cast.again(decided).due_on is None
        assert redate() == 0

    def test_what_was_left_after_a_return_stays_left(self, cast: Cast) -> None:
        again = resubmitted(cast, sent_back(cast, cast.submitted(at=at(18)), at(20)), at(2, 6))
        declare(date(2022, 6, 3), works=False, decision=CASUAL, by=None, at=NOW)

        redate()

        assert (cast.again(again).granted_days, cast.again(again).due_on) == (1, date(2022, 6, 6))

    def test_what_comes_from_the_release_before_gets_its_last_day(self, cast: Cast) -> None:
        waiting = cast.confirmed()
        Initiative.objects.update(granted_days=None, due_on=None)
        assert not turn_at(cast.again(waiting)).late(date(2030, 1, 1))

        assert redate() == 1
        assert turn_at(cast.again(waiting)).until == date(2022, 5, 25)

    def test_no_version_is_changed_by_it(self, cast: Cast) -> None:
        waiting = cast.submitted()
        Initiative.objects.update(due_on=None)

        redate()

        assert cast.again(waiting).version == 1

    @pytest.mark.parametrize("rows", [2, 9])
    def test_asks_once_for_all_that_came_on_one_day(self, cast: Cast, rows: int) -> None:
        for _one in range(rows):
            cast.submitted()
        with CaptureQueriesContext(connection) as asked:
            redate()

        # the programmes; of each its calendar, and what came on which day
        assert len(asked) == 1 + Programme.objects.count() * 2, [one["sql"] for one in asked]


MOMENTS = st.builds(at, st.integers(1, 28), st.integers(1, 5))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    since=MOMENTS,
    week=st.sampled_from(["MON_FRI", "MON_SAT", "ALL"]),
    days=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    decided=st.dictionaries(st.dates(date(2022, 1, 8), date(2022, 8, 1)), st.booleans(), max_size=3),
    state=st.sampled_from(ON_A_DESK),
    on=st.dates(date(2022, 1, 8), date(2022, 10, 1)),
)
def test_what_the_database_finds_late_is_what_counting_day_by_day_finds(
    cast: Cast,
    since: datetime,
    week: str,
    days: tuple[int, int],
    decided: dict[date, bool],
    state: State,
    on: date,
) -> None:
    dossier = Initiative.objects.first() or cast.submitted()
    programme = Programme.objects.filter(pk=cast.programme.pk)
    programme.update(week=week, confirm_days=days[0], decide_days=days[1])
    DecidedDay.objects.all().delete()
    DecidedDay.objects.bulk_create(
        DecidedDay(day=day, works=works, decision=CASUAL, at=NOW) for day, works in decided.items()
    )
    desk = dossier.unit if state == State.SUBMITTED else dossier.superior
    Initiative.objects.update(state=state, desk=desk, waiting_since=since, granted_days=None, due_on=None)

    redate()

    found = cast.again(dossier)
    calendar = calendar_of(found.programme)
    waited = calendar.passed(day_of(since), on)
    # Late once all its days have passed and the day after them has begun.
    rest_days_after = waited == days_for(found.programme, state) and not calendar.works(on)
    is_late = waited > days_for(found.programme, state) or rest_days_after
    assert turn_at(found).late(on) == is_late
    assert [one.pk for one in overdue(Initiative.objects.all(), on=on)] == ([found.pk] if is_late else [])


def test_from_day_to_day_nothing_that_is_late_becomes_timely(cast: Cast) -> None:
    turn = replace(turn_at(cast.submitted()))
    late = [turn.late(NOW.date() + timedelta(days=n)) for n in range(30)]

    assert all(later or not earlier for earlier, later in pairwise(late))
