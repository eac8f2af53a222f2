"""What anybody may take: the map, open data, charts, the counter."""

import json
import re
from datetime import date, datetime

import pytest
from django.test import Client

from sangkien.base.days import VIETNAM
from sangkien.organisations.models import ExternalCode
from sangkien.statistics.whereabouts import AREA
from sangkien.targets.models import Target
from sangkien.web.board.layout import layout
from sangkien.web.tests.test_board_pages import counted
from tests.cast import Cast

CHART = "/bieu-do/nhip.LDLD-NINH-THUAN.CT1TSK.GD1"


@pytest.fixture
def evening(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The evening after phase 1, of which 1.396 of 1.000 came: nearly all of the zones, 3 of the teachers."""
    now = datetime(2022, 5, 31, 20, tzinfo=VIETNAM)
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: now)
    gains = {"LDLD-NINH-THUAN": 1396, "CD-KCN": 1343, "CDN-GIAO-DUC": 3, "LDLD-NINH-PHUOC": 50}
    for code, valid in gains.items():
        counted(cast, code, valid, on=date(2022, 5, 26))
    ExternalCode.objects.create(organisation=cast.unit("LDLD-NINH-THUAN"), system=AREA, code="58")
    counted(cast, "TLD", 1396, on=date(2022, 5, 26))
    return now


class TestTheMap:
    def test_has_every_province_once_and_the_islands_always(self) -> None:
        for day, provinces in ((date(2025, 6, 30), 63), (date(2025, 7, 1), 34)):
            places = layout(day)
            own = [place for place in places if not place.islands]

            assert len({place.code for place in own}) == len(own) == provinces
            assert len({(place.column, place.row) for place in places}) == len(places)
            assert {(place.name, place.code) for place in places if place.islands} == {
                ("Hoàng Sa", "48"),
                ("Trường Sa", "56"),
            }

    def test_of_the_nation_shows_each_provinces_figure_with_the_way_to_it(self, cast: Cast, evening: datetime) -> None:
        page = cast.client("ha").get("/bang/TLD/")
        html = page.content.decode()

        assert page.context["map"].by == "chi-tieu"
        assert (
            '<a class="tile-of-2" href="/bang/LDLD-NINH-THUAN/" aria-label="Ninh Thuận: 139,6\xa0%, 1.396 sáng' in html
        )
        assert "Quần đảo Hoàng Sa, thuộc Đà Nẵng" in html and "Quần đảo Trường Sa, thuộc Khánh Hòa" in html
        assert "Hà Nội: chưa có số liệu" in html

    @pytest.mark.parametrize(("by", "shown"), [("hop-le", "1.396"), ("doan-vien", "248,5"), ("sai", "139,6\xa0%")])
    def test_can_show_another_figure(self, cast: Cast, evening: datetime, by: str, shown: str) -> None:
        page = cast.client("ha").get("/bang/TLD/", {"ban-do": by})

        assert [tile.shown for tile in page.context["map"].ranked] == [shown]

    def test_of_the_public_page_says_which_figures_are_not_published(self, cast: Cast, evening: datetime) -> None:
        ExternalCode.objects.create(organisation=cast.unit("CDN-GIAO-DUC"), system=AREA, code="01")
        ExternalCode.objects.create(organisation=cast.unit("CD-KCN"), system=AREA, code="31")

        page = Client().get("/chuong-trinh/CT1TSK/")
        html = page.content.decode()

        assert [tile.place.name for tile in page.context["map"].withheld] == ["Hà Nội"]
        assert "Hà Nội: số liệu nhỏ, không công bố" in html and "Hà Nội: 1" not in html
        assert '<a href="/to-chuc/CD-KCN/">Hải Phòng</a>' in html

    def test_of_a_province_has_no_map(self, cast: Cast, evening: datetime) -> None:
        assert "map" not in cast.client("dong").get("/bang/LDLD-NINH-THUAN/").context


class TestOpenData:
    def test_hide_what_fewer_than_five_did_and_what_would_give_it_away(self, cast: Cast, evening: datetime) -> None:
        rows = _rows("don-vi")

        valid = {row["unit"]: row["valid"] for row in rows}
        assert valid["LDLD-NINH-THUAN"] == 1396 and valid["CD-KCN"] == 1343
        assert valid["CDN-GIAO-DUC"] is None and valid["LDLD-NINH-PHUOC"] is None

    def test_a_hidden_count_hides_its_percentage_and_its_money(self, cast: Cast, evening: datetime) -> None:
        [row] = [row for row in _rows("don-vi") if row["unit"] == "CDN-GIAO-DUC"]

        assert (row["percent"], row["benefit_vnd"]) == (None, None)

    def test_the_weeks_sum_to_the_whole(self, cast: Cast, evening: datetime) -> None:
        assert [(row["monday"], row["valid"]) for row in _rows("tuan")] == [("2022-05-23", 1396)]

    def test_the_page_says_version_licence_hash_and_what_columns_mean(self, cast: Cast, evening: datetime) -> None:
        page = Client().get("/du-lieu-mo/").content.decode()
        file = Client().get("/du-lieu-mo/CT1TSK/don-vi.csv")

        assert "Phiên bản 2022-05-30" in page and "Creative Commons BY 4.0" in page
        assert file["ETag"].strip('"') in page
        assert "Hồ sơ được công đoàn cấp trên trực tiếp kết luận hợp lệ" in page

    def test_what_a_reader_has_already_is_not_sent_again(self, cast: Cast, evening: datetime) -> None:
        tag = Client().get(f"/{OPEN}")["ETag"]

        assert Client().get(f"/{OPEN}", headers={"if-none-match": tag}).status_code == 304

    def test_the_home_page_names_no_unit_of_which_they_leave_a_figure_out(self, cast: Cast, evening: datetime) -> None:
        page = Client().get("/")

        assert [line.figures.unit.code for line in page.context["leading"]] == ["CD-KCN"]
        assert "giữ thứ hạng của mình" not in page.content.decode()  # nobody stands before it

    def test_the_home_page_says_that_a_small_unit_keeps_its_place(self, cast: Cast, evening: datetime) -> None:
        Target.objects.filter(organisation=cast.unit("CD-KCN")).update(value=100_000)

        page = Client().get("/")

        assert [line.rank for line in page.context["leading"]] == [3]
        assert "giữ thứ hạng của mình" in page.content.decode()

    def test_where_the_whole_is_one_nobody_learns_whose_it_is(self, cast: Cast) -> None:
        cast.valid()

        page = Client().get("/")

        assert page.context["figures"].valid == 1
        assert "CD-KCN" not in [line.figures.unit.code for line in page.context["leading"]]

    def test_the_old_address_gives_the_same(self, cast: Cast, evening: datetime) -> None:
        old, new = (Client().get(f"/{path}").getvalue() for path in ("chuong-trinh/CT1TSK/so-lieu.csv", OPEN))

        assert old == new

    def test_what_there_is_not_is_not_found(self, cast: Cast) -> None:
        for path in ("du-lieu-mo/CT1TSK/nguoi.csv", "du-lieu-mo/KHONG-CO/don-vi.csv", "nhung/KHONG-CO/"):
            assert Client().get(f"/{path}").status_code == 404


OPEN = "du-lieu-mo/CT1TSK/don-vi.csv"


class TestCharts:
    @pytest.mark.parametrize(
        ("ending", "begins"), [("svg", b"<svg xmlns"), ("png", b"\x89PNG"), ("csv", b"\xef\xbb\xbf")]
    )
    def test_of_the_public_unit_are_everybodys(self, cast: Cast, evening: datetime, ending: str, begins: bytes) -> None:
        answer = Client().get(f"{CHART}.{ending}")

        assert answer.status_code == 200 and answer.content.startswith(begins)
        assert "public" in answer["Cache-Control"] and answer["ETag"]

    def test_say_the_figure_and_run_nothing(self, cast: Cast, evening: datetime) -> None:
        drawing = Client().get(f"{CHART}.svg").content.decode()

        assert ">1.396</text>" in drawing and "Chỉ tiêu 1.000" in drawing and "tính đến 20:00 31/05/2022" in drawing
        assert not re.search(r"style=|<style|class=|<script", drawing)

    def test_of_units_leave_out_for_anybody_what_open_data_leave_out(self, cast: Cast, evening: datetime) -> None:
        address = "/bieu-do/don-vi.LDLD-NINH-THUAN.CT1TSK.GD1"

        drawing, table = (Client().get(f"{address}.{ending}").content.decode() for ending in ("svg", "csv"))

        assert "CĐ Các KCN" in drawing and "Không vẽ 2 đơn vị có số liệu quá nhỏ." in drawing
        assert "Sáng kiến hợp lệ chia cho chỉ tiêu, nhân 100, tính đến 20:00 31/05/2022." in drawing
        assert "CĐ ngành Giáo dục" not in drawing and "LĐLĐ huyện Ninh Phước" not in drawing
        rows = {line.split(";")[0]: line.split(";") for line in table.splitlines()}
        assert rows["CD-KCN"][5] == "1.343" and rows["CDN-GIAO-DUC"][4:] == ["–", "–", "–", "–"]

    def test_of_units_hold_all_for_who_may_see_all(self, cast: Cast, evening: datetime) -> None:
        answer = cast.client("dong").get("/bieu-do/don-vi.LDLD-NINH-THUAN.CT1TSK.GD1.svg")

        assert "CĐ ngành Giáo dục" in answer.content.decode() and "private" in answer["Cache-Control"]

    def test_of_the_pace_have_the_weeks_of_open_data_as_their_table(self, cast: Cast, evening: datetime) -> None:
        table = Client().get(f"{CHART}.csv").content.decode().splitlines()

        assert "23/05/2022;1.396;1.396" in table and not any(line.startswith("26/05/2022") for line in table)

    def test_stand_on_the_board_with_their_lasting_address(self, cast: Cast, evening: datetime) -> None:
        page = cast.client("dong").get("/bang/LDLD-NINH-THUAN/?giai-doan=GD1").content.decode()

        for address in (
            "nhip.LDLD-NINH-THUAN.CT1TSK.GD1.2022-05-31.png",
            "don-vi.LDLD-NINH-THUAN.CT1TSK.GD1.2022-05-31",
        ):
            assert f"/bieu-do/{address}" in page

    def test_of_another_tree_there_are_none(self, cast: Cast, evening: datetime) -> None:
        assert "/bieu-do/" not in cast.client("dong").get("/bang/LDLD-NINH-THUAN/?co-cau=ngay-xem").content.decode()

    def test_what_has_not_changed_is_not_sent_again(self, cast: Cast, evening: datetime) -> None:
        tag = Client().get(f"{CHART}.svg")["ETag"]

        assert Client().get(f"{CHART}.svg", headers={"if-none-match": tag}).status_code == 304

    def test_of_another_unit_are_for_who_may_see_its_figures(self, cast: Cast, evening: datetime) -> None:
        address = "/bieu-do/don-vi.CD-KCN.CT1TSK.GD1.svg"

        assert [cast.client(login).get(address).status_code for login in (None, "thao", "dong")] == [404, 404, 200]
        assert "private" in cast.client("dong").get(address)["Cache-Control"]

    @pytest.mark.parametrize("kind", ["nhip", "don-vi", "gia-tri"])
    def test_can_be_fixed_to_a_day(self, cast: Cast, evening: datetime, kind: str) -> None:
        answer = Client().get(f"/bieu-do/{kind}.LDLD-NINH-THUAN.CT1TSK.GD1.2022-05-27.svg")

        assert "tính đến hết ngày 27/05/2022" in answer.content.decode()

    @pytest.mark.parametrize("end", ["2022-06-01.svg", "2022-02-31.svg", "pdf", "2022-05-27.exe"])
    def test_what_there_is_not_is_not_found(self, cast: Cast, evening: datetime, end: str) -> None:
        assert Client().get(f"{CHART}.{end}").status_code == 404


class TestTheCounter:
    def test_stands_in_frames_without_cookie_or_script(self, cast: Cast, evening: datetime) -> None:
        answer = Client().get("/nhung/CT1TSK/")

        assert "1.396" in answer.content.decode() and "đạt 139,6\xa0% chỉ tiêu" in answer.content.decode()
        assert "frame-ancestors *" in answer["Content-Security-Policy"] and "X-Frame-Options" not in answer
        assert not answer.cookies and "public" in answer["Cache-Control"]

    def test_every_other_page_does_not(self, cast: Cast) -> None:
        answer = Client().get("/du-lieu-mo/")

        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "DENY"

    def test_is_a_picture_too(self, cast: Cast, evening: datetime) -> None:
        answer = Client().get("/nhung/CT1TSK.svg")

        assert answer["Content-Type"] == "image/svg+xml" and ">1.396</text>" in answer.content.decode()


def _rows(table: str) -> list[dict]:
    return json.loads(Client().get(f"/du-lieu-mo/CT1TSK/{table}.json").getvalue())["rows"]
