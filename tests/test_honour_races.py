"""Decisions on one quota at the same moment: never more honours than places, and nothing is lost."""

from functools import partial

import pytest

from sangkien.honours import actions, awarding
from sangkien.honours.models import Nomination
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota, nominated, passed, somebody
from sangkien.steering.plans import Ground
from sangkien.steering.revoking import revoke_honour
from tests.cast import NOW, TODAY, Cast
from tests.test_races import at_once, kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def test_of_two_who_pass_the_last_place_at_once_one_is_told_that_it_is_taken(
    transactional_db: None, cast: Cast
) -> None:
    quota, dong = a_quota(cast, most=1), cast.actor("dong")
    proposed = [nominated(cast, quota, somebody(cast, n)) for n in range(3)]

    done = at_once(*[partial(actions.conclude, one, passed=True, by=dong, at=NOW) for one in proposed])

    assert kinds(done) == {"Conclusion": 1, "NotPossible": 2}
    assert Nomination.objects.filter(state=State.PASSED).count() == 1


def test_one_list_awarded_by_two_decisions_at_once_is_awarded_by_one(transactional_db: None, cast: Cast) -> None:
    quota, dong = a_quota(cast, most=3), cast.actor("dong")
    listed = [passed(cast, nominated(cast, quota, somebody(cast, n))) for n in range(3)]

    def decided(number: str, order: int) -> object:
        return awarding.award(listed[::order], number=number, signed_on=TODAY, by=dong, at=NOW)

    done = at_once(lambda: decided("15/QĐ-LĐLĐ", 1), lambda: decided("16/QĐ-LĐLĐ", -1))

    assert kinds(done) == {"list": 1, "NotPossible": 1}
    assert Nomination.objects.honours().count() == 3


def test_a_place_that_is_given_back_and_taken_at_once_is_held_by_no_more_than_there_are(
    transactional_db: None, cast: Cast
) -> None:
    quota, dong = a_quota(cast, most=1), cast.actor("dong")
    [first, second] = [nominated(cast, quota, somebody(cast, n)) for n in range(2)]
    [award] = awarding.award([passed(cast, first)], number="15/QĐ", signed_on=TODAY, by=dong, at=NOW)
    ground = Ground("Kê khai sai thành tích.", "20/QĐ", TODAY)

    at_once(
        lambda: revoke_honour(award, ground, by=dong, at=NOW),
        lambda: actions.conclude(second, passed=True, by=dong, at=NOW),
    )

    held = Nomination.objects.filter(quota=quota, state__in=[State.PASSED, State.AWARDED])
    assert held.count() <= 1
    first.refresh_from_db()
    assert first.state == State.REVOKED
