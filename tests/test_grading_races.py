"""Two who grade at once: one after the other, and neither gets an error of the database."""

import pytest

from sangkien.base.days import day_of
from sangkien.grading import actions
from sangkien.grading.models import Answer, Appeal, Round, Score
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.holding import (
    LATER,
    asked,
    entered,
    moved,
    opened,
    scored,
    sheet_of,
    somebody_else,
    told,
)
from tests.cast import NOW, Cast
from tests.test_races import at_once, kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def test_a_union_scores_itself_while_the_round_moves_on(transactional_db: None, cast: Cast) -> None:
    one = scored(cast)
    sheet, minh, dong = sheet_of(one, "CD-KCN"), cast.actor("minh"), cast.actor("dong")
    before = Score.objects.count()

    came = at_once(
        lambda: actions.score(sheet, Stage.SELF, entered(cham_lo=12), by=minh, at=NOW),
        lambda: actions.move(one, State.REVIEW, note="", by=dong, at=NOW),
    )

    assert kinds(came) in ({"list": 1, "Round": 1}, {"NotPossible": 1, "Round": 1})
    assert Score.objects.count() - before == kinds(came).get("list", 0)


def test_a_round_is_opened_twice(transactional_db: None, cast: Cast) -> None:
    wanted, dong = asked(cast), cast.actor("dong")

    came = at_once(*[lambda: actions.open_round(dong.office, wanted, by=dong, at=NOW)] * 2)

    assert kinds(came) == {"Round": 1, "NotPossible": 1}
    assert Round.objects.count() == 1


def test_an_appeal_comes_while_the_result_is_locked(transactional_db: None, cast: Cast) -> None:
    one = told(cast)
    sheet, minh = sheet_of(one, "CD-KCN"), cast.actor("minh")
    dong = cast.actor("dong", on=day_of(LATER))

    came = at_once(
        lambda: actions.appeal(sheet, line="cham-lo", text="Đủ minh chứng.", by=minh, at=NOW),
        lambda: actions.move(one, State.LOCKED, note="", by=dong, at=LATER),
    )

    assert kinds(came) in ({"Appeal": 1, "NotPossible": 1}, {"NotPossible": 1, "Round": 1})


def test_an_appeal_is_answered_twice(transactional_db: None, cast: Cast) -> None:
    sheet, minh = sheet_of(told(cast), "CD-KCN"), cast.actor("minh")
    found: Appeal = actions.appeal(sheet, line="cham-lo", text="Đủ minh chứng.", by=minh, at=NOW)
    hands = [somebody_else(cast), cast.actor("ha")]

    came = at_once(
        *(
            lambda by=by: actions.answer(found, upheld=False, points=None, reason="Chưa đủ.", by=by, at=NOW)
            for by in hands
        )
    )

    assert kinds(came) == {"Answer": 1, "NotPossible": 1}
    assert Answer.objects.count() == 1


def test_two_kept_editions_are_both_there(transactional_db: None, cast: Cast) -> None:
    one, other = asked(cast).edition.spec, opened(cast).edition.spec.model_copy(update={"name": "Bảng điểm khác"})
    dong = cast.actor("dong")

    came = at_once(
        *(
            lambda spec=spec: actions.keep_criteria(dong.office, code="TD-2022", spec=spec, by=dong, at=NOW)
            for spec in (other, one.model_copy(update={"name": "Bảng điểm thứ ba"}))
        )
    )

    assert kinds(came) == {"Edition": 2}
    assert moved(cast, Round.objects.get(), State.CANCELLED, note="Thử").edition.number == 1
