"""Whatever people try in whatever order: nobody proposes, passes, awards or takes back where they have an interest, no
quota is exceeded, and what was revoked counts nowhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.honours import actions, awarding, revoking
from sangkien.honours.assessing import Subject
from sangkien.honours.models import Award, Conclusion, Nomination, Quota, Revocation
from sangkien.honours.queries import public_honours, taken_of
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import a_quota
from sangkien.initiatives.content import AuthorEntry
from tests.cast import LONG_AGO, NOW, TODAY, Cast

LEADERS = ("dong", "thao", "kim")  # all of them lead the province here, and all have made something
VERBS = ("nominate", "pass", "refuse", "award", "revoke", "plead", "grant")
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.sampled_from(LEADERS), st.sampled_from(LEADERS)), min_size=4, max_size=14
)


@pytest.fixture
def quota(cast: Cast) -> Quota:
    province = cast.unit("LDLD-NINH-THUAN")
    for login in LEADERS:
        person = cast.person(login)
        if login != "dong":
            appoint(person, role=Role.LEADER, organisation=province, since=LONG_AGO, by=None, at=NOW)
        cast.valid(authors=(AuthorEntry(full_name=person.full_name, phone=person.phone or ""),), by="lan")
    Person.objects.update(vouched_at=NOW)
    return a_quota(cast, most=2)


class Attempt:
    """One try by one leader about another, or about themselves."""

    def __init__(self, cast: Cast, quota: Quota, who: str, whom: str) -> None:
        self.quota, self.by = quota, cast.actor(who, role=Role.LEADER)
        person = cast.person(whom)
        self.subject = Subject(cast.unit("CS-MAY-TIEN-THUAN"), person.phone or "", person.full_name)
        self.last = Nomination.objects.filter(identity=person.phone).order_by("pk").last()
        self.own = cast.actor(whom, role=Role.LEADER)

    def make(self, verb: str) -> Any:
        done = {"by": self.by, "at": NOW}
        decided = {"number": "1/QĐ", "signed_on": TODAY, **done}
        if verb == "nominate":
            return actions.nominate(self.quota, self.subject, achievement="x", **done)
        assert self.last is not None
        ways: dict[str, Callable[[Nomination], Any]] = {
            "pass": lambda one: actions.conclude(one, passed=True, **done),
            "refuse": lambda one: actions.conclude(one, passed=False, reason="x", **done),
            "award": lambda one: awarding.award([one], **decided),
            "revoke": lambda one: revoking.revoke(one.award, reason="x", **decided),
            "plead": lambda one: revoking.plead(one, "x", by=self.own, at=NOW),
            "grant": lambda one: revoking.answer(
                one.award.revocations.latest("pk").plea, granted=True, text="x", **done
            ),
        }
        return ways[verb](self.last)


def tried(cast: Cast, quota: Quota, verb: str, who: str, whom: str) -> None:
    with suppress(NotAllowed, NotPossible, AssertionError, ObjectDoesNotExist):
        Attempt(cast, quota, who, whom).make(verb)


def decided_by(nomination: Nomination) -> set[int]:
    """Everybody who had a hand in it."""
    award = Award.objects.filter(nomination=nomination)
    taken = Revocation.objects.filter(award__in=award)
    return {
        nomination.by_id,
        *Conclusion.objects.filter(nomination=nomination).values_list("by", flat=True),
        *award.values_list("by", flat=True),
        *taken.values_list("by", flat=True),
        *taken.exclude(plea__answered_by=None).values_list("plea__answered_by", flat=True),
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_decides_about_themselves_and_what_was_revoked_counts_nowhere(
    quota: Quota, cast: Cast, steps: list[tuple[str, str, str]]
) -> None:
    with afterwards_as_before():
        for verb, who, whom in steps:
            tried(cast, quota, verb, who, whom)
            holds(quota)


@contextmanager
def afterwards_as_before() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def holds(quota: Quota) -> None:
    for nomination in Nomination.objects.all():
        phones = Person.objects.filter(pk__in=decided_by(nomination)).values_list("phone", flat=True)
        assert nomination.identity not in phones
    standing = set(Nomination.objects.filter(state=State.AWARDED))
    assert set(Nomination.objects.honours()) == standing
    assert set(public_honours()) <= standing
    assert taken_of(quota) <= quota.most
