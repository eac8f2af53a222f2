"""A council scores: from the first sheet to the conclusion, and who may do which of it.

"Hội đồng sáng kiến gồm các ủy viên chấm điểm từng tiêu chí; đủ số phiếu thì kết luận theo điểm."
"""

from datetime import timedelta
from functools import partial

import pytest

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.councils import actions
from sangkien.councils.models import ScoreSheet
from sangkien.councils.queries import scored_by, tallies, tally, to_score
from sangkien.counting.models import Measure
from sangkien.evidence import inspecting
from sangkien.evidence.rules import Judgement
from sangkien.evidence.tests.test_inspecting import DRAWN, actor, drawn
from sangkien.initiatives import actions as dossiers
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Workflow
from sangkien.programmes.spec import read
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.actions import Reason
from sangkien.review.models import Verdict
from sangkien.review.tests.test_again import figures
from sangkien.web.history import history
from tests.cast import CATALOGUE, NOW, Cast
from tests.scoring import FAIR, GOOD, POOR, concluded, scored, sheet, with_a_council

LATER = NOW + timedelta(hours=1)
UNCLEAR = [Reason("unclear", "Anh/chị viết rõ hơn.", "after")]
NOT_ONE = [Reason("not_an_initiative", "Việc thường ngày.")]


@pytest.fixture
def council(cast: Cast) -> Cast:
    """The cast in a programme whose council needs two sheets and 70 of 100 points."""
    with_a_council(cast)
    return cast


class TestTheCouncilScoresAndItIsConcludedByTheScores:
    def test_enough_sheets_that_reach_the_level_make_it_valid(self, council: Cast) -> None:
        dossier = council.confirmed()
        assert (dossier.state, dossier.desk) == (State.REVIEWING, council.unit("CD-KCN"))

        decision = concluded(council, scored(council, dossier, hoa=GOOD, quang=FAIR))

        assert decision.verdict == Verdict.VALID
        assert figures(council) == {Measure.SUBMITTED: (1, 0), Measure.VALID: (1, 120_000_000)}
        assert decision.event.detail == {"council": {"points": 140, "sheets": 2, "most": 100, "percent": 70}}

    def test_below_the_level_it_is_not_eligible_and_the_author_reads_why(self, council: Cast) -> None:
        dossier = council.confirmed()

        decision = concluded(council, scored(council, dossier, hoa=GOOD, quang=POOR))

        assert decision.verdict == Verdict.INELIGIBLE
        assert [reason["text"] for reason in decision.reasons] == ["Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm."]
        line = history(council.told(dossier), for_officers=False)[-1]
        assert line.reasons == ("Hội đồng chấm 62,5/100 điểm, dưới mức 70 điểm, trung bình của 2 phiếu.",)
        assert "Hoa" not in line.who + line.said

    def test_exactly_the_level_is_enough_and_a_point_less_is_not(self, council: Cast) -> None:
        exactly = concluded(council, scored(council, council.confirmed(), hoa=GOOD, quang=FAIR))
        less = concluded(council, scored(council, council.confirmed(), hoa=GOOD, quang=FAIR | {"use": 24}))

        assert (exactly.verdict, less.verdict) == (Verdict.VALID, Verdict.INELIGIBLE)
        assert less.reasons[0]["text"] == "Hội đồng chấm 69,5/100 điểm, dưới mức 70 điểm."

    def test_before_the_quorum_nothing_is_concluded(self, council: Cast) -> None:
        dossier = council.confirmed()
        sheet(council, dossier, "hoa", GOOD)

        with pytest.raises(NotPossible) as no:
            concluded(council, dossier)

        assert [problem.text for problem in no.value.problems] == [
            "Còn thiếu 1 phiếu chấm của hội đồng để kết luận theo điểm."
        ]

    def test_of_two_sheets_of_a_person_the_newest_counts(self, council: Cast) -> None:
        dossier = council.confirmed()
        sheet(council, dossier, "hoa", POOR)
        sheet(council, dossier, "hoa", GOOD, at=LATER)

        assert [given.total for given in tally(council.again(dossier)).sheets] == [75]
        assert ScoreSheet.objects.count() == 2

    def test_the_same_sheet_twice_is_one(self, council: Cast) -> None:
        dossier = council.confirmed()

        assert sheet(council, dossier, "hoa", GOOD) == sheet(council, dossier, "hoa", GOOD, at=LATER)

    def test_a_sheet_is_logged_without_its_points(self, council: Cast) -> None:
        given = sheet(council, council.confirmed(), "hoa", GOOD)

        line = Record.objects.get(verb="council.score")
        assert (line.by_id, line.after) == (council.person("hoa").pk, {"sheet": given.pk})


class TestASheet:
    def test_says_everything_that_is_missing_at_once_each_at_its_criterion(self, council: Cast) -> None:
        dossier, hoa = council.confirmed(), council.actor("hoa")

        with pytest.raises(NotPossible) as no:
            actions.score(dossier, {"novelty": 31, "use": None}, seen=2, by=hoa, at=NOW, note="x" * 2_001)

        assert [(problem.field, problem.text) for problem in no.value.problems] == [
            ("novelty", "Chấm “Tính mới” bằng số nguyên từ 0 đến 30"),
            ("use", "Chấm “Hiệu quả” bằng số nguyên từ 0 đến 40"),
            ("spread", "Chấm “Khả năng nhân rộng” bằng số nguyên từ 0 đến 30"),
            ("note", "Phần này dài quá 2.000 chữ cái, hãy viết gọn lại"),
        ]

    def test_of_a_dossier_that_changed_meanwhile_is_refused(self, council: Cast) -> None:
        dossier = council.confirmed()
        review.send_back(dossier, reasons=UNCLEAR, seen=2, by=council.actor("minh"), at=NOW)

        with pytest.raises(Stale):
            actions.score(dossier, GOOD, seen=2, by=council.actor("hoa"), at=NOW)
        with pytest.raises(NotPossible):
            sheet(council, dossier, "hoa", GOOD)

    def test_nobody_scores_their_own(self, council: Cast) -> None:
        hoas = council.submitted(authors=(AuthorEntry(full_name="Bùi Thị Hoa", phone="+84912345011"),))
        review.confirm(hoas, seen=1, by=council.actor("mai"), at=NOW)

        with pytest.raises(NotAllowed):
            sheet(council, hoas, "hoa", GOOD)
        sheet(council, hoas, "quang", GOOD)

    def test_is_of_the_council_of_the_direct_superior_only(self, council: Cast) -> None:
        dossier = council.confirmed()

        for login in ("minh", "mai", "lan", "thao", "dong"):
            with pytest.raises(NotAllowed):
                actions.score(dossier, GOOD, seen=2, by=council.actor(login), at=NOW)

    def test_is_of_the_edition_under_which_the_dossier_was_begun(self, council: Cast) -> None:
        dossier, spec = council.confirmed(), read(CATALOGUE / "vi-du-hoi-dong.yaml")
        fewer = spec.lists.model_copy(update={"criteria": spec.lists.criteria[:2]})
        configure(spec.model_copy(update={"lists": fewer}), by=None, at=NOW)

        sheet(council, dossier, "hoa", GOOD)
        newer = council.confirmed()
        sheet(council, newer, "hoa", {"novelty": 30, "use": 40})

        assert (tally(council.again(dossier)).most, tally(council.again(newer)).most) == (100, 70)


class TestARound:
    def test_begins_anew_when_the_dossier_comes_back_from_its_author(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())
        review.send_back(dossier, reasons=UNCLEAR, seen=2, by=council.actor("minh"), at=NOW)
        dossier = self.completed(council, dossier, at=LATER)

        assert tally(dossier).sheets == ()
        assert list(to_score(council.actor("hoa"))) == [dossier]

    def test_goes_on_when_a_conclusion_is_undone(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())
        concluded(council, dossier)
        dossier = council.again(dossier)
        again.undo(dossier, seen=3, by=council.actor("minh"), at=LATER - timedelta(minutes=55))

        assert len(tally(council.again(dossier)).sheets) == 2
        sheet(council, dossier, "quang", POOR, at=LATER)
        assert concluded(council, dossier, by="yen", at=LATER).verdict == Verdict.INELIGIBLE

    def test_begins_anew_when_a_conclusion_is_opened_again(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())
        concluded(council, dossier)
        dossier, reopen = council.told(dossier), {"to": State.REVIEWING, "note": "Chấm lại.", "at": LATER}
        again.correct(dossier, seen=dossier.version, by=council.actor("yen"), **reopen)

        assert tally(council.again(dossier)).sheets == ()
        with pytest.raises(NotPossible):
            concluded(council, dossier, at=LATER)

    def test_is_one_union_s(self, council: Cast) -> None:
        """Sent on to the factory's neighbour it is confirmed and scored there from the beginning."""
        dossier, kim = scored(council, council.confirmed()), council.actor("kim")
        review.reroute(dossier, to=council.unit("CS-HAEMIN"), seen=2, by=council.actor("minh"), at=LATER)
        review.confirm(dossier, seen=3, by=kim, at=LATER)

        assert tally(council.again(dossier)).sheets == ()

    def completed(self, council: Cast, dossier: Initiative, *, at: object) -> Initiative:
        dossier, lan = council.told(dossier), council.actor("lan")
        draft = dossiers.start_correction(dossier, by=lan, at=LATER)
        content = council.content(after="Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây, không phải hai tay.")
        dossiers.resubmit(draft, content, by=lan, at=LATER)
        review.confirm(dossier, seen=council.again(dossier).version, by=council.actor("mai"), at=LATER)
        return council.again(dossier)


class TestOnlyTheScoresMakeItValid:
    def test_a_reviewer_does_not_find_it_valid_alone(self, council: Cast) -> None:
        dossier = scored(council, council.confirmed())

        with pytest.raises(NotPossible) as no:
            review.validate(dossier, seen=2, by=council.actor("minh"), at=NOW)

        assert [problem.code for problem in no.value.problems] == ["to_be_scored"]

    def test_but_may_return_refuse_and_merge_it(self, council: Cast) -> None:
        minh, original = council.actor("minh"), council.confirmed()

        review.send_back(council.confirmed(), reasons=UNCLEAR, seen=2, by=minh, at=NOW)
        review.refuse(council.confirmed(), reasons=NOT_ONE, seen=2, by=minh, at=NOW)
        review.mark_duplicate(council.confirmed(), of=original, seen=2, by=minh, at=NOW)

    def test_what_keeps_any_dossier_from_being_valid_keeps_it_here(self, council: Cast) -> None:
        spec = read(CATALOGUE / "vi-du-hoi-dong.yaml")
        configure(spec.model_copy(update={"recognition_counts": True}), by=None, at=NOW)
        dossier = scored(council, council.confirmed(recognition=Recognition(form="not_yet")))

        with pytest.raises(NotPossible) as no:
            concluded(council, dossier)

        assert [problem.code for problem in no.value.problems] == ["not_recognised"]

    def test_whoever_scored_it_decides_nothing_about_it(self, council: Cast) -> None:
        dossier, yen = council.confirmed(), council.actor("yen")
        sheet(council, dossier, "yen", GOOD)
        sheet(council, dossier, "hoa", GOOD)

        for act in (review.conclude, review.validate):
            with pytest.raises(NotAllowed):
                act(dossier, seen=2, by=yen, at=NOW)
        assert concluded(council, dossier).verdict == Verdict.VALID

    def test_whoever_scored_it_does_not_inspect_it(self, council: Cast) -> None:
        council.reviewer_of_the_province()
        dossier = council.confirmed()
        sheet(council, dossier, "ngoc", GOOD), sheet(council, dossier, "hoa", GOOD)
        concluded(council, dossier)
        council.told(dossier)
        sampled = drawn(council, phase=None, size=1).sampled.get()
        judge = partial(inspecting.judge, sampled, Judgement(judged="RIGHT"), seen=0, at=DRAWN)

        with pytest.raises(NotAllowed):
            judge(by=actor(council, "ngoc", role=Role.REVIEWER))
        judge(by=actor(council, "dong"))

    def test_a_colleague_does_not_put_right_alone_what_the_scores_refused(self, council: Cast) -> None:
        ngoc, dossier = council.reviewer_of_the_province(), council.confirmed()
        concluded(council, scored(council, dossier, hoa=POOR))
        dossier = council.told(dossier)
        put_right = {"to": State.VALID, "note": "Chấm thiếu.", "seen": dossier.version, "at": LATER}

        with pytest.raises(NotPossible) as no:
            again.correct(dossier, by=council.actor("yen"), **put_right)
        again.correct(dossier, by=ngoc, **put_right)

        assert [problem.code for problem in no.value.problems] == ["to_be_scored"]
        assert council.again(dossier).state == State.VALID

    def test_an_appeal_is_decided_by_a_reviewer_above(self, council: Cast) -> None:
        ngoc, dossier = council.reviewer_of_the_province(), council.confirmed()
        concluded(council, scored(council, dossier, hoa=POOR))
        dossier = council.told(dossier)
        again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=council.actor("lan"), at=LATER)

        review.validate(dossier, seen=council.again(dossier).version, by=ngoc, at=LATER)

        assert council.again(dossier).state == State.VALID

    def test_where_nobody_above_reviews_a_colleague_decides_the_appeal(self, council: Cast) -> None:
        dossier = council.confirmed()
        concluded(council, scored(council, dossier, hoa=POOR))
        dossier = council.told(dossier)
        again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=council.actor("lan"), at=LATER)
        dossier = council.again(dossier)

        with pytest.raises(NotPossible):
            sheet(council, dossier, "hoa", GOOD)
        review.validate(dossier, seen=dossier.version, by=council.actor("yen"), at=LATER)

    @pytest.mark.parametrize("workflow", [Workflow.TWO_STEPS, Workflow.ONE_STEP, Workflow.THREE_STEPS])
    def test_in_another_workflow_nobody_scores_or_concludes_by_scores(self, cast: Cast, workflow: Workflow) -> None:
        dossier = cast.confirmed()
        type(cast.programme).objects.update(workflow=workflow)

        with pytest.raises(NotPossible):
            sheet(cast, dossier, "hoa", GOOD)
        with pytest.raises(NotPossible):
            concluded(cast, dossier)

    def test_a_dossier_begun_before_there_was_a_council_is_read_and_decided_as_it_was_then(self, cast: Cast) -> None:
        spec = read(CATALOGUE / "vi-du-hoi-dong.yaml")
        plain = {"review": spec.review.model_copy(update={"workflow": "TWO_STEPS", "council": None})}
        plain |= {"lists": spec.lists.model_copy(update={"criteria": []})}
        cast.programme = configure(spec.model_copy(update=plain), by=None, at=NOW)
        dossier = cast.confirmed()
        with_a_council(cast)

        assert not cast.actor("hoa").may(SEE, dossier)
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        assert cast.again(dossier).state == State.VALID


class TestWhatWaitsForACouncillor:
    def test_is_what_they_have_not_scored_yet(self, council: Cast) -> None:
        one, other = council.confirmed(), council.confirmed()
        sheet(council, one, "hoa", GOOD)

        assert list(to_score(council.actor("hoa"))) == [other]
        assert list(scored_by(council.actor("hoa"))) == [one]
        assert set(to_score(council.actor("quang"))) == {one, other}

    def test_is_nothing_of_another_workflow_or_another_union(self, cast: Cast) -> None:
        cast.confirmed()

        assert not to_score(cast.actor("hoa")).exists()
        assert not to_score(Actor(person=cast.person("hoa"), on=NOW.date())).exists()

    def test_the_tallies_of_many_are_those_of_each(self, council: Cast) -> None:
        one, other, closed = scored(council, council.confirmed()), council.confirmed(), council.confirmed()
        concluded(council, scored(council, closed))

        found = tallies(Initiative.objects.select_related("programme", "edition"))

        assert found == {one.pk: tally(one), other.pk: tally(other)}
