"""Taking back on pages: what will fall is told first, then it falls, and whoever looks anywhere reads so."""

from datetime import datetime

import pytest

from sangkien.base.days import VIETNAM
from sangkien.certificates.models import Certificate
from sangkien.certificates.tests.giving import given_to_lan, of_lans_honour
from sangkien.honours.states import State as Honoured
from sangkien.honours.tests.honouring import honoured
from sangkien.initiatives.models import Author
from sangkien.initiatives.states import State
from sangkien.standings.tests.test_snapshots import frozen
from sangkien.steering.models import Withdrawal
from sangkien.steering.tests.test_revoking import prized
from sangkien.web.tests.submitting import set_clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db
GROUND = {"number": "20/QĐ-CĐKCN", "signed_on": "6/6/2022", "reason": "Kê khai không đúng sự thật"}


@pytest.fixture(autouse=True)
def _on_the_sixth(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, datetime(2022, 6, 6, 9, 0, tzinfo=VIETNAM))


def test_yen_takes_a_recognition_back_and_certificate_prize_and_table_say_so(cast: Cast) -> None:
    certificate = given_to_lan(cast)
    dossier = Author.objects.get(pk=certificate.subject).initiative
    prized(cast, dossier)
    table = frozen(cast)
    yen, address = cast.client("yen"), f"/chi-dao/thu-hoi/ho-so/{dossier.code}/"

    ahead = yen.get(address).text
    assert certificate.serial in ahead and "1.000.000 đồng" in ahead and "Bảng chốt số 1" in ahead
    wrong = yen.post(address, {"number": "20/QĐ-CĐKCN"})
    assert wrong.status_code == 422 and "Ghi lý do thu hồi" in wrong.text and "20/QĐ-CĐKCN" in wrong.text
    told = yen.post(address, GROUND, follow=True)

    assert "Đã thu hồi" in told.text and certificate.serial in told.text
    assert cast.again(dossier).state == State.INELIGIBLE
    assert "Giấy này đã bị thu hồi" in cast.client().get(f"/xac-minh/{certificate.serial}/").text
    corrected = cast.client("dong").get(f"/xep-hang/LDLD-NINH-THUAN/da-chot/{table.number}/").text
    assert "Đính chính số 1" in corrected and "Kê khai không đúng sự thật" in corrected
    assert "Đã thu hồi theo" in yen.post(address, GROUND, follow=True).text  # pressed twice is once
    assert Withdrawal.objects.count() == 1


def test_dong_takes_an_honour_back_and_lan_is_told_where_to_plead(cast: Cast) -> None:
    award = honoured(cast)
    certificate = of_lans_honour(cast, award)
    dong, address = cast.client("dong"), f"/chi-dao/thu-hoi/khen-thuong/{award.nomination_id}/"
    assert address in dong.get(f"/khen-thuong/de-nghi/{award.nomination_id}/").text

    assert certificate.serial in dong.get(address).text
    told = dong.post(address, GROUND, follow=True)

    award.nomination.refresh_from_db()
    assert (award.nomination.state, Certificate.objects.get().state) == (Honoured.REVOKED, "REVOKED")
    assert "20/QĐ-CĐKCN" in told.text
    assert "Khen thưởng của tôi, để kiến nghị" in cast.client("lan").get(f"/giay-chung-nhan/{certificate.serial}/").text
    assert "20/QĐ-CĐKCN" in dong.get("/chi-dao/LDLD-NINH-THUAN/").text


@pytest.mark.parametrize("login", ["lan", "mai", "minh", "thao"])
def test_nobody_else_finds_these_pages(cast: Cast, login: str) -> None:
    award = honoured(cast)
    dossier = Author.objects.get().initiative
    client = cast.client(login)

    for address in (f"ho-so/{dossier.code}", f"khen-thuong/{award.nomination_id}"):
        assert client.post(f"/chi-dao/thu-hoi/{address}/", GROUND).status_code in (302, 403, 404)

    assert not Withdrawal.objects.exists()


def test_honours_that_name_the_dossier_are_told_and_stay(cast: Cast) -> None:
    award = honoured(cast)
    dossier = Author.objects.get().initiative
    award.nomination.exhibits.create(initiative=dossier)

    page = cast.client("yen").get(f"/chi-dao/thu-hoi/ho-so/{dossier.code}/").text

    assert "Nguyễn Thị Lan, Quyết định 15/QĐ-LĐLĐ ngày 18/05/2022" in page
