"""The reference says a rule in words, whatever its state is made of."""

import pytest
from django.db.models import Q

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Permission, Rule
from sangkien.ops import references


def test_a_condition_within_a_condition_is_in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    when = Q(closed_at__isnull=True) & (Q(withheld__isnull=True) | Q(withheld__level="UNION"))
    rule = Rule(role=Role.LEADER, over="unit", when=when)
    monkeypatch.setattr(references, "all_permissions", lambda: [Permission("initiative.read", "đọc", [rule])])

    said = "while `closed_at` is not there and (`withheld` is not there or `withheld__level` is UNION)"
    assert said in references.permissions()
