"""Every workflow that a programme may choose, from sending to counting, and who may do which of its steps."""

import pytest

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Measure
from sangkien.initiatives.content import Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import Workflow
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.actions import Reason
from sangkien.review.models import Decision, Verdict
from sangkien.review.tests.test_again import PROTECTED, figures
from sangkien.web.history import history
from tests.cast import NOW, Cast


def working_by(cast: Cast, workflow: Workflow) -> Cast:
    """The programme of the cast, with another workflow."""
    cast.programme.workflow = workflow
    cast.programme.save()
    return cast


class TestNobodyBeforeItCounts:
    """NONE: counts at once, audited afterwards."""

    @pytest.fixture
    def quick(self, cast: Cast) -> Cast:
        return working_by(cast, Workflow.NONE)

    def test_a_dossier_that_is_complete_counts_from_the_moment_it_is_sent(self, quick: Cast) -> None:
        dossier = quick.submitted()

        assert (dossier.state, dossier.desk, dossier.closed_at) == (State.VALID, None, NOW)
        assert figures(quick) == {Measure.SUBMITTED: (1, 0), Measure.VALID: (1, 120_000_000)}

    def test_nobody_has_decided_and_its_history_says_so(self, quick: Cast) -> None:
        dossier = quick.submitted()

        assert not Decision.objects.exists()
        [line] = history(dossier, for_officers=False)
        assert "Chưa có ai thẩm định" in line.text

    def test_one_that_is_not_recognised_yet_is_looked_at_and_does_not_count(self, quick: Cast) -> None:
        [form] = [term.code for term in quick.programme.terms.filter(list="RECOGNITION") if not term.counts]

        dossier = quick.submitted(recognition=Recognition(form=form))

        assert (dossier.state, dossier.desk) == (State.REVIEWING, quick.unit("CD-KCN"))
        assert figures(quick) == {Measure.SUBMITTED: (1, 0)}

    def test_who_entered_it_is_not_its_judge_afterwards(self, quick: Cast) -> None:
        dossier = quick.submitted(by="yen")

        with pytest.raises(NotAllowed):
            self.struck_out(quick, dossier, by="yen")
        self.struck_out(quick, dossier, by="minh")

        assert figures(quick) == {Measure.SUBMITTED: (1, 0), Measure.INELIGIBLE: (1, 0)}

    def test_what_an_audit_struck_out_may_be_appealed(self, quick: Cast) -> None:
        dossier = quick.submitted()
        self.struck_out(quick, dossier, by="minh")
        dossier = quick.told(dossier)

        again.appeal(dossier, "Xin xem lại.", seen=dossier.version, by=quick.actor("lan"), at=NOW)

        assert quick.again(dossier).desk == quick.unit("CD-KCN")

    def struck_out(self, cast: Cast, dossier: Initiative, *, by: str) -> None:
        new, seen = State.INELIGIBLE, dossier.version
        again.correct(dossier, to=new, note="Rà soát.", reasons=PROTECTED, seen=seen, by=cast.actor(by), at=NOW)


class TestThreeSteps:
    """The grassroots union confirms, the direct superior endorses, the union above finds valid."""

    @pytest.fixture
    def slow(self, cast: Cast) -> Cast:
        return working_by(cast, Workflow.THREE_STEPS)

    def test_go_from_the_factory_to_the_zones_to_the_province(self, slow: Cast) -> None:
        ngoc, dossier = slow.reviewer_of_the_province(), slow.confirmed()
        assert (dossier.state, dossier.desk) == (State.REVIEWING, slow.unit("CD-KCN"))

        review.endorse(dossier, seen=2, by=slow.actor("minh"), at=NOW)

        dossier = slow.again(dossier)
        assert (dossier.state, dossier.desk) == (State.REVIEWING, slow.unit("LDLD-NINH-THUAN"))
        assert figures(slow) == {Measure.SUBMITTED: (1, 0)}
        review.validate(dossier, seen=3, by=ngoc, at=NOW)
        assert figures(slow) == {Measure.SUBMITTED: (1, 0), Measure.VALID: (1, 120_000_000)}

    def test_the_direct_superior_does_not_decide_alone(self, slow: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            review.validate(slow.confirmed(), seen=2, by=slow.actor("minh"), at=NOW)

        assert [problem.code for problem in no.value.problems] == ["to_be_endorsed"]

    def test_the_desk_of_the_province_is_not_the_superiors_any_more(self, slow: Cast) -> None:
        dossier = slow.confirmed()
        review.endorse(dossier, seen=2, by=slow.actor("minh"), at=NOW)

        with pytest.raises(NotAllowed):
            review.validate(dossier, seen=3, by=slow.actor("minh"), at=NOW)
        with pytest.raises(NotPossible):
            review.validate(dossier, seen=3, by=slow.actor("yen"), at=NOW)

    def test_the_province_may_hand_it_back_to_be_endorsed_anew(self, slow: Cast) -> None:
        ngoc, dossier = slow.reviewer_of_the_province(), slow.confirmed()
        review.endorse(dossier, seen=2, by=slow.actor("minh"), at=NOW)

        again.hand_back(dossier, note="Xem lại giá trị làm lợi.", seen=3, by=ngoc, at=NOW)

        assert review.endorse(dossier, seen=4, by=slow.actor("minh"), at=NOW).verdict == Verdict.ENDORSED

    def test_the_direct_superior_may_return_and_refuse(self, slow: Cast) -> None:
        reasons = [Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.", "recognition_number")]

        review.send_back(slow.confirmed(), reasons=reasons, seen=2, by=slow.actor("minh"), at=NOW)
        review.refuse(slow.confirmed(), reasons=PROTECTED, seen=2, by=slow.actor("minh"), at=NOW)

    def test_a_colleague_there_does_not_put_right_alone_what_was_refused(self, slow: Cast) -> None:
        ngoc, dossier = slow.reviewer_of_the_province(), slow.confirmed()
        review.refuse(dossier, reasons=PROTECTED, seen=2, by=slow.actor("minh"), at=NOW)
        dossier = slow.told(dossier)
        put_right = {"to": State.VALID, "note": "Không được bảo hộ.", "seen": dossier.version, "at": NOW}

        with pytest.raises(NotPossible) as no:
            again.correct(dossier, by=slow.actor("yen"), **put_right)
        again.correct(dossier, by=ngoc, **put_right)

        assert [problem.code for problem in no.value.problems] == ["to_be_endorsed"]
        assert slow.again(dossier).state == State.VALID

    @pytest.mark.parametrize("workflow", [Workflow.TWO_STEPS, Workflow.ONE_STEP])
    def test_in_another_workflow_nobody_endorses(self, cast: Cast, workflow: Workflow) -> None:
        dossier = working_by(cast, Workflow.TWO_STEPS).confirmed()
        working_by(cast, workflow)

        with pytest.raises(NotPossible):
            review.endorse(dossier, seen=2, by=cast.actor("minh"), at=NOW)

    def test_where_nobody_above_reviews_the_superior_decides(self, slow: Cast) -> None:
        """The workers of the province's own office: their superior is the province itself, and above it nobody."""
        dossier = slow.confirmed()
        Initiative.objects.update(superior=slow.unit("LDLD-NINH-THUAN"), desk=slow.unit("LDLD-NINH-THUAN"))

        review.validate(dossier, seen=2, by=slow.reviewer_of_the_province(), at=NOW)

        assert slow.again(dossier).state == State.VALID
