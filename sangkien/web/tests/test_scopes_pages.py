"""How far an initiative reaches, on its pages, without scripts."""

import re
from typing import Any

import pytest
from django.test import Client

from sangkien.scopes.models import Criteria, Finding, Level, Request
from sangkien.scopes.tests.reaching import GOOD, asked, ready
from sangkien.sittings import actions as sittings
from sangkien.sittings.models import Matter
from sangkien.sittings.tests.holding import ALL_AGREE, opened, vote
from tests.cast import NOW, Cast


def text(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def did(client: Client, request: Request, verb: str, **typed: Any) -> Any:
    return client.post(f"/pham-vi/{request.pk}/viec/", {"viec": verb} | typed)


def test_mai_asks_the_council_scores_votes_and_thao_concludes(cast: Cast) -> None:
    ready(cast)
    jig = cast.valid()
    mai, thao = cast.client("mai"), cast.client("thao")
    assert "Đề nghị xét ở cấp: Cơ sở" in text(mai.get(f"/pham-vi/ho-so/{jig.code}/"))
    mai.post(f"/pham-vi/ho-so/{jig.code}/")
    request = Request.objects.get()
    sitting = opened(cast, request.council)
    did(thao, request, "chuong_trinh", sitting=str(sitting.pk))
    for who in ALL_AGREE:
        assert did(cast.client(who), request, "cham", **GOOD).status_code == 302
    assert "Đã có 6 phiếu chấm" in text(mai.get(f"/pham-vi/{request.pk}/"))
    matter = Matter.objects.get()
    vote(cast, matter, **ALL_AGREE)
    sittings.close(matter, by=cast.actor("thao"), at=NOW)
    did(thao, request, "ket_luan", applied="on", replicable="on")

    assert Finding.objects.get().counts_for_a_title
    page = text(cast.client("lan").get(f"/pham-vi/{request.pk}/"))
    assert "Điểm trung bình 75/100 của 6 phiếu, cần 70 điểm." in page and "Được tính khi xét danh hiệu" in page
    assert "Đề nghị xét ở cấp: Tỉnh, ngành, tập đoàn" in text(mai.get(f"/pham-vi/ho-so/{jig.code}/"))
    assert "Được công nhận" in text(cast.client("hoa").get("/pham-vi/"))


def test_what_stands_in_the_way_is_said_at_its_box(cast: Cast) -> None:
    jig = cast.valid()
    page = cast.client("mai").post(f"/pham-vi/ho-so/{jig.code}/")
    assert page.status_code == 422 and "chưa có hội đồng sáng kiến" in text(page)
    ready(cast, Level.BASE)
    request = asked(cast, jig)
    page = did(cast.client("hoa"), request, "cham", **GOOD | {"SOCIAL": "99", "NOVELTY": "nhiều"})
    assert page.status_code == 422 and "Ghi bằng số nguyên" in text(page) and 'value="nhiều"' in page.content.decode()
    page = did(cast.client("hoa"), request, "cham", **GOOD | {"SOCIAL": "99"})
    assert page.status_code == 422 and "bằng số nguyên từ 0 đến 20" in text(page)
    assert did(cast.client("thao"), request, "ket_luan").status_code == 422
    assert did(cast.client("thao"), request, "chuong_trinh", sitting="1' OR").status_code == 422
    assert did(cast.client("mai"), request, "rut").status_code == 422
    assert did(cast.client("mai"), request, "cham", **GOOD).status_code == 404
    did(cast.client("mai"), request, "rut", reason="Gửi nhầm hồ sơ")
    assert Request.objects.get().reason == "Gửi nhầm hồ sơ"
    for who in ("kim", "hung"):
        assert cast.client(who).get(f"/pham-vi/{request.pk}/").status_code == 404
        assert cast.client(who).get(f"/pham-vi/ho-so/{jig.code}/").status_code == 404


@pytest.mark.parametrize("enough", ["70", "999"])
def test_a_province_adopts_criteria_by_a_paper(cast: Cast, enough: str) -> None:
    points = {"NOVELTY": "30", "APPLICABILITY": "30", "ECONOMIC": "20", "SOCIAL": "20"}
    typed = {"level": "PROVINCE", "enough": enough, "basis": "HD 05/HD-LĐLĐ", "since": "01/05/2022"}
    page = cast.client("dong").post("/pham-vi/tieu-chi/", points | typed)

    assert page.status_code == (302 if enough == "70" else 422)
    assert Criteria.objects.count() == (enough == "70")
    assert cast.client("mai").get("/pham-vi/tieu-chi/").status_code == 404
