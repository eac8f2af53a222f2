"""Mai's list of recognised initiatives becomes dossiers: once, by the rules of the form, with a trace of who did it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.helping import credit_of
from sangkien.confirmations.models import AuthorLink
from sangkien.counting.models import Entry, Measure
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.intake import actions, queries
from sangkien.intake.models import Batch, RememberedHeading, Row
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.tests.listing import (
    HEADINGS,
    TITLES,
    after_one_step,
    brought,
    checked,
    done,
    entered,
    line,
    lines,
    undone,
    workbook,
)
from sangkien.intake.understanding import Field
from sangkien.jobs.actions import cancel, go_on
from sangkien.review import actions as review
from sangkien.similarity.actions import take_prints
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def piles(batch: Batch) -> dict[Pile, int]:
    return {pile: n for pile, n in queries.counts_of([batch])[batch.pk].items() if n}


def faults(batch: Batch) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in queries.faults_of(batch)]


class TestEntering:
    def test_the_list_of_a_decision_becomes_dossiers_of_the_union_in_one_go(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, lines())

        assert piles(batch) == {Pile.READY: 5}, faults(batch)
        batch = entered(cast, batch)

        assert (batch.state, piles(batch)) == (BatchState.ENTERED, {Pile.ENTERED: 5})
        dossiers = Initiative.objects.order_by("code")
        assert [one.title for one in dossiers] == TITLES
        first = dossiers[0]
        assert (first.unit.code, first.entered_by.username, first.state) == ("CS-MAY-TIEN-THUAN", "mai", "REVIEWING")
        assert (first.recognition_number, first.recognition_issuer) == ("41/QĐ-TT", "Công ty TNHH May Tiến Thuận")
        assert (first.benefit_vnd, first.benefit_period) == (120_000_000, "YEARLY")
        assert first.recognition_paper_id == batch.file_id

    def test_each_dossier_has_the_traces_of_one_that_a_person_sends(self, cast: Cast, tmp_path: Path) -> None:
        entered(cast, brought(cast, tmp_path, lines()[:1]))

        dossier = Initiative.objects.get()
        [event] = dossier.events.all()
        assert (event.verb, event.by.username, event.unit.code) == ("submit", "mai", "CS-MAY-TIEN-THUAN")
        assert Record.objects.filter(verb="initiative.submit", target_id=str(dossier.pk)).count() == 1
        assert Entry.objects.get(initiative_id=dossier.pk, measure=Measure.SUBMITTED).count == 1
        assert dossier.credited[0].full_name == "Võ Văn Hùng"

    def test_the_helper_is_credited_and_the_authors_are_asked_by_a_link(self, cast: Cast, tmp_path: Path) -> None:
        entered(cast, brought(cast, tmp_path, lines()))

        assert ask_authors(at=cast.now + timedelta(minutes=3)) > 0
        assert AuthorLink.objects.count() == 5
        assert credit_of(cast.person("mai")).entered == 5

    def test_the_same_file_a_second_time_enters_nothing(self, cast: Cast, tmp_path: Path) -> None:
        entered(cast, brought(cast, tmp_path, lines()))

        again = brought(cast, tmp_path, lines())

        assert piles(again) == {Pile.LEFT_OUT: 5}
        code = Initiative.objects.order_by("code")[0].code
        assert code in queries.faults_of(again)[0].message

    def test_a_corrected_file_enters_what_was_to_be_fixed_and_nothing_twice(self, cast: Cast, tmp_path: Path) -> None:
        wrong = lines()
        wrong[2][7] = "31/02/2022"
        batch = entered(cast, brought(cast, tmp_path, wrong))
        assert piles(batch) == {Pile.ENTERED: 4, Pile.TO_FIX: 1}

        path = workbook(tmp_path, [*reversed(lines())])
        batch = actions.bring_again(batch, path, "danh sach sua.xlsx", by=cast.actor("mai"), at=cast.now)
        batch = entered(cast, checked(cast, batch))

        assert piles(batch) == {Pile.ENTERED: 5}
        assert Initiative.objects.count() == 5

    def test_a_file_that_no_longer_has_an_entered_row_and_one_that_has_it_again(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        """Its line belongs to another row meanwhile, which keeps its own key."""
        batch = entered(cast, brought(cast, tmp_path, lines()[:1]))
        old = batch.rows.get()

        without = workbook(tmp_path, [line(1, TITLES[1], "Võ Văn Hùng", **{"Ngày áp dụng": "31/02/2022"})])
        batch = actions.bring_again(batch, without, "danh sach.xlsx", by=cast.actor("mai"), at=cast.now)
        new = batch.rows.get(pile=Pile.UNCHECKED)
        left = batch.rows.get(pk=old.pk)
        assert (left.pile, left.sheet, left.number, left.table) == (Pile.ENTERED, "", 0, 0)
        assert new.number == old.number

        both = workbook(tmp_path, lines()[:2])
        batch = actions.bring_again(batch, both, "danh sach.xlsx", by=cast.actor("mai"), at=cast.now)
        assert batch.rows.get(pk=old.pk).number == 7
        assert piles(entered(cast, checked(cast, batch))) == {Pile.ENTERED: 2}

    def test_what_was_put_away_is_not_entered(self, cast: Cast, tmp_path: Path) -> None:
        batch, mai = brought(cast, tmp_path, lines()), cast.actor("mai")
        actions.cancel(batch, by=mai, at=cast.now)

        with pytest.raises(NotPossible):
            actions.ask_to_enter(batch, by=mai, at=cast.now)

    def test_what_is_stopped_half_way_stays_and_the_rest_goes_on(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.intake.entering.AT_ONCE", 2)
        batch, mai = brought(cast, tmp_path, lines()), cast.actor("mai")
        job = actions.ask_to_enter(batch, by=mai, at=cast.now)

        after_one_step(job, lambda: cancel(job, by=mai, at=cast.now, heard=cast.now))

        assert piles(batch) == {Pile.ENTERED: 2, Pile.READY: 3}
        assert piles(entered(cast, batch)) == {Pile.ENTERED: 5}
        assert [one.title for one in Initiative.objects.order_by("code")] == TITLES

    def test_who_has_lost_the_office_meanwhile_enters_nothing(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, lines())
        job = actions.ask_to_enter(batch, by=cast.actor("mai"), at=cast.now)
        cast.person("mai").appointments.update(valid=DateRange(date(2021, 1, 1), cast.now.date()))

        ended = done(job, at=cast.now)

        assert (ended.state, "Phân công" in ended.failure) == ("FAILED", True)
        assert not Initiative.objects.exists()
        assert actions.ask_to_check(batch, by=cast.actor("minh"), at=cast.now).is_open  # it is open again

    def test_two_rows_that_became_the_same_do_not_keep_the_others_out(self, cast: Cast, tmp_path: Path) -> None:
        twice = [*lines(), line(6, TITLES[0], "Võ Văn Hùng")]
        batch = brought(cast, tmp_path, twice)
        assert piles(batch) == {Pile.READY: 5, Pile.DUPLICATE: 1}
        batch.rows.filter(pile=Pile.DUPLICATE).update(pile=Pile.READY, likes=[])

        batch = entered(cast, batch)

        assert piles(batch) == {Pile.ENTERED: 5, Pile.DUPLICATE: 1}
        assert batch.rows.get(pile=Pile.DUPLICATE).likes[0]["row"] == 7


class TestChecking:
    def test_a_row_that_is_made_like_a_later_one_is_suspected(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, lines())
        first = batch.rows.get(title=TITLES[0])

        first = actions.put_right(batch, first, {Field.TITLE: TITLES[3]}, by=cast.actor("mai"), at=cast.now)

        assert (first.pile, first.likes[0]["row"]) == (Pile.DUPLICATE, 10)

    def test_taking_in_costs_as_many_queries_for_one_row_as_for_five(self, cast: Cast, tmp_path: Path) -> None:
        batch, known, costs = brought(cast, tmp_path, lines()), {"by": cast.actor("mai"), "at": cast.now}, []
        keys = [row.pk for row in batch.rows.order_by("place")]
        for some in (keys[:1], keys):
            actions.leave_out(batch, some, **known)
            with CaptureQueriesContext(connection) as asked:
                assert actions.take_in(batch, some, **known) == len(some)
            costs.append(len(asked))

        assert costs[0] == costs[1]
        assert piles(batch) == {Pile.READY: 5}

    def test_each_fault_stands_at_its_cell(self, cast: Cast, tmp_path: Path) -> None:
        wrong = [
            line(1, "Ngắn"),
            line(2, TITLES[0], **{"Ngày áp dụng": "31/02/2022"}),
            line(3, TITLES[1], **{"Giá trị làm lợi (đồng/năm)": "126 ngàn USD"}),
            line(4, TITLES[2], **{"Lĩnh vực": "Chăn nuôi gà đồi"}),
            line(5, TITLES[3], **{"Ngày áp dụng": "1/3/2019"}),
        ]

        batch = brought(cast, tmp_path, wrong)

        assert piles(batch) == {Pile.TO_FIX: 5}
        told = {(fault.row, fault.column, fault.code) for fault in queries.faults_of(batch)}
        assert {(7, 1, "title_short"), (10, 4, "unknown_field"), (11, 7, "out_of_window")} <= told
        assert {(row, column) for row, column, _code in told} == {(7, 1), (8, 7), (9, 8), (10, 4), (11, 7)}

    def test_what_the_list_does_not_say_is_asked_and_may_be_said_once_for_all_rows(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        bare = [[n, title, "Nguyễn Thị Lan"] for n, title in enumerate(TITLES, start=1)]
        batch = brought(cast, tmp_path, bare, headings=["STT", "Tên sáng kiến", "Tác giả"])
        assert piles(batch) == {Pile.TO_FIX: 5}
        assert {code for _row, code in faults(batch)} >= {"no_kind", "no_field", "no_before", "no_after"}

        said = {
            "kind": "technical",
            "field": "production",
            "before": "Làm bằng tay, chậm.",
            "after": "Có đồ gá, nhanh hơn.",
            "applied_on": "2022-03-01",
            "benefit_kind": "NOT_COMPUTABLE",
        }
        batch = checked(cast, actions.say_of_all(batch, said, by=cast.actor("mai"), at=cast.now))

        assert piles(batch) == {Pile.READY: 5}, faults(batch)

    def test_a_wording_that_the_officer_explains_is_understood_in_every_row(self, cast: Cast, tmp_path: Path) -> None:
        strange = [line(n, title, **{"Lĩnh vực": "SXKD"}) for n, title in enumerate(TITLES, start=1)]
        batch = brought(cast, tmp_path, strange)
        assert piles(batch) == {Pile.TO_FIX: 5}

        said = {"terms": {"field": {"sxkd": "production"}}}
        batch = checked(cast, actions.say_of_all(batch, said, by=cast.actor("mai"), at=cast.now))

        assert piles(batch) == {Pile.READY: 5}, faults(batch)

    def test_a_row_put_right_in_the_page_is_ready_and_the_file_stays_as_it_is(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, [line(1, TITLES[0], **{"Ngày áp dụng": "31/02/2022"})])
        [row] = batch.rows.all()

        row = actions.put_right(batch, row, {Field.APPLIED_ON: "tháng 3/2022"}, by=cast.actor("mai"), at=cast.now)

        assert row.pile == Pile.READY, row.troubles
        assert Initiative.objects.count() == 0
        assert entered(cast, batch) and Initiative.objects.get().applied_on == date(2022, 3, 1)

    def test_one_decision_has_one_day(self, cast: Cast, tmp_path: Path) -> None:
        headings = [*HEADINGS, "Số quyết định", "Ngày quyết định", "Nơi ban hành"]
        rows = [
            [*line(1, TITLES[0]), "12/QĐ-TT", "1/4/2022", "Công ty TNHH May Tiến Thuận"],
            [*line(2, TITLES[1]), "12/QĐ-TT", "2/4/2022", "Công ty TNHH May Tiến Thuận"],
        ]

        batch = brought(cast, tmp_path, rows, headings=headings)

        assert faults(batch) == [(8, "other_day")]

    def test_a_title_that_stands_twice_in_the_list_is_suspected_until_somebody_says_otherwise(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        twice = [*lines(), line(6, "Đồ gá may túi, giúp giữ mép vải bằng 1 tay", "Lý Văn Sáu"), line(7, TITLES[0])]
        batch, mai = brought(cast, tmp_path, twice), cast.actor("mai")
        suspected = batch.rows.filter(pile=Pile.DUPLICATE)
        assert {row.number for row in suspected} >= {13}
        assert all(row.likes[0]["row"] == 7 for row in suspected)

        actions.tell_apart(batch, [row.pk for row in suspected], by=mai, at=cast.now)

        assert piles(batch)[Pile.READY] == 7
        assert piles(entered(cast, batch)) == {Pile.ENTERED: 7}

    def test_a_row_that_doubles_a_dossier_of_the_register_is_suspected_and_names_it(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        sent = cast.valid(title="Quạt hút bụi vải gắn dưới bàn cắt của tổ 2")
        take_prints()

        batch = brought(cast, tmp_path, lines())

        [row] = batch.rows.filter(pile=Pile.DUPLICATE)
        assert (row.title, row.likes[0]["code"]) == (TITLES[2], sent.code)

    def test_a_dossier_that_the_officer_may_not_see_is_not_told_of(self, cast: Cast, tmp_path: Path) -> None:
        cast.submitted(by="hung", title=TITLES[2], unit=cast.unit("CS-THPT-AN-PHUOC").pk)
        take_prints()

        assert piles(brought(cast, tmp_path, lines())) == {Pile.READY: 5}

    def test_checking_costs_as_many_queries_for_two_rows_as_for_fifty(self, cast: Cast, tmp_path: Path) -> None:
        titles = [f"{TITLES[n % 5]} phương án {n} cho xưởng {n * 7}" for n in range(50)]
        two, fifty = (brought(cast, tmp_path, lines(some)) for some in (titles[:2], titles))

        with CaptureQueriesContext(connection) as few:
            checked(cast, two)
        with CaptureQueriesContext(connection) as many:
            checked(cast, fifty)

        assert len(many) <= len(few) + 3


class TestUnits:
    HEADINGS = [*HEADINGS, "Công đoàn cơ sở"]

    def of(self, *units: str) -> list[list[Any]]:
        return [[*row, unit] for row, unit in zip(lines(), units, strict=False)]

    def test_a_list_of_the_union_above_goes_to_the_unions_that_its_rows_name(self, cast: Cast, tmp_path: Path) -> None:
        rows = self.of("Công ty TNHH May Tiến Thuận", "CĐCS Cty Haemin Vina", "Trường THPT An Phước", "")
        path = workbook(tmp_path, rows, headings=self.HEADINGS)
        batch = actions.bring(
            path, "ds.xlsx", unit=cast.unit("CD-KCN"), programme=cast.programme, by=cast.actor("minh"), at=cast.now
        )

        batch = entered(cast, checked(cast, batch, by="minh"), by="minh")

        sent = Initiative.objects.order_by("code")
        assert [(one.unit.code, one.state) for one in sent] == [
            ("CS-MAY-TIEN-THUAN", State.SUBMITTED),
            ("CS-HAEMIN", State.SUBMITTED),
        ]
        assert [code for _row, code in faults(batch)] == ["unit_unknown", "no_unit"]

    def test_the_reviewer_who_entered_it_does_not_decide_on_it(self, cast: Cast, tmp_path: Path) -> None:
        path = workbook(tmp_path, self.of("Công ty TNHH May Tiến Thuận"), headings=self.HEADINGS)
        batch = actions.bring(
            path, "ds.xlsx", unit=cast.unit("CD-KCN"), programme=cast.programme, by=cast.actor("minh"), at=cast.now
        )
        entered(cast, checked(cast, batch, by="minh"), by="minh")
        dossier = Initiative.objects.get()
        review.confirm(dossier, seen=1, by=cast.actor("mai"), at=cast.now)

        with pytest.raises(NotAllowed):
            review.validate(dossier, seen=2, by=cast.actor("minh"), at=cast.now)

    def test_in_a_unions_own_list_the_unit_is_a_department(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, self.of("Chuyền 7"), headings=self.HEADINGS)

        entered(cast, batch)

        assert Initiative.objects.get().credited[0].department == "Chuyền 7"

    def test_the_name_of_another_union_in_it_is_asked_about(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, self.of("Công đoàn cơ sở Trường THPT An Phước"), headings=self.HEADINGS)

        assert [code for _row, code in faults(batch)] == ["other_unit"]


class TestUndoing:
    def test_a_whole_batch_is_taken_back_within_a_day(self, cast: Cast, tmp_path: Path) -> None:
        batch = entered(cast, brought(cast, tmp_path, lines()))

        job = undone(cast, batch, at=cast.now + timedelta(hours=23))

        assert job.result == {"undone": 5, "stayed": []}
        assert {one.state for one in Initiative.objects.all()} == {State.WITHDRAWN}
        assert Batch.objects.get(pk=batch.pk).state == BatchState.UNDONE

    def test_what_was_decided_since_stays_and_is_named(self, cast: Cast, tmp_path: Path) -> None:
        batch = entered(cast, brought(cast, tmp_path, lines()))
        decided = Initiative.objects.order_by("code")[1]
        review.validate(decided, seen=1, by=cast.actor("minh"), at=cast.now)

        job = undone(cast, batch)

        assert job.result == {"undone": 4, "stayed": [decided.code]}
        assert cast.again(decided).state == State.VALID

    def test_after_a_day_it_is_too_late(self, cast: Cast, tmp_path: Path) -> None:
        batch = entered(cast, brought(cast, tmp_path, lines()))

        with pytest.raises(NotPossible) as no:
            undone(cast, batch, at=cast.now + timedelta(hours=25))

        assert no.value.problems[0].code == "too_late"

    def test_somebody_else_does_not_take_it_back(self, cast: Cast, tmp_path: Path) -> None:
        batch = entered(cast, brought(cast, tmp_path, lines()))

        with pytest.raises(NotAllowed):
            undone(cast, batch, by="minh")

    def test_what_was_taken_back_may_be_entered_again(self, cast: Cast, tmp_path: Path) -> None:
        undone(cast, entered(cast, brought(cast, tmp_path, lines())))

        again = entered(cast, brought(cast, tmp_path, lines()))

        assert piles(again) == {Pile.ENTERED: 5}

    def test_checked_again_it_can_still_be_taken_back(self, cast: Cast, tmp_path: Path) -> None:
        batch = checked(cast, entered(cast, brought(cast, tmp_path, lines())))
        assert batch.state == BatchState.CHECKED

        assert undone(cast, batch).result == {"undone": 5, "stayed": []}

    def test_a_row_entered_later_does_not_give_the_others_another_day(self, cast: Cast, tmp_path: Path) -> None:
        batch, mai = four_entered_and_one_to_fix(cast, tmp_path), cast.actor("mai")
        first, later = set(Initiative.objects.values_list("code", flat=True)), cast.now + timedelta(hours=23)
        put_right_the_day(batch, by=mai, at=later)
        done(actions.ask_to_enter(batch, by=mai, at=later), at=later)

        job = undone(cast, batch, at=cast.now + timedelta(hours=25))

        assert (job.result["undone"], set(job.result["stayed"])) == (1, first)

    def test_what_somebody_else_entered_stays_with_a_sentence(self, cast: Cast, tmp_path: Path) -> None:
        batch, minh = four_entered_and_one_to_fix(cast, tmp_path), cast.actor("minh")
        put_right_the_day(batch, by=minh, at=cast.now)
        done(actions.ask_to_enter(batch, by=minh, at=cast.now), at=cast.now)

        job = undone(cast, batch, by="minh")

        assert (job.state, job.result["undone"], len(job.result["stayed"])) == ("DONE", 1, 4)
        staying = batch.rows.filter(pile=Pile.ENTERED)
        assert {"do người khác nhập" in row.troubles[0]["message"] for row in staying} == {True}

    def test_a_list_of_which_rows_are_entered_is_not_put_away(self, cast: Cast, tmp_path: Path) -> None:
        batch = checked(cast, entered(cast, brought(cast, tmp_path, lines())))

        with pytest.raises(NotPossible) as no:
            actions.cancel(batch, by=cast.actor("mai"), at=cast.now)

        assert no.value.problems[0].code == "some_entered"

    def test_gone_on_with_after_a_day_it_is_too_late(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch, mai = entered(cast, brought(cast, tmp_path, lines())), cast.actor("mai")
        with monkeypatch.context() as broken:
            broken.setattr("sangkien.intake.jobs.take_back", _fails)
            job = undone(cast, batch)
        assert job.state == "FAILED"

        late = cast.now + timedelta(hours=25)
        job = done(go_on(job, by=mai, at=late), at=late)

        assert (job.state, "24 giờ" in job.failure) == ("FAILED", True)
        assert not Initiative.objects.filter(state=State.WITHDRAWN).exists()


def four_entered_and_one_to_fix(cast: Cast, folder: Path) -> Batch:
    wrong = lines()
    wrong[2][7] = "31/02/2022"
    return entered(cast, brought(cast, folder, wrong))


def put_right_the_day(batch: Batch, *, by: Actor, at: datetime) -> None:
    row = actions.put_right(batch, batch.rows.get(pile=Pile.TO_FIX), {Field.APPLIED_ON: "1/3/2022"}, by=by, at=at)
    assert row.pile == Pile.READY, row.troubles


def _fails(*_args: object, **_kwargs: object) -> None:
    raise NotPossible([Problem(code="broken", text="Máy in hết giấy.")])


class TestWhileItIsWorkedOn:
    def test_nobody_changes_a_list_that_is_just_being_checked(self, cast: Cast, tmp_path: Path) -> None:
        batch, mai = brought(cast, tmp_path, lines()), cast.actor("mai")
        row, known = batch.rows.all()[0], {"by": mai, "at": cast.now}
        job = actions.ask_to_check(batch, **known)

        changes: list[Callable[[], object]] = [
            lambda: actions.say_of_all(batch, {"kind": "technical"}, **known),
            lambda: actions.put_right(batch, row, {Field.TITLE: TITLES[0]}, **known),
            lambda: actions.leave_out(batch, [row.pk], **known),
            lambda: actions.take_in(batch, [row.pk], **known),
            lambda: actions.bring_again(batch, workbook(tmp_path, lines()), "ds.xlsx", **known),
            lambda: actions.ask_to_enter(batch, **known),
            lambda: actions.cancel(batch, **known),
        ]
        for change in changes:
            with pytest.raises(NotPossible) as no:
                change()
            assert no.value.problems[0].code == "worked_on"
        done(job, at=cast.now)

        assert actions.leave_out(batch, [row.pk], **known) == 1

    def test_what_was_put_away_meanwhile_is_not_entered_by_going_on(
        self, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        batch, mai = brought(cast, tmp_path, lines()), cast.actor("mai")
        with monkeypatch.context() as broken:
            broken.setattr("sangkien.intake.jobs.enter_rows", _fails)
            job = done(actions.ask_to_enter(batch, by=mai, at=cast.now), at=cast.now)
        actions.cancel(batch, by=mai, at=cast.now)

        job = done(go_on(job, by=mai, at=cast.now), at=cast.now)

        assert (job.state, "Đã dừng" in job.failure or "Đã bỏ" in job.failure) == ("FAILED", True)
        assert not Initiative.objects.exists()


class TestUnderstanding:
    def test_what_the_officer_says_a_heading_means_is_remembered_for_the_next_list(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        headings = ["STT", "Xyz abc", *HEADINGS[2:]]
        path = workbook(tmp_path, lines(), headings=headings)
        mai = cast.actor("mai")
        first = actions.bring(
            path, "ds.xlsx", unit=cast.unit("CS-MAY-TIEN-THUAN"), programme=cast.programme, by=mai, at=cast.now
        )

        actions.correct_columns(first, {"Xyz abc": Field.TITLE}, path, by=mai, at=cast.now)

        assert piles(brought(cast, tmp_path, lines(), headings=headings)) == {Pile.READY: 5}

    def test_a_heading_of_two_rows_is_corrected_too(self, cast: Cast, tmp_path: Path) -> None:
        top = ["STT", "Tên sáng kiến", "Tác giả", *HEADINGS[3:7], "Thông tin khác", ""]
        below = ["", "", "", "", "", "", "", "Mốc abc", "Mốc xyz"]
        path, mai = workbook(tmp_path, [below, *lines()], headings=top), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        first = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        heading = first.tables[0]["headings"][7]
        assert (heading, "applied_on" in first.tables[0]["columns"]) == ("Thông tin khác – Mốc abc", False)

        again = actions.correct_columns(first, {heading: Field.APPLIED_ON}, path, by=mai, at=cast.now)

        assert again.tables[0]["columns"]["applied_on"] == 7

    def test_a_correction_that_is_refused_is_not_remembered(self, cast: Cast, tmp_path: Path) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        actions.cancel(batch, by=mai, at=cast.now)

        with pytest.raises(NotPossible):
            actions.correct_columns(batch, {HEADINGS[1]: None}, path, by=mai, at=cast.now)

        assert not RememberedHeading.objects.exists()

    def test_what_the_officer_says_means_nothing_is_not_asked_for_in_the_next_list(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        first = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        assert "benefit_vnd" in first.tables[0]["columns"]

        again = actions.correct_columns(first, {HEADINGS[-1]: None}, path, by=mai, at=cast.now)

        assert "benefit_vnd" not in again.tables[0]["columns"]
        assert "benefit_vnd" not in brought(cast, tmp_path, lines()).tables[0]["columns"]

    def test_a_file_that_is_no_list_leaves_nothing_behind(self, cast: Cast, tmp_path: Path) -> None:
        path = tmp_path / "anh.xlsx"
        path.write_bytes(b"\xff\xd8\xff\xe0 not a workbook")

        with pytest.raises(NotPossible) as no:
            actions.bring(
                path,
                "anh.xlsx",
                unit=cast.unit("CS-MAY-TIEN-THUAN"),
                programme=cast.programme,
                by=cast.actor("mai"),
                at=cast.now,
            )

        assert no.value.problems[0].field == "file"
        assert (Batch.objects.count(), StoredFile.objects.count()) == (0, 0)

    @pytest.mark.parametrize("login", ["lan", "kim", "dong", "ha", "thao"])
    def test_only_officers_of_the_union_or_reviewers_above_bring_its_list(
        self, cast: Cast, tmp_path: Path, login: str
    ) -> None:
        with pytest.raises(NotAllowed):
            brought(cast, tmp_path, lines(), by=login)


class TestWhatTheDatabaseRefuses:
    def test_the_same_row_entered_twice(self, cast: Cast, tmp_path: Path) -> None:
        entered(cast, brought(cast, tmp_path, lines()))
        first, second = Row.objects.order_by("pk")[:2]

        with pytest.raises(IntegrityError, match="the_same_row_is_entered_once"):
            Row.objects.filter(pk=second.pk).update(identity=first.identity)

    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"pile": "SOMEWHERE"}, "row_pile_is_known"),
            ({"pile": Pile.ENTERED}, "what_became_a_dossier_names_it"),
        ],
    )
    def test_a_row_that_cannot_be(self, cast: Cast, tmp_path: Path, changes: dict[str, Any], constraint: str) -> None:
        batch = brought(cast, tmp_path, lines()[:1])

        with pytest.raises(IntegrityError, match=constraint):
            batch.rows.update(**changes)

    @pytest.mark.parametrize(
        ("changes", "constraint"),
        [
            ({"state": "LOST"}, "batch_state_is_known"),
            ({"state": BatchState.ENTERING}, "what_is_entered_somebody_had_entered"),
            ({"state": BatchState.CANCELLED}, "a_batch_that_has_ended_and_no_other_says_when"),
        ],
    )
    def test_a_batch_that_cannot_be(self, cast: Cast, tmp_path: Path, changes: dict[str, Any], constraint: str) -> None:
        batch = brought(cast, tmp_path, lines()[:1])

        with pytest.raises(IntegrityError, match=constraint):
            Batch.objects.filter(pk=batch.pk).update(**changes)

    def test_a_heading_that_means_nothing_known_and_one_that_means_two_things(self, cast: Cast) -> None:
        unit, mai = cast.unit("CS-MAY-TIEN-THUAN"), cast.person("mai")
        heading = RememberedHeading(unit=unit, heading="ten", means="title", by=mai, at=cast.now)
        heading.save()

        with pytest.raises(IntegrityError, match="a_heading_means_one_thing_to_a_unit"), transaction.atomic():
            RememberedHeading(unit=unit, heading="ten", means="", by=mai, at=cast.now).save()
        with pytest.raises(IntegrityError, match="a_heading_means_something_known"):
            RememberedHeading.objects.update(means="colour")
