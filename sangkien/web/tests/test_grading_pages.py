"""Grading as people meet it: opening a round, scoring, evidence, and what is refused."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.models import Role
from sangkien.files.tests.making import pdf
from sangkien.grading.models import Exhibit, Round, Score
from sangkien.grading.queries import graded
from sangkien.grading.states import Stage, State
from sangkien.grading.tests.holding import (
    asked,
    at_the_council,
    criteria,
    gave,
    opened,
    scored,
)
from sangkien.web.tests.grading import page, sent
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NEW = {"name": "Xếp loại 2022", "stretch": "CT1TSK/GD1", "self_until": "28/5/2022", "appeal_until": "8/6/2022"}


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


def test_the_newest_points_of_the_council_are_shown_beside_the_others(cast: Cast) -> None:
    one = at_the_council(cast)
    gave(cast, one, Stage.COUNCIL, "CD-KCN", by="dong", cham_lo=38)

    said = page(cast.client("dong"), f"/xep-loai/{one.pk}/CD-KCN/")

    assert '<td class="n" data-label="Hội đồng">38</td>' in said


def test_opening_again_under_the_same_name_is_told(cast: Cast) -> None:
    edition = asked(cast).edition
    for status in (302, 422):
        sent(cast.client("dong"), "/xep-loai/moi/", status, **NEW, edition=str(edition.pk))
