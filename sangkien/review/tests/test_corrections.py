"""A verdict that was told is corrected by another, and a duplicate becomes an upgrade."""

from datetime import timedelta

import pytest

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.counting.models import Measure
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.notices.models import Notice
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.models import Decision, Verdict
from sangkien.review.tests.test_again import PROTECTED, codes, figures, told
from tests.cast import NOW, Cast


class TestACorrection:
    def test_takes_back_what_counted_and_everybody_concerned_is_told(self, cast: Cast) -> None:
        dossier = cast.valid()
        Notice.objects.all().delete()

        self.corrected(cast, dossier, State.INELIGIBLE, by=cast.actor("yen"))

        assert figures(cast) == {Measure.SUBMITTED: (1, 0), Measure.INELIGIBLE: (1, 0)}
        assert not Initiative.objects.public().exists()
        cast.told(dossier)
        notice = Notice.objects.get(to=cast.person("lan").phone)
        assert (notice.kind, notice.params["state"]) == ("corrected", "Không công nhận")

    def test_may_recognise_what_was_refused(self, cast: Cast) -> None:
        dossier = cast.refused()

        self.corrected(cast, dossier, State.VALID, by=cast.reviewer_of_the_province())

        assert figures(cast) == {Measure.SUBMITTED: (1, 0), Measure.VALID: (1, 120_000_000)}

    def test_may_open_it_again_for_whoever_is_at_the_desk(self, cast: Cast) -> None:
        dossier = cast.valid()

        self.corrected(cast, dossier, State.REVIEWING, by=cast.actor("yen"))

        dossier = cast.again(dossier)
        assert (dossier.state, dossier.desk, dossier.closed_at) == (State.REVIEWING, dossier.superior, None)
        assert told(cast)[-1] == "looked_at_anew"
        review.validate(dossier, seen=dossier.version, by=cast.actor("minh"), at=NOW)

    def test_frees_what_was_merged(self, cast: Cast) -> None:
        original, dossier = cast.valid(), cast.confirmed()
        review.mark_duplicate(dossier, of=original, seen=2, by=cast.actor("minh"), at=NOW)
        dossier = cast.told(dossier)

        self.corrected(cast, dossier, State.VALID, by=cast.actor("yen"))

        assert cast.again(dossier).duplicate_of is None

    def test_of_a_merger_is_not_undone_once_its_record_was_merged_into_it(self, cast: Cast) -> None:
        """Two records that each double the other would count for nothing."""
        original, double, yen = cast.confirmed(), cast.confirmed(), cast.actor("yen")
        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)
        double = cast.told(double)
        self.corrected(cast, double, State.VALID, by=yen)
        review.mark_duplicate(original, of=cast.again(double), seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            again.undo(double, seen=double.version + 1, by=yen, at=NOW + timedelta(minutes=3))

        assert [problem.code for problem in no.value.problems] == ["record_has_ended"]
        assert cast.again(double).state == State.VALID

    def test_of_a_merger_is_not_undone_once_its_record_was_refused(self, cast: Cast) -> None:
        """It would count nowhere, and nobody could ask for another look."""
        original, double, yen = cast.confirmed(), cast.confirmed(), cast.actor("yen")
        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)
        double = cast.told(double)
        self.corrected(cast, double, State.VALID, by=yen)
        review.refuse(original, reasons=PROTECTED, seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            again.undo(double, seen=double.version + 1, by=yen, at=NOW + timedelta(minutes=3))

        assert [problem.code for problem in no.value.problems] == ["record_has_ended"]

    def test_that_is_undone_leaves_the_verdict_that_was_told(self, cast: Cast) -> None:
        dossier, yen = cast.valid(), cast.actor("yen")
        counted, closed_at = figures(cast), dossier.closed_at
        self.corrected(cast, dossier, State.INELIGIBLE, by=yen)

        again.undo(dossier, seen=dossier.version + 1, by=yen, at=NOW + timedelta(minutes=3))

        now = cast.again(dossier)
        assert (now.state, now.closed_at, now.judged_by) == (State.VALID, closed_at, cast.person("minh"))
        assert figures(cast) == counted

    def test_is_not_for_who_decided_nor_for_another_union_nor_for_its_people(self, cast: Cast) -> None:
        dossier = cast.valid()

        for login in ("minh", "thao", "mai", "lan", "dong", "ha"):
            with pytest.raises(NotAllowed):
                self.corrected(cast, dossier, State.INELIGIBLE, by=cast.actor(login))

    def test_before_the_verdict_is_told_is_not_possible(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        review.validate(dossier, seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible):
            self.corrected(cast, cast.again(dossier), State.INELIGIBLE, by=cast.actor("yen"))

    def test_says_why_and_changes_something(self, cast: Cast) -> None:
        dossier, yen = cast.valid(), cast.actor("yen")

        for to, note, code in [
            (State.INELIGIBLE, "", "no_words"),
            (State.VALID, "Như cũ.", "no_correction"),
            (State.WITHDRAWN, "Rút hộ.", "no_correction"),
        ]:
            with pytest.raises(NotPossible) as no:
                again.correct(dossier, to=to, note=note, reasons=PROTECTED, seen=dossier.version, by=yen, at=NOW)
            assert codes(no) == [code]
        with pytest.raises(NotPossible) as no:
            again.correct(dossier, to=State.INELIGIBLE, note="Sai.", seen=dossier.version, by=yen, at=NOW)
        assert codes(no) == ["no_reason"]

    def test_from_an_old_page_is_told_who_was_first(self, cast: Cast) -> None:
        dossier = cast.valid()

        with pytest.raises(Stale):
            again.correct(dossier, to=State.REVIEWING, note="Xem lại.", seen=1, by=cast.actor("yen"), at=NOW)

    def corrected(self, cast: Cast, dossier: Initiative, to: State, *, by: Actor) -> Decision:
        reasons = PROTECTED if to == State.INELIGIBLE else []
        return again.correct(dossier, to=to, note="Rà soát.", reasons=reasons, seen=dossier.version, by=by, at=NOW)


class TestAnUpgrade:
    def test_is_merged_into_the_earlier_record_and_only_that_counts_as_valid(self, cast: Cast) -> None:
        record = cast.valid(at=NOW - timedelta(days=1))
        dossier = cast.confirmed()

        found = review.mark_duplicate(dossier, of=record, seen=2, by=cast.actor("minh"), at=NOW, upgrade=True)

        assert (found.verdict, found.duplicate_of) == (Verdict.UPGRADE, record)
        assert figures(cast)[Measure.VALID] == (1, 120_000_000)
        cast.told(dossier)
        assert Notice.objects.order_by("pk").last().kind == "upgrade"

    def test_comes_after_what_it_makes_better(self, cast: Cast) -> None:
        dossier, later = cast.confirmed(), cast.confirmed(at=NOW + timedelta(hours=1))

        with pytest.raises(NotPossible) as no:
            review.mark_duplicate(dossier, of=later, seen=2, by=cast.actor("minh"), at=NOW, upgrade=True)

        assert codes(no) == ["not_earlier"]
