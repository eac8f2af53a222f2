"""The tree changes by decisions: what was counted stays, what is open goes on, and a slip can be taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.actions import fold
from sangkien.counting.queries import View
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation, Placement, Succession
from sangkien.organisations.queries import chain, children, members
from sangkien.reforms.actions import Refused, apply, bring_about, preview, take_back
from sangkien.reforms.models import Reform, Trace
from sangkien.reforms.tests.plans import KHANH_HOA, create, plan
from sangkien.review import actions as review
from sangkien.review.again import appeal
from sangkien.review.queries import queue
from sangkien.statistics.figures import figures, people
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

EFFECTIVE = date(2022, 6, 1)
EVE = date(2022, 5, 31)
MIDNIGHT = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)
LATER = MIDNIGHT + timedelta(days=1, hours=9)
ALONE: dict[str, Any] = {"by": None, "at": NOW}


def valid(cast: Cast, code: str, *, on: date, view: View = View.AS_THEN) -> int:
    unit = cast.unit(code)
    return figures(unit, programme=cast.programme, phase=cast.phase, as_of=on, view=view).valid


class TestTheReformOf2025InSmall:
    def test_leaves_the_figures_as_they_were_then_and_restates_them_within_the_new_province(self, cast: Cast) -> None:
        cast.valid()
        fold()
        cast.valid()

        apply(plan(*KHANH_HOA), **ALONE)

        for day in (EVE, EFFECTIVE):
            assert valid(cast, "LDLD-NINH-THUAN", on=day) == 2
            assert valid(cast, "LDLD-KHANH-HOA", on=day) == 0
            assert {valid(cast, "TLD", on=day, view=view) for view in View} == {2}
        assert valid(cast, "LDLD-NINH-THUAN", on=EVE, view=View.RESTATED) == 2
        assert valid(cast, "LDLD-KHANH-HOA", on=EFFECTIVE, view=View.RESTATED) == 2
        assert valid(cast, "CD-XA-22780", on=EFFECTIVE, view=View.RESTATED) == 2

    def test_counts_the_people_the_same_way(self, cast: Cast) -> None:
        cast.valid()
        apply(plan(*KHANH_HOA), **ALONE)

        asked: dict[str, Any] = {"programme": cast.programme, "phase": cast.phase, "as_of": EFFECTIVE}
        assert people(cast.unit("LDLD-NINH-THUAN"), **asked) == 1
        assert people(cast.unit("LDLD-KHANH-HOA"), view=View.RESTATED, **asked) == 1
        assert people(cast.unit("LDLD-NINH-THUAN"), view=View.RESTATED, **asked) == 0

    def test_holds_from_midnight_of_its_day(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)

        factory = cast.unit("CS-MAY-TIEN-THUAN")
        assert [link.code for link in chain(factory, EVE)][1:3] == ["CD-KCN", "LDLD-NINH-THUAN"]
        assert [link.code for link in chain(factory, EFFECTIVE)][1:3] == ["CD-XA-22780", "LDLD-KHANH-HOA"]
        assert members(cast.unit("LDLD-KHANH-HOA"), EFFECTIVE) == members(cast.unit("LDLD-NINH-THUAN"), EVE) == 5617
        assert not children(cast.unit("LDLD-NINH-THUAN"), EFFECTIVE)

    def test_sends_what_is_written_after_midnight_to_the_new_superior(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)

        before = cast.submitted(at=MIDNIGHT - timedelta(seconds=1))
        after = cast.submitted(at=MIDNIGHT)

        assert (before.superior.code, after.superior.code) == ("CD-KCN", "CD-XA-22780")
        assert cast.chain_of(after)[1:] == ["CD-XA-22780", "LDLD-KHANH-HOA", "TLD"]


class TestOpenDossiers:
    def test_move_to_the_new_desk_on_the_day_and_say_why(self, cast: Cast) -> None:
        waiting, returned, done = cast.confirmed(), cast.returned(), cast.valid()
        apply(plan(*KHANH_HOA), **ALONE)
        assert cast.again(waiting).superior.code == "CD-KCN"
        assert bring_about(at=MIDNIGHT - timedelta(seconds=1)) == 0

        assert bring_about(at=MIDNIGHT) == 1

        for dossier in (waiting, returned):
            moved = cast.again(dossier)
            assert (moved.superior.code, moved.state, moved.version) == (
                "CD-XA-22780",
                dossier.state,
                dossier.version + 1,
            )
            assert cast.chain_of(moved)[1] == "CD-KCN"
            assert moved.events.order_by("pk").last().detail["decision"] == "QD-1"
        assert cast.again(done).superior.code == "CD-KCN"
        assert bring_about(at=LATER) == 0

    def test_can_be_decided_there_and_count_where_they_were_sent(self, cast: Cast) -> None:
        waiting = cast.confirmed()
        apply(plan(*KHANH_HOA), **ALONE)
        bring_about(at=MIDNIGHT)
        new = cast.unit("CD-XA-22780")
        appoint(cast.person("thao"), role=Role.REVIEWER, organisation=new, since=EFFECTIVE, by=None, at=NOW)

        moved, thao = cast.again(waiting), cast.actor("thao", on=LATER.date(), role=Role.REVIEWER)
        assert list(queue(thao)) == [moved]
        review.validate(moved, seen=moved.version, by=thao, at=LATER)

        assert valid(cast, "LDLD-NINH-THUAN", on=LATER.date()) == 1
        assert valid(cast, "LDLD-KHANH-HOA", on=LATER.date(), view=View.RESTATED) == 1

    def test_of_a_union_that_was_taken_over_wait_for_its_heir(self, cast: Cast) -> None:
        waiting = cast.submitted()
        apply(plan({"merge": {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN"}}), **ALONE)
        kim = cast.actor("kim", on=EFFECTIVE)

        assert list(queue(kim)) == [waiting]  # from the first second, before anything was moved
        bring_about(at=MIDNIGHT)
        moved = cast.again(waiting)
        assert (moved.unit.code, moved.state) == ("CS-HAEMIN", State.SUBMITTED)
        review.confirm(moved, seen=moved.version, by=kim, at=MIDNIGHT)
        assert submitted(cast, "CS-MAY-TIEN-THUAN", on=EFFECTIVE) == 1
        assert submitted(cast, "CS-HAEMIN", on=EFFECTIVE, view=View.RESTATED) == 1

    def test_on_the_desk_of_a_third_union_that_ends_go_to_whoever_stands_for_it_and_come_back(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        refused = cast.refused()
        appeal(refused, "Chưa ai bảo hộ.", seen=refused.version, by=cast.actor("lan"), at=NOW)
        assert cast.again(refused).desk.code == "LDLD-NINH-THUAN"

        due, counted = cast.again(refused).due_on, cast.again(refused).version
        apply(plan(*KHANH_HOA), by=None, at=MIDNIGHT)

        moved = cast.again(refused)
        assert (moved.superior.code, moved.desk.code, moved.due_on) == ("CD-XA-22780", "LDLD-KHANH-HOA", due)
        assert moved.version == counted + 2
        take_back(Reform.objects.get(), by=None, at=LATER)
        assert cast.again(refused).desk.code == "LDLD-NINH-THUAN"

    def test_of_a_union_whose_members_left_go_to_the_superior(self, cast: Cast) -> None:
        waiting = cast.submitted()
        apply(plan({"dissolve": {"units": ["CS-MAY-TIEN-THUAN"], "members": "leave"}}), **ALONE)

        bring_about(at=MIDNIGHT)

        moved = cast.again(waiting)
        assert (moved.superior.code, moved.state) == ("CD-KCN", State.REVIEWING)
        assert list(queue(cast.actor("minh", on=EFFECTIVE, role=Role.REVIEWER))) == [moved]

    def test_entered_late_count_where_they_belonged_from_today_on(self, cast: Cast) -> None:
        """The decision of 1 June is entered on 2 June; in between Lan has sent one."""
        sent = cast.valid(at=MIDNIGHT + timedelta(hours=8))
        fold()

        outcome = apply(plan(*KHANH_HOA), by=None, at=LATER)

        assert outcome.rebooked == 1
        both = ("LDLD-NINH-THUAN", "LDLD-KHANH-HOA")
        assert [submitted(cast, code, on=EFFECTIVE) for code in both] == [1, 0]  # what was published that evening
        assert [submitted(cast, code, on=LATER.date()) for code in both] == [0, 1]
        assert cast.chain_of(cast.again(sent))[1] == "CD-XA-22780"


def submitted(cast: Cast, code: str, *, on: date, view: View = View.AS_THEN) -> int:
    unit = cast.unit(code)
    return figures(unit, programme=cast.programme, phase=None, as_of=on, view=view).submitted


class TestPeopleInCharge:
    def test_lose_their_office_with_their_union(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)

        assert cast.actor("yen", on=EVE).hat is not None
        assert cast.actor("yen", on=EFFECTIVE).hat is None
        assert cast.actor("dong", on=EFFECTIVE).hat is None

    def test_take_it_along_where_the_decision_says_so(self, cast: Cast) -> None:
        merge = {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN", "people": "move"}
        apply(plan({"merge": merge}), **ALONE)

        assert cast.actor("mai", on=EVE).office.code == "CS-MAY-TIEN-THUAN"
        assert cast.actor("mai", on=EFFECTIVE).office.code == "CS-HAEMIN"

    def test_of_the_heir_see_what_came_before_them(self, cast: Cast) -> None:
        done = cast.valid()
        apply(plan(*KHANH_HOA), **ALONE)
        khanh_hoa = cast.unit("LDLD-KHANH-HOA")
        appoint(cast.person("hung"), role=Role.LEADER, organisation=khanh_hoa, since=EFFECTIVE, by=None, at=NOW)

        from sangkien.initiatives.rules import SEE

        assert cast.actor("hung", on=EFFECTIVE).may(SEE, done)
        assert not cast.actor("dong", on=EFFECTIVE).may(SEE, done)


class TestARehearsal:
    def test_says_what_would_come_of_it_and_changes_nothing(self, cast: Cast) -> None:
        waiting = cast.confirmed()
        rows = Placement.objects.count()

        outcome = preview(plan(*KHANH_HOA), **ALONE)

        carried = outcome.carried
        assert (carried.founded, carried.changed, carried.ended, carried.offices_ended) == (3, 5, 4, 6)
        assert outcome.dossiers.total() == 1
        assert outcome.before == outcome.after != []
        assert (Placement.objects.count(), Reform.objects.count(), Trace.objects.count()) == (rows, 0, 0)
        assert cast.again(waiting).version == waiting.version

    def test_of_what_is_done_already_finds_nothing_to_do(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)

        again = apply(plan(*KHANH_HOA), **ALONE)

        assert (again.carried.founded, again.carried.changed, again.carried.unchanged) == (0, 0, 7)

    def test_does_not_take_one_decision_for_another(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)

        with pytest.raises(NotPossible) as no:
            apply(plan(create("CS-NEW", "CD-KCN", "GRASSROOTS")), **ALONE)

        assert [problem.code for problem in no.value.problems] == ["other_plan"]


class TestTakingBack:
    def test_puts_everything_back(self, cast: Cast) -> None:
        waiting, before = cast.confirmed(), picture()
        apply(plan(*KHANH_HOA), by=None, at=MIDNIGHT)
        assert picture() != before

        take_back(Reform.objects.get(), by=None, at=LATER)

        assert picture() == before
        assert cast.again(waiting).superior.code == "CD-KCN"
        assert cast.actor("yen", on=LATER.date()).hat is not None
        assert not Organisation.objects.filter(code="LDLD-KHANH-HOA").exists()

    def test_can_be_done_anew(self, cast: Cast) -> None:
        apply(plan(*KHANH_HOA), **ALONE)
        after = picture()
        take_back(Reform.objects.get(), **ALONE)

        apply(plan(*KHANH_HOA), **ALONE)

        assert len(picture()) == len(after)
        assert Reform.objects.get().taken_back_at is None

    @pytest.mark.parametrize(
        ("since", "why"),
        [
            (lambda cast: cast.submitted(at=LATER), "sent_since"),
            (lambda cast: apply(plan(NEW_NAME, code="QD-2"), by=None, at=LATER), "later_reform"),
            (lambda cast: reviewer_of_the_commune(cast), "still_used"),
        ],
    )
    def test_is_refused_once_something_depends_on_it(self, cast: Cast, since: Any, why: str) -> None:
        apply(plan(*KHANH_HOA), by=None, at=MIDNIGHT)
        since(cast)
        before = picture()

        with pytest.raises(NotPossible) as no:
            take_back(Reform.objects.get(code="QD-1"), by=None, at=LATER + timedelta(hours=1))

        assert why in [problem.code for problem in no.value.problems]
        assert picture() == before

    def test_is_refused_once_a_moved_dossier_was_dealt_with(self, cast: Cast) -> None:
        waiting = cast.submitted()
        apply(plan(*KHANH_HOA), by=None, at=MIDNIGHT)
        moved = cast.again(waiting)
        review.confirm(moved, seen=moved.version, by=cast.actor("mai", on=EFFECTIVE), at=MIDNIGHT)

        with pytest.raises(NotPossible) as no:
            take_back(Reform.objects.get(), by=None, at=LATER)

        assert [problem.code for problem in no.value.problems] == ["dealt_with"]


NEW_NAME = {"rename": {"unit": "CD-XA-22780", "name": "Tên mới"}}


def reviewer_of_the_commune(cast: Cast) -> None:
    commune, thao = cast.unit("CD-XA-22780"), cast.person("thao")
    appoint(thao, role=Role.REVIEWER, organisation=commune, since=EFFECTIVE, by=None, at=LATER)


def picture() -> list[Any]:
    """All that the tree is made of."""
    placed = Placement.objects.order_by("organisation__code", "valid")
    return [
        *Organisation.objects.order_by("code").values_list("code", flat=True),
        *placed.values_list("organisation__code", "parent__code", "valid"),
        *Succession.objects.order_by("pk").values_list("organisation__code", "successor__code", "since"),
    ]


SAME_NAME = {
    "unit": "CD-KCN",
    "name": "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
    "short_name": "CĐ Các KCN",
}


class TestWhatCannotBeDone:
    @pytest.mark.parametrize(
        ("operation", "code"),
        [
            ({"merge": {"units": ["CD-KCN"], "into": "CD-KCN"}}, "into_itself"),
            ({"split": {"unit": "CD-KCN", "into": ["CD-KCN"]}}, "into_itself"),
            ({"merge": {"units": ["NOBODY"], "into": "CD-KCN"}}, "unknown_code"),
            ({"merge": {"units": ["CD-KCN"], "into": "NOBODY"}}, "unknown_code"),
            ({"move": {"units": ["LDLD-NINH-THUAN"], "to": "CD-KCN"}}, "below_itself"),
            ({"move": {"units": ["CS-HAEMIN"], "to": "CS-MAY-TIEN-THUAN"}}, "cannot_hang"),
            ({"dissolve": {"units": ["TLD"], "members": "leave"}}, "no_superior"),
            ({"dissolve": {"units": {"under": ["CS-HAEMIN"]}, "members": "leave"}}, "nothing_selected"),
            (create("CD-KCN", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES"), "code_taken"),
            (create("CS-NEW", "CD-KCN", "GUILD"), "unknown_kind"),
            ({"rename": SAME_NAME}, "no_change"),
            ({"move_by_commune": {"units": ["CS-HTX-PHUOC-HAU"], "map": {}, "to": "CD-XA-{commune}"}}, "no_commune"),
        ],
    )  # fmt: skip
    def test_is_said_in_words_and_changes_nothing(self, cast: Cast, operation: dict[str, Any], code: str) -> None:
        before = picture()

        with pytest.raises(Refused) as no:
            apply(plan(create("CS-FIRST", "CD-KCN", "GRASSROOTS"), operation), **ALONE)

        assert code in [problem.code for problem in no.value.problems]
        assert all(problem.text for problem in no.value.problems)
        assert no.value.number == 2
        assert picture() == before

    def test_before_a_union_existed(self, cast: Cast) -> None:
        with pytest.raises(Refused) as no:
            apply(plan({"dissolve": {"units": ["CS-HAEMIN"], "members": "leave"}}, effective="1990-01-01"), **ALONE)

        assert {problem.code for problem in no.value.problems} == {"does_not_exist"}

    def test_beyond_the_reach_of_an_office(self, cast: Cast) -> None:
        province = cast.unit("LDLD-NINH-THUAN")
        appoint(cast.person("hung"), role=Role.ADMINISTRATOR, organisation=province, since=EVE, by=None, at=NOW)
        hung = cast.actor("hung", on=EVE)

        with pytest.raises(NotAllowed):
            apply(plan(*KHANH_HOA), by=hung, at=MIDNIGHT - timedelta(hours=1))
        apply(plan({"move": {"units": ["CS-HAEMIN"], "to": "LDLD-NINH-PHUOC"}}), by=hung, at=MIDNIGHT)

        with pytest.raises(NotAllowed):
            take_back(Reform.objects.get(), by=cast.actor("dong", on=EVE), at=MIDNIGHT)


def test_a_part_may_be_split_off_and_the_union_goes_on(cast: Cast) -> None:
    split = {"unit": "CD-KCN", "into": ["CD-KCN-2"], "children": {"CS-HAEMIN": "CD-KCN-2"}}

    apply(plan(create("CD-KCN-2", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES"), {"split": split}), **ALONE)

    assert [unit.code for unit in children(cast.unit("CD-KCN-2"), EFFECTIVE)] == ["CS-HAEMIN"]
    assert Organisation.objects.on(EFFECTIVE).filter(code="CD-KCN").exists()


def test_a_union_may_be_divided_and_one_part_takes_over_its_records(cast: Cast) -> None:
    cast.valid()
    split = {"unit": "CD-KCN", "into": ["KCN-1", "KCN-2"], "heir": "KCN-1", "children": {"CS-HAEMIN": "KCN-2"}}
    new = [create(code, "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES") for code in ("KCN-1", "KCN-2")]

    apply(plan(*new, {"split": split}), **ALONE)

    assert [unit.code for unit in children(cast.unit("KCN-1"), EFFECTIVE)] == ["CS-BQL-KCN", "CS-MAY-TIEN-THUAN"]
    assert valid(cast, "KCN-1", on=EFFECTIVE, view=View.RESTATED) == 1
    assert not Organisation.objects.on(EFFECTIVE).filter(code="CD-KCN").exists()


def test_a_draft_of_a_union_that_was_taken_over_is_sent_to_its_heir(cast: Cast) -> None:
    apply(plan({"merge": {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN"}}), **ALONE)

    sent: Initiative = cast.submitted(at=LATER)

    assert sent.unit.code == "CS-HAEMIN"


def test_a_part_that_comes_back_the_day_it_was_to_leave_never_left(cast: Cast) -> None:
    split = {"unit": "CD-KCN", "into": ["CD-KCN-2"], "children": {"CS-HAEMIN": "CD-KCN-2"}}
    new = create("CD-KCN-2", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES")
    apply(plan(new, code="QD-0", effective="2022-05-25"), **ALONE)

    apply(plan({"split": split}, {"merge": {"units": ["CD-KCN-2"], "into": "CD-KCN"}}), **ALONE)

    assert [row.organisation.code for row in Succession.objects.select_related("organisation")] == ["CD-KCN-2"]
    assert "CS-HAEMIN" in [unit.code for unit in children(cast.unit("CD-KCN"), EFFECTIVE)]
