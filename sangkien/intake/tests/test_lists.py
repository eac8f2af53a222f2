"""Mai's list of recognised initiatives is read and looked at row by row, by the rules of the form."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.files.models import StoredFile
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.intake import actions, queries
from sangkien.intake.learning import Correction
from sangkien.intake.models import Batch, RememberedHeading, Row
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.tests.listing import (
    HEADINGS,
    TITLES,
    brought,
    checked,
    entered,
    faults,
    line,
    lines,
    piles,
    workbook,
)
from sangkien.intake.understanding import Field
from sangkien.review import actions as review
from sangkien.similarity.actions import take_prints
from tests.cast import Cast

pytestmark = pytest.mark.django_db


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

    def test_an_enterprise_that_nobody_knows_is_asked_about_and_may_be_explained_for_all_rows(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        rows = self.of(*["Công ty TNHH Canon Việt Nam"] * 2, "Trường Mầm non Hoa Sen", "Tổ cơ điện")
        batch = brought(cast, tmp_path, rows, headings=self.HEADINGS)
        assert faults(batch) == [(7, "other_firm"), (8, "other_firm"), (9, "other_firm")]

        said = {"terms": {"unit": {"cong ty tnhh canon viet nam": "CS-MAY-TIEN-THUAN"}}}
        batch = checked(cast, actions.say_of_all(batch, said, by=cast.actor("mai"), at=cast.now))

        assert faults(batch) == [(9, "other_firm")]
        entered(cast, batch)
        assert {one.credited[0].department for one in Initiative.objects.all()} == {
            "Công ty TNHH Canon Việt Nam",
            "Tổ cơ điện",
        }

    @pytest.mark.parametrize("name", ["Công ty", "Cty May Tiến Thuận", "CÔNG TY TNHH MAY TIẾN THUẬN", "CĐCS Cty TNHH"])
    def test_its_own_enterprise_by_any_name_is_no_department(self, cast: Cast, tmp_path: Path, name: str) -> None:
        entered(cast, brought(cast, tmp_path, self.of(name), headings=self.HEADINGS))

        assert Initiative.objects.get().credited[0].department == ""

    def test_a_name_that_several_unions_have_is_explained_once_for_all_rows(self, cast: Cast, tmp_path: Path) -> None:
        path = workbook(tmp_path, self.of("Cty A", "Cty A", "Cty A"), headings=self.HEADINGS)
        unit, minh = cast.unit("CD-KCN"), cast.actor("minh")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=minh, at=cast.now)
        batch = checked(cast, batch, by="minh")
        assert piles(batch) == {Pile.TO_FIX: 3}

        said = {"terms": {"unit": {"cty a": "CS-HAEMIN"}}}
        batch = checked(cast, actions.say_of_all(batch, said, by=minh, at=cast.now), by="minh")

        assert piles(batch) == {Pile.READY: 3}
        assert {row.unit.code for row in batch.rows.select_related("unit") if row.unit} == {"CS-HAEMIN"}

    def test_a_union_that_is_not_below_ones_own_cannot_be_meant(self, cast: Cast, tmp_path: Path) -> None:
        path = workbook(tmp_path, self.of("Cty A"), headings=self.HEADINGS)
        unit, minh = cast.unit("CD-KCN"), cast.actor("minh")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=minh, at=cast.now)

        said = {"terms": {"unit": {"cty a": "CS-THPT-AN-PHUOC"}}}
        batch = checked(cast, actions.say_of_all(batch, said, by=minh, at=cast.now), by="minh")

        assert piles(batch) == {Pile.TO_FIX: 1}


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

        actions.correct(first, Correction(headings={"Xyz abc": Field.TITLE}), path, by=mai, at=cast.now)

        assert piles(brought(cast, tmp_path, lines(), headings=headings)) == {Pile.READY: 5}

    def test_a_heading_of_two_rows_is_corrected_too(self, cast: Cast, tmp_path: Path) -> None:
        top = ["STT", "Tên sáng kiến", "Tác giả", *HEADINGS[3:7], "Thông tin khác", ""]
        below = ["", "", "", "", "", "", "", "Mốc abc", "Mốc xyz"]
        path, mai = workbook(tmp_path, [below, *lines()], headings=top), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        first = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        heading = first.tables[0]["headings"][7]
        assert (heading, "applied_on" in first.tables[0]["columns"]) == ("Thông tin khác – Mốc abc", False)

        again = actions.correct(first, Correction(headings={heading: Field.APPLIED_ON}), path, by=mai, at=cast.now)

        assert again.tables[0]["columns"]["applied_on"] == 7

    def test_a_correction_that_is_refused_is_not_remembered(self, cast: Cast, tmp_path: Path) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        actions.cancel(batch, by=mai, at=cast.now)

        with pytest.raises(NotPossible):
            actions.correct(batch, Correction(headings={HEADINGS[1]: None}), path, by=mai, at=cast.now)

        assert not RememberedHeading.objects.exists()

    def test_what_the_officer_says_means_nothing_is_not_asked_for_in_the_next_list(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        first = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        assert "benefit_vnd" in first.tables[0]["columns"]

        again = actions.correct(first, Correction(headings={HEADINGS[-1]: None}), path, by=mai, at=cast.now)

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
