"""Two workers, two officers at once: each dossier is given, taken and escalated once, and the loads stay fair."""

from collections import Counter
from datetime import timedelta

import pytest

from sangkien.desks.actions import be_away, pass_on, take
from sangkien.desks.escalating import escalate, take_over
from sangkien.desks.models import Assignment, Escalation
from sangkien.desks.sharing import share_out
from sangkien.desks.tests.desking import LATE, hat_of, officer, sharing, who_has
from sangkien.initiatives.models import Event, Initiative
from sangkien.notices.models import Notice
from sangkien.review import actions as review
from tests.cast import NOW, Cast
from tests.test_races import at_once, kinds, times

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


@pytest.fixture
def stage(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written, so that other connections see it."""
    return cast


def test_two_workers_give_each_dossier_out_once_and_fairly(stage: Cast) -> None:
    sharing(stage)
    for _one in range(8):
        stage.confirmed()

    assert sum(times(4, lambda: share_out(at=NOW))) == 8

    assert Counter(Initiative.objects.values_list("officer__username", flat=True)) == {"minh": 4, "yen": 4}
    assert Assignment.objects.count() == 8


def test_two_workers_escalate_once_and_tell_the_desk_once(stage: Cast) -> None:
    for _one in range(3):
        stage.submitted()

    assert sum(times(4, lambda: escalate(at=LATE))) == 3

    assert (Escalation.objects.count(), Notice.objects.filter(kind="late_at_desk").count()) == (3, 1)


def test_of_two_who_take_it_over_at_once_one_is_told(stage: Cast) -> None:
    dossier = stage.submitted()
    escalate(at=LATE)
    told = Escalation.objects.get()
    minh, yen = (stage.actor(login, on=LATE.date()) for login in ("minh", "yen"))

    done = at_once(*[lambda by=by: take_over(told, seen=1, by=by, at=LATE) for by in (minh, yen)])

    assert kinds(done) == {"Initiative": 1, "Stale": 1}
    assert Event.objects.filter(initiative=dossier, verb="taken_over").count() == 1


def test_whoever_takes_while_it_is_given_out_has_it_in_the_end_or_is_first(stage: Cast) -> None:
    sharing(stage)
    dossier, yen = stage.confirmed(), stage.actor("yen")

    at_once(lambda: share_out(at=NOW), lambda: take(dossier, by=yen, at=NOW))

    assert who_has(dossier) == "yen"


def test_a_verdict_and_a_passing_on_at_once_leave_nobody_with_a_closed_dossier(stage: Cast) -> None:
    dossier, minh, yen = stage.confirmed(), stage.actor("minh"), stage.actor("yen")
    colleague = stage.person("yen")

    at_once(
        lambda: review.validate(dossier, seen=dossier.version, by=minh, at=NOW),
        lambda: pass_on(dossier, to=colleague, by=yen, at=NOW),
    )

    now = stage.again(dossier)
    assert (now.state, now.officer) == ("VALID", None)


def test_two_absences_for_one_day_are_one(stage: Cast) -> None:
    loan = hat_of(officer(stage, "loan", "Phan Thị Loan", "CD-KCN"))
    last = NOW.date() + timedelta(days=2)

    done = times(3, lambda: be_away(NOW.date(), last, by=loan, at=NOW))

    assert kinds(done) == {"Absence": 1, "NotPossible": 2}
