"""Rewards on the screen: what is due with its formula, and the ledger of a dossier."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.rewards.models import Agreement, Payment, Promise
from sangkien.rewards.tests.test_ledger import FACTORY, promised
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_nine")]
REMUNERATION = {"kind": "REMUNERATION", "to_name": "Nguyễn Thị Lan", "giver": FACTORY, "promised_on": "18/05/2022"}
REMUNERATION |= {"vnd": "8.400.000 đồng", "basis": "7 % × 120.000.000 đồng"}
PAID = {"vnd": "5 triệu", "paid_on": "18/05/2022", "payer": FACTORY, "note": "phiếu chi số 12"}


@pytest.fixture
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)


def test_mai_writes_down_what_lan_is_promised_and_gets(cast: Cast) -> None:
    dossier, mai = cast.valid(), cast.client("mai")
    address = f"/thu-lao/sang-kien/{dossier.code}/"

    assert "Đã ghi khoản hứa cho Nguyễn Thị Lan." in mai.post(address, REMUNERATION, follow=True).text
    one = Promise.objects.get()
    assert "Đã ghi khoản chi." in mai.post(f"/thu-lao/khoan/{one.pk}/chi/", PAID, follow=True).text

    page = mai.get(address).text
    assert "Đã chi 5.000.000 đồng trong 8.400.000 đồng." in page
    mai.post(f"/thu-lao/chi/{Payment.objects.get().pk}/hoan/", {"note": "Chi nhầm"})
    mai.post(f"/thu-lao/khoan/{one.pk}/rut/", {"note": "Ghi nhầm"})
    assert "Đã rút" in mai.get(address).text
    assert cast.client("hung").get(address).status_code == 404


def test_more_than_promised_is_a_sentence_at_its_box_and_what_was_typed_stays(cast: Cast) -> None:
    one = promised(cast)

    page = cast.client("mai").post(f"/thu-lao/khoan/{one.pk}/chi/", PAID | {"vnd": "9 triệu"})

    assert page.status_code == 422
    assert "Khoản này chỉ còn 8.400.000 đồng chưa chi" in page.text
    assert "9 triệu" in page.text
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ({}, 200, "Mức thấp nhất theo Điều lệ Sáng kiến"),
        ({"what": "nam", "vnd": "120 triệu", "year": "1", "day": "01/03/2023"}, 200, "= 8.400.000 đồng"),
        ({"what": "nam", "vnd": ""}, 422, "Ghi số tiền"),
        ({"what": "chuyen-giao", "vnd": "200 triệu", "recognised_on": "12/04/2022"}, 200, "= 30.000.000 đồng"),
        ({"what": "chuyen-giao", "vnd": "200 triệu"}, 422, "Ghi ngày công nhận"),
        ({"what": "khong-tinh-duoc", "region": "I", "day": "01/07/2022"}, 200, "= 23.400.000 đồng"),
        ({"what": "khong-tinh-duoc", "region": "I", "day": "01/03/2015"}, 422, "Chưa có mức lương tối thiểu nào"),
        ({"what": "khong-tinh-duoc", "region": "V"}, 422, "Chọn một mục trong danh sách"),
        ({"what": "nam", "vnd": "abc", "day": "32/13/2022"}, 422, "Cần xem lại"),
    ],
)
def test_anybody_reckons_what_is_due(cast: Cast, asked: dict[str, str], status: int, says: str) -> None:
    page = cast.client().get("/thu-lao/tinh/", asked)

    assert (page.status_code, says in page.text) == (status, True)


def test_the_workplaces_own_rule_is_written_down_once_whole(cast: Cast) -> None:
    mai = cast.client("mai")
    assert mai.post("/thu-lao/thoa-thuan/", {"title": ""}).status_code == 422

    said = {"title": "Quy chế sáng kiến", "since": "01/05/2022", "yearly": "10", "years": "3"}
    assert mai.post("/thu-lao/thoa-thuan/", said).status_code == 302

    assert Agreement.objects.get().yearly == 1_000


def test_the_ledger_costs_the_same_for_one_as_for_eight(cast: Cast) -> None:
    mai = cast.client("mai")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert mai.get("/thu-lao/").status_code == 200
        return len(asked)

    promised(cast)
    few = cost()
    for n in range(8):
        promised(cast, to_name=f"Người thứ {n}")
    assert cost() == few
