"""Which units seem to be one, why, and which never."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from sangkien.directory.actions import take_back, tell_apart
from sangkien.directory.alike import Sign, alike_units, one_slip
from sangkien.directory.tests.asking import TODAY
from sangkien.organisations.actions import add_workplace
from sangkien.organisations.factories import union
from sangkien.organisations.models import Organisation
from tests.cast import NOW, Cast

TAX, OTHER_TAX = "0100109106", "0300588569"


def unit(cast: Cast, code: str, *workplaces: str, under: str = "CD-KCN", name: str = "", **facts: Any) -> Organisation:
    """A grassroots union with its workplaces."""
    made = union(code, parent=cast.unit(under), name=name)
    for workplace in workplaces:
        add_workplace(made, name=workplace, **{"ownership": "private", "by": None, "at": NOW} | facts)
    return made


def found(cast: Cast, top: str = "TLD") -> dict[frozenset[str], set[Sign]]:
    """The pairs by their codes, with the reasons."""
    codes = dict(Organisation.objects.values_list("pk", "code"))
    return {frozenset([codes[p.one], codes[p.other]]): set(p.signs) for p in alike_units(cast.unit(top), TODAY)}


class TestFinds:
    def test_the_same_tax_code_wherever_and_however_it_is_called(self, cast: Cast) -> None:
        unit(cast, "A", "Công ty CP Muối Cà Ná", tax_code=TAX)
        unit(cast, "B", "Nhà máy nước mắm", under="LDLD-NINH-PHUOC", tax_code=TAX)

        assert found(cast) == {frozenset("AB"): {Sign.TAX_CODE}}

    @pytest.mark.parametrize("again", ["CTY CP MUỐI CÀ NÁ", "Muối Cà Ná", "Cà Ná – Muối (công ty cổ phần)"])
    def test_the_same_name_under_one_superior_in_any_spelling(self, cast: Cast, again: str) -> None:
        unit(cast, "A", "Công ty CP Muối Cà Ná")
        unit(cast, "B", again)

        assert found(cast) == {frozenset("AB"): {Sign.NAME, Sign.SUPERIOR}}

    def test_the_same_name_in_one_commune_under_two_superiors(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná", commune_code="22834")
        unit(cast, "B", "Muối Cà Ná", commune_code="22834", under="LDLD-NINH-PHUOC")

        assert found(cast) == {frozenset("AB"): {Sign.NAME, Sign.COMMUNE}}

    @pytest.mark.parametrize("slip", ["Mối Biển Cà Ná", "Muối Bển Cà Ná", "Muối Biểnn Cà Ná", "Muối Biềm Cà Ná"])
    def test_a_slip_of_the_finger(self, cast: Cast, slip: str) -> None:
        unit(cast, "A", "Công ty Muối Biển Cà Ná")
        unit(cast, "B", slip)

        assert found(cast) == {frozenset("AB"): {Sign.SLIP, Sign.SUPERIOR}}

    def test_a_word_too_many(self, cast: Cast) -> None:
        unit(cast, "A", "Công ty Muối Cà Ná")
        unit(cast, "B", "Công ty Muối Cà Ná Xanh")

        assert found(cast) == {frozenset("AB"): {Sign.EXTRA_WORD, Sign.SUPERIOR}}

    def test_a_union_without_a_workplace_by_its_own_name(self, cast: Cast) -> None:
        unit(cast, "A", name="Công đoàn cơ sở Công ty TNHH Nhuộm Tháp Chàm")
        unit(cast, "B", "Nhuộm Tháp Chàm")

        assert found(cast) == {frozenset("AB"): {Sign.NAME, Sign.SUPERIOR}}

    def test_a_name_with_two_tax_codes_last(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná", tax_code=TAX)
        unit(cast, "B", "Muối Cà Ná", tax_code=OTHER_TAX)
        unit(cast, "C", "Nhuộm Tháp Chàm Xanh")
        unit(cast, "D", "Nhuộm Tháp Chàm")

        assert list(found(cast)) == [frozenset("CD"), frozenset("AB")]
        assert found(cast)[frozenset("AB")] == {Sign.NAME, Sign.SUPERIOR, Sign.TAXED_APART}

    def test_the_surest_first(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná")
        unit(cast, "B", "Muối Cà Ná Xanh")
        unit(cast, "C", "Nhuộm Tháp Chàm", tax_code=TAX)
        unit(cast, "D", "Nhuộm Tháp Chàm", tax_code=TAX)

        pairs = alike_units(cast.unit("TLD"), TODAY)

        assert [Organisation.objects.get(pk=pair.one).code for pair in pairs] == ["C", "A"]
        assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)


class TestLeavesAlone:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Trường Tiểu học số 1 Phước Dân", "Trường Tiểu học số 2 Phước Dân"),
            ("Trường Tiểu học Phước Thuận A", "Trường Tiểu học Phước Thuận B"),
            ("Trường Mầm non Phước Hải", "Trường Mầm non Phước Vinh"),
            ("Công ty TNHH Hải Nam", "Công ty TNHH Hà Nội"),
        ],
    )
    def test_names_that_differ_in_what_tells_them_apart(self, cast: Cast, one: str, other: str) -> None:
        unit(cast, "A", one)
        unit(cast, "B", other)

        assert found(cast) == {}

    def test_a_slip_where_two_tax_codes_say_otherwise(self, cast: Cast) -> None:
        unit(cast, "A", "Công ty Muối Biển Cà Ná", tax_code=TAX)
        unit(cast, "B", "Công ty Mối Biển Cà Ná", tax_code=OTHER_TAX)

        assert found(cast) == {}

    def test_one_name_in_two_places(self, cast: Cast) -> None:
        unit(cast, "A", "Trường Tiểu học Kim Đồng", commune_code="22834")
        unit(cast, "B", "Trường Tiểu học Kim Đồng", commune_code="22870", under="LDLD-NINH-PHUOC")

        assert found(cast) == {}

    def test_the_workplaces_of_one_union(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná", "Muối Cà Ná", tax_code=TAX)

        assert found(cast) == {}

    def test_what_lies_outside(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná")
        unit(cast, "B", "Muối Cà Ná")

        assert found(cast, "LDLD-NINH-PHUOC") == {}
        assert len(found(cast, "CD-KCN")) == 1

    def test_what_has_ended(self, cast: Cast) -> None:
        unit(cast, "A", "Muối Cà Ná")
        gone = union("B", parent=cast.unit("CD-KCN"), until=TODAY)
        add_workplace(gone, name="Muối Cà Ná", ownership="private", by=None, at=NOW)

        assert found(cast) == {}

    def test_what_was_told_apart_until_it_is_taken_back(self, cast: Cast) -> None:
        one, other = unit(cast, "A", "Muối Cà Ná"), unit(cast, "B", "Muối Cà Ná")

        said = tell_apart(one, other, by=cast.actor("dong"), at=NOW)
        assert found(cast) == {}

        take_back(said, by=cast.actor("dong"), at=NOW)
        assert len(found(cast)) == 1


def test_a_very_large_tree_is_read_by_whole_names_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.directory.alike._LARGE", 3)
    for code, name in [("A", "CTY Muối Cà Ná"), ("B", "Công ty Muối Cà Ná"), ("C", "Muối Cà Ná Xanh")]:
        unit(cast, code, name)

    assert found(cast) == {frozenset("AB"): {Sign.NAME, Sign.SUPERIOR}}


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("tien", "tein", True),
        ("tien", "tin", True),
        ("tien", "tienn", True),
        ("tien", "tian", True),
        ("an", "na", True),
        ("tien", "tien", False),
        ("tien", "teni", False),
        ("tien", "ti", False),
        ("hai", "vinh", False),
    ],
)
def test_one_slip_is_one_letter(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) is slip
    assert one_slip(other, one) is slip


def test_costs_one_query_however_many(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(6):
        unit(cast, f"A{n}", "Muối Cà Ná")

    top = cast.unit("TLD")
    with django_assert_num_queries(1):
        assert len(alike_units(top, TODAY)) == 15
