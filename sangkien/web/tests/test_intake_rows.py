"""The rows of an officer's list: put right in the page or in the file, and entered."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from sangkien.initiatives.models import Initiative
from sangkien.intake.models import Batch, Row
from sangkien.intake.states import BatchState, Pile
from sangkien.intake.tests.listing import after_one_step
from sangkien.jobs.actions import cancel
from sangkien.jobs.models import Job
from sangkien.jobs.tests.working import work_off
from sangkien.similarity.actions import take_prints
from sangkien.web.tests.intake_desk import (
    JIG,
    LAMP,
    SAID,
    TRAY,
    at,
    box,
    boxes_of,
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


class TestTheRows:
    def test_what_is_still_wrong_stays_as_it_was_typed(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, TRAY)
        row = batch.rows.get()

        desk.post(at(batch, "dong/") + "?nhom=can-sua", {box(row, "applied_on"): "30/02/2022", "go": "luu"})

        page = desk.get(at(batch, "dong/") + "?nhom=can-sua").content.decode()
        assert 'value="30/02/2022"' in page
        assert f'aria-describedby="{box(row, "applied_on")}-loi"' in page

    def test_what_is_ready_is_shown_as_it_will_be_entered(self, cast: Cast) -> None:
        """By the month in the file; and who made it was put right in the page."""
        desk = mai(cast)
        batch = checked(desk, [*JIG[:3], "10 triệu/tháng"])
        desk.post(at(batch, "dong/"), {box(batch.rows.get(), "authors"): "Võ Văn Hùng", "go": "luu"})

        shown = text_of(desk.get(at(batch, "dong/") + "?nhom=san-sang").content)

        assert "Võ Văn Hùng 120.000.000 đồng" in shown

    def test_of_two_officers_at_one_row_neither_undoes_the_other(self, cast: Cast) -> None:
        """Mai's page is older than what her colleague wrote and entered meanwhile."""
        desk, colleague = mai(cast), mai(cast)
        batch = checked(desk, TRAY, [*TRAY[:1], "Lê Thị Cúc", *TRAY[2:]])
        first, second = batch.rows.order_by("place")
        page = at(batch, "dong/") + "?nhom=can-sua"
        seen = boxes_of(desk.get(page).content.decode())
        assert seen[box(first, "applied_on")] == TRAY[2]

        colleague.post(page, {box(first, "applied_on"): "28/02/2022", "go": "luu"})
        stale = desk.post(page, seen | {box(second, "applied_on"): "27/02/2022", "go": "luu"}, follow=True)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.typed["applied_on"], second.typed["applied_on"]) == ("28/02/2022", "27/02/2022")
        assert "chưa lưu" not in text_of(stale.content)

        late = text_of(
            desk.post(page, seen | {box(first, "applied_on"): "26/02/2022", "go": "luu"}, follow=True).content
        )
        first.refresh_from_db()
        assert first.typed["applied_on"] == "28/02/2022"
        assert "Dòng 4, Ngày áp dụng: đồng nghiệp vừa sửa hoặc nhập, nên chưa lưu “26/02/2022”." in late
        assert "Đã lưu." not in late

        Row.objects.filter(pk=second.pk).delete()
        gone = desk.post(page, seen | {box(second, "applied_on"): "25/02/2022", "go": "luu"}, follow=True)
        assert "1 dòng không còn ở đây nên chưa lưu." in text_of(gone.content)

    def test_a_kind_of_trouble_may_be_looked_at_by_itself(self, cast: Cast) -> None:
        desk = mai(cast)
        nobody = ["Bàn nâng cuộn vải cho tổ cắt", "", "01/03/2022", "5.000.000"]
        batch = checked(desk, TRAY, nobody)

        shown = text_of(desk.get(at(batch, "dong/") + "?nhom=can-sua&loi=no_author").content)

        assert "Bàn nâng cuộn vải cho tổ cắt" in shown
        assert "Khay chia phụ liệu" not in shown

    def test_a_row_that_resembles_another_is_kept_or_left(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, JIG)
        doubtful = batch.rows.get(pile=Pile.DUPLICATE)
        assert "Giống dòng 4 của chính tệp này" in text_of(desk.get(at(batch, "dong/") + "?nhom=nghi-trung").content)

        desk.post(at(batch, "dong/") + "?nhom=nghi-trung", {"go": f"de-lai:{doubtful.pk}"})

        assert piles(batch) == ["READY", "LEFT_OUT"]

    def test_rows_that_are_ticked_are_left_and_taken_in_again(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, LAMP)
        lamp = batch.rows.get(title=LAMP[0])

        desk.post(at(batch, "dong/") + "?nhom=san-sang", {"go": "de-lai", "chon": [lamp.pk]})
        assert piles(batch) == ["READY", "LEFT_OUT"]

        desk.post(at(batch, "dong/") + "?nhom=de-lai", {"go": "lay-lai", "chon": [lamp.pk]})
        assert piles(batch) == ["READY", "READY"]

    def test_a_dossier_that_is_there_already_is_named(self, cast: Cast) -> None:
        there = cast.submitted(title=JIG[0])
        take_prints()
        desk = mai(cast)
        batch = checked(desk, JIG)

        shown = text_of(desk.get(at(batch, "dong/") + "?nhom=nghi-trung").content)

        assert f"Giống hồ sơ {there.code}" in shown

    def test_what_minh_may_see_and_mai_may_not_is_not_named_to_mai(self, cast: Cast) -> None:
        of_others = cast.submitted(by="hung", title=JIG[0], unit=cast.unit("CS-HAEMIN").pk)
        take_prints()
        batch = checked(cast.client("minh"), JIG)

        for login, named in [("minh", True), ("mai", False)]:
            desk = cast.client(login)
            page = text_of(desk.get(at(batch, "dong/") + "?nhom=nghi-trung").content)
            book = openpyxl.load_workbook(io.BytesIO(desk.get(at(batch, "can-sua.xlsx")).content))
            said = " ".join(str(cell.value) for row in book["DS sáng kiến"].iter_rows() for cell in row)
            assert (of_others.code in page, of_others.code in said) == (named, named)
            assert ("một sáng kiến khác đã có" in page, "một sáng kiến khác đã có" in said) == (not named, not named)

    def test_the_list_of_troubles_prints(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, TRAY)

        shown = text_of(desk.get(at(batch, "can-sua/")).content)

        assert "1 dòng cần sửa" in shown
        assert "5 Khay chia phụ liệu theo từng chuyền may" in shown

    def test_a_page_costs_the_same_for_two_rows_and_for_ten(self, cast: Cast) -> None:
        desk = mai(cast)
        few, many = (checked(desk, *[[f"{TRAY[0]} {n}", *TRAY[1:]] for n in range(count)]) for count in (2, 10))

        costs = []
        for batch in (few, many):
            with CaptureQueriesContext(connection) as asked:
                desk.get(at(batch, "dong/") + "?nhom=can-sua")
            costs.append(len(asked))

        assert costs[0] == costs[1]


class TestTheFileGivenBack:
    def test_put_right_in_excel_and_sent_again_it_is_the_same_rows(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, TRAY)
        given = desk.get(at(batch, "can-sua.xlsx"))
        assert "attachment" in given["Content-Disposition"]
        book = openpyxl.load_workbook(io.BytesIO(given.content))
        sheet = book["DS sáng kiến"]
        assert isinstance(sheet, Worksheet)
        assert [cell.value for cell in sheet[3]][-2:] == ["Lỗi", "Mã dòng"]
        assert "Áp dụng từ" in str(sheet["I5"].value)

        sheet["B5"] = "Khay chia phụ liệu, đã đổi tên"
        sheet["D5"] = "28/02/2022"
        out = io.BytesIO()
        book.save(out)
        before = batch.rows.get(pile=Pile.TO_FIX).draft_key
        desk.post(at(batch, "lai/"), {"file": upload(out.getvalue())})
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)

        assert piles(batch) == ["READY", "READY"]
        assert batch.rows.get(title="Khay chia phụ liệu, đã đổi tên").draft_key == before

    def test_after_entering_another_file_may_come_and_be_given_back_with_its_own_rows(self, cast: Cast) -> None:
        """Where an entered row stood there is another now, in a file of fewer tables."""
        desk = mai(cast)
        batch = entered(desk, JIG)
        batch.rows.update(table=3)

        desk.post(at(batch, "lai/"), {"file": upload(listed(TRAY))})
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)
        given = desk.get(at(batch, "can-sua.xlsx"))

        new = batch.rows.get(pile=Pile.TO_FIX)
        sheet = openpyxl.load_workbook(io.BytesIO(given.content))["DS sáng kiến"]
        assert str(sheet["J4"].value) == str(new.draft_key)
        assert JIG[0] in text_of(desk.get(at(batch, "dong/") + "?nhom=da-nhap").content)

        book = openpyxl.load_workbook(io.BytesIO(given.content))
        book["DS sáng kiến"]["D4"] = "28/02/2022"
        out = io.BytesIO()
        book.save(out)
        desk.post(at(batch, "lai/"), {"file": upload(out.getvalue())})
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)
        assert sorted(piles(batch)) == ["ENTERED", "READY"]
        assert batch.rows.get(pile=Pile.READY).title == TRAY[0]


class TestEntering:
    def test_asks_with_the_number_and_enters_no_other(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, LAMP)

        answer = desk.post(at(batch, "nhap/"), {"n": "1"})

        assert answer.status_code == 422
        assert "Số dòng sẵn sàng vừa thay đổi, nay là 2." in text_of(answer.content)
        assert Batch.objects.get(pk=batch.pk).state == BatchState.CHECKED

    def test_how_far_it_is_stands_on_the_page_of_the_job_which_leads_to_what_came_of_it(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG)

        under_way = desk.post(at(batch, "nhap/"), {"n": "1"})["Location"]
        assert under_way.startswith("/viec/")
        assert desk.get(at(batch))["Location"] == under_way
        assert "Chưa có bộ xử lý nào đang chạy." in text_of(desk.get(under_way).content)

        work_off(NOW)
        assert f'href="/nhap-excel/lo/{batch.pk}/"' in desk.get(under_way).content.decode()
        assert desk.get(f"/nhap-excel/lo/{batch.pk}/")["Location"] == at(batch)

    def test_the_one_address_of_a_list_leads_to_where_it_stands(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)
        assert desk.get(at(batch))["Location"] == at(batch, "cot/")

        done = entered(desk, LAMP)

        assert desk.get(at(done))["Location"] == at(done, "ket-qua/")

    def test_the_list_with_everybodys_numbers_is_not_given_to_its_authors(self, cast: Cast) -> None:
        desk, lan = mai(cast), cast.person("lan")
        batch = entered(desk, ["Khay để kim chỉ theo màu ở chuyền 3", "Nguyễn Thị Lan", "01/03/2022", "5.000.000"])
        dossier = Initiative.objects.get()
        Initiative.objects.filter(pk=dossier.pk).update(recognition_paper=batch.file)
        dossier.authors.update(person=lan)
        address = reverse("paper", args=[batch.file_id])

        shown = text_of(cast.client("lan").get(reverse("dossier", args=[dossier.code])).content)
        assert "Danh sách kèm quyết định do công đoàn giữ" in shown
        assert cast.client("lan").get(address).status_code == 404
        assert desk.get(address).status_code == 200

        desk.post(at(batch, "lai/"), {"file": upload(listed(LAMP), "sửa.xlsx")})
        assert cast.client("lan").get(address).status_code == 404, "also when another file stands in its place"

    def test_stopped_before_its_turn_the_rows_are_there_to_be_entered(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, JIG, LAMP)
        page = desk.post(at(batch, "nhap/"), {"n": "2"})["Location"]
        cancel(Job.objects.latest("pk"), by=cast.actor("mai"), at=NOW, heard=NOW)

        assert desk.get(at(batch))["Location"] == at(batch, "dong/"), page
        assert "Nhập 2 dòng sẵn sàng" in text_of(desk.get(at(batch, "dong/")).content)
        assert "Đã kiểm tra 2 0 0 0" in text_of(desk.get("/nhap-excel/").content)
        assert Batch.objects.get(pk=batch.pk).state == BatchState.ENTERING, "who only looks writes nothing"

    def test_stopped_half_way_the_result_leads_to_the_rest(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.intake.entering.AT_ONCE", 1)
        desk, by = mai(cast), cast.actor("mai")
        batch = checked(desk, JIG, LAMP)
        desk.post(at(batch, "nhap/"), {"n": "2"})
        job = Job.objects.latest("pk")
        after_one_step(job, lambda: cancel(job, by=by, at=NOW, heard=NOW))

        assert desk.get(at(batch))["Location"] == at(batch, "ket-qua/")
        shown = text_of(desk.get(at(batch, "ket-qua/")).content)
        assert ("Đã nhập 1" in shown, "Xem 1 dòng còn lại" in shown, "Hoàn tác cả lô" in shown) == (True,) * 3
        desk.post(at(batch, "nhap/"), {"n": "1"})
        work_off(NOW)
        assert Initiative.objects.count() == 2

    def test_entered_dossiers_are_linked(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = entered(desk, JIG)
        code = Initiative.objects.get().code

        assert code in text_of(desk.get(at(batch, "dong/") + "?nhom=da-nhap").content)
