"""Mốc: the exact N-th valid initiative, decided once, never reassigned."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import attest
from sangkien.milestones.actions import decide
from sangkien.milestones.models import Milestone
from sangkien.milestones.queries import logged, proof, stands
from sangkien.review import again
from sangkien.review.telling import tell
from tests.booking import book
from tests.cast import NOW, Cast
from tests.refused import refused, untried

LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def second(cast: Cast) -> Cast:
    """A programme whose only milestone is the second valid initiative."""
    cast.programme.milestones = [2]
    cast.programme.save(update_fields=["milestones"])
    return cast


def valid(cast: Cast, minutes: int, **changes: Any) -> Initiative:
    """Found valid so many minutes after nine, and not told yet."""
    return cast.untold(at=NOW + timedelta(minutes=minutes), **changes)


def corrected(cast: Cast, initiative: Initiative) -> None:
    """Yến finds that it was no initiative after all."""
    seen, by = cast.again(initiative).version, cast.actor("yen")
    again.correct(initiative, to=State.REVIEWING, note="Rà soát lại.", seen=seen, by=by, at=NOW + timedelta(hours=1))


class TestDeciding:
    def test_names_the_very_dossier_that_brought_the_count_there_and_when(self, second: Cast) -> None:
        valid(second, 0)
        assert decide(at=LATER) == 0
        two = valid(second, 20, title="Xe đẩy khung vải có phanh")
        valid(second, 21, title="Giá phơi cuộn chỉ xoay được")
        tell(at=NOW + timedelta(hours=1))

        assert decide(at=NOW + timedelta(hours=1)) == 1

        [milestone] = Milestone.objects.all()
        assert (milestone.nth, milestone.initiative, milestone.at) == (2, two, NOW + timedelta(minutes=20))
        assert Record.objects.get(verb="milestone.decide").after["initiative"] == two.pk

    def test_waits_until_the_verdict_is_told(self, second: Cast) -> None:
        valid(second, 0)
        valid(second, 1)

        assert decide(at=NOW + timedelta(minutes=2)) == 0
        tell(at=LATER + timedelta(minutes=1))
        assert decide(at=LATER + timedelta(minutes=1)) == 1

    def test_a_verdict_that_was_undone_gives_way_to_the_next(self, second: Cast) -> None:
        valid(second, 0)
        slip = valid(second, 1, title="Xe đẩy khung vải có phanh")
        again.undo(slip, seen=slip.version, by=second.actor("minh"), at=NOW + timedelta(minutes=3))
        meant = valid(second, 4, title="Giá phơi cuộn chỉ xoay được")
        tell(at=NOW + timedelta(hours=1))

        decide(at=NOW + timedelta(hours=1))

        assert Milestone.objects.get().initiative == meant

    def test_is_never_given_to_another_and_says_what_became_of_it(self, second: Cast) -> None:
        valid(second, 0)
        two = valid(second, 1, title="Xe đẩy khung vải có phanh")
        tell(at=NOW + timedelta(hours=1))
        decide(at=NOW + timedelta(hours=1))
        book(second, "CS-MAY-TIEN-THUAN", 5, on=NOW.date())
        corrected(second, two)

        assert decide(at=NOW + timedelta(hours=2)) == 0
        milestone = Milestone.objects.get()
        assert (milestone.initiative_id, stands(milestone)) == (two.pk, False)

    def test_a_dossier_that_is_booked_anew_does_not_reach_anything_twice(self, second: Cast) -> None:
        one = valid(second, 0)
        tell(at=LATER)

        attest(second.again(one), by=second.person("mai"), at=LATER, agreed=True)

        assert decide(at=LATER) == 0 and not Milestone.objects.exists()

    def test_is_proven_by_the_ledger_and_found_in_the_log(self, second: Cast) -> None:
        valid(second, 0)
        two = valid(second, 1)
        tell(at=NOW + timedelta(hours=1))
        decide(at=NOW + timedelta(hours=1))
        milestone = Milestone.objects.get()

        told = proof(milestone)

        assert (told.before, told.reached, told.holds) == (1, 2, True)
        verdict = Record.objects.get(pk=logged(milestone).verdict)
        assert (verdict.target_id, verdict.after["state"], verdict.at) == (str(two.pk), "VALID", milestone.at)

    def test_without_milestones_nothing_is_read(self, cast: Cast, django_assert_num_queries: Any) -> None:
        cast.programme.milestones = []
        cast.programme.save(update_fields=["milestones"])

        with django_assert_num_queries(1):
            assert decide(at=datetime(2022, 6, 1, tzinfo=VIETNAM)) == 0


def test_the_database_keeps_milestones(second: Cast) -> None:
    told = {
        "programme": second.programme,
        "initiative": second.submitted(),
        "entry": 1,
        "day": NOW.date(),
        "decided_at": NOW,
    }
    kept = Milestone.objects.create(nth=2, **told)
    with refused("a_milestone_is_reached_once"):
        Milestone.objects.create(nth=2, **told)
    with refused("the_first_milestone_is_one"):
        Milestone.objects.create(nth=0, **told)
    with refused("milestones_milestone is append-only"):
        kept.save()
    tried = {"a_milestone_is_reached_once", "the_first_milestone_is_one", "milestones_are_append_only"}
    assert untried("milestones", tried) == set()
