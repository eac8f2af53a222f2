"""A dossier is merged into another, or goes to the union that it belongs to."""

from datetime import date, datetime

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.models import Measure
from sangkien.initiatives import actions as initiatives
from sangkien.initiatives.models import Initiative
from sangkien.organisations.actions import place
from sangkien.review import actions
from sangkien.review.models import Decision
from sangkien.review.tests.test_actions import UNCLEAR, codes, figures
from tests.cast import NOW, Cast


class TestMarkDuplicate:
    def mark(self, cast: Cast, dossier: Initiative, of: Initiative) -> Decision:
        return actions.mark_duplicate(dossier, of=of, seen=dossier.version, by=cast.actor("minh"), at=NOW)

    def test_stays_counted_as_sent_and_never_as_valid(self, cast: Cast) -> None:
        original, double = cast.valid(), cast.confirmed()

        self.mark(cast, double, original)

        assert figures(cast) == {
            Measure.SUBMITTED: 2,
            Measure.VALID: 1,
            Measure.GRASSROOTS: 1,
            Measure.DUPLICATE: 1,
        }

    def test_not_of_itself(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        with pytest.raises(NotPossible) as no:
            self.mark(cast, dossier, dossier)

        assert codes(no) == [("own_duplicate", "duplicate_of")]

    def test_not_of_a_duplicate(self, cast: Cast) -> None:
        original, double, third = cast.confirmed(), cast.confirmed(), cast.confirmed()
        self.mark(cast, double, original)

        with pytest.raises(NotPossible) as no:
            self.mark(cast, third, cast.again(double))

        assert codes(no) == [("not_a_record", "duplicate_of")]

    def test_not_of_a_withdrawn_one(self, cast: Cast) -> None:
        gone = initiatives.withdraw(cast.submitted(), seen=1, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotPossible) as no:
            self.mark(cast, cast.confirmed(), gone)

        assert codes(no) == [("not_a_record", "duplicate_of")]

    def test_not_of_a_refused_one_so_that_its_people_may_ask_for_another_look(self, cast: Cast) -> None:
        """Merged into a record that does not count, it would count nowhere, and nobody could appeal."""
        refused = cast.refused()

        with pytest.raises(NotPossible) as no:
            self.mark(cast, cast.confirmed(), refused)

        assert codes(no) == [("not_recognised_either", "duplicate_of")]

    def test_not_of_one_that_is_itself_found_to_double_this_one(self, cast: Cast) -> None:
        """Two records that each double the other would count for nothing."""
        one, other = cast.confirmed(), cast.confirmed()
        self.mark(cast, one, other)

        with pytest.raises(NotPossible) as no:
            self.mark(cast, other, cast.again(one))

        assert codes(no) == [("not_a_record", "duplicate_of")]

    def test_asks_how_the_other_record_stands_now_and_not_when_the_page_was_opened(self, cast: Cast) -> None:
        original, double = cast.confirmed(), cast.confirmed()
        initiatives.withdraw(original, seen=2, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotPossible) as no:
            self.mark(cast, double, original)

        assert codes(no) == [("not_a_record", "duplicate_of")]


class TestReroute:
    def test_goes_there_and_says_whence(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        decision = actions.reroute(
            dossier, to=cast.unit("CS-HTX-PHUOC-HAU"), seen=2, by=cast.actor("minh"), at=NOW, note="Anh làm ở đó."
        )

        now = cast.again(dossier)
        assert (now.unit.code, now.superior.code, now.confirmed_by) == ("CS-HTX-PHUOC-HAU", "LDLD-NINH-PHUOC", None)
        assert decision.event.detail == {"from_unit": "CS-MAY-TIEN-THUAN", "to_unit": "CS-HTX-PHUOC-HAU"}
        assert (figures(cast), figures(cast, "CS-HTX-PHUOC-HAU")) == ({}, {Measure.SUBMITTED: 1})

    def test_then_belongs_to_others(self, cast: Cast) -> None:
        dossier = cast.submitted()
        actions.reroute(dossier, to=cast.unit("CS-HTX-PHUOC-HAU"), seen=1, by=cast.actor("mai"), at=NOW)

        with pytest.raises(NotAllowed):
            actions.confirm(dossier, seen=2, by=cast.actor("mai"), at=NOW)
        actions.confirm(dossier, seen=2, by=cast.actor("thao"), at=NOW)

    def test_not_to_where_it_is(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            actions.reroute(cast.submitted(), to=cast.unit("CS-MAY-TIEN-THUAN"), seen=1, by=cast.actor("mai"), at=NOW)

        assert codes(no) == [("same_unit", "to_unit")]

    @pytest.mark.parametrize("code", ["CD-KCN", "LDLD-NINH-THUAN", "TLD"])
    def test_only_to_a_union_that_takes_dossiers(self, cast: Cast, code: str) -> None:
        with pytest.raises(NotPossible):
            actions.reroute(cast.submitted(), to=cast.unit(code), seen=1, by=cast.actor("mai"), at=NOW)

    def test_within_the_same_superior_moves_only_between_the_two_unions(self, cast: Cast) -> None:
        actions.reroute(cast.submitted(), to=cast.unit("CS-HAEMIN"), seen=1, by=cast.actor("mai"), at=NOW)

        assert (figures(cast), figures(cast, "CS-HAEMIN")) == ({}, {Measure.SUBMITTED: 1})

    def test_to_another_union_counts_in_the_tree_of_the_day_it_was_sent_on(self, cast: Cast) -> None:
        dossier, june = cast.submitted(), datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)
        unit, parent = cast.unit("CS-HAEMIN"), cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=parent, since=date(2022, 6, 1), by=None, at=NOW)

        actions.reroute(dossier, to=unit, seen=1, by=cast.actor("mai", on=june.date()), at=june)

        assert (cast.again(dossier).superior.code, cast.again(dossier).chain_on) == ("LDLD-NINH-PHUOC", june.date())

    def test_to_the_superior_its_union_hangs_under_now_it_counts_where_it_was_sent(self, cast: Cast) -> None:
        dossier, june = cast.submitted(), datetime(2022, 6, 2, 9, 0, tzinfo=VIETNAM)
        parent = cast.unit("LDLD-NINH-PHUOC")
        place(dossier.unit, parent=parent, since=date(2022, 6, 1), by=None, at=NOW)

        actions.reroute(dossier, to=dossier.unit, seen=1, by=cast.actor("mai", on=june.date()), at=june)

        assert cast.again(dossier).superior == parent
        assert cast.chain_of(cast.again(dossier))[1] == "CD-KCN"

    def test_after_a_return_and_completion_goes_its_whole_way(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        htx, thao = cast.unit("CS-HTX-PHUOC-HAU"), cast.actor("thao")
        actions.reroute(dossier, to=htx, seen=2, by=cast.actor("minh"), at=NOW)
        actions.confirm(dossier, seen=3, by=cast.actor("thao"), at=NOW)
        self.appoint_second_reviewer(cast)
        actions.send_back(dossier, reasons=[UNCLEAR], seen=4, by=cast.actor("hung"), at=NOW)
        draft = initiatives.start_correction(cast.told(dossier), by=cast.actor("lan"), at=NOW)

        initiatives.resubmit(draft, cast.content(unit=htx.pk), by=cast.actor("lan"), at=NOW)
        actions.confirm(dossier, seen=6, by=cast.actor("hung"), at=NOW)
        actions.validate(dossier, seen=7, by=thao, at=NOW)

        assert figures(cast, "CS-HTX-PHUOC-HAU") == {
            Measure.SUBMITTED: 1,
            Measure.VALID: 1,
            Measure.GRASSROOTS: 1,
        }

    def appoint_second_reviewer(self, cast: Cast) -> None:
        unit = cast.unit("LDLD-NINH-PHUOC")
        appoint(cast.person("hung"), role=Role.REVIEWER, organisation=unit, since=date(2022, 1, 1), by=None, at=NOW)
