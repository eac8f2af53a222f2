"""Councillors and the reviewer at once: nothing lost, nothing counted twice, nothing after the conclusion."""

from functools import partial

import pytest

from sangkien.base.problems import NotPossible, Stale
from sangkien.councils import actions
from sangkien.councils.models import ScoreSheet
from sangkien.councils.queries import tally, tally_before
from sangkien.review import actions as review
from sangkien.review.models import Decision
from tests.cast import NOW, Cast
from tests.scoring import FAIR, GOOD, POOR, scored, with_a_council
from tests.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


@pytest.fixture
def council(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written, in a programme with a council."""
    with_a_council(cast)
    return cast


def test_two_councillors_at_once_both_count(council: Cast) -> None:
    dossier = council.confirmed()
    score = partial(actions.score, dossier, seen=2, at=NOW)

    at_once(
        lambda: score(GOOD, by=council.actor("hoa")),
        lambda: score(FAIR, by=council.actor("quang")),
    )

    assert sorted(sheet.total for sheet in tally(council.again(dossier)).sheets) == [65, 75]


def test_one_councillor_twice_at_once_gives_one_sheet(council: Cast) -> None:
    dossier = council.confirmed()
    score = partial(actions.score, dossier, GOOD, seen=2, at=NOW)

    at_once(lambda: score(by=council.actor("hoa")), lambda: score(by=council.actor("hoa")))

    assert ScoreSheet.objects.count() == 1


def test_a_sheet_and_the_conclusion_at_once_count_it_or_refuse_it(council: Cast) -> None:
    dossier = scored(council, council.confirmed())

    given, decided = at_once(
        lambda: actions.score(dossier, POOR, seen=2, by=council.actor("quang"), at=NOW),
        lambda: review.conclude(dossier, seen=2, by=council.actor("minh"), at=NOW),
    )

    assert isinstance(decided, Decision)
    counted = tally_before(decided.event, dossier.edition).result
    assert counted is not None and decided.event.detail["council"] == counted.detail
    assert counted.points == (140 if isinstance(given, Stale) else 125)


def test_of_two_conclusions_at_once_the_second_is_told(council: Cast) -> None:
    dossier = scored(council, council.confirmed())
    conclude = partial(review.conclude, dossier, seen=2, at=NOW)

    came = at_once(lambda: conclude(by=council.actor("minh")), lambda: conclude(by=council.actor("yen")))

    assert sorted(type(one).__name__ for one in came) == ["Decision", "Stale"]
    assert dossier.decisions.filter(verdict="VALID").count() == 1


def test_a_sheet_after_a_return_is_refused(council: Cast) -> None:
    dossier = council.confirmed()
    reasons = [review.Reason("unclear", "Anh/chị viết rõ hơn.", "after")]

    given, returned = at_once(
        lambda: actions.score(dossier, GOOD, seen=2, by=council.actor("hoa"), at=NOW),
        lambda: review.send_back(dossier, reasons=reasons, seen=2, by=council.actor("minh"), at=NOW),
    )

    assert isinstance(returned, Decision)
    assert isinstance(given, ScoreSheet | NotPossible)
    assert ScoreSheet.objects.count() == isinstance(given, ScoreSheet)
