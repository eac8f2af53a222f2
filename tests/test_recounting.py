"""Whatever happens to dossiers, counting them anew gives what the ledger says; a difference is booked."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sangkien.base.days import VIETNAM, day_of
from sangkien.confirmations import employers
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.tests.asking import LAN, employer_says, employers_link, says
from sangkien.counting.models import Entry, Measure
from sangkien.evidence.actions import verify
from sangkien.evidence.rules import Found
from sangkien.initiatives.levels import level_of
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.recounting import book_differences, differences
from sangkien.initiatives.states import COUNTS, State
from sangkien.initiatives.steps import standing
from tests.cast import NOW, Cast

A_YEAR_LATER = datetime(2023, 3, 1, 9, 0, tzinfo=VIETNAM)
FOUND = Found(outcome="FOUND", actual_vnd=90_000_000, method="Theo sổ", employer="Park", position="Giám đốc")


@pytest.fixture
def lives(cast: Cast) -> list[Initiative]:
    """Dossiers in every state, at every level, revoked and contradicted."""
    cast.submitted(), cast.confirmed(), cast.returned()
    helped = cast.submitted(by="mai")
    ask_authors(at=NOW)
    says(helped, "CONFIRMED", mark=LAN.phone)
    right, other, revoked, found = (cast.valid(title=f"Cải tiến số {n} của chuyền may") for n in range(4))
    cast.valid(title="Không tính được bằng tiền", benefit_kind="SOCIAL", benefit_vnd=None)
    employer_says(employers_link(cast, right), value="RIGHT")
    employer_says(employers_link(cast, other), value="OTHER", value_vnd=1)
    link = employers_link(cast, revoked)
    employer_says(link, value="RIGHT")
    employers.revoke(link, by=cast.actor("mai"), at=NOW)
    verify(found, FOUND, seen=0, by=cast.actor("yen", on=day_of(A_YEAR_LATER)), at=A_YEAR_LATER)
    return list(Initiative.objects.all())


def test_counting_anew_finds_no_difference(lives: list[Initiative]) -> None:
    assert {level_of(one) for one in lives} == {None, "DECLARED", "GRASSROOTS", "EMPLOYER", "VERIFIED"}
    assert differences() == []


def test_the_rule_in_sql_is_the_rule_of_one(lives: list[Initiative]) -> None:
    Entry.objects.all().delete()

    asked = {(one.initiative, one.measure): (one.count, one.benefit) for one in differences()}

    stand = {one.pk: standing(one) for one in lives}
    assert asked == {(pk, measure): (1, it.carries(measure)) for pk, it in stand.items() for measure in it.measures}


@pytest.mark.parametrize("change", [{"benefit_vnd": 7}, {"employer_vnd": 7}, {"confirmed_by": None}])
def test_what_was_changed_behind_the_ledgers_back_is_found_and_booked_today(
    lives: list[Initiative], change: dict[str, Any]
) -> None:
    one = next(one for one in lives if level_of(one) == "GRASSROOTS" and one.state == State.VALID)
    Initiative.objects.filter(pk=one.pk).update(**change)
    later = A_YEAR_LATER + timedelta(days=1)
    assert {found.initiative for found in differences()} == {one.pk}

    book_differences(at=later)

    assert differences() == []
    assert set(Entry.objects.filter(day=day_of(later)).values_list("initiative_id", flat=True)) == {one.pk}


def test_what_was_booked_before_there_were_levels_is_completed(lives: list[Initiative]) -> None:
    """As between a migration and the release that follows it."""
    Entry.objects.exclude(measure__in={*COUNTS[State.VALID], Measure.RETURNED}).delete()

    assert book_differences(at=A_YEAR_LATER) > 0
    assert differences() == []
