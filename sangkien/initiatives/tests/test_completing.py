"""Completing and withdrawing a dossier that was sent."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.accounts.actions import vouch
from sangkien.base.days import VIETNAM, day_of
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.counting.models import Measure
from sangkien.initiatives import actions
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.tests.sending import HUNG, LAN, codes, figures
from tests.cast import NOW, Cast


class TestStartCorrection:
    def test_remembers_the_version_it_saw(self, cast: Cast) -> None:
        returned = cast.returned()

        draft = actions.start_correction(returned, by=cast.actor("lan"), at=NOW)

        assert (draft.correcting, draft.seen_version, draft.programme) == (returned, 3, cast.programme)

    def test_goes_on_with_the_same_draft(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan")

        first = actions.start_correction(returned, by=lan, at=NOW)
        actions.save_step(first, step="thay-doi", answers={"title": "hai"}, by=lan, at=NOW)
        second = actions.start_correction(returned, by=lan, at=NOW + timedelta(hours=1))

        assert second == first
        assert second.answers == {"thay-doi": {"title": "hai"}}

    def test_after_a_second_return_begins_anew(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan")
        first = actions.start_correction(returned, by=lan, at=NOW)
        Initiative.objects.filter(pk=returned.pk).update(version=9)

        assert actions.start_correction(cast.again(returned), by=lan, at=NOW) != first

    @pytest.mark.parametrize("who", ["hung", "mai", "minh", "dong", "ha"])
    def test_is_the_authors_alone(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            actions.start_correction(cast.returned(), by=cast.actor(who), at=NOW)

    def test_of_what_was_not_returned_is_not_possible(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.start_correction(cast.submitted(), by=cast.actor("lan"), at=NOW)

        assert codes(no) == ["wrong_moment"]


class TestResubmit:
    def completed(self, cast: Cast, returned: Initiative, at: datetime = NOW, **changes: Any) -> Initiative:
        lan = cast.actor("lan", on=day_of(at))
        draft = actions.start_correction(returned, by=lan, at=at)
        return actions.resubmit(draft, cast.content(**changes), by=lan, at=at)

    def test_goes_back_to_the_union_and_forgets_its_earlier_word(self, cast: Cast) -> None:
        again = cast.again(self.completed(cast, cast.returned(), title="Đồ gá may túi, bản đã sửa"))

        assert (again.state, again.confirmed_by, again.version) == (State.SUBMITTED, None, 4)
        assert (again.title, again.folded_title) == ("Đồ gá may túi, bản đã sửa", "do ga may tui ban da sua")

    def test_counts_it_once_as_sent_and_no_longer_as_returned(self, cast: Cast) -> None:
        returned = cast.returned()
        assert figures(cast) == {Measure.SUBMITTED: 1, Measure.RETURNED: 1}

        self.completed(cast, returned)

        assert figures(cast) == {Measure.SUBMITTED: 1}

    def test_says_in_the_history_what_was_changed_from_what_to_what(self, cast: Cast) -> None:
        sent = self.completed(cast, cast.returned(), benefit_vnd=90_000_000, authors=(LAN, HUNG))

        changed = sent.events.get(verb="resubmit").detail["changed"]
        assert changed == {
            "benefit_vnd": ["120000000", "90000000"],
            "authors": ["Nguyễn Thị Lan 100%", "Nguyễn Thị Lan 60%; Võ Văn Hùng 40%"],
        }

    def test_keeps_the_day_and_the_phase_in_which_it_was_first_sent(self, cast: Cast) -> None:
        returned = cast.returned(at=datetime(2022, 5, 31, 9, 0, tzinfo=VIETNAM))

        again = cast.again(self.completed(cast, returned, at=datetime(2022, 6, 20, 9, 0, tzinfo=VIETNAM)))

        assert again.phase == cast.phase
        assert day_of(again.submitted_at) == date(2022, 5, 31)

    def test_still_is_possible_when_the_programme_has_closed_meanwhile(self, cast: Cast) -> None:
        returned = cast.returned(at=datetime(2023, 8, 31, 9, 0, tzinfo=VIETNAM))

        again = self.completed(cast, returned, at=datetime(2023, 9, 20, 9, 0, tzinfo=VIETNAM))

        assert again.state == State.SUBMITTED

    def test_may_go_to_another_union(self, cast: Cast) -> None:
        again = self.completed(cast, cast.returned(), unit=cast.unit("CS-HTX-PHUOC-HAU").pk)

        assert (again.unit.code, again.superior.code) == ("CS-HTX-PHUOC-HAU", "LDLD-NINH-PHUOC")
        assert (figures(cast), figures(cast, "CS-HTX-PHUOC-HAU")) == ({}, {Measure.SUBMITTED: 1})

    def test_after_it_was_sent_on_stays_with_the_union_it_was_sent_on_to(self, cast: Cast) -> None:
        moved = cast.submitted(unit=cast.unit("CS-HTX-PHUOC-HAU").pk)
        Initiative.objects.filter(pk=moved.pk).update(state=State.RETURNED)

        again = self.completed(cast, cast.again(moved), unit=cast.unit("CS-HTX-PHUOC-HAU").pk)

        assert (again.unit.code, again.superior.code) == ("CS-HTX-PHUOC-HAU", "LDLD-NINH-PHUOC")

    def test_twice_makes_one_step(self, cast: Cast) -> None:
        lan, returned = cast.actor("lan"), cast.returned()
        draft = actions.start_correction(returned, by=lan, at=NOW)
        content = cast.content(title="Đồ gá may túi, bản đã sửa")

        first = actions.resubmit(draft, content, by=lan, at=NOW)
        second = actions.resubmit(draft, content, by=lan, at=NOW)

        assert (second, cast.again(second).version) == (first, 4)

    def test_of_other_words_under_the_same_draft_is_refused(self, cast: Cast) -> None:
        lan, returned = cast.actor("lan"), cast.returned()
        draft = actions.start_correction(returned, by=lan, at=NOW)
        actions.resubmit(draft, cast.content(), by=lan, at=NOW)

        with pytest.raises(NotPossible) as no:
            actions.resubmit(draft, cast.content(title="Một tên khác hẳn"), by=lan, at=NOW)

        assert codes(no) == ["already_sent"]

    def test_of_what_a_co_author_has_completed_meanwhile_is_stale(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
        returned = cast.returned(authors=(LAN, HUNG))
        mine = actions.start_correction(returned, by=cast.actor("lan"), at=NOW)
        his = actions.start_correction(returned, by=cast.actor("hung"), at=NOW)
        content = cast.content(authors=(LAN, HUNG))
        actions.resubmit(his, content, by=cast.actor("hung"), at=NOW)

        with pytest.raises(Stale) as no:
            actions.resubmit(mine, content, by=cast.actor("lan"), at=NOW)

        assert "Võ Văn Hùng" in no.value.problems[0].text

    def test_says_all_that_is_missing_and_changes_nothing(self, cast: Cast) -> None:
        returned = cast.returned()

        with pytest.raises(NotPossible) as no:
            self.completed(cast, returned, title="", authors=())

        assert codes(no) == ["no_title", "no_author"]
        assert (cast.again(returned).state, cast.again(returned).version) == (State.RETURNED, 3)

    def test_of_a_draft_that_completes_nothing_is_not_allowed(self, cast: Cast) -> None:
        draft = actions.start_draft(cast.programme, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotAllowed):
            actions.resubmit(draft, cast.content(), by=cast.actor("lan"), at=NOW)


class TestWithdraw:
    def test_leaves_every_count_and_stays_in_the_history(self, cast: Cast) -> None:
        returned = cast.returned()

        actions.withdraw(returned, seen=3, by=cast.actor("lan"), at=NOW)

        assert figures(cast) == {}
        assert (cast.again(returned).state, cast.again(returned).closed_at) == (State.WITHDRAWN, NOW)
        assert returned.events.count() == 4

    def test_is_open_to_a_co_author_whom_a_union_has_vouched_for(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
        sent = cast.submitted(authors=(LAN, HUNG))

        actions.withdraw(sent, seen=1, by=cast.actor("hung"), at=NOW)

        assert cast.again(sent).state == State.WITHDRAWN

    def test_is_not_open_to_a_number_that_nobody_has_vouched_for(self, cast: Cast) -> None:
        sent = cast.submitted(authors=(LAN, HUNG))

        with pytest.raises(NotAllowed):
            actions.withdraw(sent, seen=1, by=cast.actor("hung"), at=NOW)

    @pytest.mark.parametrize("who", ["mai", "minh", "thao", "dong", "ha", "kim"])
    def test_is_not_open_to_officers(self, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            actions.withdraw(cast.submitted(), seen=1, by=cast.actor(who), at=NOW)

    def test_is_open_to_the_officer_who_entered_it(self, cast: Cast) -> None:
        sent = cast.submitted(by="mai")

        assert actions.withdraw(sent, seen=1, by=cast.actor("mai"), at=NOW).state == State.WITHDRAWN

    def test_after_a_verdict_is_not_possible(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.withdraw(cast.valid(), seen=3, by=cast.actor("lan"), at=NOW)

        assert codes(no) == ["wrong_moment"]

    def test_of_a_version_that_is_no_longer_is_stale(self, cast: Cast) -> None:
        with pytest.raises(Stale):
            actions.withdraw(cast.confirmed(), seen=1, by=cast.actor("lan"), at=NOW)
