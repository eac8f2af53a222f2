"""The council's vote on a round as people meet it: the list on an agenda, a union apart, the result told."""

import pytest

from sangkien.grading.models import Tabled
from sangkien.grading.states import State
from sangkien.grading.tests.holding import at_the_council, moved, proposed, sitting, tabled, voted
from sangkien.web.tests.grading import page, sent
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_list_goes_before_the_council_and_is_told_once_it_agreed(cast: Cast) -> None:
    one, dong, ngoc = at_the_council(cast), cast.client("dong"), cast.client("ngoc")
    address = f"/xep-loai/{one.pk}/"
    assert "Lập hội đồng" in page(dong, address)
    sent(dong, f"{address}thong-nhat/", 302)
    today = sitting(cast)

    said = sent(dong, f"{address}chuyen/", 422, to="APPEAL")
    assert "chưa biểu quyết thông qua bảng điểm của: CĐ Các KCN, CĐ ngành Giáo dục, LĐLĐ huyện Ninh Phước" in said
    sent(ngoc, f"{address}hoi-dong/", 302, sitting=str(today.pk), openly="on")

    assert "chờ biểu quyết" in page(dong, address)
    assert f'href="{address}"' in page(ngoc, f"/hoi-dong/phien/{today.pk}/")
    voted(cast, Tabled.objects.all()[0].matter)
    assert "đã thông qua: 3/3 phiếu đồng ý" in page(dong, address)
    sent(dong, f"{address}chuyen/", 302, to="APPEAL")


def test_a_union_that_is_not_agreed_about_is_set_apart_from_its_sheet(cast: Cast) -> None:
    one = proposed(cast)
    today = sitting(cast)
    tabled(cast, one, today)
    ngoc, zones = cast.client("ngoc"), f"/xep-loai/{one.pk}/CD-KCN/"
    assert "Ghi điểm hội đồng" not in page(cast.client("dong"), zones)

    sent(ngoc, f"{zones}bieu-quyet-rieng/", 302, sitting=str(today.pk), openly="on")

    said = page(ngoc, f"/xep-loai/{one.pk}/")
    assert "<b>CĐ Các KCN</b>" in said
    assert "Danh sách 2 đơn vị" in said
    assert "Biểu quyết riêng đơn vị này" not in page(ngoc, zones)


def test_a_member_reads_what_the_council_votes_on_and_no_other_round(cast: Cast) -> None:
    one, other = proposed(cast), at_the_council(cast, name="Khác")
    thao = cast.client("thao")
    address = f"/xep-loai/{one.pk}/CD-KCN/"
    sitting(cast)
    page(thao, address, 404)

    tabled(cast, one)

    page(thao, address)
    page(thao, f"/xep-loai/{other.pk}/CD-KCN/", 404)


def test_who_leads_no_sitting_puts_nothing_on_an_agenda(cast: Cast) -> None:
    one, today = proposed(cast), sitting(cast)

    sent(cast.client("minh"), f"/xep-loai/{one.pk}/hoi-dong/", 404, sitting=str(today.pk))
    sent(cast.client("ngoc"), f"/xep-loai/{one.pk}/hoi-dong/", 422, sitting="999")

    assert not Tabled.objects.exists()


def test_a_union_does_not_read_the_vote_before_the_result_is_told(cast: Cast) -> None:
    one = proposed(cast)
    voted(cast, tabled(cast, one))
    tuan = cast.client("tuan")

    assert "đã thông qua" not in page(tuan, f"/xep-loai/{one.pk}/CDN-GIAO-DUC/")
    moved(cast, one, State.APPEAL)

    assert "đã thông qua: 3/3 phiếu đồng ý" in page(tuan, f"/xep-loai/{one.pk}/")
