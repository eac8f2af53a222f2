"""A small province and the ways to ask for its unions, for the tests of search."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations import actions
from sangkien.organisations.factories import AT, union
from sangkien.organisations.models import Organisation
from sangkien.organisations.places import Commune
from sangkien.organisations.search import search_workplaces

DAY = date(2022, 5, 31)
REFORM = date(2025, 7, 1)
LOG: dict[str, Any] = {"by": None, "at": AT}


def small_province() -> Organisation:
    """Ninh Thuận with a factory, a shrimp farm, another factory and a school; the province itself."""
    root = union("TLD", "CONFEDERATION", name="Tổng Liên đoàn Lao động Việt Nam")
    province = union("LDLD-NINH-THUAN", "PROVINCIAL", parent=root, name="Liên đoàn Lao động tỉnh Ninh Thuận")
    zone = union("CD-KCN", "INDUSTRIAL_ZONES", parent=province, name="Công đoàn Các khu công nghiệp tỉnh Ninh Thuận")
    sewing = union("CS-MAY-TIEN-THUAN", parent=zone, name="CĐCS Công ty TNHH May Tiến Thuận")
    actions.add_workplace(sewing, name="Công ty TNHH May Tiến Thuận", tax_code="4509951911", ownership="private", **LOG)
    sewing.external_codes.create(system="cong-tld", code="NT-0077")
    shrimps = union("CS-TOM", parent=zone, name="Công đoàn cơ sở Thủy sản Biển Nắng")
    actions.add_workplace(shrimps, name="Xí nghiệp tôm giống Hòa Bình", ownership="fdi", **LOG)
    union("CS-MAY-SONG-DINH", parent=zone, name="CĐCS Công ty TNHH May Sông Dinh")
    union("CS-TH-HOA-PHUONG", parent=province, name="CĐCS Trường Tiểu học Hoa Phượng")
    return province


def commune(
    code: str, name: str, district: str, province: str, *, since: date = date(1900, 1, 1), until: date | None = None
) -> Commune:
    """A commune on the map; the codes of district and province do not matter here."""
    place = Commune(code=code, name=name, district=district, province=province, valid=DateRange(since, until))
    place.district_code, place.province_code = "582" if district else "", "58"
    place.call()
    place.save()
    return place


def codes(text: str, **how: Any) -> list[str]:
    return [found.code for found in search_workplaces(text, DAY, **how)]
