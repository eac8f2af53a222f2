"""A network that fails on the last evening: finished in time, received after the end, accepted by the superior."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.counting.models import Measure
from sangkien.counting.queries import by_day
from sangkien.initiatives import actions, late
from sangkien.initiatives.models import Draft, Initiative, LateArrival
from sangkien.programmes.models import Programme
from sangkien.review import actions as review
from tests.cast import Cast

END = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)  # phase 1 ends "đến hết ngày 31/5/2022"
LAST = datetime(2023, 9, 1, 0, 0, tzinfo=VIETNAM)  # and the programme with phase 2
HOUR, BLINK = timedelta(hours=1), timedelta(seconds=0.5)


def test_what_was_finished_before_midnight_counts_where_it_was_finished_once_the_superior_agrees(cast: Cast) -> None:
    """Lan presses "send" at 23:50 without a network; at 7:30 the phone finds one."""
    sent = _sent(cast, finished=END - HOUR / 6, received=END + 7.5 * HOUR)
    counted_first = (_submitted(cast, "GD1"), _submitted(cast, "GD2"))

    late.answer(sent, accept=True, seen=1, by=_yen(cast, END), at=END + 9 * HOUR)

    sent = cast.again(sent)
    assert counted_first == (0, 1)
    assert (_submitted(cast, "GD1"), _submitted(cast, "GD2")) == (1, 0)
    assert (sent.phase and sent.phase.code, sent.version, sent.submitted_at) == ("GD1", 2, END + 7.5 * HOUR)
    assert list(sent.events.order_by("pk").values_list("verb", flat=True)) == ["submit", "late_accepted"]
    assert Record.objects.get(verb="initiative.late_accepted").after["phase"] == "GD1"


@pytest.mark.parametrize(
    ("finished", "received", "claimed"),
    [
        (END - BLINK, END, True),  # 23:59:59.5, received at midnight
        (END - BLINK, END - BLINK / 2, False),  # nothing is late
        (END, END + HOUR, False),  # finished in the next phase
        (END - HOUR, END + 72 * HOUR - BLINK, True),
        (END - HOUR, END + 72 * HOUR, False),
        (END + 2 * HOUR, END + HOUR, False),  # a moment to come
        (datetime.fromisoformat("2022-05-31T16:59:59+00:00"), END + HOUR, True),  # 23:59:59 in Vietnam
        (datetime.fromisoformat("2022-05-31T17:00:00+00:00"), END + HOUR, False),  # midnight in Vietnam
        (None, END + HOUR, False),
    ],
)
def test_only_what_needs_it_and_may_be_believed_is_late(
    cast: Cast, finished: datetime | None, received: datetime, claimed: bool
) -> None:
    sent = _sent(cast, finished=finished, received=received)

    assert LateArrival.objects.filter(initiative=sent).exists() is claimed


def test_a_form_that_was_begun_after_the_phone_says_it_was_finished_is_not_believed(cast: Cast) -> None:
    sent = _sent(cast, finished=END - HOUR, received=END + HOUR, began=END - HOUR / 2, by_phone=False)

    assert not LateArrival.objects.filter(initiative=sent).exists()


def test_a_form_that_the_phone_began_is_as_old_as_the_phone_says(cast: Cast) -> None:
    sent = _sent(cast, finished=END - HOUR, received=END + HOUR, began=END + HOUR, by_phone=True)

    assert LateArrival.objects.get().initiative == sent


def test_who_goes_on_writing_has_not_finished(cast: Cast) -> None:
    draft = _draft(cast, began=END - 2 * HOUR, by_phone=False)
    lan = cast.actor("lan", on=END.date())
    actions.save_step(draft, step="a", answers={"x": "1"}, by=lan, at=END, finished_at=END - HOUR)
    same = actions.save_step(draft, step="a", answers={"x": "1"}, by=lan, at=END).finished_at
    other = actions.save_step(draft, step="a", answers={"x": "2"}, by=lan, at=END).finished_at

    assert (same, other) == (END - HOUR, None)


class TestAfterTheProgramme:
    def test_it_is_taken_counted_in_no_phase_and_moved_into_the_last_when_accepted(self, cast: Cast) -> None:
        sent = _sent(cast, finished=LAST - HOUR, received=LAST + HOUR)
        before = sent.phase

        late.answer(sent, accept=True, seen=1, by=_yen(cast, LAST), at=LAST + 2 * HOUR)

        assert before is None
        assert cast.again(sent).phase.code == "GD2"

    def test_without_grace_it_is_too_late(self, cast: Cast) -> None:
        Programme.objects.update(grace_hours=0)

        with pytest.raises(NotPossible) as no:
            _sent(cast, finished=LAST - HOUR, received=LAST + HOUR)

        assert [problem.code for problem in no.value.problems] == ["closed"]

    def test_it_can_still_be_completed(self, cast: Cast) -> None:
        sent = _sent(cast, finished=LAST - HOUR, received=LAST + HOUR)
        at = LAST + 100 * HOUR
        mai, lan = cast.actor("mai", on=at.date()), cast.actor("lan", on=at.date())
        review.send_back(sent, reasons=[review.Reason("other", "Ghi rõ hơn.")], seen=1, by=mai, at=at)
        draft = actions.start_correction(cast.told(sent), by=lan, at=at)

        again = actions.resubmit(draft, cast.content(title="Đồ gá may túi, ghi rõ hơn"), by=lan, at=at)

        assert again.version == 3


class TestAnswering:
    def test_declined_with_a_sentence_it_stays_where_it_is(self, cast: Cast) -> None:
        sent = _sent(cast, finished=END - HOUR, received=END + HOUR)

        late.answer(sent, accept=False, note="Nơi này có mạng.", seen=1, by=_yen(cast, END), at=END + HOUR)

        assert cast.again(sent).phase.code == "GD2"
        assert sent.events.get(verb="late_declined").detail["note"] == "Nơi này có mạng."
        assert _submitted(cast, "GD2") == 1

    def test_a_verdict_given_before_moves_along(self, cast: Cast) -> None:
        sent = _sent(cast, finished=END - HOUR, received=END + HOUR)
        review.confirm(sent, seen=1, by=cast.actor("mai", on=END.date()), at=END + 2 * HOUR)
        review.validate(sent, seen=2, by=_yen(cast, END), at=END + 3 * HOUR)

        late.answer(sent, accept=True, seen=3, by=_yen(cast, END), at=END + 4 * HOUR)

        assert [_counted(cast, code, Measure.VALID) for code in ("GD1", "GD2")] == [1, 0]

    @pytest.mark.parametrize(
        ("who", "changes", "refusal"),
        [
            ("lan", {}, NotAllowed),
            ("mai", {}, NotAllowed),  # the grassroots union does not answer
            ("thao", {}, NotAllowed),  # another superior
            ("yen", {"accept": False}, NotPossible),  # no reason
            ("yen", {"seen": 7}, Stale),
        ],
    )
    def test_by_the_right_person_with_a_reason_seeing_what_is_there(
        self, cast: Cast, who: str, changes: dict[str, Any], refusal: type[Exception]
    ) -> None:
        sent = _sent(cast, finished=END - HOUR, received=END + HOUR)
        given = {"accept": True, "seen": 1} | changes

        with pytest.raises(refusal):
            late.answer(sent, by=cast.actor(who, on=END.date()), at=END + HOUR, **given)

        assert LateArrival.objects.get().accepted is None

    def test_nobody_answers_for_what_they_entered(self, cast: Cast) -> None:
        sent = _sent(cast, finished=END - HOUR, received=END + HOUR, who="yen")

        with pytest.raises(NotAllowed):
            late.answer(sent, accept=True, seen=1, by=_yen(cast, END), at=END + HOUR)

    def test_once(self, cast: Cast) -> None:
        sent = _sent(cast, finished=END - HOUR, received=END + HOUR)
        late.answer(sent, accept=True, seen=1, by=_yen(cast, END), at=END + HOUR)

        with pytest.raises(NotPossible) as no:
            late.answer(sent, accept=True, seen=2, by=_yen(cast, END), at=END + HOUR)

        assert no.value.problems[0].code == "wrong_moment"


def _sent(
    cast: Cast,
    *,
    finished: datetime | None,
    received: datetime,
    began: datetime = END - 100 * HOUR,
    by_phone: bool = False,
    who: str = "lan",
) -> Initiative:
    draft = _draft(cast, began=began, by_phone=by_phone, who=who)
    Draft.objects.filter(pk=draft.pk).update(finished_at=finished)
    return actions.submit(draft, cast.content(), by=cast.actor(who, on=received.date()), at=received)


def _draft(cast: Cast, *, began: datetime, by_phone: bool, who: str = "lan") -> Draft:
    return actions.start_draft(cast.programme, by=cast.actor(who, on=began.date()), at=began, by_phone=by_phone)


def _yen(cast: Cast, at: datetime) -> Any:
    return cast.actor("yen", on=at.date())


def _submitted(cast: Cast, code: str) -> int:
    return _counted(cast, code, Measure.SUBMITTED)


def _counted(cast: Cast, code: str, measure: Measure) -> int:
    phase = cast.programme.phases.get(code=code)
    as_of = END.date() + timedelta(days=9)
    days = by_day([cast.unit("TLD").pk], programme=cast.programme, phase=phase, as_of=as_of)
    return sum(day.count for day in days if day.measure == measure)
