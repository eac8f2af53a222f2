"""What search reads is what it would be if made anew, whoever wrote what, and seen at once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from sangkien.organisations import actions
from sangkien.organisations.factories import AT, union
from sangkien.organisations.loading import import_units
from sangkien.organisations.models import Organisation, UnitKind, Workplace
from sangkien.organisations.search import search_workplaces
from sangkien.organisations.search_entries import SearchEntry, catch_up
from sangkien.organisations.tests.searching import DAY, LOG, codes, commune, small_province


@pytest.fixture(autouse=True)
def province(db: None) -> Organisation:
    return small_province()


class TestTheEntries:
    def test_follow_every_verb(self, province: Organisation) -> None:
        unit = union("CS-MOI", parent=province, name="CĐCS Thợ Bạc")
        assert codes("tho bac") == ["CS-MOI"]

        actions.rename(unit, name="CĐCS Thợ Vàng", since=date(2022, 1, 1), **LOG)
        assert codes("tho vang") == ["CS-MOI"]

        actions.add_workplace(unit, name="Tiệm kim hoàn", tax_code="4509951911", ownership="private", **LOG)
        assert codes("kim hoan") == ["CS-MOI"]

        actions.place(unit, parent=Organisation.objects.get(code="CD-KCN"), since=date(2022, 2, 1), **LOG)
        assert codes("tho vang khu cong nghiep") == ["CS-MOI"]

        actions.report_members(unit, counted_on=DAY, members=77, **LOG)
        catch_up()
        assert SearchEntry.objects.get(organisation=unit).members == 77

    def test_follow_a_union_above_that_is_called_otherwise(self) -> None:
        zone = Organisation.objects.get(code="CD-KCN")
        actions.rename(zone, name="Công đoàn Khu kinh tế Cà Ná", since=date(2022, 1, 1), **LOG)

        assert codes("may tien thuan ca na") == codes("may tien thuan khu cong nghiep") == ["CS-MAY-TIEN-THUAN"]

    def test_follow_a_kind(self, province: Organisation) -> None:
        UnitKind.objects.filter(code="GRASSROOTS").update(takes_dossiers=False)
        catch_up()

        sizes = dict(SearchEntry.objects.values_list("organisation__code", "members"))
        assert sizes["CS-MAY-TIEN-THUAN"] == sizes[province.code] > 1_000_000

    def test_follow_the_union_above_to_where_it_moves(self, province: Organisation) -> None:
        other = union("LDLD-PHU-YEN", "PROVINCIAL", parent=province.placements.get().parent, name="LĐLĐ tỉnh Phú Yên")
        actions.place(Organisation.objects.get(code="CD-KCN"), parent=other, since=date(2022, 1, 1), **LOG)

        assert codes("may tien thuan phu yen") == ["CS-MAY-TIEN-THUAN"]

    def test_follow_bare_sql(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisations_workplace SET name = 'X', folded = 'may thue kim tuyen'")
        assert set(codes("kim tuyen")) == {"CS-MAY-TIEN-THUAN", "CS-TOM"}

        Workplace.objects.all().delete()
        assert codes("kim tuyen") == []

    def test_follow_the_map(self) -> None:
        unit = Organisation.objects.get(code="CS-MAY-SONG-DINH")
        place = {"commune_code": "22774", "commune_on": DAY}
        actions.add_workplace(unit, name="May Sông Dinh", ownership="private", **place, **LOG)
        assert codes("may song dinh thanh hai") != codes("may thanh hai")

        commune("22774", "Xã Thành Hải", "Thành phố Phan Rang", "Tỉnh Ninh Thuận")
        assert codes("may thanh hai") == ["CS-MAY-SONG-DINH"]

    def test_follow_an_import(self, province: Organisation) -> None:
        row = {"code": "CS-NHAP", "parent": province.code, "kind": "GRASSROOTS", "name": "CĐCS Mắm Nêm"}
        report = import_units([row | {"valid_from": "2020-01-01"}], by=None, at=AT)

        assert (report.created, codes("mam nem")) == (1, ["CS-NHAP"])

    def test_are_what_they_would_be_if_made_anew(self, province: Organisation) -> None:
        self.test_follow_every_verb(province)
        self.test_follow_a_union_above_that_is_called_otherwise()
        catch_up()
        kept = list(SearchEntry.objects.order_by("pk").values_list("pk", "names", "around", "members"))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM organisations_search_entries(ARRAY(SELECT id FROM organisations_organisation))"
            )
            anew = sorted(cursor.fetchall())

        assert kept == anew
        assert len(kept) == Organisation.objects.count()


@pytest.mark.django_db(transaction=True)
class TestAtTheEndOfATransaction:
    def test_the_entries_are_true_for_everybody(self) -> None:
        with transaction.atomic():
            union("CS-MOT", parent=Organisation.objects.get(code="CD-KCN"), name="CĐCS Thợ Bạc")

        assert SearchEntry.objects.get(organisation__code="CS-MOT").names == "cong doan co so tho bac cdcs | cs mot"
        assert codes("tho bac") == ["CS-MOT"]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM organisations_search_note")
            assert cursor.fetchone() == (0,)

    def test_what_was_taken_back_was_never_there(self) -> None:
        with transaction.atomic():
            union("CS-HAI", parent=Organisation.objects.get(code="CD-KCN"), name="CĐCS Thợ Bạc")
            assert codes("tho bac") == ["CS-HAI"]
            transaction.set_rollback(True)

        assert codes("tho bac") == []

    @pytest.mark.parametrize("text", ["may tien thuan", "mat tien thuan", "4509951911", "xyzzy", "khong co noi nay"])
    def test_a_question_costs_four_queries_at_most(self, text: str, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(4):
            search_workplaces(text, DAY)
