"""The administrative map: a code means a place only together with a day, and some places were divided."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from sangkien.base.days import day_of
from sangkien.organisations.actions import add_workplace
from sangkien.organisations.factories import AT, union
from sangkien.organisations.loading import import_units
from sangkien.organisations.models import Organisation, Workplace
from sangkien.organisations.places import Commune, CommuneChange
from sangkien.organisations.places_loading import REFORM, load_map
from tests.the_map import the_map  # noqa: F401 a fixture

THEN = date(2022, 5, 31)
EVE = REFORM - timedelta(days=1)
KHANH_HOA, NINH_THUAN = "56", "58"


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_map")]


def named(code: str, on: date) -> Commune:
    return Commune.objects.on(on).get(code=code)


def called(communes: list[Commune]) -> list[str]:
    return [commune.name for commune in communes]


class TestTheMap:
    def test_has_as_many_communes_as_the_country_had(self) -> None:
        days = {date(2022, 10, 1): 10_599, EVE: 10_035, REFORM: 3_321, date(2026, 11, 1): 3_321}
        assert {day: Commune.objects.on(day).count() for day in days} == days

    def test_has_three_sorts_of_communes_since_the_reform(self) -> None:
        sorts = {"Xã ": 2_621, "Phường ": 687, "Đặc khu ": 13}
        assert {sort: Commune.objects.on(REFORM).filter(name__startswith=sort).count() for sort in sorts} == sorts

    def test_has_districts_until_the_reform_and_none_since(self) -> None:
        assert not Commune.objects.on(EVE).filter(district="").exists()
        assert not Commune.objects.on(REFORM).exclude(district="").exists()
        assert Commune.objects.on(EVE).values("province").distinct().count() == 63
        assert Commune.objects.on(REFORM).values("province").distinct().count() == 34

    def test_names_are_clean(self) -> None:
        assert named("00070", REFORM).name == "Phường Hoàn Kiếm"
        assert named("31459", REFORM).name == "Xã Vĩnh Tường"
        assert named("20333", REFORM).folded.startswith("dac khu hoang sa")
        assert not Commune.objects.filter(name__regex=r"\s\s|\n|^\s|\s$").exists()

    def test_shows_hoang_sa_and_truong_sa(self) -> None:
        islands = Commune.objects.on(REFORM).filter(name__in=["Đặc khu Hoàng Sa", "Đặc khu Trường Sa"])
        assert dict(islands.values_list("name", "province")) == {
            "Đặc khu Hoàng Sa": "Thành phố Đà Nẵng",
            "Đặc khu Trường Sa": "Tỉnh Khánh Hòa",
        }

    def test_loaded_twice_is_loaded_once(self) -> None:
        assert load_map() == 0

    def test_that_differs_is_made_right_again(self) -> None:
        Commune.objects.filter(code="22846").update(name="Xã Khác")

        assert load_map() == Commune.objects.count() == 14_927
        assert called([named("22846", THEN), named("22846", REFORM)]) == ["Xã Vĩnh Hải", "Xã Vĩnh Hải"]


class TestACode:
    def test_is_reused_so_it_needs_a_day(self) -> None:
        assert called([named("00004", EVE), named("00004", REFORM)]) == ["Phường Trúc Bạch", "Phường Ba Đình"]

    def test_of_a_commune_that_was_renamed_has_the_name_of_the_day(self) -> None:
        before, after = named("22750", THEN), named("22750", EVE)
        assert called([before, after]) == ["Phường Thanh Sơn", "Phường Phủ Hà"]
        assert before.district == after.district == "Thành phố Phan Rang-Tháp Chàm"

    def test_follows_the_names_above_it(self) -> None:
        province = [named("19756", day).province for day in (THEN, EVE)]
        assert province == ["Tỉnh Thừa Thiên Huế", "Thành phố Huế"]
        assert named("25270", date(2026, 4, 29)).name == "Xã Lộc Ninh"
        assert named("25270", date(2026, 4, 30)).name == "Phường Lộc Ninh"
        assert named("25270", date(2026, 4, 30)).province == "Thành phố Đồng Nai"

    def test_that_means_nothing_that_day_names_nothing(self) -> None:
        assert named("22747", THEN)
        for code in ("22747", "99999"):
            with pytest.raises(Commune.DoesNotExist):
                named(code, EVE)


class TestTheReform:
    def test_made_65_communes_of_khanh_hoa_of_which_24_were_in_ninh_thuan(self) -> None:
        new = Commune.objects.on(REFORM).filter(province_code=KHANH_HOA)
        south = new.filter(changes_before__before__province_code=NINH_THUAN).distinct()
        assert (new.count(), south.count()) == (65, 24)
        assert {"Phường Phan Rang", "Phường Bảo An", "Xã Cà Ná", "Xã Bác Ái Tây"} <= set(called(list(south)))

    def test_divided_471_communes_in_1033_pieces(self) -> None:
        divided = CommuneChange.objects.filter(divided=True)
        assert divided.count() == 1_033
        pieces = Counter(divided.values_list("before", flat=True))
        assert len(pieces) == 471
        assert min(pieces.values()) == 2
        assert not CommuneChange.objects.filter(divided=False, before__in=pieces).exists()

    def test_laid_23_communes_over_two_old_provinces(self) -> None:
        provinces = defaultdict(set)
        for after, province in CommuneChange.objects.values_list("after", "before__province_code"):
            provinces[after].add(province)
        assert sum(len(old) > 1 for old in provinces.values()) == 23

    def test_leaves_no_commune_of_its_eve_without_a_successor_and_none_of_its_day_without_a_land(self) -> None:
        assert not Commune.objects.on(EVE).filter(changes_after__isnull=True).exists()
        islands = Commune.objects.on(REFORM).filter(changes_before__isnull=True)
        assert {name.removeprefix("Đặc khu ") for name in called(list(islands))} == {
            "Bạch Long Vĩ",
            "Cồn Cỏ",
            "Côn Đảo",
            "Hoàng Sa",
            "Lý Sơn",
        }


CELLS = {
    "code": "CS-MAY",
    "parent": "LDLD-NINH-THUAN",
    "kind": "GRASSROOTS",
    "name": "CĐCS May",
    "valid_from": "1/1/2020",
    "workplace": "May",
    "ownership": "private",
    "commune_code": "22774",
}
LATER = AT.replace(year=2025, month=8)


class TestAWorkplace:
    @pytest.fixture(autouse=True)
    def province(self) -> Organisation:
        return union("LDLD-NINH-THUAN", "PROVINCIAL", parent=union("TLD", "CONFEDERATION"))

    def test_keeps_the_day_whose_map_its_code_is_of(self, province: Organisation) -> None:
        facts = {"ownership": "private", "by": None, "at": LATER}
        add_workplace(province, name="Văn phòng", commune_code="22774", commune_on=THEN, **facts)
        add_workplace(province, name="Nhà kho", commune_code="22774", **facts)
        add_workplace(province, name="Trên mạng", **facts)

        assert dict(province.workplaces.values_list("name", "commune_on")) == {
            "Văn phòng": THEN,
            "Nhà kho": day_of(LATER),
            "Trên mạng": None,
        }

    def test_that_is_imported_has_a_code_of_the_map_of_the_import(self) -> None:
        import_units([CELLS], by=None, at=AT)
        assert Workplace.objects.get().commune_on == day_of(AT)

    def test_that_is_imported_again_later_keeps_its_day(self) -> None:
        import_units([CELLS], by=None, at=AT)
        assert import_units([CELLS], by=None, at=LATER).unchanged == 1
        import_units([CELLS | {"workplace": "May Tiến Thuận"}], by=None, at=LATER)
        assert Workplace.objects.get().commune_on == day_of(AT)

    def test_whose_code_is_corrected_has_one_of_the_map_of_the_correction(self) -> None:
        import_units([CELLS], by=None, at=AT)
        import_units([CELLS | {"commune_code": "22738"}], by=None, at=LATER)
        assert Workplace.objects.get().commune_on == day_of(LATER)
        import_units([CELLS | {"commune_code": ""}], by=None, at=LATER)
        assert Workplace.objects.get().commune_on is None
