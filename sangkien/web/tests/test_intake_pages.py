"""An officer's list, from the file to the dossiers, as the officer meets it page by page."""

import io
import re

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl.worksheet.worksheet import Worksheet

from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.intake.models import Batch, RememberedHeading
from sangkien.intake.states import BatchState, Pile
from sangkien.jobs.tests.working import work_off
from sangkien.web.tests.intake_desk import (
    DECISION,
    HEAD,
    JIG,
    LAMP,
    SAID,
    TRAY,
    at,
    box,
    brought,
    checked,
    entered,
    listed,
    mai,
    piles,
    upload,
)
from sangkien.web.tests.test_board_pages import text_of
from tests.cast import NOW, Cast


class TestTheWholeWay:
    def test_mai_brings_her_list_puts_one_row_right_enters_three_and_takes_them_back(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, LAMP, TRAY)
        assert piles(batch) == ["READY", "READY", "TO_FIX"]

        row = batch.rows.get(pile=Pile.TO_FIX)
        shown = text_of(desk.get(at(batch, "dong/")).content)
        assert "Sẵn sàng 2 Cần sửa 1 Nghi trùng 0" in shown
        assert "Dòng 6 · DS sáng kiến Khay chia phụ liệu theo từng chuyền may" in shown
        desk.post(at(batch, "dong/") + "?nhom=can-sua", {box(row, "applied_on"): "28/02/2022", "go": "luu"})
        assert piles(batch) == ["READY"] * 3

        assert "Nhập 3 sáng kiến" in text_of(desk.get(at(batch, "nhap/")).content)
        desk.post(at(batch, "nhap/"), {"n": "3"})
        work_off(NOW)
        assert Initiative.objects.count() == 3
        assert "Đã nhập 3" in text_of(desk.get(at(batch, "ket-qua/")).content)

        assert "Rút 3 hồ sơ của lô này?" in text_of(desk.get(at(batch, "hoan-tac/")).content)
        desk.post(at(batch, "hoan-tac/"))
        work_off(NOW)
        assert Initiative.objects.filter(state=State.WITHDRAWN).count() == 3
        assert "Đã hoàn tác" in text_of(desk.get(at(batch, "ket-qua/")).content)


class TestBringing:
    def test_says_what_may_be_sent_and_how_much(self, cast: Cast) -> None:
        shown = text_of(mai(cast).get("/nhap-excel/moi/").content)

        assert "Excel (.xlsx, .xls), .ods hoặc .csv, lớn nhất 100 MB, nhiều nhất 100.000 dòng." in shown

    def test_without_a_file_the_page_asks_for_one(self, cast: Cast) -> None:
        answer = mai(cast).post("/nhap-excel/moi/", {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK"})

        assert answer.status_code == 422
        assert "Chọn tệp danh sách" in text_of(answer.content)

    @pytest.mark.parametrize(
        ("data", "name"),
        [(b"\xff\xd8\xff\xe0 JFIF", "anh.xlsx"), (b"", "trong.xlsx"), (b"PK\x03\x04 hong", "hong.xlsx")],
        ids=["a picture", "nothing", "broken"],
    )
    def test_a_bad_file_gets_its_sentence_and_leaves_nothing_behind(self, cast: Cast, data: bytes, name: str) -> None:
        sent = {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK", "file": upload(data, name)}

        answer = mai(cast).post("/nhap-excel/moi/", sent)

        assert answer.status_code == 422
        assert 'href="#id_file"' in answer.content.decode()
        assert not Batch.objects.exists()

    def test_a_list_for_another_union_is_not_taken(self, cast: Cast) -> None:
        sent = {"unit": "CS-HAEMIN", "programme": "CT1TSK", "file": upload(listed(JIG))}

        assert mai(cast).post("/nhap-excel/moi/", sent).status_code == 422
        assert not Batch.objects.exists()

    def test_minh_may_bring_one_for_a_union_below_his_own(self, cast: Cast) -> None:
        shown = text_of(cast.client("minh").get("/nhap-excel/moi/").content)

        assert "Danh sách của đơn vị nào?" in shown
        assert "Công đoàn cơ sở Công ty TNHH Haemin Vina" in shown


class TestWhatWasUnderstood:
    def test_a_file_without_sheets_names_none(self, cast: Cast) -> None:
        desk = mai(cast)
        lines = [";".join(HEAD), ";".join(["1", *TRAY, *DECISION])]
        file = upload("\n".join(lines).encode(), "ds.csv")
        sent = {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK", "file": file}

        answer = desk.post("/nhap-excel/moi/", sent, follow=True)
        batch = Batch.objects.get()
        understood = text_of(answer.content)
        desk.post(at(batch, "cot/"), SAID | {"go": "kiem-tra"})
        work_off(NOW)

        assert "Bảng trong tệp" in understood and "Trang tính" not in understood
        rows = text_of(desk.get(at(batch, "dong/") + "?nhom=can-sua").content)
        assert "Dòng 2" in rows and "Dòng 2 ·" not in rows

    def test_every_column_says_what_it_is_taken_for(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        page = desk.get(at(batch, "cot/")).content.decode()

        assert "Tên cột ở dòng 3." in text_of(page.encode())
        assert "1 sáng kiến" in text_of(page.encode())
        chosen = re.findall(r'<option value="(\w+)" selected', page)
        assert {"title", "authors", "applied_on", "benefit_vnd"} <= set(chosen)
        assert "D Áp dụng từ 01/03/2022 – Bỏ qua –" in text_of(page.encode())

    def test_what_mai_corrects_is_remembered_for_her_next_list(self, cast: Cast) -> None:
        desk = mai(cast)
        head = [*HEAD[:-1], "Ô lạ"]
        batch = brought(desk, JIG, head=head)

        desk.post(at(batch, "cot/"), {f"cot-0-{len(head) - 1}": "recognition_issuer", "go": "xem"})

        assert RememberedHeading.objects.get().means == "recognition_issuer"
        again = brought(desk, LAMP, head=head)
        assert again.tables[0]["columns"]["recognition_issuer"] == len(head) - 1

    def test_rows_left_out_are_named_with_the_reason(self, cast: Cast) -> None:
        desk = mai(cast)

        shown = text_of(desk.get(at(brought(desk, JIG), "cot/")).content)

        assert "Dòng không phải sáng kiến, và vì sao" in shown

    def test_who_issued_decisions_that_rows_name_by_number_alone_is_said_once(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG, head=[*HEAD[:-1], "Ghi chú"])

        desk.post(at(batch, "cot/"), {**SAID, "recognition_issuer": "Giám đốc công ty", "go": "kiem-tra"})
        work_off(NOW)

        row = batch.rows.get()
        assert (row.pile, row.troubles) == (Pile.READY, [])
        assert 'value="Giám đốc công ty"' in desk.get(at(batch, "cot/")).content.decode()

    def test_a_wrong_day_for_all_rows_is_said_beside_its_box_and_what_was_typed_stays(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        answer = desk.post(at(batch, "cot/"), {"applied_on": "31/02/2022", "before": "Làm bằng tay.", "go": "kiem-tra"})

        assert answer.status_code == 422
        page = answer.content.decode()
        assert 'href="#id_applied_on"' in page
        assert 'value="31/02/2022"' in page
        assert "Làm bằng tay." in page


class TestTheListOfLists:
    def test_is_empty_with_a_kind_word_at_first(self, cast: Cast) -> None:
        assert "Chưa có danh sách nào" in text_of(mai(cast).get("/nhap-excel/").content)

    def test_shows_each_with_its_state_and_piles(self, cast: Cast) -> None:
        desk = mai(cast)
        checked(desk, JIG, TRAY)

        shown = text_of(desk.get("/nhap-excel/").content)

        assert "Danh sách sáng kiến.xlsx Trần Thị Mai, 09:00 18/05/2022 Đã kiểm tra 1 1 0 0" in shown

    def test_a_list_of_which_something_is_entered_offers_no_putting_away_also_when_checked_anew(
        self, cast: Cast
    ) -> None:
        desk = mai(cast)
        batch = entered(desk, JIG, TRAY)
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)

        assert "Bỏ danh sách này" not in text_of(desk.get(at(batch, "cot/")).content)
        assert "Bỏ danh sách này" in text_of(desk.get(at(brought(desk, LAMP), "cot/")).content)

    def test_a_list_may_be_put_away(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        desk.post(at(batch, "bo/"))

        assert Batch.objects.get(pk=batch.pk).state == BatchState.CANCELLED

    @pytest.mark.parametrize("page", ["", "cot/", "dong/", "can-sua/", "can-sua.xlsx", "lai/", "nhap/"])
    def test_what_is_anothers_is_not_there(self, cast: Cast, page: str) -> None:
        batch = brought(mai(cast), JIG)

        assert cast.client("kim").get(at(batch, page)).status_code == 404
        assert cast.client("lan").get(at(batch, page)).status_code == 404

    def test_the_list_costs_the_same_for_two_and_for_twelve(self, cast: Cast) -> None:
        desk, costs = mai(cast), []
        for more in (2, 10):
            for _n in range(more):
                brought(desk, JIG)
            with CaptureQueriesContext(connection) as asked:
                desk.get("/nhap-excel/")
            costs.append(len(asked))

        assert costs[0] == costs[1]


class TestTheFileToBeginWith:
    def test_filled_in_it_is_read_back_in_every_part(self, cast: Cast) -> None:
        desk = mai(cast)
        book = openpyxl.load_workbook(io.BytesIO(desk.get("/nhap-excel/mau.xlsx").content))
        sheet = book["Danh sách"]
        assert isinstance(sheet, Worksheet)
        filled = {
            "Tên sáng kiến": JIG[0],
            "Tác giả": "Nguyễn Thị Lan (60%); Võ Văn Hùng (40%)",
            "Lĩnh vực": "Sản xuất",
            "Ngày áp dụng": "01/03/2022",
            "Giá trị làm lợi (đồng)": 120_000_000,
            "Nội dung": "Hai chốt nam châm giữ mép vải, mỗi túi còn 8 giây.",
            "Số quyết định": "41/QĐ-TT",
            "Ngày quyết định": "12/04/2022",
            "Nơi ban hành": "Công ty TNHH May Tiến Thuận",
        }
        heads = {cell.value: cell.column for cell in sheet[7]}
        for heading, value in filled.items():
            sheet.cell(8, heads[heading], value)
        out = io.BytesIO()
        book.save(out)

        sent = {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK", "file": upload(out.getvalue(), "mau.xlsx")}
        desk.post("/nhap-excel/moi/", sent)

        batch = Batch.objects.get()
        [row] = batch.rows.all()
        assert row.title == JIG[0]
        assert [(author["name"], author["share"]) for author in row.told["authors"]] == [
            ("Nguyễn Thị Lan", [3, 5]),
            ("Võ Văn Hùng", [2, 5]),
        ]
        assert (row.told["applied_on"], row.told["benefit_vnd"]) == ("2022-03-01", 120_000_000)
        assert row.told["recognition"]["number"] == "41/QĐ-TT"
        assert row.own_key
        left = [one for table in batch.tables for one in table["left_out"] if table["records"] and one["row"] > 8]
        assert {one["code"] for one in left} == {"only_number"}, "the other lines of the form are empty"
