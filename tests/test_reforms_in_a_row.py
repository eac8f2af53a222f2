"""Decisions one on top of another, entered late, taken back, touched by the wrong hands."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Appointment, Role
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.counting.actions import fold
from sangkien.counting.queries import View
from sangkien.initiatives import actions as initiatives
from sangkien.organisations.models import Organisation
from sangkien.reforms.actions import apply, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.tests.plans import create, plan
from sangkien.statistics.figures import figures
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

EFFECTIVE = date(2022, 6, 1)
MIDNIGHT = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)
LATER = MIDNIGHT + timedelta(days=1, hours=9)
ALONE: dict[str, Any] = {"by": None, "at": NOW}
AWAY = {"move": {"units": ["CS-MAY-TIEN-THUAN"], "to": "LDLD-NINH-PHUOC"}}
FURTHER = {"move": {"units": ["CS-MAY-TIEN-THUAN"], "to": "CDN-GIAO-DUC"}}
SPLIT = {"unit": "CD-KCN", "into": ["KCN-1", "KCN-2"], "heir": "KCN-1", "children": {"CS-HAEMIN": "KCN-2"}}


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def reform(code: str = "QD-1") -> Reform:
    return Reform.objects.get(code=code)


class TestTakenBackInTurn:
    def test_the_last_first(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        apply(plan(AWAY, code="A"), by=None, at=MIDNIGHT)
        apply(plan(FURTHER, code="B", effective="2022-06-02"), by=None, at=LATER)

        take_back(reform("B"), by=None, at=LATER + timedelta(hours=1))
        assert cast.again(dossier).superior.code == "LDLD-NINH-PHUOC"
        take_back(reform("A"), by=None, at=LATER + timedelta(hours=2))

        assert cast.again(dossier).superior.code == "CD-KCN"

    def test_not_the_first_while_the_second_stands_on_it(self, cast: Cast) -> None:
        apply(plan({"dissolve": {"units": ["CS-HAEMIN"], "members": "transfer"}}, code="A"), by=None, at=MIDNIGHT)
        merge = {"merge": {"units": ["CD-KCN"], "into": "LDLD-NINH-PHUOC"}}
        apply(plan(merge, code="B", effective="2022-06-02"), by=None, at=LATER)

        with pytest.raises(NotPossible) as no:
            take_back(reform("A"), by=None, at=LATER)

        assert codes(no) == ["later_reform"]

    def test_a_decision_entered_late_a_minute_later(self, cast: Cast) -> None:
        sent = cast.submitted(at=MIDNIGHT + timedelta(hours=8))
        apply(plan({"merge": {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN"}}), by=None, at=LATER)
        assert cast.chain_of(cast.again(sent))[0] == "CS-HAEMIN"

        take_back(reform(), by=None, at=LATER + timedelta(minutes=1))

        assert cast.chain_of(cast.again(sent)) == ["CS-MAY-TIEN-THUAN", "CD-KCN", "LDLD-NINH-THUAN", "TLD"]
        assert (cast.again(sent).unit.code, cast.again(sent).superior.code) == ("CS-MAY-TIEN-THUAN", "CD-KCN")
        seen = figures(cast.unit("CS-MAY-TIEN-THUAN"), programme=cast.programme, phase=None, as_of=LATER.date())
        assert seen.submitted == 1

    def test_not_once_something_is_booked_to_a_union_it_founded(self, cast: Cast) -> None:
        apply(
            plan(create("P-2", "TLD", "PROVINCIAL"), {"move": {"units": ["CD-KCN"], "to": "P-2"}}), by=None, at=MIDNIGHT
        )
        cast.submitted(at=LATER)

        with pytest.raises(NotPossible) as no:
            take_back(reform(), by=None, at=LATER)

        assert "still_used" in codes(no)
        assert fold() == 1


@pytest.mark.parametrize("end", ["dissolve", "merge"])
def test_a_union_does_not_end_before_a_change_that_is_written_down(cast: Cast, end: str) -> None:
    apply(plan(AWAY, code="A", effective="2022-08-15"), **ALONE)
    ending = {"dissolve": {"members": "leave"}, "merge": {"into": "CS-HAEMIN"}}[end]

    with pytest.raises(NotPossible) as no:
        apply(plan({end: {"units": ["CS-MAY-TIEN-THUAN"], **ending}}, code="B"), **ALONE)

    assert codes(no) == ["changed_later"]
    assert "15/08/2022" in no.value.problems[0].text


class TestInTheWrongHands:
    def test_nobody_without_the_office_enters_even_what_changes_nothing(self, cast: Cast) -> None:
        nothing = plan({"move": {"units": ["CS-HAEMIN"], "to": "CD-KCN"}})

        for login in ("lan", "minh", "dong"):
            with pytest.raises(NotAllowed):
                apply(nothing, by=cast.actor(login), at=NOW)
        with pytest.raises(NotPossible) as no:
            apply(nothing, by=cast.actor("ha"), at=NOW)

        assert codes(no) == ["no_change"]
        assert not Reform.objects.exists()

    def test_the_record_of_a_decision_taken_back_is_not_written_over(self, cast: Cast) -> None:
        apply(plan(AWAY), by=cast.actor("ha"), at=NOW)
        take_back(reform(), by=cast.actor("ha"), at=NOW)

        with pytest.raises(NotPossible) as no:
            apply(plan(FURTHER), by=cast.actor("ha"), at=NOW)

        assert codes(no) == ["other_plan"]


class TestAReturnedDossier:
    def test_is_completed_with_what_was_typed_before_it_moved(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan")
        draft = initiatives.start_correction(returned, by=lan, at=NOW)
        apply(plan(AWAY), by=None, at=MIDNIGHT)

        lan = cast.actor("lan", on=EFFECTIVE)
        assert initiatives.start_correction(cast.again(returned), by=lan, at=LATER) == draft
        draft.refresh_from_db()
        initiatives.resubmit(draft, cast.content(title="Đồ gá may túi, bản đã bổ sung"), by=lan, at=LATER)

        assert cast.again(returned).superior.code == "LDLD-NINH-PHUOC"

    def test_of_a_union_that_was_taken_over_goes_on_counting_where_it_was_sent(self, cast: Cast) -> None:
        returned, lan = cast.returned(), cast.actor("lan", on=EFFECTIVE)
        apply(plan({"merge": {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN"}}), **ALONE)

        draft = initiatives.start_correction(returned, by=lan, at=MIDNIGHT)  # before the worker came by
        initiatives.resubmit(draft, cast.content(), by=lan, at=MIDNIGHT)

        again = cast.again(returned)
        assert (again.unit.code, cast.chain_of(again)[0]) == ("CS-HAEMIN", "CS-MAY-TIEN-THUAN")


def test_nothing_is_lost_when_a_whole_branch_ends(cast: Cast) -> None:
    dossier = cast.confirmed()
    branch = ["CS-MAY-TIEN-THUAN", "CS-HAEMIN", "CS-BQL-KCN", "CS-THPT-AN-PHUOC", "CS-HTX-PHUOC-HAU"]
    branch += ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC", "LDLD-NINH-THUAN"]

    apply(plan({"dissolve": {"units": branch, "members": "leave", "to": "TLD"}}), by=None, at=MIDNIGHT)

    assert cast.again(dossier).superior.code == "TLD"


class TestAfterADivision:
    @pytest.fixture
    def divided(self, cast: Cast) -> None:
        new = [create(code, "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES") for code in ("KCN-1", "KCN-2")]
        apply(plan(*new, code="N", effective="2022-05-25"), **ALONE)
        apply(plan({"split": SPLIT}, code="A"), **ALONE)

    @pytest.mark.parametrize("day", ["2022-06-01", "2022-07-01"])
    def test_the_heir_may_merge_into_its_sister(self, cast: Cast, divided: None, day: str) -> None:
        apply(plan({"merge": {"units": ["KCN-1"], "into": "KCN-2"}}, code="B", effective=day), **ALONE)

        heirs = Organisation.objects.now_in(cast.unit("KCN-2"), on=date(2022, 7, 1)).values_list("code", flat=True)
        assert set(heirs) == {"CD-KCN", "KCN-1", "KCN-2"}

    def test_a_union_may_merge_into_what_came_out_of_it(self, cast: Cast) -> None:
        new = create("KCN-2", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES")
        part = {"unit": "CD-KCN", "into": ["KCN-2"], "children": {"CS-HAEMIN": "KCN-2"}}
        apply(plan(new, {"split": part}, code="A"), **ALONE)

        apply(plan({"merge": {"units": ["CD-KCN"], "into": "KCN-2"}}, code="B", effective="2022-07-01"), **ALONE)

        assert cast.unit("CD-KCN") in Organisation.objects.now_in(cast.unit("KCN-2"), on=date(2022, 7, 1))

    def test_only_its_own_children_go_to_the_parts(self, cast: Cast) -> None:
        part = {"unit": "CD-KCN", "into": ["KCN-2"], "children": {"CS-HTX-PHUOC-HAU": "KCN-2"}}

        with pytest.raises(NotPossible) as no:
            apply(plan(create("KCN-2", "LDLD-NINH-THUAN", "INDUSTRIAL_ZONES"), {"split": part}), **ALONE)

        assert codes(no) == ["not_its_own"]


def test_a_union_may_move_before_its_scheduled_end(cast: Cast) -> None:
    apply(plan({"merge": {"units": ["LDLD-NINH-PHUOC"], "into": "CD-KCN"}}, code="B", effective="2022-09-01"), **ALONE)

    apply(plan({"move": {"units": ["CS-HTX-PHUOC-HAU"], "to": "CDN-GIAO-DUC"}}, code="A"), **ALONE)

    assert cast.chain("CS-HTX-PHUOC-HAU", on=date(2022, 8, 31))[1] == cast.unit("CDN-GIAO-DUC").pk


class TestPeopleWhoseOfficeIsHandedOver:
    """Hùng holds the same office in the unions that merge into Haemin's, for different times."""

    MERGE = {"merge": {"units": ["CS-MAY-TIEN-THUAN", "CS-BQL-KCN"], "into": "CS-HAEMIN", "people": "move"}}

    @pytest.mark.parametrize(
        "held",
        [
            [("CS-MAY-TIEN-THUAN", "2021-01-01", None), ("CS-BQL-KCN", "2021-01-01", "2022-07-01")],
            [("CS-MAY-TIEN-THUAN", "2021-01-01", None), ("CS-HAEMIN", "2021-01-01", "2022-07-01")],
            [("CS-MAY-TIEN-THUAN", "2021-01-01", "2022-07-01"), ("CS-MAY-TIEN-THUAN", "2022-07-01", None)],
        ],
    )
    def test_keep_it_for_as_long_as_they_would_have(self, cast: Cast, held: list[tuple[str, str, str | None]]) -> None:
        hung = cast.person("hung")
        for code, since, until in held:
            end = date.fromisoformat(until) if until else None
            office = {"role": Role.GRASSROOTS_OFFICER, "organisation": cast.unit(code)}
            appoint(hung, since=date.fromisoformat(since), until=end, by=None, at=NOW, **office)

        apply(plan(self.MERGE), **ALONE)

        for day in (EFFECTIVE, date(2022, 6, 30), date(2022, 7, 1), date(2023, 1, 1)):
            [office] = Appointment.objects.on(day).filter(person=hung)
            assert office.organisation.code == "CS-HAEMIN"


def test_figures_of_the_heir_are_restated_whether_or_not_the_worker_came_by(cast: Cast) -> None:
    cast.valid()
    apply(plan({"merge": {"units": ["CS-MAY-TIEN-THUAN"], "into": "CS-HAEMIN"}}), **ALONE)
    asked: dict[str, Any] = {"programme": cast.programme, "phase": None, "as_of": EFFECTIVE, "view": View.RESTATED}

    assert figures(cast.unit("CS-HAEMIN"), **asked).valid == 1
