"""Every address has a door, and every door lets in whom it says."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from tests.cast import Cast

Place = tuple[str, URLPattern]
UNKNOWN = "00000000-0000-0000-0000-000000000000"


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[Place]:
    for pattern in patterns:
        assert isinstance(pattern.pattern, RoutePattern)
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


ADDRESSES = list(_addresses(get_resolver().url_patterns))


@pytest.mark.parametrize(("route", "pattern"), ADDRESSES, ids=[route or "/" for route, _ in ADDRESSES])
def test_every_address_has_a_door_and_a_name(route: str, pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "door", ""), f"/{route} has no door"
    assert pattern.name, f"/{route} has no name"


class TestDoors:
    """Nobody, a worker, a chair, a reviewer, a leader, an administrator at the plain addresses."""

    WHO = ["", "lan", "mai", "minh", "dong", "ha"]
    TABLE = {  # address: what each of WHO gets
        "/": [200] * 6,
        "/sang-kien/": [200] * 6,
        "/chuong-trinh/": [200] * 6,
        "/tra-cuu/": [200] * 6,
        "/huong-dan/": [200] * 6,
        "/tiep-can/": [200] * 6,
        "/quyen-rieng-tu/": [200] * 6,
        "/ngay-lam-viec/": [200] * 6,
        "/viec/": [302, 200, 200, 200, 200, 200],
        "/viec/danh-sach.xlsx": [302, 200, 200, 200, 200, 200],
        "/toi/sang-kien.xlsx": [302, 200, 200, 200, 200, 200],
        "/co-so/nhap-thay/so.xlsx": [302, 200, 200, 200, 200, 200],
        "/ban-viec/qua-han.xlsx": [302, 404, 404, 200, 200, 404],
        "/ban-viec/cho-nguoi.xlsx": [302, 404, 200, 200, 200, 200],
        "/ban-viec/so-lieu.xlsx": [302, 404, 200, 200, 200, 404],
        f"/viec/{UNKNOWN}/": [302, 404, 404, 404, 404, 404],
        "/ngay-lam-viec/ghi/": [302, 404, 404, 404, 404, 200],
        "/ban-viec/cho-nguoi/": [302, 404, 200, 200, 200, 200],
        "/gui/": [200] * 6,
        "/gui/may/": [302] * 6,
        "/gui/mang/": [200] * 6,
        "/gui/tiep/": [200] * 6,
        "/gui/tiep/BCDF-GHJK/": [200] * 6,
        "/gui/sw.js": [200] * 6,
        "/gui/sang-kien.webmanifest": [200] * 6,
        "/gui/ngoai-tuyen/CT1TSK/1/vi/toi/": [200] * 6,
        "/dang-nhap/dien-thoai/": [302] * 6,
        "/dang-nhap/ma/": [302] * 6,
        "/gui/0b5bd7a5-0000-4000-8000-000000000000/dien-thoai/": [303] * 6,
        "/gui/0b5bd7a5-0000-4000-8000-000000000000/ma/": [303] * 6,
        "/toi/mat-khau/": [302] * 6,
        "/toi/": [302, 200, 200, 200, 200, 200],
        "/co-so/": [302, 404, 200, 404, 404, 404],
        "/duyet/": [302, 404, 200, 200, 200, 200],
        "/tim/": [302, 404, 200, 200, 200, 200],
        "/tim/?q=do+ga": [302, 404, 200, 200, 200, 200],
        "/goc-loc/hang-doi/": [302, 404, 200, 200, 200, 200],
        "/goc-loc/ho-so/": [302, 404, 200, 200, 200, 200],
        "/goc-loc/sang-kien/": [302, 200, 200, 200, 200, 200],
        "/goc-loc/khong-co/": [302, 404, 404, 404, 404, 404],
        "/duyet/?tin=moi": [302, 404, 200, 200, 200, 200],
        "/co-so/cong-nhan/": [302, 404, 200, 404, 404, 404],
        "/cong-nhan/SK-2022-999999/": [302, 404, 404, 404, 404, 404],
        "/cong-nhan/nhap/6b1f0c1e-51f1-4b76-8a3c-0d6a1a6a0c11/": [404] * 6,
        "/nhap-excel/": [302, 404, 200, 200, 404, 404],
        "/nhap-excel/moi/": [302, 404, 200, 200, 404, 404],
        "/nhap-excel/danh-sach.xlsx": [302, 404, 200, 200, 404, 404],
        "/nhap-excel/mau.xlsx": [302, 404, 200, 200, 404, 404],
        "/nhap-excel/mau.xlsx?don-vi=CS-HAEMIN": [302, 404, 404, 200, 404, 404],
        "/nhap-excel/lo/1/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/cot/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/dong/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/can-sua/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/can-sua.xlsx": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/lai/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/nhap/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/ket-qua/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/hoan-tac/": [302, 404, 404, 404, 404, 404],
        f"/nhap-excel/{UNKNOWN}/bo/": [302, 404, 302, 302, 404, 404],
        "/duyet/gui-muon/": [302, 404, 404, 200, 404, 404],
        "/duyet/gui-muon.xlsx": [302, 404, 404, 200, 404, 404],
        "/to-chuc/": [200] * 6,
        "/to-chuc/sap-xep/": [302, 404, 404, 404, 200, 200],
        "/to-chuc/sap-xep/danh-sach.xlsx": [302, 404, 404, 404, 200, 200],
        "/to-chuc/sap-xep/moi/": [302, 404, 404, 404, 404, 200],
        "/to-chuc/sap-xep/moi/?viec=merge&units=CD-KCN": [302, 404, 404, 404, 404, 200],
        "/to-chuc/sap-xep/moi/thuc-hien/": [302, 404, 404, 404, 404, 302],
        "/to-chuc/sap-xep/KHONG-CO/": [302, 404, 404, 404, 404, 404],
        "/to-chuc/sap-xep/KHONG-CO/hoan-tac/": [302, 404, 404, 404, 404, 404],
        "/to-chuc/CS-MAY-TIEN-THUAN/": [200] * 6,
        "/to-chuc/CS-MAY-TIEN-THUAN/ap-phich/": [200] * 6,
        "/to-chuc/CD-KCN/ap-phich/": [404] * 6,
        "/to-chuc/CD-KCN/truc-thuoc.xlsx": [200] * 6,
        "/n/": [200] * 6,
        "/n/TT-0521/": [404] * 6,
        "/n/TT-0521/bat-dau/": [302] * 6,
        "/n/TT-0521/man-hinh/": [404] * 6,
        "/n/TT-0521/kiosk/": [404] * 6,
        "/n/TT-0521/kiosk/bat-dau/": [302] * 6,
        "/n/TT-0521/kiosk/tam-dung/": [404] * 6,
        "/n/TT-0521/kiosk/thoat/": [404] * 6,
        "/ngay-hoi/": [302, 404, 200, 200, 200, 200],
        "/ngay-hoi.xlsx": [302, 404, 200, 200, 200, 200],
        "/ngay-hoi/moi/": [302, 404, 200, 200, 200, 404],
        "/ngay-hoi/TT-0521/": [302, 404, 404, 404, 404, 404],
        "/ngay-hoi/TT-0521/sua/": [302, 404, 404, 404, 404, 404],
        "/ngay-hoi/TT-0521/huy/": [302, 404, 404, 404, 404, 404],
        "/ngay-hoi/TT-0521/ap-phich-a4.pdf": [302, 404, 404, 404, 404, 404],
        "/thiet-lap/": [302, 404, 200, 200, 200, 200],
        "/thiet-lap/moi/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/KHONG-CO/": [302, 404, 404, 404, 404, 404],
        "/thiet-lap/CT1TSK/chuong-trinh.yaml": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/chuong-trinh.yaml?ban=99": [302, 404, 404, 404, 404, 404],
        "/thiet-lap/CT1TSK/tep/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/phan/ten/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/phan/khong-co/": [302, 404, 404, 404, 404, 404],
        "/thiet-lap/CT1TSK/ban/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/gia-han/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/sao-chep/": [302, 404, 404, 404, 404, 200],
        "/thiet-lap/CT1TSK/chay-thu/bo-het/": [302, 404, 404, 404, 404, 404],
        "/dot-cao-diem/": [302, 404, 200, 200, 200, 200],
        "/dot-cao-diem/moi/": [302, 404, 200, 200, 200, 200],
        "/dot-cao-diem/1/": [302, 404, 404, 404, 404, 404],
        "/yeu-cau/": [302, 404, 404, 200, 200, 200],
        "/yeu-cau.xlsx": [302, 404, 404, 200, 200, 200],
        "/danh-gia-lai/": [302, 404, 200, 200, 200, 200],
        "/danh-gia-lai/den-han.csv": [302, 404, 200, 200, 200, 200],
        "/danh-gia-lai/SK-2022-999999/": [302, 404, 404, 404, 404, 404],
        "/danh-gia-lai/SK-2022-999999/phieu/": [302, 404, 404, 404, 404, 404],
        "/hau-kiem/": [200] * 6,
        "/hau-kiem.xlsx": [200] * 6,
        "/hau-kiem/KHONG-CO/mau.xlsx": [302, 404, 404, 404, 404, 404],
        "/hau-kiem/moi/": [302, 404, 404, 404, 200, 404],
        "/hau-kiem/KHONG-CO/": [404] * 6,
        "/hau-kiem/KHONG-CO/du-lieu.json": [404] * 6,
        "/hau-kiem/KHONG-CO/rut-mau/": [302, 404, 404, 404, 404, 404],
        "/hau-kiem/KHONG-CO/mau/": [302, 404, 404, 404, 404, 404],
        "/hau-kiem/KHONG-CO/mau/1/": [302, 404, 404, 404, 404, 404],
        "/don-vi-trung/": [302, 404, 404, 404, 200, 200],
        "/don-vi-trung/da-xem/": [302, 404, 404, 404, 200, 200],
        "/tep/": [405] * 6,
        "/tep/1/": [302, 404, 404, 404, 404, 404],
        "/tep/1/lon.jpg": [404] * 6,
        "/tep/1/nho.jpg": [404] * 6,
        f"/tep/{UNKNOWN}/0/": [405] * 6,
        "/bang/LDLD-NINH-THUAN/": [302, 404, 404, 404, 200, 200],
        "/bang/CD-KCN/": [302, 404, 404, 200, 200, 200],
        "/bang/CS-MAY-TIEN-THUAN/": [302, 404, 200, 200, 200, 200],
        "/bang/LDLD-NINH-PHUOC/so-lieu.csv": [302, 404, 404, 404, 200, 200],
        "/bang/CD-KCN/chua-gui/": [302, 404, 404, 200, 200, 200],
        "/bang/CD-KCN/chua-gui.xlsx": [302, 404, 404, 200, 200, 200],
        "/bang/CD-KCN/chua-gui/nhac/": [302, 404, 404, 302, 302, 404],
        "/xep-hang/": [302] + [404] + [302] * 4,
        "/xep-hang/LDLD-NINH-THUAN/": [302, 404, 404, 404, 200, 200],
        "/xep-hang/CD-KCN/": [302, 404, 404, 200, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/khen-quy/": [302, 404, 404, 404, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/da-chot/": [302, 404, 404, 404, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/da-chot.xlsx": [302, 404, 404, 404, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/da-chot/1/": [302, 404, 404, 404, 404, 404],
        "/xep-hang/LDLD-NINH-THUAN/da-chot/1/doi-chieu/": [302, 404, 404, 404, 404, 404],
        "/xep-hang/LDLD-NINH-THUAN/chot-so/": [302, 404, 404, 404, 302, 302],
        "/xep-hang/LDLD-NINH-THUAN/da-cong-bo/": [302, 404, 404, 404, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/da-cong-bo/bo/": [302, 404, 404, 404, 302, 302],
        "/xep-hang/cum/KHONG-CO/": [302, 404, 404, 404, 404, 404],
        "/cum-thi-dua/": [302, 404, 404, 404, 200, 200],
        "/cum-thi-dua.xlsx": [302, 404, 404, 404, 200, 200],
        "/cum-thi-dua/KHONG-CO/": [302, 404, 404, 404, 404, 404],
        "/chuong-trinh/CT1TSK/moc/1000/": [404] * 6,
        "/chi-tieu/": [302, 404, 302, 302, 302, 302],
        "/chi-tieu/LDLD-NINH-THUAN/": [302, 404, 404, 404, 200, 200],
        "/chi-tieu/CD-KCN/": [302, 404, 404, 200, 200, 200],
        "/chi-tieu/CD-KCN/chi-tieu.xlsx": [302, 404, 404, 200, 200, 200],
        "/chi-tieu/CD-KCN/dang-ky/GD1/sang-kien/": [302, 404, 404, 200, 404, 404],
        "/chi-tieu/LDLD-NINH-THUAN/giao/GD1/sang-kien/": [302, 404, 404, 404, 200, 404],
        "/chi-tieu/LDLD-NINH-THUAN/giao/GD1/sang-kien/bang/?method=MEMBERS": [302, 404, 404, 404, 200, 404],
        "/chi-tieu/LDLD-NINH-THUAN/quyet-dinh/1/": [302, 404, 404, 404, 404, 404],
        "/chi-tieu/LDLD-NINH-THUAN/quyet-dinh/1/phu-luc.xlsx": [302, 404, 404, 404, 404, 404],
        "/chi-tieu/LDLD-NINH-THUAN/quyet-dinh/1/thu-hoi/": [302, 404, 404, 404, 404, 404],
        "/van-ban/": [302, 404, 302, 302, 302, 302],
        "/van-ban/1/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/sua/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/ban-hanh/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/huy/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/thu-hoi/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/lay-so/": [302, 404, 302, 404, 302, 302],
        "/van-ban/1/van-ban.docx": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/van-ban.pdf": [302, 404, 404, 404, 404, 404],
        "/van-ban/LDLD-NINH-THUAN/": [302, 404, 404, 404, 200, 404],
        "/van-ban/CD-KCN/": [302, 404, 404, 200, 404, 404],
        "/van-ban/CS-MAY-TIEN-THUAN/": [302, 404, 200, 404, 404, 404],
        "/van-ban/LDLD-NINH-THUAN/soan/": [302, 404, 404, 404, 200, 404],
        "/van-ban/LDLD-NINH-THUAN/soan/month-report/": [302, 404, 404, 404, 200, 404],
        "/van-ban/LDLD-NINH-THUAN/soan/recognition-decision/": [302, 404, 404, 404, 200, 404],
        "/van-ban/LDLD-NINH-THUAN/soan/khong-co/": [302, 404, 404, 404, 404, 404],
        "/van-ban/1/giao-chi-tieu/": [302, 404, 302, 404, 302, 302],
        "/van-ban/LDLD-NINH-THUAN/tieu-de/": [302, 404, 404, 404, 200, 404],
        "/van-ban/CD-KCN/tieu-de/": [302, 404, 404, 404, 404, 404],
        "/van-ban/LDLD-NINH-THUAN/so-di/": [302, 404, 404, 404, 200, 404],
        "/van-ban/LDLD-NINH-THUAN/so-di.xlsx": [302, 404, 404, 404, 200, 404],
        "/van-ban/LDLD-NINH-THUAN/so-di/1/": [302, 404, 404, 404, 404, 404],
        "/van-ban/CD-KCN/so-den/": [302, 404, 404, 200, 404, 404],
        "/van-ban/CD-KCN/so-den.xlsx": [302, 404, 404, 200, 404, 404],
        "/bang/LDLD-NINH-PHUOC/so-lieu.xlsx": [302, 404, 404, 404, 200, 200],
        "/duyet/danh-sach.csv": [302, 404, 200, 200, 200, 200],
        "/tim/danh-sach.xlsx?q=may": [302, 404, 200, 200, 200, 200],
        "/tim/danh-sach.xlsx": [302, 404, 404, 404, 404, 404],
        "/xep-hang/LDLD-NINH-THUAN/bang.csv": [302, 404, 404, 404, 200, 200],
        "/xep-hang/LDLD-NINH-THUAN/khen-quy/bang.json": [302, 404, 404, 404, 200, 200],
        "/xep-hang/cum/KHONG-CO/bang.csv": [302, 404, 404, 404, 404, 404],
        "/xep-hang/LDLD-NINH-THUAN/da-chot/1/bang.json": [302, 404, 404, 404, 404, 404],
        "/xep-hang/LDLD-NINH-THUAN/da-chot/1/bang.parquet": [302, 404, 404, 404, 404, 404],
        "/bang/CD-KCN/goc-nhin.parquet": [302, 404, 404, 200, 200, 200],
        "/du-lieu-mo/": [200] * 6,
        "/du-lieu-mo/CT1TSK/don-vi.csv": [200] * 6,
        "/du-lieu-mo/CT1TSK/khong-co.csv": [404] * 6,
        "/bieu-do/gia-tri.LDLD-NINH-THUAN.CT1TSK.GD1.svg": [200] * 6,
        "/bieu-do/gia-tri.CD-KCN.CT1TSK.GD1.svg": [404, 404, 404, 200, 200, 200],
        "/nhung/CT1TSK/": [200] * 6,
        "/nhung/CT1TSK.svg": [200] * 6,
        "/xn/KHONG-CO/": [404] * 6,
        "/doanh-nghiep/KHONG-CO/": [404] * 6,
        "/xac-nhan/KHONG-CO/": [302, 404, 404, 404, 404, 404],
        "/xac-nhan/KHONG-CO/phieu/1/": [302, 404, 404, 404, 404, 404],
        "/xac-nhan/KHONG-CO/ma/1/": [302, 404, 404, 404, 404, 404],
        "/bang/LDLD-NINH-THUAN/goc-nhin/": [302, 404, 404, 404, 200, 200],
        "/bang/CD-KCN/goc-nhin.csv": [302, 404, 404, 200, 200, 200],
    }

    @pytest.mark.parametrize("address", TABLE)
    def test_let_in_whom_they_say(self, cast: Cast, address: str) -> None:
        answers = [_get(cast, login, address).status_code for login in self.WHO]

        assert answers == self.TABLE[address]

    def test_a_dossier_is_seen_by_its_people_and_nobody_else(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        seen = {
            login: _get(cast, login, f"/toi/ho-so/{initiative.code}/").status_code
            for login in ["", "lan", "hung", "thao"]
        }

        assert seen == {"": 302, "lan": 200, "hung": 404, "thao": 404}

    def test_a_reviewer_of_another_union_finds_nothing(self, cast: Cast) -> None:
        initiative = cast.confirmed()

        assert _get(cast, "thao", f"/duyet/{initiative.code}/").status_code == 404
        assert _get(cast, "minh", f"/duyet/{initiative.code}/").status_code == 200


def _get(cast: Cast, login: str, address: str) -> HttpResponse:
    response: HttpResponse = cast.client(login or None).get(address)
    return response
