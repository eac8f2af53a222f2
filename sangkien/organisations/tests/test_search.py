"""A worker finds the union by whatever they know of their workplace."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations import actions
from sangkien.organisations.factories import union
from sangkien.organisations.models import Manner, Organisation
from sangkien.organisations.places import CommuneChange
from sangkien.organisations.search import find_workplaces, search_workplaces
from sangkien.organisations.tests.searching import DAY, LOG, REFORM, codes, commune, small_province


@pytest.fixture(autouse=True)
def province(db: None) -> Organisation:
    return small_province()


@pytest.mark.parametrize(
    "text",
    [
        "May Tiến Thuận",
        "may tien thuan",
        "may tien thuan phan rang",
        "MAY TIẾN THUẬN",
        unicodedata.normalize("NFD", "May Tiến Thuận"),
        "tiến thuận may",
        "Cty TNHH May Tiến Thuận",
        "công ty trách nhiệm hữu hạn may tiến thuận",
        "CDCS may tien thuan",
        "tien thu",
        "may t thuan",
        "may tein thuan",
        "may tiến thuânj",
        "4509951911",
        " 4509951911 ",
        "cs-may-tien-thuan",
        "nt-0077",
    ],
)
def test_it_is_found_first_by(text: str) -> None:
    assert codes(text)[0] == "CS-MAY-TIEN-THUAN"


def test_both_places_of_the_tone_mark_find_the_same() -> None:
    assert codes("tôm giống Hoà Bình") == codes("tôm giống Hòa Bình") == ["CS-TOM"]


def test_what_is_found_shows_the_way_up_and_the_workplace() -> None:
    found = search_workplaces("tôm giống", DAY)[0]

    assert found.name == "Công đoàn cơ sở Thủy sản Biển Nắng"
    assert found.workplace == "Xí nghiệp tôm giống Hòa Bình"
    assert found.kind == "GRASSROOTS"
    assert found.chain == [
        "Công đoàn cơ sở Thủy sản Biển Nắng",
        "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận",
        "Liên đoàn Lao động tỉnh Ninh Thuận",
        "Tổng Liên đoàn Lao động Việt Nam",
    ]


def test_found_by_the_unions_name_the_workplace_is_shown_too() -> None:
    assert search_workplaces("biển nắng", DAY)[0].workplace == "Xí nghiệp tôm giống Hòa Bình"
    assert search_workplaces("hoa phượng", DAY)[0].workplace == ""


def test_the_best_comes_first_and_only_a_code_is_certain() -> None:
    by_name, by_code = search_workplaces("may tien thuan", DAY), search_workplaces("4509951911", DAY)

    assert [found.score for found in by_name] == sorted((found.score for found in by_name), reverse=True)
    assert 0.9 < by_name[0].score < by_code[0].score == 1


def test_an_old_name_still_finds_and_the_new_one_is_shown() -> None:
    sewing = Organisation.objects.get(code="CS-MAY-SONG-DINH")
    actions.rename(sewing, name="CĐCS May Phan Rang", since=date(2022, 1, 1), **LOG)

    assert search_workplaces("sông dinh", DAY)[0].name == "CĐCS May Phan Rang"


def test_a_union_that_does_not_exist_that_day_is_not_found() -> None:
    assert search_workplaces("may tien thuan", date(1990, 1, 1)) == []


def test_unions_above_are_found_only_when_asked_for() -> None:
    assert "LDLD-NINH-THUAN" not in codes("liên đoàn lao động tỉnh ninh thuận")
    assert codes("liên đoàn lao động tỉnh ninh thuận", every_kind=True)[0] == "LDLD-NINH-THUAN"


@pytest.mark.parametrize("text", ["", "   ", "?!.", "\u200b", "zzz qqq", "%", "_", "'; DROP TABLE x --", "\x01"])
def test_what_means_nothing_finds_nothing(text: str) -> None:
    assert codes(text) == []


def test_a_whole_page_pasted_into_the_field_is_answered() -> None:
    assert codes("may tien thuan " * 10_000)[0] == "CS-MAY-TIEN-THUAN"


def test_not_more_are_found_than_asked_for_and_it_says_that_there_are() -> None:
    few, all_of_them = find_workplaces("công ty", DAY, 1), find_workplaces("công ty", DAY, 2)

    assert (len(few.found), few.more) == (1, True)
    assert (len(all_of_them.found), all_of_them.more) == (2, False)


class TestTheOrder:
    @pytest.fixture
    def sewing(self, province: Organisation) -> dict[str, Organisation]:
        """Three unions of factories with one name, of different sizes."""
        sizes = {"CS-SMALL": 40, "CS-BIG": 900, "CS-MIDDLE": 300}
        units = {code: union(code, parent=province, name="CĐCS Công ty May Hồng Hà") for code in sizes}
        for code, members in sizes.items():
            actions.report_members(units[code], counted_on=DAY, members=members, **LOG)
        return units

    def test_the_bigger_comes_first_among_equals(self, sewing: dict[str, Organisation]) -> None:
        assert codes("may hong ha") == ["CS-BIG", "CS-MIDDLE", "CS-SMALL"]

    def test_what_the_asker_chose_before_comes_first_of_all(self, sewing: dict[str, Organisation]) -> None:
        chosen = [sewing["CS-SMALL"].pk]

        assert codes("may hong ha", preferred=chosen) == ["CS-SMALL", "CS-BIG", "CS-MIDDLE"]
        assert codes("may", preferred=chosen)[0] == "CS-SMALL"

    def test_but_not_where_it_does_not_answer(self, sewing: dict[str, Organisation]) -> None:
        assert codes("tien thuan", preferred=[sewing["CS-SMALL"].pk]) == ["CS-MAY-TIEN-THUAN"]

    def test_the_whole_name_comes_before_a_part_of_a_bigger_one(self, sewing: dict[str, Organisation]) -> None:
        union("CS-HA", parent=sewing["CS-BIG"].placements.get().parent, name="CĐCS Công ty May Hồng")

        assert codes("may hong")[0] == "CS-HA"

    def test_a_name_that_holds_the_words_comes_before_a_place_that_does(self, province: Organisation) -> None:
        union("CS-XOAI", parent=province, name="CĐCS Hợp tác xã Ninh Thuận Xanh")

        assert codes("ninh thuan")[0] == "CS-XOAI"

    def test_unions_above_come_first_where_every_kind_is_asked_for(self, province: Organisation) -> None:
        big = union("CS-PHU-YEN", parent=province, name="CĐCS Công ty Phú Yên")
        actions.report_members(big, counted_on=DAY, members=9000, **LOG)
        union("LDLD-PHU-YEN", "PROVINCIAL", parent=province.placements.get().parent, name="LĐLĐ tỉnh Phú Yên")

        assert codes("phú yên", every_kind=True) == ["LDLD-PHU-YEN", "CS-PHU-YEN"]


class TestBecause:
    """What is told of a hit whose name of today is not what was asked for."""

    def because(self, text: str, **how: Any) -> str:
        return search_workplaces(text, DAY, **how)[0].because

    def test_is_nothing_when_the_name_tells(self) -> None:
        assert self.because("may tien thuan") == ""
        assert self.because("may tien thuan ninh thuan") == ""

    def test_an_old_name(self) -> None:
        unit = Organisation.objects.get(code="CS-MAY-SONG-DINH")
        actions.rename(unit, name="CĐCS May Phan Rang", since=date(2022, 1, 1), **LOG)

        assert self.because("song dinh") == "trước đây là CĐCS Công ty TNHH May Sông Dinh"

    def test_a_workplace(self) -> None:
        assert self.because("tôm giống") == "nơi làm việc Xí nghiệp tôm giống Hòa Bình"

    def test_a_tax_code_or_its_beginning(self) -> None:
        assert self.because("4509951911") == self.because("45099519") == "mã số thuế 4509951911"

    def test_a_code(self) -> None:
        assert self.because("nt-0077") == "đúng mã đã gõ"


def test_codes_that_only_machines_know_find_nothing() -> None:
    unit = Organisation.objects.get(code="CS-TOM")
    unit.external_codes.create(system="ma-dia-ban", code="58-2")

    assert codes("58-2") == []


class TestUnionsThatHaveEnded:
    @pytest.fixture(autouse=True)
    def merger(self, province: Organisation) -> None:
        """The shrimp farm's union went into the sewers' on 1 May 2022."""
        since = date(2022, 5, 1)
        shrimps, sewing = (Organisation.objects.get(code=code) for code in ("CS-TOM", "CS-MAY-TIEN-THUAN"))
        placement = shrimps.placements.get()
        placement.valid = DateRange(placement.valid.lower, since)
        placement.save()
        shrimps.successions.create(successor=sewing, since=since, manner=Manner.MERGED)

    def test_lead_to_whoever_took_over(self) -> None:
        (found,) = search_workplaces("tôm giống hòa bình", DAY)

        assert (found.code, found.name) == ("CS-MAY-TIEN-THUAN", "CĐCS Công ty TNHH May Tiến Thuận")
        assert found.because == "đã tiếp nhận Công đoàn cơ sở Thủy sản Biển Nắng"

    def test_are_themselves_on_the_days_before(self) -> None:
        assert [found.code for found in search_workplaces("biển nắng", date(2022, 4, 30))] == ["CS-TOM"]

    def test_do_not_name_a_union_twice(self) -> None:
        assert codes("xí nghiệp tôm may tiến thuận").count("CS-MAY-TIEN-THUAN") == 1


class TestPlaces:
    """The workplace lies in Xã Thành Hải, which went into Phường Bảo An on 1 July 2025."""

    @pytest.fixture(autouse=True)
    def the_map(self, province: Organisation) -> None:
        before = commune("22774", "Xã Thành Hải", "Thành phố Phan Rang", "Tỉnh Ninh Thuận", until=REFORM)
        after = commune("22741", "Phường Bảo An", "", "Tỉnh Khánh Hòa", since=REFORM)
        CommuneChange.objects.create(before=before, after=after)
        place = {"commune_code": "22774", "commune_on": DAY}
        sewing = Organisation.objects.get(code="CS-MAY-SONG-DINH")
        actions.add_workplace(sewing, name="Công ty TNHH May Sông Dinh", ownership="private", **place, **LOG)

    @pytest.mark.parametrize(
        "text",
        [
            "may thanh hai",
            "may phan rang",
            "may song dinh xã Thành Hải",
            "may TP. Phan Rang",
            "may bao an",
            "may p. bảo an",
            "may khanh hoa",
        ],
    )
    def test_find_together_with_the_name(self, text: str) -> None:
        assert codes(text) == ["CS-MAY-SONG-DINH"]

    def test_are_told_where_the_name_and_the_chain_are_silent(self) -> None:
        assert search_workplaces("may bao an", DAY)[0].because == "địa bàn Phường Bảo An, Tỉnh Khánh Hòa"
        assert search_workplaces("may thanh hai", DAY)[0].because == (
            "địa bàn Xã Thành Hải, Thành phố Phan Rang, Tỉnh Ninh Thuận"
        )
