"""Criteria as people meet them: the example, text, files, boxes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sangkien.grading.models import CriteriaSet
from sangkien.grading.queries import newest_edition
from sangkien.grading.spec import EXAMPLE
from sangkien.grading.tests.criteria import small
from sangkien.grading.tests.holding import (
    criteria,
)
from sangkien.web.tests.grading import page, sent
from tests.cast import Cast

pytestmark = pytest.mark.django_db


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
