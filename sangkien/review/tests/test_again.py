"""A verdict may be looked at again: undone in time, referred, appealed, handed back, corrected. Never by who judged."""

from datetime import datetime, timedelta

import pytest

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Measure
from sangkien.counting.queries import by_day
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative, Untold
from sangkien.initiatives.rules import COMPLETE, WITHDRAW
from sangkien.initiatives.states import COUNTS, State
from sangkien.initiatives.telling import UNDO
from sangkien.notices.models import Notice
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.actions import Reason
from sangkien.review.models import Decision, Verdict
from sangkien.review.telling import tell
from tests.cast import NOW, Cast

WORDS = [Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.", "recognition_number")]
PROTECTED = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]


def figures(cast: Cast) -> dict[str, tuple[int, int]]:
    """The province's figures and benefit of each verdict, those that are not nought; whose word stands for a value is
    counted beside them."""
    unit = cast.unit("LDLD-NINH-THUAN").pk
    found: dict[str, tuple[int, int]] = {}
    for figure in by_day([unit], programme=cast.programme, phase=None, as_of=NOW.date()):
        count, benefit = found.get(figure.measure, (0, 0))
        found[figure.measure] = (count + figure.count, benefit + figure.benefit)
    verdicts = set().union(*COUNTS.values())
    return {measure: both for measure, both in found.items() if any(both) and measure in verdicts}


def sent_back(cast: Cast, dossier: Initiative, *, by: str = "minh") -> Decision:
    dossier = cast.again(dossier)
    return review.send_back(dossier, reasons=WORDS, seen=dossier.version, by=cast.actor(by), at=NOW)


def sent_again(cast: Cast, dossier: Initiative, *, title: str) -> Initiative:
    """Lan completes what came back, and Mai confirms it."""
    draft = actions.start_correction(cast.again(dossier), by=cast.actor("lan"), at=NOW)
    dossier = actions.resubmit(draft, cast.content(title=title), by=cast.actor("lan"), at=NOW)
    review.confirm(dossier, seen=dossier.version, by=cast.actor("mai"), at=NOW)
    return cast.again(dossier)


def returned_twice(cast: Cast) -> Initiative:
    dossier = cast.confirmed()
    for time in ("một", "hai"):
        sent_back(cast, dossier)
        cast.told(dossier)
        dossier = sent_again(cast, dossier, title=f"Đồ gá may túi, sửa lần {time}")
    return dossier


def appealed(cast: Cast, dossier: Initiative | None = None) -> Initiative:
    dossier = cast.again(dossier or cast.refused())
    again.appeal(dossier, "Giải pháp của tôi chưa ai bảo hộ.", seen=dossier.version, by=cast.actor("lan"), at=NOW)
    return cast.again(dossier)


def told(cast: Cast, login: str = "lan") -> list[str]:
    """The kinds of messages written to this person, the oldest first."""
    return list(Notice.objects.filter(to=cast.person(login).phone).order_by("pk").values_list("kind", flat=True))


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestUndoing:
    def test_within_ten_minutes_the_dossier_and_every_figure_are_what_they_were(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        before, counted, waiting = vars(cast.again(dossier)), figures(cast), dossier.waiting_since
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)
        assert figures(cast) == counted | {Measure.VALID: (1, 120_000_000)}

        undone = again.undo(dossier, seen=3, by=cast.actor("minh"), at=NOW + timedelta(minutes=9))

        now = vars(cast.again(dossier))
        changed = {name for name in before if name != "_state" and before[name] != now[name]}
        assert (changed, figures(cast)) == ({"version"}, counted)
        assert cast.again(dossier).waiting_since == waiting
        assert undone.about == dossier.decisions.get(verdict=Verdict.VALID)
        assert not Untold.objects.exists()

    def test_and_decide_otherwise_the_author_is_told_of_the_last_one_only(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), cast.actor("minh")
        review.refuse(dossier, reasons=PROTECTED, seen=2, by=minh, at=NOW)
        again.undo(dossier, seen=3, by=minh, at=NOW)
        review.validate(dossier, seen=4, by=minh, at=NOW)

        cast.told(dossier)

        assert [notice.kind for notice in Notice.objects.all()] == ["recognised"]

    def test_is_for_who_decided_and_nobody_else(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        for login in ("yen", "mai", "lan", "thao", "dong"):
            with pytest.raises(NotAllowed):
                again.undo(dossier, seen=3, by=cast.actor(login), at=NOW)

    @pytest.mark.parametrize("late", [timedelta(minutes=10), timedelta(hours=1)])
    def test_is_over_after_ten_minutes_also_while_the_telling_is_late(self, cast: Cast, late: timedelta) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            again.undo(dossier, seen=3, by=cast.actor("minh"), at=NOW + late)

        assert codes(no) == ["told"]

    def test_of_what_is_told_is_not_possible(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            again.undo(cast.valid(), seen=3, by=cast.actor("minh"), at=NOW)

    def test_of_a_return_makes_it_none(self, cast: Cast) -> None:
        """Two returns and one that was undone: the next one is the second."""
        dossier, minh = cast.confirmed(), cast.actor("minh")
        sent_back(cast, dossier)
        cast.told(dossier)
        dossier = sent_again(cast, dossier, title="Đồ gá may túi, sửa lần một")
        sent_back(cast, dossier)
        again.undo(dossier, seen=dossier.version + 1, by=minh, at=NOW)

        assert (cast.again(dossier).state, cast.again(dossier).desk) == (State.REVIEWING, dossier.superior)
        assert sent_back(cast, dossier).verdict == Verdict.RETURNED


class TestBeforeItIsTold:
    @pytest.mark.parametrize("verdict", ["validate", "send_back", "refuse"])
    def test_its_people_neither_read_it_nor_may_do_anything_about_it(self, cast: Cast, verdict: str) -> None:
        dossier, lan = cast.confirmed(), cast.actor("lan")
        reasons = {"send_back": {"reasons": WORDS}, "refuse": {"reasons": PROTECTED}}.get(verdict, {})
        getattr(review, verdict)(dossier, seen=2, by=cast.actor("minh"), at=NOW, **reasons)

        assert tell(at=NOW + UNDO - timedelta(seconds=1)) == 0
        assert not Initiative.objects.public().exists()
        assert not any(lan.may(permission, dossier) for permission in (COMPLETE, WITHDRAW))
        assert not Notice.objects.exists()

    def test_after_ten_minutes_it_is_told_once(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        assert [tell(at=NOW + UNDO), tell(at=NOW + UNDO)] == [1, 0]
        assert list(Initiative.objects.public()) == [dossier]
        notice = Notice.objects.get()
        assert (notice.kind, notice.to, notice.params["dossier"]) == ("recognised", "+84912345001", dossier.code)

    def test_what_a_demonstration_made_up_rings_no_phone(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        Initiative.objects.update(made=True)
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        cast.told(dossier)

        assert not Notice.objects.exists()

    def test_the_author_learns_how_to_appeal(self, cast: Cast) -> None:
        cast.refused()

        notice = Notice.objects.get()
        assert (notice.kind, notice.params["until"]) == ("not_recognised", "02/06/2022")


class TestTheThirdReturn:
    def test_goes_one_desk_up_with_its_reasons_and_does_not_reach_the_author(self, cast: Cast) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), returned_twice(cast)
        counted = figures(cast)

        wish = sent_back(cast, dossier)

        dossier = cast.again(dossier)
        assert (wish.verdict, wish.reasons[0]["text"]) == (Verdict.REFERRED, WORDS[0].text)
        assert (dossier.state, dossier.desk) == (State.REVIEWING, cast.unit("LDLD-NINH-THUAN"))
        assert not cast.actor("lan").may(COMPLETE, dossier)
        assert (figures(cast), Untold.objects.count()) == (counted, 0)
        assert review.send_back(dossier, reasons=WORDS, seen=dossier.version, by=ngoc, at=NOW).verdict == "RETURNED"

    def test_goes_to_a_colleague_where_nobody_reviews_above(self, cast: Cast) -> None:
        dossier = returned_twice(cast)
        sent_back(cast, dossier)

        dossier = cast.again(dossier)
        assert dossier.desk == dossier.superior
        with pytest.raises(NotAllowed):
            sent_back(cast, dossier)
        assert sent_back(cast, dossier, by="yen").verdict == Verdict.RETURNED

    def test_of_the_grassroots_union_goes_to_its_superior(self, cast: Cast) -> None:
        dossier = cast.submitted()
        for time in ("một", "hai"):
            sent_back(cast, dossier, by="mai")
            cast.told(dossier)
            draft = actions.start_correction(cast.again(dossier), by=cast.actor("lan"), at=NOW)
            content = cast.content(title=f"Đồ gá may túi, sửa lần {time}")
            dossier = actions.resubmit(draft, content, by=cast.actor("lan"), at=NOW)

        assert sent_back(cast, dossier, by="mai").verdict == Verdict.REFERRED

        dossier = cast.again(dossier)
        assert (dossier.state, dossier.desk) == (State.SUBMITTED, cast.unit("CD-KCN"))
        with pytest.raises(NotAllowed):
            review.confirm(dossier, seen=dossier.version, by=cast.actor("mai"), at=NOW)
        review.confirm(dossier, seen=dossier.version, by=cast.actor("minh"), at=NOW)

    def test_goes_past_a_union_whose_only_reviewer_wrote_it(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        dossier = returned_twice(cast)
        dossier.authors.update(person=cast.person("ngoc"))

        sent_back(cast, dossier)

        assert cast.again(dossier).desk == dossier.superior
        assert sent_back(cast, dossier, by="yen").verdict == Verdict.RETURNED

    def test_may_be_decided_otherwise_above(self, cast: Cast) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), returned_twice(cast)
        wish = sent_back(cast, dossier)
        dossier = cast.again(dossier)

        found = review.validate(dossier, seen=dossier.version, by=ngoc, at=NOW)

        assert (found.about, cast.again(dossier).state) == (wish, State.VALID)

    def test_may_be_handed_back_with_a_word_and_then_asked_for_again(self, cast: Cast) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), returned_twice(cast)
        sent_back(cast, dossier)
        dossier = cast.again(dossier)

        with pytest.raises(NotPossible) as no:
            again.hand_back(dossier, note=" ", seen=dossier.version, by=ngoc, at=NOW)
        assert codes(no) == ["no_words"]
        again.hand_back(dossier, note="Số quyết định đã rõ.", seen=dossier.version, by=ngoc, at=NOW)

        assert (cast.again(dossier).desk, cast.again(dossier).judged_by) == (dossier.superior, None)
        assert sent_back(cast, dossier).verdict == Verdict.REFERRED


class TestAnAppeal:
    def test_opens_the_dossier_again_one_desk_up_and_the_refusal_counts_no_more(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        refused = cast.refused()
        assert figures(cast) == {Measure.SUBMITTED: (1, 0), Measure.INELIGIBLE: (1, 0)}

        dossier = appealed(cast, refused)

        assert (dossier.state, dossier.desk) == (State.REVIEWING, cast.unit("LDLD-NINH-THUAN"))
        assert figures(cast) == {Measure.SUBMITTED: (1, 0)}
        assert dossier.decisions.get(verdict="INELIGIBLE").appeal.by == cast.person("lan")

    def test_is_not_for_who_refused_nor_for_the_desk_below(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        dossier = appealed(cast)

        for login in ("minh", "yen", "mai", "lan"):
            with pytest.raises((NotAllowed, NotPossible)):
                review.validate(dossier, seen=dossier.version, by=cast.actor(login), at=NOW)

    def test_goes_to_a_colleague_where_nobody_reviews_above(self, cast: Cast) -> None:
        dossier = appealed(cast)

        with pytest.raises(NotAllowed):
            review.validate(dossier, seen=dossier.version, by=cast.actor("minh"), at=NOW)
        review.validate(dossier, seen=dossier.version, by=cast.actor("yen"), at=NOW)

        cast.told(dossier)
        assert figures(cast) == {Measure.SUBMITTED: (1, 0), Measure.VALID: (1, 120_000_000)}
        assert told(cast) == ["not_recognised", "recognised"]

    def test_that_is_declined_is_the_end_of_it(self, cast: Cast) -> None:
        dossier = appealed(cast)
        review.refuse(dossier, reasons=PROTECTED, seen=dossier.version, by=cast.actor("yen"), at=NOW)
        dossier = cast.told(dossier)

        with pytest.raises(NotPossible) as no:
            again.appeal(dossier, "Xin xem lại nữa.", seen=dossier.version, by=cast.actor("lan"), at=NOW)

        assert codes(no) == ["final"]
        assert [notice.kind for notice in Notice.objects.order_by("pk")] == ["not_recognised", "appeal_declined"]

    def test_may_be_handed_back_and_the_new_verdict_may_be_appealed_again(self, cast: Cast) -> None:
        ngoc = cast.reviewer_of_the_province()
        dossier = appealed(cast)
        again.hand_back(dossier, note="Thẩm định lại phần bảo hộ.", seen=dossier.version, by=ngoc, at=NOW)
        dossier = cast.again(dossier)
        review.refuse(dossier, reasons=PROTECTED, seen=dossier.version, by=cast.actor("minh"), at=NOW)

        assert appealed(cast, cast.told(dossier)).state == State.REVIEWING
        assert told(cast) == ["not_recognised", "looked_at_anew", "not_recognised"]

    def test_undone_verdict_on_it_leaves_it_open_for_the_same_people(self, cast: Cast) -> None:
        dossier, yen = appealed(cast), cast.actor("yen")
        review.validate(dossier, seen=dossier.version, by=yen, at=NOW)
        again.undo(dossier, seen=dossier.version + 1, by=yen, at=NOW)

        dossier = cast.again(dossier)
        with pytest.raises(NotAllowed):
            review.refuse(dossier, reasons=PROTECTED, seen=dossier.version, by=cast.actor("minh"), at=NOW)
        review.refuse(dossier, reasons=PROTECTED, seen=dossier.version, by=yen, at=NOW)

    @pytest.mark.parametrize(
        ("text", "at", "code"),
        [
            ("", NOW, "no_text"),
            ("x" * 2001, NOW, "text_long"),
            ("Xin xem lại.", NOW + timedelta(days=16), "appeal_closed"),
        ],
    )
    def test_needs_words_and_its_time(self, cast: Cast, text: str, at: datetime, code: str) -> None:
        dossier = cast.refused()

        with pytest.raises(NotPossible) as no:
            again.appeal(dossier, text, seen=dossier.version, by=cast.actor("lan"), at=at)

        assert codes(no) == [code]

    def test_on_the_last_day_is_in_time(self, cast: Cast) -> None:
        dossier = cast.refused()

        at = NOW + timedelta(days=15)
        again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=cast.actor("lan"), at=at)

        assert cast.again(dossier).state == State.REVIEWING

    def test_is_for_the_dossiers_people(self, cast: Cast) -> None:
        dossier = cast.refused()

        for login in ("hung", "mai", "minh", "dong"):
            with pytest.raises(NotAllowed):
                again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=cast.actor(login), at=NOW)
