"""The main job: from the worker's form to the province's number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Draft, Event, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.actions import place
from sangkien.review import actions as review
from sangkien.statistics.figures import Figures, figures
from tests.cast import NOW, Cast


class TestTheMainJob:
    def test_a_valid_initiative_raises_the_province_by_one(self, cast: Cast) -> None:
        before = _province(cast)

        cast.valid()

        after = _province(cast)
        assert (after.submitted, after.valid) == (before.submitted + 1, before.valid + 1)
        assert after.benefit_vnd == before.benefit_vnd + 120_000_000

    def test_sent_is_counted_as_sent_and_not_as_valid(self, cast: Cast) -> None:
        cast.submitted()

        assert (_province(cast).submitted, _province(cast).valid) == (1, 0)

    def test_goes_to_the_workers_own_union_and_its_direct_superior(self, cast: Cast) -> None:
        initiative = cast.submitted()

        assert (initiative.unit.code, initiative.superior.code) == ("CS-MAY-TIEN-THUAN", "CD-KCN")
        assert cast.chain_of(initiative) == ["CS-MAY-TIEN-THUAN", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]

    def test_every_step_is_in_its_history(self, cast: Cast) -> None:
        initiative = cast.valid()

        steps = (
            Event.objects.filter(initiative=initiative).order_by("pk").values_list("verb", "to_state", "by__username")
        )
        assert list(steps) == [
            ("submit", State.SUBMITTED, "lan"),
            ("confirmed", State.REVIEWING, "mai"),
            ("valid", State.VALID, "minh"),
        ]


class TestExactlyOnce:
    def test_the_same_form_sent_twice_makes_one_record(self, cast: Cast) -> None:
        lan, content = cast.actor("lan"), cast.content()
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)

        first = actions.submit(draft, content, by=lan, at=NOW)
        second = actions.submit(draft, content, by=lan, at=NOW)

        assert first == second
        assert Initiative.objects.count() == 1
        assert _province(cast).submitted == 1

    def test_the_same_key_with_another_content_is_refused(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        actions.submit(draft, cast.content(), by=lan, at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.submit(draft, cast.content(title="Một tên khác hẳn cho bài này"), by=lan, at=NOW)

        assert [problem.code for problem in no.value.problems] == ["already_sent"]

    def test_somebody_elses_draft_cannot_be_sent(self, cast: Cast) -> None:
        draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotAllowed):
            actions.submit(draft, cast.content(), by=cast.actor("hung"), at=NOW)


class TestRestricted:
    def test_a_secret_typed_too_early_is_gone_once_the_dossier_is_sent(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        draft = actions.start_draft(cast.programme, by=lan, at=NOW)
        typed = {"title": "Công thức keo mới", "before": "cách cũ", "after": "BÍ MẬT", "restricted": "on"}
        actions.save_step(draft, step="thay-doi", answers=typed, by=lan, at=NOW)
        content = cast.content(restricted=True, effect="Giảm 30 % thời gian dán", after="BÍ MẬT")

        initiative = actions.submit(draft, content, by=lan, at=NOW)

        draft.refresh_from_db()
        assert "BÍ MẬT" not in str(draft.answers)
        assert (initiative.before, initiative.after) == ("", "")
        assert actions.submit(draft, replace(content, after=""), by=lan, at=NOW) == initiative

    def test_a_secret_taken_out_of_a_returned_dossier_does_not_live_on_in_history_or_drafts(self, cast: Cast) -> None:
        lan = cast.actor("lan")
        first = actions.start_draft(cast.programme, by=lan, at=NOW)
        actions.save_step(first, step="thay-doi", answers={"after": "BÍ MẬT"}, by=lan, at=NOW)
        initiative = actions.submit(first, cast.content(after="BÍ MẬT của xưởng"), by=lan, at=NOW)
        reasons = [review.Reason("unclear_before_after", "Kể thêm giúp công đoàn.", "after")]
        review.send_back(initiative, reasons=reasons, seen=1, by=cast.actor("mai"), at=NOW)
        draft = actions.start_correction(cast.told(initiative), by=lan, at=NOW)

        actions.resubmit(draft, cast.content(restricted=True, effect="Giảm 30 % thời gian"), by=lan, at=NOW)

        kept = [str(event.detail) for event in initiative.events.all()]
        kept += [str(record.after) for record in Record.objects.all()]
        kept += [str(each.answers) for each in Draft.objects.all()]
        assert not any("BÍ MẬT" in text for text in kept)


class TestConsent:
    def test_the_authors_own_word_publishes_their_name(self, cast: Cast) -> None:
        assert cast.submitted(publish_name=True).publish_name

    def test_a_helpers_word_does_not(self, cast: Cast) -> None:
        assert not cast.submitted(by="mai", publish_name=True).publish_name


class TestNobodyDecidesOnTheirOwn:
    def test_mai_cannot_confirm_what_she_sent_herself(self, cast: Cast) -> None:
        mine = cast.submitted(by="mai", authors=_by_mai())

        with pytest.raises(NotAllowed):
            review.confirm(mine, seen=1, by=cast.actor("mai"), at=NOW)

    def test_what_the_union_enters_for_a_worker_goes_straight_to_the_superior(self, cast: Cast) -> None:
        entered = cast.submitted(by="mai")

        assert entered.state == State.REVIEWING

    def test_an_officer_named_as_author_by_phone_cannot_decide(self, cast: Cast) -> None:
        minh = cast.person("minh")
        initiative = cast.confirmed(authors=(AuthorEntry(full_name="Phạm Văn Minh", phone=minh.phone or ""),))

        with pytest.raises(NotAllowed):
            review.validate(initiative, seen=initiative.version, by=cast.actor("minh"), at=NOW)

    def test_an_officer_named_as_author_without_a_phone_cannot_decide(self, cast: Cast) -> None:
        initiative = cast.confirmed(authors=(AuthorEntry(full_name="Phạm Văn Minh"),))

        with pytest.raises(NotAllowed):
            review.validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)

    def test_a_chair_who_enters_herself_without_a_phone_is_not_taken_for_a_helper(self, cast: Cast) -> None:
        entered = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Thị Mai"),))

        assert entered.state == State.SUBMITTED

    def test_who_left_the_list_of_authors_still_cannot_decide(self, cast: Cast) -> None:
        both = (
            AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5000),
            AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005", share=5000),
        )
        initiative = cast.submitted(authors=both)
        reasons = [review.Reason("author_missing", "Ghi lại phần đóng góp.", "authors")]
        review.send_back(initiative, reasons=reasons, seen=1, by=cast.actor("mai"), at=NOW)
        lan = cast.actor("lan")
        draft = actions.start_correction(cast.told(initiative), by=lan, at=NOW)
        actions.resubmit(draft, cast.content(), by=lan, at=NOW)
        review.confirm(initiative, seen=3, by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotAllowed):
            review.validate(initiative, seen=4, by=cast.actor("minh"), at=NOW)
        review.validate(initiative, seen=4, by=cast.actor("yen"), at=NOW)

    def test_who_confirmed_for_the_union_cannot_also_decide(self, cast: Cast) -> None:
        initiative = cast.confirmed_in_its_place()

        with pytest.raises(NotAllowed):
            review.validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)
        review.validate(initiative, seen=2, by=cast.actor("yen"), at=NOW)

    def test_the_officer_of_another_union_finds_nothing(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        with pytest.raises(NotAllowed):
            review.validate(initiative, seen=2, by=cast.actor("thao"), at=NOW)


class TestReview:
    def test_the_second_of_two_reviewers_is_told_and_nothing_is_overwritten(self, cast: Cast) -> None:
        initiative = cast.confirmed()
        review.validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(Stale) as no:
            review.refuse(initiative, reasons=[_reason()], seen=2, by=cast.actor("yen"), at=NOW)

        assert "Phạm Văn Minh" in no.value.problems[0].text
        assert cast.again(initiative).state == State.VALID

    def test_a_return_without_a_reason_is_impossible(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            review.send_back(cast.confirmed(), reasons=[], seen=2, by=cast.actor("minh"), at=NOW)

    def test_a_returned_dossier_is_completed_and_found_valid(self, cast: Cast) -> None:
        returned = cast.returned()
        lan = cast.actor("lan")
        draft = actions.start_correction(returned, by=lan, at=NOW)

        actions.resubmit(draft, cast.content(benefit_method="11 giây × 1.000 túi"), by=lan, at=NOW)

        again = cast.again(returned)
        assert again.state == State.SUBMITTED
        assert again.events.order_by("pk").last().detail["changed"]["benefit_method"][1] == "11 giây × 1.000 túi"
        review.confirm(again, seen=again.version, by=cast.actor("mai"), at=NOW)
        review.validate(again, seen=again.version + 1, by=cast.actor("minh"), at=NOW)
        assert _province(cast).valid == 1

    def test_a_dossier_is_completed_with_a_decision_of_a_later_day(self, cast: Cast) -> None:
        returned, later = cast.returned(), NOW + timedelta(days=6)
        lan = cast.actor("lan", on=later.date())
        draft = actions.start_correction(returned, by=lan, at=later)
        recognition = replace(cast.content().recognition, on=date(2022, 5, 20))

        actions.resubmit(draft, cast.content(recognition=recognition), by=lan, at=later)

        assert cast.again(returned).recognised_on == date(2022, 5, 20)

    def test_not_recognised_yet_may_be_sent_but_is_not_found_valid(self, cast: Cast) -> None:
        initiative = cast.confirmed(recognition=Recognition(form="not_yet"))

        with pytest.raises(NotPossible) as no:
            review.validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)
        assert no.value.problems[0].code == "not_recognised"

    def test_a_duplicate_names_the_record_it_doubles(self, cast: Cast) -> None:
        original, double = cast.valid(), cast.confirmed()

        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)

        assert cast.again(double).duplicate_of == original
        assert (_province(cast).submitted, _province(cast).valid) == (2, 1)

    def test_a_rerouted_dossier_leaves_the_old_unions_count_and_enters_the_new(self, cast: Cast) -> None:
        initiative = cast.submitted()

        review.reroute(initiative, to=cast.unit("CS-HTX-PHUOC-HAU"), seen=1, by=cast.actor("mai"), at=NOW)

        assert cast.again(initiative).superior.code == "LDLD-NINH-PHUOC"
        assert [_of(cast, code).submitted for code in ("CD-KCN", "LDLD-NINH-PHUOC", "LDLD-NINH-THUAN")] == [
            0,
            1,
            1,
        ]

    def test_a_record_that_others_doubled_stays(self, cast: Cast) -> None:
        original, double = cast.confirmed(), cast.confirmed()
        review.mark_duplicate(double, of=original, seen=2, by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.withdraw(original, seen=2, by=cast.actor("lan"), at=NOW)
        assert no.value.problems[0].code == "has_duplicates"

    def test_a_dossier_whose_union_has_moved_can_be_sent_on_to_the_new_superior(self, cast: Cast) -> None:
        initiative, later = cast.submitted(), NOW + timedelta(days=3)
        unit, phuoc = cast.unit("CS-MAY-TIEN-THUAN"), cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=phuoc, since=date(2022, 5, 20), by=None, at=NOW)

        review.reroute(initiative, to=unit, seen=1, by=cast.actor("mai", on=later.date()), at=later)

        assert cast.again(initiative).superior == phuoc

    def test_the_author_can_withdraw_and_the_count_goes_back(self, cast: Cast) -> None:
        initiative = cast.submitted()

        actions.withdraw(initiative, seen=1, by=cast.actor("lan"), at=NOW)

        assert _province(cast).submitted == 0


def _province(cast: Cast) -> Figures:
    return _of(cast, "LDLD-NINH-THUAN")


def _of(cast: Cast, code: str) -> Figures:
    return figures(cast.unit(code), programme=cast.programme, phase=cast.phase, as_of=date(2022, 5, 18))


def _by_mai() -> tuple[AuthorEntry, ...]:
    return (AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),)


def _reason() -> review.Reason:
    return review.Reason("ip_protected", "Giải pháp đang được bảo hộ.")
