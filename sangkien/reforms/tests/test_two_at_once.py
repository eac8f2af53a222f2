"""A decision is seen whole or not at all, and two are applied one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.reforms.actions import apply, bring_about
from sangkien.reforms.models import Reform
from sangkien.reforms.tests.plans import KHANH_HOA, plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)

EFFECTIVE = date(2022, 6, 1)


def in_threads(*work: Callable[[], Any]) -> list[Any]:
    def alone(one: Callable[[], Any]) -> Any:
        try:
            return one()
        except NotPossible as no:
            return [problem.code for problem in no.problems]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(work)) as people:
        return list(people.map(alone, work))


def below(code: str) -> list[str]:
    top = Organisation.objects.filter(code=code).first()
    if top is None:
        return []
    return sorted(Organisation.objects.under(top, on=EFFECTIVE).values_list("code", flat=True))


def test_readers_see_the_tree_before_until_it_is_the_tree_after(cast: Cast) -> None:
    written, seen = Event(), Event()
    before = below("LDLD-NINH-THUAN")

    def decide() -> None:
        with transaction.atomic():
            apply(plan(*KHANH_HOA), by=None, at=NOW)
            assert below("LDLD-NINH-THUAN") == []
            written.set()
            assert seen.wait(20)

    def read() -> tuple[list[str], list[str]]:
        assert written.wait(20)
        found = below("LDLD-NINH-THUAN"), below("LDLD-KHANH-HOA")
        seen.set()
        return found

    _decided, found = in_threads(decide, read)

    assert found == (before, [])
    assert len(below("LDLD-KHANH-HOA")) == 8
    assert below("LDLD-NINH-THUAN") == []


def test_the_same_decision_twice_at_once_is_applied_once(cast: Cast) -> None:
    outcomes = in_threads(*[lambda: apply(plan(*KHANH_HOA), by=None, at=NOW).carried.founded] * 2)

    assert sorted(outcomes) == [0, 3]
    assert Reform.objects.count() == 1


def test_two_decisions_on_one_union_come_one_after_the_other(cast: Cast) -> None:
    one = plan({"merge": {"units": ["CS-HAEMIN"], "into": "CS-MAY-TIEN-THUAN"}}, code="QD-1")
    other = plan({"dissolve": {"units": ["CS-HAEMIN"], "members": "leave"}}, code="QD-2")

    outcomes = in_threads(
        lambda: apply(one, by=None, at=NOW).carried.ended, lambda: apply(other, by=None, at=NOW).carried.ended
    )

    assert sorted(outcomes, key=str) == [1, ["does_not_exist"]]


def test_several_workers_bring_a_decision_about_once(cast: Cast) -> None:
    dossier = cast.confirmed()
    apply(plan(*KHANH_HOA), by=None, at=NOW)
    midnight = NOW.replace(month=6, day=1, hour=0)

    done = in_threads(*[lambda: bring_about(at=midnight)] * 3)

    assert sum(done) == 1
    assert cast.again(dossier).events.filter(verb="moved").count() == 1
