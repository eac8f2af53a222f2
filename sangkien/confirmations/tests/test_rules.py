"""Who may read how an improvement is done."""

from dataclasses import replace

import pytest
from django.db.models import Q

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor, Permission, Rule
from sangkien.confirmations.rules import READ_METHOD, reading
from sangkien.initiatives.rules import SEE
from tests.cast import Cast


class TestReadingTheMethod:
    def test_is_for_those_who_may_see_and_never_for_more(self) -> None:
        assert [replace(rule, when=Q()) for rule in READ_METHOD.rules] == [
            replace(rule, when=Q()) for rule in SEE.rules
        ]

    @pytest.mark.parametrize("when", [Q(), Q(closed_at__isnull=False), Q(state="VALID") | Q(state="RETURNED")])
    @pytest.mark.parametrize("role", [Role.LEADER, Role.ADMINISTRATOR, Role.REVIEWER])
    def test_keeps_whatever_seeing_depends_on(self, cast: Cast, role: Role, when: Q) -> None:
        sees = Rule(role=role, over="unit", when=when)
        dossier, login = cast.submitted(), {"LEADER": "dong", "ADMINISTRATOR": "ha", "REVIEWER": "minh"}[role]
        actor: Actor = cast.actor(login, role=role)

        assert actor.may(Permission("read", "", [reading(sees)]), dossier) == (not when)
