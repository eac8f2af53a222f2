"""Units that may be the same, side by side, for those who lead."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from sangkien.directory.models import NotTheSame
from sangkien.organisations.actions import add_workplace, report_members
from sangkien.organisations.factories import union
from tests.cast import NOW, Cast

PAGE, SEEN, APART, BACK = (
    "/don-vi-trung/",
    "/don-vi-trung/da-xem/",
    "/don-vi-trung/khong-trung/",
    "/don-vi-trung/xem-lai/",
)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def twins(cast: Cast, *codes: str) -> None:
    """Grassroots unions of the same works."""
    for code in codes:
        made = union(code, parent=cast.unit("CD-KCN"), short_name=f"CĐCS {code}")
        add_workplace(made, name="Muối Cà Ná", ownership="private", tax_code="0100109106", by=None, at=NOW)
        report_members(made, counted_on=NOW.date(), members=1234, by=None, at=NOW)


class TestThePage:
    def test_shows_both_with_what_is_known_of_them(self, cast: Cast) -> None:
        twins(cast, "MUOI-A", "MUOI-B")

        shown = text(cast.client("dong").get(PAGE))

        for said in ["MUOI-A", "MUOI-B", "cùng mã số thuế", "tên như nhau", "1.234", "0100109106", "CĐ Các KCN"]:
            assert said in shown
        assert "/to-chuc/sap-xep/moi/?viec=merge&amp;units=MUOI-A,MUOI-B" in shown

    def test_names_the_officers_and_counts_the_dossiers(self, cast: Cast) -> None:
        twins(cast, "MUOI-A")
        add_workplace(
            cast.unit("CS-MAY-TIEN-THUAN"), name="Muối", ownership="private", tax_code="0100109106", by=None, at=NOW
        )
        cast.submitted()

        side = cast.client("dong").get(PAGE).context["pairs"][0].one

        assert (side.officers, side.dossiers) == (["Trần Thị Mai (Cán bộ công đoàn cơ sở)"], 1)

    def test_says_so_when_there_are_none(self, cast: Cast) -> None:
        assert "Chưa thấy hai đơn vị nào giống nhau" in text(cast.client("dong").get(PAGE))
        assert "Chưa có cặp nào được đánh dấu" in text(cast.client("dong").get(SEEN))

    def test_has_a_second_page(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.directory.alike.A_PAGE", 2)
        twins(cast, "MUOI-A", "MUOI-B", "MUOI-C")

        assert [len(cast.client("dong").get(f"{PAGE}?page={n}").context["pairs"]) for n in (1, 2)] == [2, 1]

    def test_costs_the_same_for_one_pair_and_for_ten(self, cast: Cast, django_assert_num_queries: Any) -> None:
        client = cast.client("dong")
        twins(cast, "MUOI-A", "MUOI-B")
        with CaptureQueriesContext(connection) as one:
            client.get(PAGE)
        twins(cast, "MUOI-C", "MUOI-D", "MUOI-E")

        with django_assert_num_queries(len(one)):
            assert len(client.get(PAGE).context["pairs"]) == 10


class TestTellingApart:
    def test_is_kept_and_can_be_taken_back(self, cast: Cast) -> None:
        twins(cast, "MUOI-A", "MUOI-B")
        client = cast.client("dong")

        client.post(APART, {"one": "MUOI-A", "other": "MUOI-B"})
        assert client.get(PAGE).context["pairs"] == []
        said = NotTheSame.objects.get()
        assert "CĐCS MUOI-A" in text(client.get(SEEN))

        assert [client.post(BACK, {"said": said.pk}).status_code for _n in range(2)] == [302, 302]
        assert len(client.get(PAGE).context["pairs"]) == 1
        assert client.get(SEEN).context["rows"] == []

    def test_is_for_units_of_ones_own_office(self, cast: Cast) -> None:
        answers = [
            cast.client(login).post(APART, {"one": "CS-HAEMIN", "other": "CS-MAY-TIEN-THUAN"}).status_code
            for login in ["lan", "mai", "minh", "dong"]
        ]

        assert answers == [404, 404, 404, 302]

    @pytest.mark.parametrize("code", ["", "KHONG-CO", "\0"])
    def test_of_units_that_are_not_there_finds_nothing(self, cast: Cast, code: str) -> None:
        assert cast.client("dong").post(APART, {"one": "CS-HAEMIN", "other": code}).status_code == 404

    def test_of_one_unit_says_why_not(self, cast: Cast) -> None:
        answer = cast.client("dong").post(APART, {"one": "CS-HAEMIN", "other": "CS-HAEMIN"}, follow=True)

        assert "Chọn hai đơn vị khác nhau." in text(answer)

    @pytest.mark.parametrize("said", ["", "x", "9" * 30, "-1", "1"])
    def test_taking_back_what_is_not_there_changes_nothing(self, cast: Cast, said: str) -> None:
        assert cast.client("dong").post(BACK, {"said": said})["Location"] == SEEN
