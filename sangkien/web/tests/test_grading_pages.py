"""Grading as people meet it: opening a round, scoring, the result, appeals, criteria, and what is refused."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.clusters import actions as clusters
from sangkien.files.tests.making import pdf
from sangkien.grading.models import Answer, Appeal, CriteriaSet, Exhibit, Round, Score
from sangkien.grading.queries import graded, newest_edition
from sangkien.grading.spec import EXAMPLE
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.criteria import small
from sangkien.grading.tests.holding import (
    asked,
    at_the_council,
    criteria,
    gave,
    locked,
    opened,
    scored,
    speaker,
    told,
)
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
NEW = {"name": "Xếp loại 2022", "stretch": "CT1TSK/GD1", "self_until": "28/5/2022", "appeal_until": "8/6/2022"}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client: Client, address: str, status: int, **typed: Any) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def test_the_target_is_a_line_whose_arithmetic_everybody_reads(cast: Cast) -> None:
    one = opened(cast)

    said = page(cast.client("minh", role=Role.REVIEWER), f"/xep-loai/{one.pk}/CD-KCN/")

    assert "đủ 20 điểm từ 100\u00a0% trở lên, dưới mức đó tính theo tỷ lệ. 0 ÷ 230 = 0\u00a0%" in said


class TestOpening:
    def test_a_round_is_opened_from_the_page(self, cast: Cast) -> None:
        edition = criteria(cast)

        sent(cast.client("dong"), "/xep-loai/moi/", 302, **NEW, edition=str(edition.pk))

        assert [line.unit.code for line in graded(Round.objects.get())] == ["CD-KCN", "CDN-GIAO-DUC", "LDLD-NINH-PHUOC"]

    def test_what_is_wrong_is_told_at_its_box_and_what_was_typed_stays(self, cast: Cast) -> None:
        edition = criteria(cast)
        typed = NEW | {"edition": str(edition.pk), "self_until": "1/5/2022", "as_of": "1/1/2030"}

        said = sent(cast.client("dong"), "/xep-loai/moi/", 422, **typed)

        assert "Ngày này đã qua" in said
        assert "Ngày này chưa đến" in said
        assert 'value="Xếp loại 2022"' in said

    @pytest.mark.parametrize(
        "typed", [{"edition": "999"}, {"stretch": "x"}, {"over": "x"}, {"table": "x"}, {"as_of": "hôm qua"}]
    )
    def test_nonsense_is_a_sentence(self, cast: Cast, typed: dict[str, str]) -> None:
        sent(cast.client("dong"), "/xep-loai/moi/", 422, **NEW | {"edition": str(criteria(cast).pk)} | typed)

        assert not Round.objects.exists()

    def test_without_criteria_the_page_leads_to_the_example(self, cast: Cast) -> None:
        assert "Lập bộ tiêu chí" in page(cast.client("dong"), "/xep-loai/moi/")

    def test_is_not_there_for_who_leads_nothing(self, cast: Cast) -> None:
        page(cast.client("minh", role=Role.REVIEWER), "/xep-loai/moi/", 404)


class TestScoring:
    def test_a_union_scores_itself_little_by_little(self, cast: Cast) -> None:
        one, minh = opened(cast), cast.client("minh", role=Role.REVIEWER)
        address = f"/xep-loai/{one.pk}/CD-KCN/"

        sent(minh, address, 302, **{"diem-bao-cao": "12,5"})

        said = page(minh, address)
        assert "Còn 3 dòng chưa có điểm" in said
        assert "12,5" in said
        assert Score.objects.get().points == 12_50

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({"diem-bao-cao": "mười"}, "Ghi điểm bằng số"),
            ({"diem-bao-cao": "1,005"}, "Ghi điểm bằng số"),
            ({"diem-bao-cao": "40,01"}, "điểm từ 0 đến 40"),
            ({"diem-bao-cao": "-1"}, "Ghi điểm bằng số"),
            ({"diem-cham-lo": "10"}, "ghi minh chứng"),
            ({"diem-bao-cao": "1", "ghi-bao-cao": "a" * 2_001}, "rút gọn còn tối đa 2.000"),
        ],
    )
    def test_bad_points_are_a_sentence_and_nothing_is_kept(self, cast: Cast, typed: dict[str, str], says: str) -> None:
        one = opened(cast)

        said = sent(cast.client("minh", role=Role.REVIEWER), f"/xep-loai/{one.pk}/CD-KCN/", 422, **typed)

        assert says in said
        assert not Score.objects.exists()

    def test_the_superior_begins_with_what_the_union_gave_and_reads_its_evidence(self, cast: Cast) -> None:
        one = scored(cast)
        sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 302, to="REVIEW")

        said = page(cast.client("ngoc"), f"/xep-loai/{one.pk}/CD-KCN/")

        assert 'value="40"' in said
        assert "Tự chấm (Phạm Văn Minh): Báo cáo số 5" in said

    def test_what_comes_after_the_step_is_not_kept_and_stays_in_sight(self, cast: Cast) -> None:
        one = scored(cast)
        sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 302, to="REVIEW")

        typed = {"diem-bao-cao": "7,5", "ghi-bao-cao": "Bổ sung báo cáo quý"}
        said = sent(cast.client("minh", role=Role.REVIEWER), f"/xep-loai/{one.pk}/CD-KCN/", 409, **typed)

        assert "chưa được lưu" in said
        assert "7,5 · Bổ sung báo cáo quý" in said
        assert not Score.objects.filter(points=7_50).exists()

    def test_who_never_scores_the_sheet_cannot_send_points(self, cast: Cast) -> None:
        one = opened(cast)

        sent(cast.client("ha"), f"/xep-loai/{one.pk}/CD-KCN/", 404, **{"diem-bao-cao": "1"})

        assert not Score.objects.exists()


class TestEvidence:
    def test_a_file_shows_what_a_union_claims_and_whoever_reads_the_sheet_opens_it(self, cast: Cast) -> None:
        one, minh = opened(cast), cast.client("minh", role=Role.REVIEWER)
        address = f"/xep-loai/{one.pk}/CD-KCN/"

        sent(minh, f"{address}minh-chung/", 302, **evidence())
        sent(minh, address, 302, **{"diem-cham-lo": "40"})

        kept = Exhibit.objects.get()
        assert "bao-cao.pdf" in page(cast.client("ngoc"), address)
        assert cast.client("ngoc").get(f"{address}minh-chung/{kept.pk}/").status_code == 200
        page(cast.client("thao"), f"{address}minh-chung/{kept.pk}/", 404)

    def test_is_taken_away_until_the_round_moves_on(self, cast: Cast) -> None:
        one, minh = opened(cast), cast.client("minh", role=Role.REVIEWER)
        address = f"/xep-loai/{one.pk}/CD-KCN/minh-chung/"
        for _n in range(2):
            sent(minh, address, 302, **evidence())
        first, second = Exhibit.objects.order_by("pk")

        sent(minh, f"{address}{first.pk}/bo/", 302)
        Round.objects.update(state=State.REVIEW)
        sent(minh, f"{address}{second.pk}/bo/", 302)

        assert list(Exhibit.objects.all()) == [second]

    @pytest.mark.parametrize(
        ("typed", "box"),
        [
            ({"tep-line": "cham-lo"}, "file"),
            ({"tep-file": SimpleUploadedFile("a.pdf", b"%PDF-")}, "line"),
            ({"tep-line": "cham-lo", "tep-file": SimpleUploadedFile("a.exe", b"MZ" * 50)}, "file"),
            ({"tep-line": "chi-tieu", "tep-file": SimpleUploadedFile("a.pdf", b"%PDF-")}, "line"),
        ],
    )
    def test_that_cannot_be_kept_is_told_at_its_box(self, cast: Cast, typed: dict[str, Any], box: str) -> None:
        one = opened(cast)

        said = sent(cast.client("minh", role=Role.REVIEWER), f"/xep-loai/{one.pk}/CD-KCN/minh-chung/", 422, **typed)

        assert f'<a href="#id_tep-{box}">' in said
        assert not Exhibit.objects.exists()

    def test_is_five_files_a_line_at_most(self, cast: Cast) -> None:
        one, minh = opened(cast), cast.client("minh", role=Role.REVIEWER)
        address = f"/xep-loai/{one.pk}/CD-KCN/minh-chung/"
        for _n in range(5):
            sent(minh, address, 302, **evidence())

        assert "nhiều nhất 5 tệp" in sent(minh, address, 422, **evidence())


def evidence() -> dict[str, Any]:
    return {"tep-line": "cham-lo", "tep-file": SimpleUploadedFile("bao-cao.pdf", pdf())}


class TestTheRound:
    def test_a_step_that_is_not_ready_says_why(self, cast: Cast) -> None:
        one = opened(cast)

        said = sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 422, to="REVIEW")

        assert "còn đơn vị chưa chấm xong: CĐ Các KCN, CĐ ngành Giáo dục, LĐLĐ huyện Ninh Phước" in said
        sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 302, to="NOWHERE")
        assert Round.objects.get().state == State.SELF

    def test_the_council_agrees_with_one_press_and_a_result_needs_its_minutes(self, cast: Cast) -> None:
        one, dong = at_the_council(cast), cast.client("dong")

        sent(dong, f"/xep-loai/{one.pk}/thong-nhat/", 302)

        assert "Ghi số, ngày biên bản" in sent(dong, f"/xep-loai/{one.pk}/chuyen/", 422, to="APPEAL")
        sent(dong, f"/xep-loai/{one.pk}/chuyen/", 302, to="APPEAL", note="Biên bản 3")
        assert "Không có dòng nào để lấy" not in page(dong, f"/xep-loai/{one.pk}/")

    def test_a_union_reads_its_own_line_until_the_result_is_told(self, cast: Cast) -> None:
        one, minh = scored(cast), cast.client("minh", role=Role.REVIEWER)

        before = page(minh, f"/xep-loai/{one.pk}/")

        assert "CĐ ngành Giáo dục" not in before
        page(minh, f"/xep-loai/{one.pk}/CDN-GIAO-DUC/", 404)

    def test_the_result_says_how_it_ranks_and_who_may_have_which_grade(self, cast: Cast) -> None:
        one = locked(cast)

        said = page(cast.client("minh", role=Role.REVIEWER), f"/xep-loai/{one.pk}/")

        assert "Bằng điểm thì xét lần lượt: 1. nhiều điểm hơn ở “Chỉ tiêu”" in said
        assert "(nhiều nhất 1 trong 3)" in said
        assert "Kết quả xếp loại" in said

    def test_leaves_as_a_file_with_its_arithmetic(self, cast: Cast) -> None:
        one = locked(cast)
        client = cast.client("dong")

        rows = json.loads(client.get(f"/xep-loai/{one.pk}/ket-qua.json").getvalue())["rows"]
        lines = json.loads(client.get(f"/xep-loai/{one.pk}/CD-KCN/bang-diem.json").getvalue())["rows"]

        assert [(row["rank"], row["unit"], row["grade"]) for row in rows][2] == (3, "CD-KCN", "Tốt")
        assert rows[2]["reckoning"] == "0 + 65 + 1 (điểm cộng) = 66 điểm"
        assert [line["code"] for line in lines][:2] == ["chi-tieu", "cham-lo"]

    def test_costs_the_same_for_one_union_and_for_all(self, cast: Cast) -> None:
        cluster = clusters.found(cast.unit("LDLD-NINH-THUAN"), code="CUM-1", name="Cụm 1", by=None, at=NOW)
        clusters.admit(cluster, cast.unit("CD-KCN"), since=TODAY, by=None, at=NOW)
        few, all_of_them = opened(cast, name="Một", cluster=cluster), opened(cast, name="Ba")
        dong = cast.client("dong")
        for one in (few, all_of_them):
            page(dong, f"/xep-loai/{one.pk}/")

        costs = [cost(dong, f"/xep-loai/{one.pk}/") for one in (few, all_of_them)]

        assert costs[1] <= costs[0]  # that of a cluster asks who leads it

    def test_the_list_costs_the_same_for_one_and_for_many(self, cast: Cast) -> None:
        dong = cast.client("dong")
        opened(cast, name="Đợt 0")
        page(dong, "/xep-loai/")
        one = cost(dong, "/xep-loai/")
        for n in range(1, 4):
            opened(cast, name=f"Đợt {n}")

        assert cost(dong, "/xep-loai/") == one

    def test_the_second_page_of_the_list_goes_on(self, cast: Cast) -> None:
        for n in range(26):
            opened(cast, name=f"Đợt {n}")

        said = page(cast.client("dong"), "/xep-loai/?page=2")

        assert "Đợt 0<" in said
        assert "Đợt 25<" not in said

    def test_of_others_is_not_there(self, cast: Cast) -> None:
        one = opened(cast)

        page(cast.client("mai"), f"/xep-loai/{one.pk}/", 404)
        page(cast.client("lan"), "/xep-loai/", 404)
        assert "Chưa có đợt xếp loại nào" in page(cast.client("mai"), "/xep-loai/")


class TestAppeals:
    def test_a_union_appeals_and_somebody_else_answers(self, cast: Cast) -> None:
        one = told(cast)
        address = f"/xep-loai/{one.pk}/CD-KCN/khieu-nai/"
        speaker(cast, "van", "Đỗ Hồng Vân", "+84912345032", "TLD")

        minh = cast.client("minh", role=Role.REVIEWER)
        assert "Chọn tiêu chí khiếu nại" in sent(minh, address, 422, text="Đủ minh chứng")
        sent(minh, address, 302, line="cham-lo", text="Đủ minh chứng")

        [made] = Appeal.objects.all()
        prefix = f"tra-loi-{made.pk}"
        van = cast.client("van")
        assert "điểm từ 0 đến 50" in sent(
            van, f"{address}{made.pk}/", 422, **{f"{prefix}-upheld": "co", f"{prefix}-reason": "Đủ"}
        )
        right = {f"{prefix}-upheld": "co", f"{prefix}-reason": "Đủ", f"{prefix}-points": "40"}
        sent(van, f"{address}{made.pk}/", 302, **right)
        assert Answer.objects.get().points == 40_00
        assert "Điểm sau khiếu nại: 40." in page(minh, f"/xep-loai/{one.pk}/CD-KCN/")

    def test_who_gave_points_has_no_answer_to_give(self, cast: Cast) -> None:
        one = told(cast)
        sent(
            cast.client("minh", role=Role.REVIEWER),
            f"/xep-loai/{one.pk}/CD-KCN/khieu-nai/",
            302,
            line="cham-lo",
            text="Đủ minh chứng",
        )
        prefix = f"tra-loi-{Appeal.objects.get().pk}"
        address = f"/xep-loai/{one.pk}/CD-KCN/khieu-nai/{Appeal.objects.get().pk}/"

        assert "Chờ trả lời" in page(cast.client("dong"), f"/xep-loai/{one.pk}/CD-KCN/")
        sent(cast.client("dong"), address, 404, **{f"{prefix}-upheld": "khong", f"{prefix}-reason": "x"})


def cost(client: Client, address: str) -> int:
    """Of how many questions."""
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


def boxes(client: Client, address: str) -> dict[str, Any]:
    """Everything that the page would send as it stands: boxes of text that hold nothing too, lists without a choice
    not."""
    shown = {bound.html_name: bound.value() for form in client.get(address).context["shape"].forms for bound in form}
    sent = {
        name: "" if value is None else value
        for name, value in shown.items()
        if value is not None or "needs" not in name
    }
    return sent | {"edition": "1"}


class TestCriteria:
    def test_begin_with_the_example_and_are_changed_by_text_or_file(self, cast: Cast) -> None:
        dong, text = cast.client("dong"), EXAMPLE.read_text("utf-8")
        assert "Bảng điểm thi đua ví dụ (100 điểm)" in page(dong, "/xep-loai/tieu-chi/moi/")

        sent(dong, "/xep-loai/tieu-chi/moi/", 302, code="td-2022", text=text)
        file = SimpleUploadedFile("a.yaml", text.replace("(100 điểm)", "(bản hai)").encode())
        sent(dong, "/xep-loai/tieu-chi/TD-2022/tep/", 302, file=file, edition="1")

        assert [one.number for one in CriteriaSet.objects.get().editions.order_by("number")] == [1, 2]
        said = page(cast.client("mai"), "/xep-loai/tieu-chi/TD-2022/")
        assert "bản hai" in said
        assert "(100 điểm)" in page(cast.client("mai"), "/xep-loai/tieu-chi/TD-2022/?ban=1")
        assert "full_at: 100" in page(cast.client("mai"), "/xep-loai/tieu-chi/TD-2022/tieu-chi.yaml")
        assert "Bộ tiêu chí" in page(cast.client("mai"), "/xep-loai/tieu-chi/")

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ({"code": "TD", "text": "total: 5"}, "groups: thiếu mục này"),
            ({"code": "TD", "text": ""}, "Dán nội dung vào đây"),
            ({"code": "", "text": EXAMPLE.read_text("utf-8")}, "Ghi mã bộ tiêu chí"),
            ({"code": "TD", "file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")}, "không ở dạng UTF-8"),
            ({"code": "TD", "file": SimpleUploadedFile("a.yaml", b"a" * 100_001)}, "lớn quá 100 KB"),
        ],
    )
    def test_what_cannot_be_read_is_told(self, cast: Cast, typed: dict[str, Any], says: str) -> None:
        assert says in sent(cast.client("dong"), "/xep-loai/tieu-chi/moi/", 422, **typed)

    def test_are_the_same_in_boxes(self, cast: Cast) -> None:
        first, dong = criteria(cast), cast.client("dong")
        address = "/xep-loai/tieu-chi/TD-2022/sua/"

        sent(dong, address, 302, **boxes(dong, address))

        assert first.criteria.editions.count() == 1

    def test_are_changed_box_by_box_and_a_row_without_a_name_is_taken_out(self, cast: Cast) -> None:
        found, dong = criteria(cast).criteria, cast.client("dong")
        address = "/xep-loai/tieu-chi/TD-2022/sua/"
        typed = boxes(dong, address)
        typed |= {"nhom-1-dong-4-name": "", "nhom-1-dong-5-name": "Thăm hỏi đoàn viên", "nhom-1-dong-5-points": "2,5"}

        sent(dong, address, 302, **typed)

        lines = newest_edition(found).spec.lines
        assert [(line.code, line.points) for line in lines][-2:] == [("moi", 3_00), ("tham-hoi-doan-vien", 2_50)]

    @pytest.mark.parametrize(
        ("typed", "box", "says"),
        [
            ({"bo-total": "90"}, "", "các nhóm cộng lại được 100 điểm, không phải 90"),
            ({"nhom-1-dong-0-points": "nhiều"}, "id_nhom-1-dong-0-points", "cần một con số"),
            ({"nhom-0-dong-0-full_at": "0,001"}, "id_nhom-0-dong-0-full_at", "nhiều nhất hai chữ số"),
            ({"muc-0-at_most": "101"}, "id_muc-0-at_most", "nhiều nhất là 100"),
            ({"muc-0-since": "x"}, "id_muc-0-since", "cần một con số"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_box(self, cast: Cast, typed: dict[str, str], box: str, says: str) -> None:
        criteria(cast)
        dong, address = cast.client("dong"), "/xep-loai/tieu-chi/TD-2022/sua/"

        said = sent(dong, address, 422, **boxes(dong, address) | typed)

        assert says in said
        assert f'<a href="#{box}">' in said or not box

    def test_that_somebody_changed_meanwhile_are_not_overwritten(self, cast: Cast) -> None:
        criteria(cast)
        dong, address = cast.client("dong"), "/xep-loai/tieu-chi/TD-2022/sua/"
        typed = boxes(dong, address) | {"bo-name": "Của tôi"}
        criteria(cast, small(name="Của người khác"))

        assert "Có người vừa cập nhật" in sent(dong, address, 409, **typed)

    def test_are_kept_by_their_union_alone(self, cast: Cast) -> None:
        criteria(cast)

        page(cast.client("ha"), "/xep-loai/tieu-chi/TD-2022/sua/", 404)


def test_the_newest_points_of_the_council_are_shown_beside_the_others(cast: Cast) -> None:
    one = at_the_council(cast)
    gave(cast, one, Stage.COUNCIL, "CD-KCN", by="dong", cham_lo=38)

    said = page(cast.client("dong"), f"/xep-loai/{one.pk}/CD-KCN/")

    assert '<td class="n" data-label="Hội đồng">38</td>' in said


def test_opening_again_under_the_same_name_is_told(cast: Cast) -> None:
    edition = asked(cast).edition
    for status in (302, 422):
        sent(cast.client("dong"), "/xep-loai/moi/", status, **NEW, edition=str(edition.pk))
