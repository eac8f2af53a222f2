"""A round as people meet it: its steps, the result, appeals."""

import json

import pytest

from sangkien.accounts.models import Role
from sangkien.clusters import actions as clusters
from sangkien.grading.models import Answer, Appeal, Round
from sangkien.grading.states import State
from sangkien.grading.tests.holding import (
    locked,
    opened,
    scored,
    speaker,
    told,
)
from sangkien.web.tests.grading import cost, page, sent
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


class TestTheRound:
    def test_a_step_that_is_not_ready_says_why(self, cast: Cast) -> None:
        one = opened(cast)

        said = sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 422, to="REVIEW")

        assert "còn đơn vị chưa chấm xong: CĐ Các KCN, CĐ ngành Giáo dục, LĐLĐ huyện Ninh Phước" in said
        sent(cast.client("dong"), f"/xep-loai/{one.pk}/chuyen/", 302, to="NOWHERE")
        assert Round.objects.get().state == State.SELF

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
