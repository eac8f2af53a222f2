"""What an officer corrects of a whole list in one go, and what of it the union's next list knows already."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.intake import actions, queries
from sangkien.intake.learning import Correction
from sangkien.intake.marking import marked_file
from sangkien.intake.models import Batch, RememberedLine, RememberedTerm
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.tests.listing import HEADINGS, TITLES, brought, checked, done, faults, line, lines, piles, workbook
from sangkien.intake.understanding import Field, Head, Learned, Recognition, Table, Which, understand
from sangkien.jobs.models import Job
from sangkien.jobs.states import State
from sangkien.spreadsheets import Book, Cell, Row, Sheet
from tests.cast import Cast

WORDS = [
    "Nẹp chặn vải thừa ở máy vắt sổ của chuyền 3",
    "Thước đo nhanh độ co vải sau giặt tại kho",
    "Thùng gom chỉ vụn có bánh xe cho tổ hoàn thành",
]
CODED = [["A1", "B2", "C3"], *([str(n), words, "Nguyễn Thị Lan"] for n, words in enumerate(WORDS, 1))]


def understood(rows: list[list[Any]], learned: Learned, *, name: str = "S") -> list[Table]:
    """The tables of a sheet with those rows."""
    filled = [Row(number, [Cell(value or None) for value in row]) for number, row in enumerate(rows, 1) if any(row)]
    return understand(Book("xlsx", [Sheet(name, filled)]), learned)


class TestPointingTo:
    def test_a_header_that_says_nothing_known_is_one_when_somebody_points_to_it(self) -> None:
        pointed = Learned(heads={"S": [Head(1, 1)]}, columns={Which("S", 0): {1: Field.TITLE, 2: Field.AUTHORS}})

        (table,) = understood(CODED, pointed)

        assert (table.header_row, table.headings[:3]) == (1, ["A1", "B2", "C3"])
        assert [record.title for record in table.records] == WORDS
        assert table.records[0].authors[0].name == "Nguyễn Thị Lan"

    def test_its_columns_are_shown_although_nobody_knows_yet_what_they_hold(self) -> None:
        rows = [["A1", "B2"], ["12", "34"], ["56", "78"]]

        (table,) = understood(rows, Learned(heads={"S": [Head(1, 1)]}))

        assert (table.columns, table.headings, table.samples) == ({}, ["A1", "B2"], [["12", "56"], ["34", "78"]])

    def test_a_header_of_two_rows_that_was_taken_for_one(self) -> None:
        rows = [["Tên sáng kiến", "Tác giả"], ["ghi đầy đủ", "ghi cả họ"], [WORDS[0], "Nguyễn Thị Lan"]]
        assert len(understood(rows, Learned())[0].records) == 2

        (table,) = understood(rows, Learned(heads={"S": [Head(1, 2)]}))

        assert [record.title for record in table.records] == WORDS[:1]

    def test_two_tables_where_one_was_found(self) -> None:
        head = ["Nội dung", "Người làm"]
        rows = [head, [WORDS[0], "Nguyễn Thị Lan"], [], ["Mục", "Ai"], [WORDS[1], "Võ Văn Hùng"]]

        first, second = understood(rows, Learned(heads={"S": [Head(1, 1), Head(4, 1)]}))

        assert [record.title for table in (first, second) for record in table.records] == WORDS[:2]

    def test_a_sheet_that_is_no_list_although_it_looks_like_one(self) -> None:
        rows = [["Tên sáng kiến", "Tác giả"], [WORDS[0], "Nguyễn Thị Lan"]]

        (table,) = understood(rows, Learned(heads={"S": []}))

        assert (table.records, {one.code for one in table.left_out}) == ([], {"no_table"})

    def test_in_a_file_whose_rows_are_others_by_now_nothing_is_pointed_to(self) -> None:
        rows = [["DANH SÁCH"], ["Tên sáng kiến", "Tác giả"], [WORDS[0], "Nguyễn Thị Lan"]]
        pointed = Learned(heads={"S": [Head(1, 1, "ten sang kien|tac gia")]})

        (table,) = understood(rows, pointed)

        assert table.header_row == 2

    def test_a_remembered_line_is_a_header_wherever_it_stands_in_the_next_list(self) -> None:
        (table,) = understood([["Công ty A"], [], *CODED], Learned(lines={"a1|b2|c3": 1}))

        assert (table.header_row, table.line) == (3, "a1|b2|c3")

    def test_the_decision_that_somebody_says_holds_for_every_row_that_names_no_other(self) -> None:
        rows = [
            ["Kèm theo Quyết định số 4/QĐ-TT ngày 1/4/2022 của Công ty A"],
            ["Tên sáng kiến", "Tác giả", "Số quyết định"],
            [WORDS[0], "Nguyễn Thị Lan", ""],
            [WORDS[1], "Võ Văn Hùng", "77/QĐ-X"],
        ]
        said = Recognition("41/QĐ-TT", date(2022, 4, 12), "Công ty B")

        (table,) = understood(rows, Learned(decisions={Which("S", 0): said}))

        own, other = (record.recognition for record in table.records)
        assert own == said
        assert other and (other.number, other.date) == ("77/QĐ-X", None)

    def test_a_column_without_a_heading_is_named_by_its_place(self) -> None:
        rows = [["Tên sáng kiến", "Tác giả", ""], [WORDS[0], "Nguyễn Thị Lan", "Tổ cắt"]]

        (table,) = understood(rows, Learned(columns={Which("S", 0): {2: Field.WORKPLACE}}))

        assert table.records[0].texts[Field.WORKPLACE] == "Tổ cắt"

    def test_of_two_columns_the_one_that_somebody_names_is_the_title(self) -> None:
        rows = [["Tên sáng kiến", "Tác giả", "Mã tên"], ["SK-1", "Nguyễn Thị Lan", WORDS[0]]]

        (table,) = understood(rows, Learned(columns={Which("S", 0): {2: Field.TITLE}}))

        assert table.records[0].title == WORDS[0]

    def test_authors_may_stand_in_several_columns(self) -> None:
        rows = [["Tên sáng kiến", "Tác giả", "Cùng làm"], [WORDS[0], "Nguyễn Thị Lan", "Võ Văn Hùng"]]

        (table,) = understood(rows, Learned(columns={Which("S", 0): {2: Field.AUTHORS}}))

        assert [author.name for author in table.records[0].authors] == ["Nguyễn Thị Lan", "Võ Văn Hùng"]

    def test_columns_of_a_table_that_stands_beside_another_keep_their_letters(self) -> None:
        rows = [["STT", "Tên sáng kiến", "Tác giả", "", "STT", "Tên sáng kiến", "Tác giả"]]
        rows += [["1", WORDS[0], "Nguyễn Thị Lan", "", "1", WORDS[1], "Võ Văn Hùng"]]

        _left, right = understood(rows, Learned())

        assert right.headings[right.columns[Field.TITLE]] == "Tên sáng kiến"
        assert right.samples[right.columns[Field.TITLE]] == [WORDS[1]]


@pytest.mark.django_db
class TestOfAUnionsLists:
    def strange(self, cast: Cast, folder: Path) -> tuple[Batch, Path]:
        """A list whose header says nothing: the file that Mai keeps."""
        path = workbook(folder, lines(), headings=[f"K{n}" for n in range(len(HEADINGS))])
        unit, mai = cast.unit("CS-MAY-TIEN-THUAN"), cast.actor("mai")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        return batch, path

    def test_where_its_table_begins_is_remembered_for_the_next_list(self, cast: Cast, tmp_path: Path) -> None:
        batch, path = self.strange(cast, tmp_path)
        named = dict(enumerate([Field.NUMBER, Field.TITLE, Field.AUTHORS]))
        said = Correction(heads={"DS": (Head(6, 1),)})
        batch = actions.correct(batch, said, path, by=cast.actor("mai"), at=cast.now)
        assert (batch.tables[0]["header_row"], batch.tables[0]["headings"][:2]) == (6, ["K0", "K1"])

        said = Correction(headings={f"K{at}": means for at, means in named.items()}, columns={Which("DS", 0): named})
        batch = actions.correct(batch, said, path, by=cast.actor("mai"), at=cast.now)

        assert [row.title for row in batch.rows.order_by("place")] == TITLES
        again, _path = self.strange(cast, tmp_path)
        assert (again.tables[0]["header_row"], again.rows.first().title) == (6, TITLES[0])  # type: ignore[union-attr]

    def test_a_row_that_was_wrongly_taken_for_the_header_is_none_in_the_next_list(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        extra = [["Tên sáng kiến", "Tác giả", "Ghi chú"], ["(như mẫu)"], HEADINGS, *lines()]
        path, mai = workbook(tmp_path, extra, headings=[]), cast.actor("mai")
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        batch = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)

        batch = actions.correct(batch, Correction(heads={"DS": (Head(9, 1),)}), path, by=mai, at=cast.now)

        assert batch.tables[0]["header_row"] == 9
        assert dict(RememberedLine.objects.values_list("line", "rows"))["ten sang kien|tac gia|ghi chu"] == 0
        again = actions.bring(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)
        assert again.tables[0]["header_row"] == 9

    def test_a_row_that_says_nothing_heads_no_table_and_nothing_is_changed(self, cast: Cast, tmp_path: Path) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        batch = actions.bring(
            path, "ds.xlsx", unit=cast.unit("CS-MAY-TIEN-THUAN"), programme=cast.programme, by=mai, at=cast.now
        )

        with pytest.raises(NotPossible) as no:
            actions.correct(batch, Correction(heads={"DS": (Head(5, 1),)}), path, by=mai, at=cast.now)

        assert [problem.field for problem in no.value.problems] == ["DS"]
        batch.refresh_from_db()
        assert (batch.layout, batch.rows.count()) == ({}, 5)

    def test_the_decision_of_the_title_block_is_put_right_for_all_rows(self, cast: Cast, tmp_path: Path) -> None:
        path, mai = workbook(tmp_path, lines()), cast.actor("mai")
        batch = actions.bring(
            path, "ds.xlsx", unit=cast.unit("CS-MAY-TIEN-THUAN"), programme=cast.programme, by=mai, at=cast.now
        )
        right = Recognition("14/QĐ-TT", date(2022, 4, 21), "Công ty TNHH May Tiến Thuận")

        batch = actions.correct(batch, Correction(decisions={Which("DS", 0): right}), path, by=mai, at=cast.now)

        assert {row.told["recognition"]["number"] for row in batch.rows.all()} == {"14/QĐ-TT"}
        again = actions.bring_again(batch, path, "ds.xlsx", by=mai, at=cast.now)
        assert {row.told["recognition"]["date"] for row in again.rows.all()} == {"2022-04-21"}

    def test_what_was_said_of_a_csv_holds_for_the_workbook_that_we_gave_back(self, cast: Cast, tmp_path: Path) -> None:
        path, mai = tmp_path / "ds.csv", cast.actor("mai")
        path.write_text("\n".join(";".join(map(str, row)) for row in [HEADINGS, *lines()]), encoding="utf-8")
        batch = actions.bring(
            path, "ds.csv", unit=cast.unit("CS-MAY-TIEN-THUAN"), programme=cast.programme, by=mai, at=cast.now
        )
        right = Recognition("14/QĐ-TT", date(2022, 4, 21), "Công ty TNHH May Tiến Thuận")
        batch = actions.correct(batch, Correction(decisions={Which("", 0): right}), path, by=mai, at=cast.now)

        back = tmp_path / "lai.xlsx"
        back.write_bytes(marked_file(batch, to=mai))
        batch = actions.bring_again(batch, back, "lai.xlsx", by=mai, at=cast.now)

        assert {row.told["recognition"]["number"] for row in batch.rows.all()} == {"14/QĐ-TT"}

    def test_a_wording_is_explained_once_for_this_list_and_the_next(self, cast: Cast, tmp_path: Path) -> None:
        strange = [line(n, title, **{"Lĩnh vực": "SXKD"}) for n, title in enumerate(TITLES, start=1)]
        batch = brought(cast, tmp_path, strange)
        [word] = queries.wordings_of(batch)[Field.FIELD]
        assert (word.text, word.count, word.means) == ("SXKD", 5, "")

        said = {Field.FIELD: {"sxkd": "production"}}
        batch = checked(cast, actions.explain(batch, said, by=cast.actor("mai"), at=cast.now))

        assert piles(batch) == {Pile.READY: 5}, faults(batch)
        assert piles(brought(cast, tmp_path, [line(9, "Khay gom kim gãy gắn nam châm", **{"Lĩnh vực": "sxkd"})])) == {
            Pile.READY: 1
        }

    def test_what_was_explained_may_be_taken_back(self, cast: Cast, tmp_path: Path) -> None:
        batch, mai = brought(cast, tmp_path, [line(1, TITLES[0], **{"Lĩnh vực": "SXKD"})]), cast.actor("mai")
        for code in ("production", ""):
            batch = actions.explain(batch, {Field.FIELD: {"sxkd": code}}, by=mai, at=cast.now)

        assert piles(checked(cast, batch)) == {Pile.TO_FIX: 1}
        assert not RememberedTerm.objects.exists()

    def test_another_union_explains_its_own_words(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, [line(1, TITLES[0], **{"Lĩnh vực": "SXKD"})])

        with pytest.raises(NotAllowed):
            actions.explain(batch, {Field.FIELD: {"sxkd": "production"}}, by=cast.actor("kim"), at=cast.now)

    @pytest.mark.parametrize(
        ("row", "refused"),
        [
            (RememberedLine(line="x", rows=4), "a_header_has_three_rows_at_most"),
            (RememberedLine(line="", rows=1), "a_line_that_is_remembered_says_something"),
            (RememberedTerm(asked="title", wording="x", code="y"), "a_wording_is_of_a_known_column"),
            (RememberedTerm(asked="field", wording="x", code=""), "a_wording_that_is_remembered_means_something"),
        ],
    )
    def test_the_database_refuses(self, cast: Cast, row: RememberedLine | RememberedTerm, refused: str) -> None:
        row.unit, row.by, row.at = cast.unit("CS-MAY-TIEN-THUAN"), cast.person("mai"), cast.now
        if isinstance(row, RememberedTerm):
            row.programme = cast.programme

        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            row.save()

    def test_the_database_refuses_a_line_and_a_wording_twice(self, cast: Cast) -> None:
        known = {"unit": cast.unit("CS-MAY-TIEN-THUAN"), "by": cast.person("mai"), "at": cast.now}
        RememberedLine.objects.create(line="x", rows=1, **known)
        RememberedTerm.objects.create(programme=cast.programme, asked="field", wording="x", code="y", **known)

        with pytest.raises(IntegrityError, match="a_line_is_one_thing_to_a_unit"), transaction.atomic():
            RememberedLine.objects.create(line="x", rows=0, **known)
        with pytest.raises(IntegrityError, match="a_wording_means_one_thing_to_a_unit"), transaction.atomic():
            RememberedTerm.objects.create(programme=cast.programme, asked="field", wording="x", code="z", **known)


@pytest.mark.django_db
class TestInTheBackground:
    def received(self, cast: Cast, path: Path) -> tuple[Batch, Job]:
        unit, mai = cast.unit("CS-MAY-TIEN-THUAN"), cast.actor("mai")
        return actions.receive(path, "ds.xlsx", unit=unit, programme=cast.programme, by=mai, at=cast.now)

    def test_a_large_list_is_kept_at_once_and_read_by_the_worker(self, cast: Cast, tmp_path: Path) -> None:
        batch, job = self.received(cast, workbook(tmp_path, lines()))
        assert (batch.state, batch.rows.count()) == (BatchState.RECEIVED, 0)

        job = done(job, at=cast.now)

        batch.refresh_from_db()
        assert (job.state, job.result, job.done) == (State.DONE, {"rows": 5}, 5)
        assert (batch.state, [row.title for row in batch.rows.order_by("place")]) == (BatchState.READ, TITLES)
        assert piles(checked(cast, batch)) == {Pile.READY: 5}

    def test_one_that_cannot_be_read_says_why_and_is_put_away(self, cast: Cast, tmp_path: Path) -> None:
        batch, job = self.received(cast, workbook(tmp_path, [], headings=[]))

        job = done(job, at=cast.now)

        batch.refresh_from_db()
        assert (job.state, batch.state) == (State.FAILED, BatchState.CANCELLED)
        assert "Chưa tìm thấy bảng danh sách nào trong tệp" in job.failure

    def test_one_that_comes_again_and_cannot_be_read_leaves_the_list_as_it_was(
        self, cast: Cast, tmp_path: Path
    ) -> None:
        batch = brought(cast, tmp_path, lines())
        before, path = batch.file_id, workbook(tmp_path, [], headings=[])

        job = done(actions.receive_again(batch, path, "sua.xlsx", by=cast.actor("mai"), at=cast.now), at=cast.now)

        batch.refresh_from_db()
        assert (job.state, batch.state, batch.file_id) == (State.FAILED, BatchState.CHECKED, before)
        assert piles(batch) == {Pile.READY: 5}

    def test_one_that_comes_again_takes_the_place_of_the_first(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, lines(TITLES[:2]))
        path = workbook(tmp_path, lines())

        done(actions.receive_again(batch, path, "sua.xlsx", by=cast.actor("mai"), at=cast.now), at=cast.now)

        batch.refresh_from_db()
        assert (batch.state, batch.file.name, batch.rows.count()) == (BatchState.READ, "sua.xlsx", 5)

    def test_a_correction_of_a_large_list_is_kept_and_read_anew(self, cast: Cast, tmp_path: Path) -> None:
        batch = brought(cast, tmp_path, lines())
        right = Recognition("14/QĐ-TT", date(2022, 4, 21), "Công ty TNHH May Tiến Thuận")

        said = Correction(decisions={Which("DS", 0): right})
        done(actions.correct_in_the_background(batch, said, by=cast.actor("mai"), at=cast.now), at=cast.now)

        assert {row.told["recognition"]["number"] for row in batch.rows.all()} == {"14/QĐ-TT"}

    def test_while_it_is_read_nobody_changes_it(self, cast: Cast, tmp_path: Path) -> None:
        batch, _job = self.received(cast, workbook(tmp_path, lines()))

        with pytest.raises(NotPossible):
            actions.ask_to_check(batch, by=cast.actor("mai"), at=cast.now)
