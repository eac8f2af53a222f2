"""The board's other points of view, as their readers see them."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.counting.actions import Standing, move
from sangkien.counting.models import Measure
from sangkien.organisations.actions import add_workplace, place
from sangkien.organisations.factories import union
from sangkien.organisations.models import Commune, ExternalCode
from sangkien.programmes.models import Campaign, Programme
from sangkien.statistics.whereabouts import AREA
from sangkien.targets.models import Target
from tests.cast import NOW, Cast

PAGE = "/bang/LDLD-NINH-THUAN/goc-nhin/"
FILE = "/bang/LDLD-NINH-THUAN/goc-nhin.csv"
APART = "Trên địa bàn nhưng thuộc hệ thống khác"


@pytest.fixture
def plants(cast: Cast) -> Cast:
    """One valid dossier of May Tiến Thuận, one of the school, and two of a plant of the Textile union, all of them in
    Phan Rang but the school, of which nobody wrote down where it lies."""
    Commune.objects.create(
        code="22780",
        name="Phường Đông Hải",
        district_code="582",
        district="Thành phố Phan Rang - Tháp Chàm",
        province_code="58",
        province="Tỉnh Ninh Thuận",
        valid=DateRange(date(1900, 1, 1), date(2025, 7, 1)),
    )
    ExternalCode.objects.create(organisation=cast.unit("LDLD-NINH-THUAN"), system=AREA, code="58")
    union("CD-DET-MAY", "CORPORATION", parent=cast.unit("TLD"), name="Công đoàn Dệt May Việt Nam")
    spinning = union("CS-SOI-PHAN-RANG", parent=cast.unit("CD-DET-MAY"))
    add_workplace(spinning, name="Nhà máy Sợi", ownership="state", commune_code="22780", by=None, at=NOW)
    sewing = cast.unit("CS-MAY-TIEN-THUAN").workplaces
    sewing.update(commune_code="22780", commune_on=NOW.date(), sector="May mặc")
    codes = ["CS-MAY-TIEN-THUAN", "CS-THPT-AN-PHUOC", "CS-SOI-PHAN-RANG", "CS-SOI-PHAN-RANG"]
    for number, code in enumerate(codes):
        _counted(cast, code, number=number)
    return cast


def _counted(cast: Cast, code: str, *, number: int) -> None:
    measures = frozenset({Measure.SUBMITTED, Measure.VALID})
    standing = Standing(cast.programme.pk, cast.phase.pk, cast.chain(code), measures, benefit=120_000_000)
    move(None, standing, initiative_id=number, day=NOW.date() - timedelta(days=1))


def text_of(html: bytes) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split()).replace("\xa0", " ")


def valid_of(table: Any) -> dict[str, int]:
    return {group.name: group.valid for group in table.crossed.groups}


class TestThePage:
    def test_by_place_shows_the_units_own_and_apart_from_it_what_reports_elsewhere(self, plants: Cast) -> None:
        answer = plants.client("dong").get(PAGE)

        own, apart = answer.context["tables"]
        assert valid_of(own) == {"Thành phố Phan Rang - Tháp Chàm": 1, "chưa ghi địa bàn": 1}
        assert (valid_of(apart), apart.title) == ({"Công đoàn Dệt May Việt Nam": 2}, APART)

    def test_each_table_says_what_may_not_be_added(self, plants: Cast) -> None:
        shown = text_of(plants.client("dong").get(PAGE).content)

        assert "Không cộng với bảng xếp hạng theo hệ thống." in shown
        assert "Cộng, đúng bằng số của đơn vị 2 2 240.000.000 đồng 0,0 % có xác nhận của doanh nghiệp" in shown
        assert f"{APART} không tính vào số của đơn vị" in shown
        assert "Cộng, không tính vào số của đơn vị 2 2 240.000.000 đồng" in shown

    def test_by_sector_shows_the_units_own_only(self, plants: Cast) -> None:
        answer = plants.client("dong").get(PAGE, {"goc": "nganh"})

        (own,) = answer.context["tables"]
        assert valid_of(own) == {"May mặc": 1, "chưa ghi ngành": 1}
        assert APART not in text_of(answer.content)

    def test_the_sum_is_the_boards(self, plants: Cast) -> None:
        client = plants.client("dong")
        board = client.get("/bang/LDLD-NINH-THUAN/").context["figures"]

        for angle in ("dia-ban", "nganh", "sai"):
            crossed = client.get(PAGE, {"goc": angle}).context["tables"][0].crossed
            assert (crossed.submitted, crossed.valid, crossed.value) == (
                board.submitted,
                board.valid,
                board.value,
            )

    def test_a_union_without_an_area_has_no_second_table(self, plants: Cast) -> None:
        tables = plants.client("minh", role=Role.REVIEWER).get("/bang/CD-KCN/goc-nhin/").context["tables"]

        assert [table.slug for table in tables] == ["dia-ban"]

    def test_the_confederation_sees_provinces(self, plants: Cast) -> None:
        (own,) = plants.client("ha").get("/bang/TLD/goc-nhin/").context["tables"]

        assert (own.column, valid_of(own)) == ("Tỉnh, thành phố", {"Tỉnh Ninh Thuận": 3, "chưa ghi địa bàn": 1})

    def test_is_reached_from_the_board_and_leads_back_with_what_was_asked(self, plants: Cast) -> None:
        client = plants.client("dong")
        asked = {"giai-doan": "GD1", "ngay": "17/5/2022", "co-cau": "ngay-xem"}

        forth = _link(client.get("/bang/LDLD-NINH-THUAN/", asked).content, "goc-nhin/")
        page = client.get(forth)
        back = client.get(_link(page.content, "/bang/LDLD-NINH-THUAN/?"))

        for answer in (page, back):
            assert answer.context["stretch"].code == "GD1"
            assert answer.context["asked"].day == date(2022, 5, 17)
            assert answer.context["restated"]

    def test_asking_for_another_day_keeps_the_point_of_view(self, plants: Cast) -> None:
        page = plants.client("dong").get(PAGE, {"goc": "nganh"}).content.decode()

        assert '<input type="hidden" name="goc" value="nganh">' in page


class TestWhatIsAsked:
    def test_a_past_day_shows_what_was_known_at_its_end(self, plants: Cast) -> None:
        answer = plants.client("dong").get(PAGE, {"ngay": "16/5/2022"})

        assert [table.crossed.groups for table in answer.context["tables"]] == [[], []]
        assert "Chưa có hồ sơ nào trong số liệu này" in answer.content.decode()
        assert "Chưa có hồ sơ nào như vậy." in answer.content.decode()

    def test_restated_a_plant_that_came_home_changes_tables(self, plants: Cast) -> None:
        spinning = plants.unit("CS-SOI-PHAN-RANG")
        place(spinning, parent=plants.unit("CD-KCN"), since=NOW.date(), by=None, at=NOW)
        client = plants.client("dong")

        seen = {
            view: [table.crossed.valid for table in client.get(PAGE, {"co-cau": view}).context["tables"]]
            for view in ("luc-do", "ngay-xem")
        }

        assert seen == {"luc-do": [2, 2], "ngay-xem": [4, 0]}

    @pytest.mark.parametrize("typed", ["31/2/2022", "19/5/2022", "<script>"])
    def test_a_day_that_cannot_be_shown_is_explained(self, plants: Cast, typed: str) -> None:
        client = plants.client("dong")
        answer = client.get(PAGE, {"ngay": typed})

        assert answer.status_code == 422 and 'id="id_ngay_error"' in answer.content.decode()
        assert client.get(FILE, {"ngay": typed}).status_code == 404
        assert client.get(_link(answer.content, "goc-nhin.csv")).status_code == 200

    def test_without_any_programme_the_page_says_so(self, cast: Cast) -> None:
        Target.objects.all().delete()
        Campaign.objects.filter(parent__isnull=False).delete()
        Programme.objects.all().delete()

        assert "Chưa có chương trình nào" in cast.client("dong").get(PAGE).content.decode()
        assert cast.client("dong").get(FILE).status_code == 404


class TestTheFile:
    @pytest.mark.parametrize(
        ("angle", "lines"),
        [
            ("dia-ban", ["Thành phố Phan Rang - Tháp Chàm", "chưa ghi địa bàn", "Cộng, đúng bằng số của đơn vị"]),
            ("nganh", ["May mặc", "chưa ghi ngành", "Cộng, đúng bằng số của đơn vị"]),
            ("he-thong-khac", ["Công đoàn Dệt May Việt Nam", "Cộng, không tính vào số của đơn vị"]),
        ],
    )
    def test_holds_one_table_and_its_label(self, plants: Cast, angle: str, lines: list[str]) -> None:
        client = plants.client("dong")

        rows = _lines(client.get(FILE, {"goc": angle}))

        assert "cộng với bảng" in rows[5][1]
        assert [row[0] for row in rows[9:]] == lines
        assert rows[-1][1:4] == ["2", "2", "240.000.000 đồng"]
        assert dict(zip(rows[8][4:], rows[-1][4:], strict=True)) == {
            "Trong đó: Tự kê khai": "240.000.000 đồng",
            "Trong đó: Công đoàn cơ sở xác nhận": "0 đồng",
            "Trong đó: Người sử dụng lao động xác nhận": "0 đồng",
            "Trong đó: Đã kiểm chứng sau một năm": "0 đồng",
            "Giá trị thực tế của phần đã kiểm chứng": "0 đồng",
        }

    def test_is_named_after_what_it_shows(self, plants: Cast) -> None:
        answer = plants.client("dong").get(FILE, {"goc": "nganh", "co-cau": "ngay-xem"})

        name = "LDLD-NINH-THUAN-CD40N-2022-05-18-nganh-co-cau-ngay-xem.csv"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'

    def test_of_an_area_that_a_union_has_not_is_not_found(self, plants: Cast) -> None:
        client = plants.client("dong")

        assert client.get("/bang/CD-KCN/goc-nhin.csv", {"goc": "he-thong-khac"}).status_code == 404


class TestWhoSeesWhat:
    @pytest.mark.parametrize(
        ("login", "code", "status"),
        [
            ("dong", "LDLD-NINH-THUAN", 200),
            ("dong", "TLD", 404),
            ("dong", "CD-DET-MAY", 404),
            ("dong", "CS-SOI-PHAN-RANG", 404),
            ("ha", "CD-DET-MAY", 200),
            ("mai", "CS-MAY-TIEN-THUAN", 200),
            ("mai", "CD-KCN", 404),
            ("lan", "CS-MAY-TIEN-THUAN", 404),
        ],
    )
    def test_a_hat_sees_its_own_union_and_what_lies_below(
        self, plants: Cast, login: str, code: str, status: int
    ) -> None:
        client = plants.client(login)

        assert client.get(f"/bang/{code}/goc-nhin/").status_code == status
        assert client.get(f"/bang/{code}/goc-nhin.csv").status_code == status


class TestCost:
    def test_costs_the_same_for_2_unions_and_for_20(self, plants: Cast) -> None:
        few = _queries(plants)
        for number in range(20):
            code = f"CS-{number}"
            union(code, parent=plants.unit("CD-KCN"))
            _counted(plants, code, number=100 + number)

        assert _queries(plants) == few
        assert few <= 24


def _queries(cast: Cast) -> int:
    client = cast.client("dong")
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    return len(queries)


def _link(page: bytes, part: str) -> str:
    links = re.findall(r'href="([^"]*)"', page.decode())
    return next(link for link in links if part in link).replace("&amp;", "&")


def _lines(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    text = answer.getvalue().decode().removeprefix("\ufeff")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    return lines[: lines.index([], 9)]
