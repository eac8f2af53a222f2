"""A worker finds the union by whatever they know of their workplace."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.organisations import actions
from sangkien.organisations.factories import AT, union
from sangkien.organisations.keys import asked_words, search_key
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import search_workplaces

DAY = date(2022, 5, 31)
LOG: dict[str, Any] = {"by": None, "at": AT}


@pytest.fixture(autouse=True)
def province(db: None) -> Organisation:
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


def codes(text: str, **how: Any) -> list[str]:
    return [found.code for found in search_workplaces(text, DAY, **how)]


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


def test_not_more_are_found_than_asked_for() -> None:
    assert len(codes("công ty", limit=1)) == 1


class TestKeys:
    def test_abbreviations_and_their_long_forms_are_one(self) -> None:
        assert search_key("Cty CP Cảng cá") == search_key("Công ty cổ phần cảng cá")
        assert search_key("UBND xã Cà Ná") == search_key("Uỷ ban nhân dân xã Cà Ná")

    def test_hold_the_short_form_and_the_words_of_the_long_one(self) -> None:
        assert search_key("Trường THCS Hoa Phượng") == "truong trung hoc co so hoa phuong thcs"

    def test_the_legal_form_is_asked_for_only_when_nothing_else_is(self) -> None:
        assert asked_words("CĐCS Cty TNHH MTV Muối") == ["muoi"]
        assert asked_words("công ty") == ["cty"]

    @given(st.text(max_size=60))
    def test_every_word_that_is_asked_for_is_in_the_key(self, text: str) -> None:
        assert set(asked_words(text)) <= set(search_key(text).split())
