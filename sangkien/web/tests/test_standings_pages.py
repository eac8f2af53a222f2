"""The pages of rankings, quarters, frozen tables and clusters."""

import csv
import io
import json
from datetime import date, datetime
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.base.days import VIETNAM
from sangkien.clusters.actions import admit, dismiss, found, hand_on
from sangkien.clusters.models import Cluster, Lead, Member
from sangkien.counting.models import Measure
from sangkien.organisations.actions import create_organisation
from sangkien.organisations.models import UnitKind
from sangkien.standings.models import Snapshot
from sangkien.web.tests.reading import read
from sangkien.web.tests.submitting import set_clock
from tests.booking import book
from tests.cast import NOW, Cast

PROVINCE = "/xep-hang/LDLD-NINH-THUAN/"
SINCE = date(2022, 1, 1)


def clustered(cast: Cast) -> Cluster:
    """The zones, leading, and the teachers in one; the district in none."""
    dong = cast.actor("dong")
    one = found(cast.unit("LDLD-NINH-THUAN"), code="CUM-1", name="Cụm thi đua số 1", by=dong, at=NOW)
    for code in ("CD-KCN", "CDN-GIAO-DUC"):
        admit(one, cast.unit(code), since=SINCE, by=dong, at=NOW)
    hand_on(one, cast.unit("CD-KCN"), since=SINCE, by=dong, at=NOW)
    return one


class TestTheTable:
    def test_compares_units_inside_their_cluster_and_says_by_which_rule(self, cast: Cast) -> None:
        clustered(cast)
        book(cast, "CS-MAY-TIEN-THUAN", 23, on=date(2022, 5, 17))
        book(cast, "CS-HTX-PHUOC-HAU", 90, on=date(2022, 5, 17))

        page = read(cast.client("dong"), PROVINCE)

        assert "Cụm thi đua số 1" in page and "Trưởng cụm: CĐ Các KCN" in page
        assert "10,0 %" in page and "tạm tính" in page
        assert "Chưa xếp vào cụm, khối nào" in page and "LĐLĐ huyện Ninh Phước: 90/95" in page
        assert "Bằng nhau thì đồng hạng (1, 1, 3)" in page

    def test_says_to_a_grassroots_union_outside_all_clusters_why_there_is_none(self, cast: Cast) -> None:
        page = cast.client("mai").get("/xep-hang/", follow=True).content.decode()

        assert "Chưa có ai để so sánh" in page and "chưa được xếp vào cụm, khối nào" in page

    @pytest.mark.parametrize(
        ("order", "first", "said"),
        [
            ("chi-tieu", "LĐLĐ huyện Ninh Phước", "không làm tròn"),
            ("doan-vien", "CĐ Các KCN", "Đơn vị dưới 200 đoàn viên không xếp thứ nhất"),
            ("tuan", "LĐLĐ huyện Ninh Phước", "trong 7 ngày qua"),
            ("ngay", "CĐ ngành Giáo dục", "so với tối hôm trước"),
            ("gia-tri", "CĐ Các KCN", "Giá trị chỉ do tác giả kê khai không được tính"),
        ],
    )
    def test_ranks_by_what_is_asked_and_prints_how(self, cast: Cast, order: str, first: str, said: str) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 3, on=date(2022, 5, 17), benefit=10**6)
        book(cast, "CS-MAY-TIEN-THUAN", 1, on=date(2022, 5, 17), benefit=10**6)
        book(cast, "CS-HTX-PHUOC-HAU", 9, on=date(2022, 5, 16), benefit=10**9)
        book(cast, "CS-THPT-AN-PHUOC", 2, on=NOW.date())
        if order == "gia-tri":
            book(cast, "CS-MAY-TIEN-THUAN", 1, on=date(2022, 5, 17), measure=Measure.EMPLOYER, benefit=10**6)

        answer = cast.client("dong").get(PROVINCE, {"theo": order})

        assert answer.context["sheets"][0].placed[0].figures.unit.short_name == first
        assert said in answer.content.decode()

    def test_says_how_a_place_changed_in_a_week_also_to_those_who_listen(self, cast: Cast) -> None:
        book(cast, "CS-HTX-PHUOC-HAU", 5, on=date(2022, 5, 1))
        book(cast, "CS-MAY-TIEN-THUAN", 99, on=date(2022, 5, 17))

        page = read(cast.client("dong"), PROVINCE)

        assert "tăng 1 bậc so với 7 ngày trước" in page and "giảm 1 bậc so với 7 ngày trước" in page

    def test_units_without_a_target_stand_apart_and_not_last(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 2, on=date(2022, 5, 17))

        page = read(cast.client("minh"), "/xep-hang/CD-KCN/")

        assert "Chưa xếp hạng vì chưa có chỉ tiêu" in page and "CĐCS May Tiến Thuận: 2 hợp lệ" in page

    def test_a_member_sees_all_of_its_cluster_and_others_nothing(self, cast: Cast) -> None:
        clustered(cast)

        seen = {
            login: cast.client(login).get("/xep-hang/cum/CUM-1/").status_code
            for login in ("minh", "dong", "ha", "thao", "mai", "lan")
        }

        assert seen == {"minh": 200, "dong": 200, "ha": 200, "thao": 404, "mai": 404, "lan": 404}
        assert "CĐ ngành Giáo dục" in read(cast.client("minh"), "/xep-hang/cum/CUM-1/")

    def test_a_union_that_has_left_reads_the_table_of_its_days_and_no_later_one(self, cast: Cast) -> None:
        """The zones were in until 30 April; Minh reviews for them."""
        clustered(cast)
        dismiss(Member.objects.get(organisation__code="CD-KCN"), since=date(2022, 5, 1), by=cast.actor("dong"), at=NOW)
        minh, address = cast.client("minh"), "/xep-hang/cum/CUM-1/"

        assert [minh.get(address + day).status_code for day in ("?ngay=30/04/2022", "?ngay=01/05/2022", "")] == [
            200,
            404,
            404,
        ]
        assert minh.get(f"{address}bang.csv?ngay=30/04/2022").status_code == 200
        assert minh.get(f"{address}bang.csv").status_code == 404
        then = minh.get("/xep-hang/CD-KCN/?ngay=30/04/2022").content.decode()
        assert f'href="{address}?ngay=30%2F04%2F2022"' in then

    def test_a_member_is_told_that_it_was_not_in_the_cluster_yet(self, cast: Cast) -> None:
        clustered(cast)

        answer = cast.client("minh").get("/xep-hang/cum/CUM-1/?ngay=31/12/2021")

        assert answer.status_code == 422
        assert "Ngày này đơn vị chưa ở trong cụm, khối" in answer.content.decode()
        assert "CĐ ngành Giáo dục" in answer.content.decode()
        assert cast.client("thao").get("/xep-hang/cum/CUM-1/?ngay=31/12/2021").status_code == 404

    def test_costs_the_same_for_two_units_as_for_twenty(self, cast: Cast) -> None:
        dong, costs = cast.client("dong"), []
        for stage in range(2):
            with CaptureQueriesContext(connection) as asked:
                dong.get(PROVINCE)
            costs.append(len(asked))
            for n in range(20 if not stage else 0):
                create_organisation(
                    code=f"H-{n}",
                    kind=UnitKind.objects.get(code="DISTRICT"),
                    name=f"Huyện {n}",
                    short_name=f"Huyện {n}",
                    parent=cast.unit("LDLD-NINH-THUAN"),
                    since=SINCE,
                    by=None,
                    at=NOW,
                )
        assert costs[0] == costs[1]

    def test_of_a_campaign_holds_on_its_last_day_too(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        """The 40 days have more than four weeks, and began with what the phase had brought."""
        book(cast, "CS-MAY-TIEN-THUAN", 23, on=date(2022, 4, 1))
        set_clock(monkeypatch, datetime(2022, 5, 31, 16, 30, tzinfo=VIETNAM))

        dong = cast.client("dong")

        assert dong.get(PROVINCE).context["stretch"].is_campaign
        assert "10,0 %" in read(dong, PROVINCE)

    def test_what_cannot_be_a_day_is_said_and_nothing_breaks(self, cast: Cast) -> None:
        answer = cast.client("dong").get(PROVINCE, {"ngay": "32/05/2022"})

        assert answer.status_code == 422 and 'value="32/05/2022"' in answer.content.decode()


class TestTheQuarter:
    def test_names_who_leads_and_why_the_others_do_not(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 90, on=date(2022, 5, 2))
        book(cast, "CS-HTX-PHUOC-HAU", 41, on=date(2022, 5, 2))

        page = read(cast.client("dong"), PROVINCE + "khen-quy/?quy=2022-Q2")

        assert "LĐLĐ huyện Ninh Phước dẫn đầu quý" in page
        assert "95 × 61/144 ngày" in page and "40,2" in page and "97,4" in page
        assert "Bằng chỉ tiêu chưa phải là hơn" in page

    @pytest.mark.parametrize(("asked", "status"), [("2022-Q2", 200), ("2021-Q1", 404), ("x", 404), ("", 200)])
    def test_takes_the_quarters_of_the_programme(self, cast: Cast, asked: str, status: int) -> None:
        assert cast.client("dong").get(PROVINCE + "khen-quy/", {"quy": asked}).status_code == status


AFTER = datetime(2022, 7, 2, 9, 0, tzinfo=VIETNAM)
TYPED = {"giai-doan": "GD1", "ngay": "31/05/2022", "theo": "chi-tieu", "nhom": "don-vi", "co-cau": "luc-do"}


@pytest.fixture
def closed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Phase 1 is over, with 23 of the zones."""
    book(cast, "CS-MAY-TIEN-THUAN", 23, on=date(2022, 5, 17))
    set_clock(monkeypatch, AFTER)
    return cast


class TestFiles:
    """What the page shows at the same end of the address, with who took it."""

    def taken(self, cast: Cast, login: str, address: str, **asked: str) -> dict[str, Any]:
        return json.loads(cast.client(login).get(f"{address}bang.json", asked).getvalue())

    def test_of_the_tables_of_a_union(self, cast: Cast) -> None:
        clustered(cast)
        book(cast, "CS-MAY-TIEN-THUAN", 23, on=date(2022, 5, 17))
        book(cast, "CS-HTX-PHUOC-HAU", 90, on=date(2022, 5, 17))

        file = self.taken(cast, "dong", PROVINCE)

        zones, _teachers, district = file["rows"]
        assert (zones["cluster"], zones["rank"], zones["unit"]) == ("Cụm thi đua số 1", 1, "CD-KCN")
        assert (zones["valid"], zones["percent"], zones["gained"]) == (23, "10.0", 23)
        assert (district["cluster"], district["rank"], district["valid"], district["target"]) == (None, None, 90, 95)
        said = {fact["name"]: fact["value"] for fact in file["facts"]}
        assert "Bằng nhau thì đồng hạng" in said["Cách xếp"] and said["Thời điểm"] == "tính đến 09:00 18/05/2022"
        assert said["Người tải"] == "Đặng Quốc Đông, 09:00 18/05/2022"

    def test_ranked_by_what_the_address_asks(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 23, on=date(2022, 5, 17))

        file = self.taken(cast, "dong", PROVINCE, theo="doan-vien")

        said = {fact["name"]: fact["value"] for fact in file["facts"]}
        assert file["rows"][0]["unit"] == "CD-KCN" and said["Xếp theo"] == "Trên 1.000 đoàn viên"

    def test_of_one_cluster_for_its_members(self, cast: Cast) -> None:
        clustered(cast)
        address = "/xep-hang/cum/CUM-1/"

        assert {row["unit"] for row in self.taken(cast, "minh", address)["rows"]} == {"CD-KCN", "CDN-GIAO-DUC"}
        assert [cast.client(login).get(f"{address}bang.csv").status_code for login in ("thao", "lan")] == [404, 404]

    def test_of_a_quarter_with_where_its_targets_come_from(self, cast: Cast) -> None:
        book(cast, "CS-HTX-PHUOC-HAU", 90, on=date(2022, 5, 17))

        file = self.taken(cast, "dong", PROVINCE + "khen-quy/", quy="2022-Q2")

        [first, *_others] = file["rows"]
        assert (first["unit"], first["count"], first["wins"]) == ("LDLD-NINH-PHUOC", 90, "có")
        assert "ngày" in first["reckoning"] and {"name": "Quý", "value": "2/2022"} in file["facts"]

    @pytest.mark.parametrize("asked", ["?ngay=sai", "?quy=2030-Q1", "?giai-doan=X"])
    def test_what_the_page_does_not_show_is_no_file(self, cast: Cast, asked: str) -> None:
        assert cast.client("dong").get(f"{PROVINCE}khen-quy/bang.csv{asked}").status_code == 404

    def test_are_offered_below_the_tables(self, cast: Cast) -> None:
        clustered(cast)
        dong, minh = cast.client("dong"), cast.client("minh")

        assert f"{PROVINCE}bang.xlsx" in dong.get(PROVINCE).content.decode()
        assert "/xep-hang/cum/CUM-1/bang.xlsx" in minh.get("/xep-hang/cum/CUM-1/").content.decode()
        assert f"{PROVINCE}khen-quy/bang.xlsx?quy=2022-Q2" in dong.get(PROVINCE + "khen-quy/").content.decode()


class TestFreezing:
    def test_is_offered_when_the_days_are_over_and_is_then_final(self, closed: Cast) -> None:
        dong = closed.client("dong")
        address = PROVINCE + "?giai-doan=GD1&ngay=31/05/2022"
        assert "Chốt chính thức" in read(dong, address)

        done = dong.post(PROVINCE + "chot-so/", TYPED, follow=True).content.decode()

        assert "Đã chốt bảng số 1." in done and Snapshot.objects.get().sha256 in done
        page = read(dong, address)
        assert "Bảng chốt số 1" in page and "tạm tính" not in page

    def test_too_early_says_why(self, cast: Cast) -> None:
        told = cast.client("dong").post(PROVINCE + "chot-so/", TYPED | {"ngay": "18/05/2022"}, follow=True)

        assert "chỉ chốt được khi tính đến hết ngày 31/05/2022" in told.content.decode()
        assert not Snapshot.objects.exists()

    def test_of_a_quarter(self, closed: Cast) -> None:
        dong = closed.client("dong")

        done = dong.post(PROVINCE + "chot-quy/", {"quy": "2022-Q2"}, follow=True).content.decode()

        assert "Chốt khen quý" in done and "quý 2/2022" in done

    @pytest.mark.parametrize(
        ("login", "status"), [(None, 302), ("lan", 404), ("minh", 404), ("thao", 404), ("ha", 404)]
    )
    def test_is_for_the_union_itself(self, closed: Cast, login: str | None, status: int) -> None:
        assert closed.client(login).post(PROVINCE + "chot-so/", TYPED).status_code == status

    def test_files_carry_real_numbers_their_meaning_and_the_seal(self, closed: Cast) -> None:
        dong = closed.client("dong")
        dong.post(PROVINCE + "chot-so/", TYPED)
        place, snapshot = PROVINCE + "da-chot/1/", Snapshot.objects.get()

        told = json.loads(dong.get(place + "bang.json").content)
        rows = list(csv.reader(io.StringIO(dong.get(place + "bang.csv").getvalue().decode("utf-8-sig")), delimiter=";"))
        figures, meaning = openpyxl.load_workbook(io.BytesIO(dong.get(place + "bang.xlsx").getvalue())).worksheets
        parquet = pyarrow.parquet.read_table(io.BytesIO(dong.get(place + "bang.parquet").getvalue()))

        assert told["groups"][0]["lines"][0]["valid"] == 23
        assert ["", "1", "CD-KCN", "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận", "23"] in [row[:5] for row in rows]
        assert [cell.value for cell in figures[2]][1:5] == [1, "CD-KCN", rows[9][3], 23]
        assert figures.auto_filter.ref and snapshot.sha256 in [cell.value for cell in meaning["B"]]
        assert parquet["valid"][0].as_py() == 23 and snapshot.sha256.encode() in parquet.schema.metadata.values()

    def test_drawn_again_is_the_same_or_says_what_was_booked_since(self, closed: Cast) -> None:
        dong = closed.client("dong")
        dong.post(PROVINCE + "chot-so/", TYPED)
        book(closed, "CS-HAEMIN", 2, on=date(2022, 5, 31))

        page = read(dong, PROVINCE + "da-chot/1/doi-chieu/")

        assert "giống từng byte" in page and "2 lượt ghi thêm cho những ngày đến 31/05/2022" in page

    def test_two_are_laid_beside_one_another(self, closed: Cast) -> None:
        dong = closed.client("dong")
        dong.post(PROVINCE + "chot-so/", TYPED)
        book(closed, "CS-THPT-AN-PHUOC", 170, on=date(2022, 5, 31))
        dong.post(PROVINCE + "chot-so/", TYPED)

        page = read(dong, PROVINCE + "da-chot/2/?voi=1")

        assert "Khác với bảng số 1" in page
        assert [line["what"] for line in dong.get(PROVINCE + "da-chot/2/?voi=1").context["moved"]][:1] == ["Hạng"]
        assert cast_status(dong, PROVINCE + "da-chot/9/") == 404

    def test_the_list_holds_daily_tables_apart(self, closed: Cast) -> None:
        closed.client("dong").post(PROVINCE + "chot-so/", TYPED)

        page = read(closed.client("dong"), PROVINCE + "da-chot/")

        assert "Bảng số 1" in page and "Giai đoạn 1" in page and "GD1" not in page
        assert "Chưa có bảng nào" in read(closed.client("dong"), PROVINCE + "da-chot/?loai=ngay")


def cast_status(client: Any, address: str) -> int:
    status: int = client.get(address).status_code
    return status


class TestKeepingClusters:
    def test_a_leader_founds_fills_and_hands_on(self, cast: Cast) -> None:
        dong = cast.client("dong")

        dong.post("/cum-thi-dua/", {"name": "Khối doanh nghiệp", "code": "khoi-1"})
        dong.post("/cum-thi-dua/KHOI-1/them/", {"admit-unit": "CD-KCN", "admit-since": "01/01/2022"})
        dong.post("/cum-thi-dua/KHOI-1/truong-cum/", {"lead-unit": "CD-KCN", "lead-since": "01/02/2022"})

        page = read(dong, "/cum-thi-dua/KHOI-1/")
        assert "Trưởng cụm: CĐ Các KCN" in page and "từ 01/02/2022" in page
        assert "Khối doanh nghiệp" in read(dong, "/cum-thi-dua/")
        dong.post(f"/cum-thi-dua/KHOI-1/dua-ra/{Member.objects.get().pk}/")
        assert [row.valid.upper for row in (*Member.objects.all(), *Lead.objects.all())] == [NOW.date()] * 2

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"name": "", "code": "K"}, "Ghi tên cụm hoặc khối thi đua"),
            ({"name": "Khối", "code": ""}, "Ghi mã, ví dụ CUM-1"),
            ({"name": "Khối", "code": "cụm 1"}, "Mã chỉ gồm chữ không dấu"),
            ({"name": "Cụm thi đua số 1", "code": "K"}, "Đơn vị đã có cụm, khối mang tên này"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, cast: Cast, typed: dict[str, str], said: str) -> None:
        clustered(cast)

        answer = cast.client("dong").post("/cum-thi-dua/", typed)

        page = answer.content.decode()
        assert (answer.status_code, said in page) == (422, True)
        assert typed["name"] in page and Cluster.objects.count() == 1

    def test_says_why_a_union_cannot_come_in(self, cast: Cast) -> None:
        clustered(cast)
        typed = {"admit-unit": "LDLD-NINH-PHUOC", "admit-since": "31/02/2022"}

        answer = cast.client("dong").post("/cum-thi-dua/CUM-1/them/", typed)

        assert answer.status_code == 422 and 'value="31/02/2022"' in answer.content.decode()

    @pytest.mark.parametrize(("login", "status"), [(None, 302), ("lan", 404), ("minh", 404), ("dong", 200)])
    def test_is_for_leaders_of_the_union(self, cast: Cast, login: str | None, status: int) -> None:
        clustered(cast)

        assert cast.client(login).get("/cum-thi-dua/CUM-1/").status_code == status
        assert cast.client("ha").get("/cum-thi-dua/CUM-1/").status_code == 404


class TestWhatWasPublished:
    def test_stands_beside_the_ledgers_own_with_why(self, cast: Cast) -> None:
        book(cast, "CS-MAY-TIEN-THUAN", 9, on=date(2022, 5, 17))
        dong, page = cast.client("dong"), PROVINCE + "da-cong-bo/"
        typed = {"phase": "GD1", "as_of": "17/05/2022", "count": "9", "percent": "0,9", "source": "Báo Ninh Thuận"}

        shown = dong.post(page, typed, follow=True).content.decode()

        assert "Số 9 đúng bằng số hợp lệ trong sổ." in shown
        assert "Ra đúng như vậy khi lấy 9 hợp lệ đến hết 17/05/2022 chia cho 1.000 (chỉ tiêu được giao" in shown
        none = dong.post(page, typed | {"percent": "3,0", "source": "Báo khác"}, follow=True).content.decode()
        assert "chỉ tiêu phải từ 296 đến 305" in none
        assert "Báo Ninh Thuận" in read(cast.client("ha"), page)

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, cast: Cast) -> None:
        typed = {"as_of": "17/05/2022", "count": "chín", "percent": "x", "source": "Báo"}

        answer = cast.client("dong").post(PROVINCE + "da-cong-bo/", typed)

        assert answer.status_code == 422 and 'value="chín"' in answer.content.decode()
