"""An officer corrects how a whole list was understood on one screen; a large one is read while she does other work."""

import io
import re
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet

from sangkien.intake.models import Batch, RememberedTerm
from sangkien.intake.states import BatchState
from sangkien.intake.understanding import Field
from sangkien.jobs.models import Job
from sangkien.jobs.tests.working import work_off
from sangkien.web.intake.wordings import name_of
from sangkien.web.tests.intake_desk import (
    DECISION,
    HEAD,
    JIG,
    LAMP,
    SAID,
    TRAY,
    at,
    brought,
    checked,
    mai,
    piles,
    upload,
)
from sangkien.web.tests.test_board_pages import text_of
from tests.cast import NOW, Cast

LINES = [[n, *line, *DECISION] for n, line in enumerate([JIG, LAMP], start=1)]


def book(*rows: Sequence[Any], **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows, and further sheets."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "DS"
    for row in rows:
        sheet.append(list(row))
    for name, lines in more.items():
        other = made.create_sheet(name)
        for row in lines:
            other.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sent(desk: Client, data: bytes, *, unit: str = "CS-MAY-TIEN-THUAN") -> Batch:
    answer = desk.post("/nhap-excel/moi/", {"unit": unit, "programme": "CT1TSK", "file": upload(data)})
    assert answer.status_code == 302, text_of(answer.content)
    return Batch.objects.latest("pk")


class TestWhereTheTableBegins:
    def test_mai_points_to_the_row_and_names_the_columns(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(["Bảng A"], [], [f"K{n}" for n in range(8)], *LINES))

        answer = desk.post(at(batch, "cot/"), {"trang-0-heads": "3", "go": "kiem-tra"}, follow=True)

        assert "Đã đọc lại tệp theo dòng tên cột anh/chị ghi." in text_of(answer.content)
        named = {"cot-0-1": "title", "cot-0-2": "authors", "cot-0-3": "applied_on", "cot-0-4": "benefit_vnd"}
        named |= {"cot-0-5": "recognition_number", "cot-0-6": "recognition_date", "cot-0-7": "recognition_issuer"}
        desk.post(at(batch, "cot/"), {**SAID, **named, "go": "kiem-tra"})
        work_off(NOW)
        assert piles(batch) == ["READY", "READY"]

    def test_the_page_shows_the_first_rows_with_their_numbers(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        page = text_of(desk.get(at(batch, "cot/")).content)

        assert "Các dòng đầu của trang tính 1 DANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN 3 STT Tên giải pháp" in page

    @pytest.mark.parametrize("typed", ["ba", "0", "9-3", "3-9", "3; x", "9; 3"])
    def test_what_is_no_row_is_said_at_the_box_and_nothing_typed_is_lost(self, cast: Cast, typed: str) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)
        typing = {"trang-0-heads": typed, "cot-0-1": "content", "before": "Làm bằng tay.", "go": "xem"}

        answer = desk.post(at(batch, "cot/"), typing)

        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'href="#id_trang-0-heads"' in page and f'value="{typed}"' in page
        assert '<option value="content" selected>' in page and "Làm bằng tay." in page

    def test_a_row_without_headings_is_said_at_the_box(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        answer = desk.post(at(batch, "cot/"), {"trang-0-heads": "2", "go": "xem"})

        assert answer.status_code == 422
        assert "Dòng 2 không có tên cột nào." in text_of(answer.content)
        assert 'href="#id_trang-0-heads"' in answer.content.decode()

    def test_a_sheet_may_be_left_out_and_taken_in_again(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(HEAD, *LINES, Nháp=[HEAD, [1, *TRAY, *DECISION]]))
        assert batch.rows.count() == 3

        desk.post(at(batch, "cot/"), {"trang-1-heads": "1", "trang-1-skipped": "on", "go": "xem"})
        assert [row.sheet for row in batch.rows.all()] == ["DS", "DS"]

        desk.post(at(batch, "cot/"), {"trang-1-heads": "", "go": "xem"})
        assert batch.rows.count() == 3


class TestColumns:
    def test_samples_stand_beside_columns_that_are_not_known_too(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book([*HEAD, "Ô lạ"], [1, *JIG, *DECISION, "bảy con chim"]))

        assert "Ô lạ bảy con chim" in text_of(desk.get(at(batch, "cot/")).content)

    def test_of_two_columns_of_the_same_name_each_is_what_mai_says(self, cast: Cast) -> None:
        desk = mai(cast)
        head = [*HEAD, "Ô", "Ô"]
        batch = sent(desk, book(head, [1, *JIG, *DECISION, "Chuyền 3", "Tay quay chậm"]))

        desk.post(at(batch, "cot/"), {"cot-0-8": "workplace", "cot-0-9": "before", "go": "xem"})

        [row] = Batch.objects.get(pk=batch.pk).rows.all()
        assert (row.told["texts"]["workplace"], row.told["texts"]["before"]) == ("Chuyền 3", "Tay quay chậm")

    def test_a_list_without_headings_shows_its_columns_by_letter(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(*LINES))
        page = desk.get(at(batch, "cot/")).content.decode()
        assert 'name="cot-0-6"' in page

        desk.post(at(batch, "cot/"), {"cot-0-6": "recognition_date", "go": "xem"})

        assert Batch.objects.get(pk=batch.pk).tables[0]["columns"]["recognition_date"] == 6


class TestTheDecision:
    def test_mai_corrects_it_for_the_whole_list(self, cast: Cast) -> None:
        desk = mai(cast)
        above = ["Kèm theo Quyết định số 41/QĐ-TT ngày 12/4/2022 của Công ty TNHH May Tiến Thuận"]
        batch = sent(desk, book(above, HEAD[:5], *(line[:5] for line in LINES)))
        shown = desk.get(at(batch, "cot/")).content.decode()
        assert re.search(r'name="qd-0-number" value="41/QĐ-TT"', shown), shown

        typed = {"qd-0-number": "14/QĐ-TT", "qd-0-on": "21/4/2022", "qd-0-issuer": "Công ty TNHH May Tiến Thuận"}
        desk.post(at(batch, "cot/"), {**typed, "go": "xem"})

        assert {row.told["recognition"]["number"] for row in batch.rows.all()} == {"14/QĐ-TT"}

    def test_a_day_that_is_none_is_said_at_its_box(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = brought(desk, JIG)

        answer = desk.post(at(batch, "cot/"), {"qd-0-number": "9", "qd-0-on": "31/2/2022", "qd-0-issuer": ""})

        assert answer.status_code == 422
        assert 'href="#id_qd-0-on"' in answer.content.decode()


class TestWordings:
    def list_of(self, desk: Client, *fields: str) -> Batch:
        lines = [[*line, field] for line, field in zip(LINES, fields, strict=True)]
        return sent(desk, book([*HEAD, "Lĩnh vực"], *lines))

    def test_what_is_not_clear_is_explained_once_for_all_rows(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = self.list_of(desk, "SXKD", "sxkd")
        shown = text_of(desk.get(at(batch, "cot/")).content)
        assert "1 cách ghi chưa rõ" in shown and "SXKD 2" in shown

        said = {name_of(Field.FIELD, "SXKD"): "production"}
        desk.post(at(batch, "cot/"), {**SAID, "field": "", **said, "go": "kiem-tra"})
        work_off(NOW)

        assert piles(batch) == ["READY", "READY"]
        assert RememberedTerm.objects.get().code == "production"
        assert "cách ghi chưa rõ" not in text_of(desk.get(at(self.list_of(desk, "SXKD", "SXKD"), "cot/")).content)

    def test_an_unknown_enterprise_is_asked_about_after_the_check(self, cast: Cast) -> None:
        desk = mai(cast)
        lines = [[*line, "Công ty TNHH Canon Việt Nam"] for line in LINES]
        batch = sent(desk, book([*HEAD, "Đơn vị"], *lines))
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)
        rows = text_of(desk.get(at(batch, "dong/")).content)
        assert "có phải là một phần của đơn vị mình không?" in rows and "Cách ghi trong danh sách" in rows

        said = {name_of(Field.UNIT, "Công ty TNHH Canon Việt Nam"): "CS-MAY-TIEN-THUAN"}
        assert "Canon Việt Nam 2" in text_of(desk.get(at(batch, "cot/")).content)
        desk.post(at(batch, "cot/"), {**SAID, **said, "go": "kiem-tra"})
        work_off(NOW)

        assert piles(batch) == ["READY", "READY"]

    def test_minh_says_which_union_a_name_means(self, cast: Cast) -> None:
        desk = cast.client("minh")
        batch = sent(desk, book([*HEAD, "Đơn vị"], *([*line, "Cty A"] for line in LINES)), unit="CD-KCN")
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)
        box = name_of(Field.UNIT, "Cty A")

        wrong = desk.post(at(batch, "cot/"), {**SAID, box: "Trường THPT An Phước", "go": "kiem-tra"})
        assert wrong.status_code == 422
        assert "Không có đơn vị nào như vậy" in text_of(wrong.content)
        assert 'value="Trường THPT An Phước"' in wrong.content.decode()

        desk.post(at(batch, "cot/"), {**SAID, box: "cs-haemin", "go": "kiem-tra"})
        work_off(NOW)
        assert piles(batch) == ["READY", "READY"]


class TestTheUnion:
    def test_minh_says_once_of_which_union_the_rows_are_that_name_none(self, cast: Cast) -> None:
        desk = cast.client("minh")
        batch = sent(desk, book(HEAD, *LINES), unit="CD-KCN")
        assert "Dòng không ghi đơn vị là của" in text_of(desk.get(at(batch, "cot/")).content)

        desk.post(at(batch, "cot/"), {**SAID, "unit": "CS-HAEMIN", "go": "kiem-tra"})
        work_off(NOW)

        assert piles(batch) == ["READY", "READY"]
        assert {row.unit.code for row in batch.rows.select_related("unit") if row.unit} == {"CS-HAEMIN"}

    def test_a_unions_own_list_is_its_own(self, cast: Cast) -> None:
        desk = mai(cast)

        assert "Dòng không ghi đơn vị" not in text_of(desk.get(at(brought(desk, JIG), "cot/")).content)


@pytest.fixture
def nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.intake.arriving._SMALL", 0)


@pytest.mark.usefixtures("nothing_is_small")
class TestALargeList:
    def test_is_read_in_the_background_and_the_page_says_when_nobody_is_at_it(self, cast: Cast) -> None:
        desk = mai(cast)

        batch = sent(desk, book(HEAD, *LINES))

        job = Job.objects.get()
        assert (batch.state, job.kind) == (BatchState.RECEIVED, "intake.read")
        assert "Chưa có bộ xử lý nào đang chạy." in text_of(desk.get(f"/viec/{job.key}/").content)
        work_off(NOW)
        answer = desk.get(at(batch), follow=True)
        assert "2 sáng kiến" in text_of(answer.content)

    def test_that_cannot_be_read_says_why(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(["Chỉ một dòng chữ"]))

        work_off(NOW)

        answer = desk.get(f"/viec/{Job.objects.get().key}/")
        assert "Chưa tìm thấy bảng danh sách nào trong tệp." in text_of(answer.content)
        assert Batch.objects.get(pk=batch.pk).state == BatchState.CANCELLED

    def test_what_is_no_table_is_refused_at_once(self, cast: Cast) -> None:
        sending = {"unit": "CS-MAY-TIEN-THUAN", "programme": "CT1TSK", "file": upload(b"%PDF-1.7 x", "ds.xlsx")}

        answer = mai(cast).post("/nhap-excel/moi/", sending)

        assert answer.status_code == 422
        assert "Đây là tệp PDF, không phải bảng tính." in text_of(answer.content)

    def test_is_corrected_in_the_background(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(HEAD, *LINES))
        work_off(NOW)

        desk.post(at(batch, "cot/"), {"cot-0-3": "", "go": "xem"})
        assert "applied_on" in Batch.objects.get(pk=batch.pk).tables[0]["columns"]
        work_off(NOW)

        assert "applied_on" not in Batch.objects.get(pk=batch.pk).tables[0]["columns"]

    def test_comes_again_in_the_background(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(HEAD, LINES[0]))
        work_off(NOW)

        desk.post(at(batch, "lai/"), {"file": upload(book(HEAD, *LINES), "sua.xlsx")})
        work_off(NOW)

        assert (batch.rows.count(), Batch.objects.get(pk=batch.pk).file.name) == (2, "sua.xlsx")

    def test_goes_back_with_its_errors_once_it_is_made_and_only_to_who_asked(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = sent(desk, book(HEAD, [1, *TRAY, *DECISION]))
        work_off(NOW)
        desk.post(at(batch, "cot/"), {**SAID, "go": "kiem-tra"})
        work_off(NOW)
        assert 'form="ghi-loi"' in desk.get(at(batch, "dong/")).content.decode()

        desk.post(at(batch, "ghi-loi/"))
        [job] = [one for one in work_off(NOW) if one.kind == "intake.mark"]

        answer = desk.get(f"/nhap-excel/tep/{job.key}.xlsx")
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        assert isinstance(sheet, Worksheet)
        assert "31/02/2022" in str(sheet.cell(2, 9).value) or "ngày" in str(sheet.cell(2, 9).value)
        assert cast.client("minh").get(f"/nhap-excel/tep/{job.key}.xlsx").status_code == 404


class TestASmallListOfWhichTheFileGoesBack:
    def test_is_made_while_she_waits(self, cast: Cast) -> None:
        desk = mai(cast)
        batch = checked(desk, TRAY)

        answer = desk.get(at(batch, "can-sua.xlsx"))

        assert answer["Content-Type"].startswith("application/vnd.openxmlformats")
        assert not Job.objects.filter(kind="intake.mark").exists()
