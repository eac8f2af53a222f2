"""A question that is asked at every page is written down once for each role, and answers each of them as before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned, counted
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.rules import SEE, WRITE
from sangkien.review.rules import DECIDE
from tests.cast import NOW, TODAY, Cast

LOGINS = ("lan", "hung", "mai", "kim", "minh", "thao", "hoa", "dong", "ha")


def seen(actor: Actor, *, by: datetime) -> "QuerySet[Initiative, tuple[Any, ...]]":
    sent = Initiative.objects.filter(actor.where(SEE, Initiative), submitted_at__lte=by)
    return sent.order_by("pk").values_list("pk", "code")


class TestPlanned:
    def test_tells_each_hat_what_the_queryset_tells_it(self, cast: Cast) -> None:
        cast.submitted()
        cast.confirmed(by="hung")
        cast.valid()
        ask = Planned(seen)

        for login in LOGINS * 2:
            actor = cast.actor(login)
            allowed = actor.among(SEE, Initiative.objects.order_by("pk")).values_list("pk", "code")
            assert ask(actor, by=NOW) == list(allowed)

        assert len({len(ask(cast.actor(login), by=NOW)) for login in LOGINS}) > 2

    def test_tells_a_hat_that_is_worn_no_longer_what_anybody_sees(self, cast: Cast) -> None:
        cast.submitted()
        minh = cast.actor("minh")
        later = Actor(person=minh.person, on=TODAY + timedelta(days=36_500), hat=minh.hat)

        assert Planned(seen)(later, by=NOW) == list(seen(later, by=NOW))

    def test_is_silent_where_no_rule_permits_anything(self, cast: Cast) -> None:
        assert Planned(seen)(Actor(person=None, on=TODAY), by=NOW) == []

    def test_costs_one_query(self, cast: Cast, django_assert_num_queries: Any) -> None:
        minh = cast.actor("minh")
        with django_assert_num_queries(1):
            Planned(lambda actor: counted(actor.among(SEE, Initiative.objects.all())))(minh)

    def test_refuses_what_it_could_not_ask_of_the_next_one(self, cast: Cast) -> None:
        minh = cast.actor("minh", role=Role.REVIEWER)

        with pytest.raises(ValueError, match="worked out"):
            Planned(lambda actor, by: seen(actor, by=by + timedelta(days=1)))(minh, by=NOW)
        with pytest.raises(ValueError, match="worked out"):  # the names by which a dossier knows the person
            Planned(lambda actor: actor.among(DECIDE, Initiative.objects.all()).values_list("pk"))(minh)
        with pytest.raises(ValueError, match="carries"):
            Planned(lambda actor: actor.among(WRITE, Draft.objects.all()).values_list("pk"))(minh)
