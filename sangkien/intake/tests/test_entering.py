"""What is ready of Mai's list is entered once, with a trace of who did it; and all of it is taken back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.helping import credit_of
from sangkien.confirmations.models import AuthorLink
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.intake import actions, queries
from sangkien.intake.marking import marked_file
from sangkien.intake.models import Batch
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.tests.listing import (
    TITLES,
    after_one_step,
    brought,
    checked,
    done,
    entered,
    faults,
    line,
    lines,
    piles,
    undone,
    workbook,
)
from sangkien.intake.understanding import Field
from sangkien.jobs.actions import cancel, go_on
from sangkien.review import actions as review
from tests.cast import Cast

pytestmark = pytest.mark.django_db


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

    def test_what_was_put_right_in_the_page_holds_in_the_file_that_went_back_and_forth(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        """She puts one row right in the page and another in the file, in which the first is still wrong."""
        wrong, mai = lines(), cast.actor("mai")
        wrong[1][7] = wrong[2][7] = "31/02/2022"
        batch = brought(cast, tmp_path, wrong)
        back = tmp_path / "can sua.xlsx"
        back.write_bytes(marked_file(batch, to=mai))
        actions.put_right(batch, batch.rows.get(title=TITLES[1]), {Field.APPLIED_ON: "28/2/2022"}, by=mai, at=cast.now)
        book = openpyxl.load_workbook(back)
        book.worksheets[0]["H9"] = "1/3/2022"
        book.worksheets[0].insert_rows(7)
        book.save(back)

        batch = checked(cast, actions.bring_again(batch, back, "can sua.xlsx", by=mai, at=cast.now))

        assert piles(batch) == {Pile.READY: 5}

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
