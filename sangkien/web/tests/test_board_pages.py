"""The board, as its readers see it."""

import csv
import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.counting.models import Measure
from sangkien.organisations.actions import place
from sangkien.organisations.factories import union
from sangkien.organisations.many import end
from sangkien.organisations.models import Manner
from sangkien.programmes.models import Campaign, Programme
from sangkien.targets.models import Target
from sangkien.web.data.comma import guarded, written
from tests.cast import NOW, Cast
from tests.totals import total

PROVINCE = "/bang/LDLD-NINH-THUAN/"


def counted(cast: Cast, code: str, valid: int, *, on: date, submitted: int = 0) -> None:
    """So many dossiers that the folder has already added up."""
    for measure, count in ((Measure.VALID, valid), (Measure.SUBMITTED, submitted or valid)):
        total(cast.unit(code), count, phase=cast.phase, day=on, measure=measure)


def text_of(html: bytes) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).replace("&#x27;", "'").split()).replace("\xa0", " ")


@pytest.fixture
def last_evening(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The last evening of phase 1, with the letter's number."""
    evening = datetime(2022, 5, 31, 20, tzinfo=VIETNAM)
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: evening)
    counted(cast, "LDLD-NINH-THUAN", 1396, on=date(2022, 5, 30), submitted=1520)
    counted(cast, "CD-KCN", 1396, on=date(2022, 5, 30), submitted=1520)
    return evening


class TestTheLettersSentence:
    def test_the_board_says_1396_is_139_6_percent_and_396_over(self, cast: Cast, last_evening: datetime) -> None:
        shown = text_of(cast.client("dong").get(PROVINCE).content)

        assert "1.396 / 1.000 sáng kiến hợp lệ" in shown
        assert "Đạt 139,6 % chỉ tiêu, vượt 396." in shown
        assert "Lượt nộp 1.520" in shown

    def test_a_target_of_nothing_is_none(self, cast: Cast, last_evening: datetime) -> None:
        Target.objects.filter(organisation=cast.unit("LDLD-NINH-THUAN")).update(value=0)

        shown = text_of(cast.client("dong").get(PROVINCE).content)

        assert "1.396 sáng kiến hợp lệ" in shown and "/ 0" not in shown and "vượt" not in shown.lower()
        assert "Kết quả 1.396 chưa có chỉ tiêu" in shown

    def test_so_does_the_public_page(self, cast: Cast, last_evening: datetime) -> None:
        shown = text_of(cast.client().get("/").content)

        assert "1.396" in shown and "Đạt 139,6 % chỉ tiêu, vượt 396" in shown

    def test_and_the_file(self, cast: Cast, last_evening: datetime) -> None:
        line = _lines(cast.client("dong").get(f"{PROVINCE}so-lieu.csv"))[8]

        assert line[1:8] == [
            "LDLD-NINH-THUAN",
            "Liên đoàn Lao động tỉnh Ninh Thuận",
            "1.000",
            "1.520",
            "1.396",
            "139,6\xa0%",
            "396",
        ]

    def test_an_english_reader_sees_english_numbers(self, cast: Cast, last_evening: datetime) -> None:
        reader = cast.client("dong")
        reader.cookies["django_language"] = "en"

        shown = text_of(reader.get(PROVINCE).content)

        assert "1,396" in shown and "139.6%" in shown


class TestOnThe28thDay:
    def test_598_with_24_a_day_says_33_5_and_24_0_and_886(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        evening = datetime(2022, 5, 19, 20, tzinfo=VIETNAM)
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: evening)
        counted(cast, "LDLD-NINH-THUAN", 598 - 7 * 24, on=date(2022, 5, 12))
        for back in range(7):
            counted(cast, "LDLD-NINH-THUAN", 24, on=date(2022, 5, 19) - timedelta(days=back))

        shown = text_of(cast.client("dong").get(PROVINCE).content)

        assert "Cần mỗi ngày 33,5 trong 12 ngày còn lại" in shown
        assert "7 ngày qua 24,0" in shown
        assert "Dự báo 31/5 886" in shown
        assert "Chậm nhịp · còn 12 ngày" in shown


class TestWhoSeesWhat:
    @pytest.mark.parametrize(
        ("login", "role", "code", "status"),
        [
            ("dong", None, "LDLD-NINH-THUAN", 200),
            ("dong", None, "CS-HAEMIN", 200),
            ("dong", None, "TLD", 404),
            ("ha", None, "TLD", 200),
            ("minh", Role.REVIEWER, "CD-KCN", 200),
            ("minh", Role.REVIEWER, "CS-HAEMIN", 200),
            ("minh", Role.REVIEWER, "LDLD-NINH-PHUOC", 404),
            ("minh", Role.GRASSROOTS_OFFICER, "CD-KCN", 404),
            ("mai", None, "CS-MAY-TIEN-THUAN", 200),
            ("mai", None, "CS-HAEMIN", 404),
            ("lan", None, "CS-MAY-TIEN-THUAN", 404),
            ("dong", None, "NO-SUCH-UNIT", 404),
        ],
    )
    def test_a_hat_sees_its_own_union_and_what_lies_below(
        self, cast: Cast, login: str, role: Role | None, code: str, status: int
    ) -> None:
        client = cast.client(login, role=role)

        assert client.get(f"/bang/{code}/").status_code == status
        assert client.get(f"/bang/{code}/so-lieu.csv").status_code == status

    def test_the_short_address_leads_to_the_hats_own_union(self, cast: Cast) -> None:
        assert cast.client("minh", role=Role.REVIEWER).get("/bang/").url == "/bang/CD-KCN/"

    def test_a_visitor_is_asked_to_sign_in(self, cast: Cast) -> None:
        assert cast.client().get("/bang/").status_code == 302

    def test_a_board_is_kept_by_no_cache(self, cast: Cast) -> None:
        assert "no-store" in cast.client("dong").get(PROVINCE)["Cache-Control"]


class TestWhatIsAsked:
    def test_a_past_day_shows_what_was_known_at_its_end(self, cast: Cast) -> None:
        cast.valid(at=NOW - timedelta(days=2))
        cast.valid()

        shown = text_of(cast.client("dong").get(PROVINCE, {"ngay": "17/5/2022"}).content)

        assert "1 / 1.000 sáng kiến hợp lệ" in shown
        assert "tính đến hết ngày 17/05/2022" in shown

    def test_today_counts_until_now(self, cast: Cast) -> None:
        assert "tính đến 09:00 18/05/2022" in text_of(cast.client("dong").get(PROVINCE).content)

    @pytest.mark.parametrize("typed", ["31/2/2022", "hôm qua", "19/5/2022", "9" * 500, "<script>", "2022"])
    def test_a_day_that_cannot_be_shown_is_kept_and_explained(self, cast: Cast, typed: str) -> None:
        answer = cast.client("dong").get(PROVINCE, {"ngay": typed})

        assert answer.status_code == 422
        assert answer.context["form"].errors["ngay"]
        assert 'id="id_ngay_error"' in answer.getvalue().decode()
        assert "<script>" not in answer.getvalue().decode()

    def test_the_links_of_such_a_page_leave_the_day_out(self, cast: Cast) -> None:
        client = cast.client("dong")
        page = client.get(PROVINCE, {"ngay": "x", "giai-doan": "GD1"}).content.decode()

        links = re.findall(r'href="([^"]*so-lieu.csv[^"]*)"', page)
        assert len(links) == 2
        assert [client.get(link.replace("&amp;", "&")).status_code for link in links] == [200, 200]

    def test_the_whole_phase_can_be_asked_for_during_a_campaign(self, cast: Cast) -> None:
        titles = [
            cast.client("dong").get(PROVINCE, {"giai-doan": code}).context["stretch"].title
            for code in ("", "GD1", "CD40N")
        ]

        assert titles == [
            "Chiến dịch thi đua cao điểm 40 ngày",
            "Giai đoạn 1",
            "Chiến dịch thi đua cao điểm 40 ngày",
        ]

    def test_an_unknown_stretch_is_not_found(self, cast: Cast) -> None:
        assert cast.client("dong").get(PROVINCE, {"giai-doan": "GD9"}).status_code == 404

    def test_units_can_be_ranked_by_members(self, cast: Cast) -> None:
        counted(cast, "LDLD-NINH-PHUOC", 90, on=date(2022, 5, 18))
        counted(cast, "CD-KCN", 20, on=date(2022, 5, 18))
        shown = {
            order: [row.figures.unit.code for row in cast.client("dong").get(PROVINCE, {"theo": order}).context["rows"]]
            for order in ("chi-tieu", "doan-vien", "nonsense")
        }

        assert shown["chi-tieu"] == shown["nonsense"] == ["LDLD-NINH-PHUOC", "CD-KCN", "CDN-GIAO-DUC"]
        assert shown["doan-vien"] == ["CD-KCN", "LDLD-NINH-PHUOC", "CDN-GIAO-DUC"]


class TestStates:
    def test_a_phase_to_come_says_how_many_days_are_left(self, cast: Cast) -> None:
        shown = text_of(cast.client("dong").get(PROVINCE, {"giai-doan": "GD2"}).content)

        assert "14 ngày nữa" in shown and "Bắt đầu ngày 01/06/2022" in shown
        assert '<svg class="pace"' not in shown

    def test_without_a_target_nothing_is_required(self, cast: Cast) -> None:
        cast.valid()
        shown = text_of(cast.client("mai").get("/bang/CS-MAY-TIEN-THUAN/").content)

        assert "Chưa có chỉ tiêu" in shown and "Số liệu của riêng đơn vị này" in shown

    def test_a_target_of_nothing_breaks_nothing(self, cast: Cast) -> None:
        Target.objects.update(value=0)

        assert cast.client("dong").get(PROVINCE).status_code == 200

    def test_without_any_programme_the_page_says_so(self, cast: Cast) -> None:
        Target.objects.all().delete()
        Campaign.objects.filter(parent__isnull=False).delete()
        Programme.objects.all().delete()

        answer = cast.client("dong").get(PROVINCE)

        assert answer.status_code == 200 and "Chưa có chương trình nào" in answer.getvalue().decode()
        assert cast.client("dong").get(f"{PROVINCE}so-lieu.csv").status_code == 404


class TestWork:
    def test_what_waits_is_listed_with_the_way_to_it(self, cast: Cast) -> None:
        cast.submitted(at=NOW - timedelta(days=9))
        cast.confirmed()
        cast.returned()

        tasks = cast.client("dong").get(PROVINCE).context["tasks"]

        assert [(task.count, task.url) for task in tasks[:3]] == [
            (1, "/duyet/?tre=1&don-vi=LDLD-NINH-THUAN"),
            (2, "/duyet/?don-vi=LDLD-NINH-THUAN"),
            (1, "/duyet/?trang-thai=RETURNED&don-vi=LDLD-NINH-THUAN"),
        ]
        assert "Lâu nhất đã chờ 9 ngày" in tasks[0].note

    def test_units_that_sent_nothing_for_a_week_are_named(self, cast: Cast) -> None:
        cast.submitted()

        quiet = cast.client("dong").get(PROVINCE).context["tasks"][-1]

        assert (quiet.count, quiet.url) == (2, "/bang/LDLD-NINH-THUAN/chua-gui/")
        assert "CĐ ngành Giáo dục" in quiet.note and "CĐ Các KCN" not in quiet.note

    def test_a_neighbours_dossiers_are_not_counted(self, cast: Cast) -> None:
        cast.submitted()

        tasks = cast.client("thao").get("/bang/LDLD-NINH-PHUOC/").context["tasks"]

        assert [task for task in tasks if not task.url.endswith("/chua-gui/")] == []

    def test_a_past_day_has_no_work(self, cast: Cast) -> None:
        cast.submitted()

        assert cast.client("dong").get(PROVINCE, {"ngay": "17/5/2022"}).context["tasks"] is None


class TestAUnionThatEnded:
    @pytest.fixture
    def ended(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        cast.valid()
        zones, district = cast.unit("CD-KCN"), cast.unit("LDLD-NINH-PHUOC")
        end([zones.pk], heir=district, manner=Manner.MERGED, since=date(2022, 6, 1))
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW + timedelta(days=30))

    def test_stands_on_the_board_of_its_phase_with_what_it_reached(self, cast: Cast, ended: None) -> None:
        page = cast.client("dong").get(PROVINCE, {"giai-doan": "GD1"})

        assert {row.figures.unit.code: row.figures.valid for row in page.context["rows"]}["CD-KCN"] == 1

    def test_shows_its_own_board_of_its_last_day(self, cast: Cast, ended: None) -> None:
        page = cast.client("dong").get("/bang/CD-KCN/", {"giai-doan": "GD1"})

        assert (page.status_code, page.context["asked"].day) == (200, date(2022, 5, 31))


class TestAfterAReform:
    """On 18 May Haemin's union leaves the zones for Ninh Phước; what it sent the day before stays theirs, as then."""

    @pytest.fixture
    def moved(self, cast: Cast) -> None:
        haemin, district = cast.unit("CS-HAEMIN"), cast.unit("LDLD-NINH-PHUOC")
        cast.submitted(unit=haemin.pk, at=NOW - timedelta(days=1))
        place(haemin, parent=district, since=NOW.date(), by=None, at=NOW)

    @pytest.mark.parametrize(
        ("view", "zones", "district"), [("", 1, 0), ("luc-do", 1, 0), ("ngay-xem", 0, 1), ("sai", 1, 0)]
    )
    def test_the_board_can_be_seen_as_then_and_restated(
        self, cast: Cast, moved: None, view: str, zones: int, district: int
    ) -> None:
        page = cast.client("dong").get(PROVINCE, {"co-cau": view} if view else {})

        sent = {row.figures.unit.code: row.figures.submitted for row in page.context["rows"]}
        assert (sent["CD-KCN"], sent["LDLD-NINH-PHUOC"]) == (zones, district)
        assert page.context["figures"].submitted == 1

    def test_the_file_says_which(self, cast: Cast, moved: None) -> None:
        client = cast.client("dong")

        said = [_lines(client.get(f"{PROVINCE}so-lieu.csv", {"co-cau": view}))[4][1] for view in ("luc-do", "ngay-xem")]

        assert said == ["lúc nộp hồ sơ", "của ngày xem"]


class TestTheFile:
    def test_every_row_of_the_page_is_in_it_with_the_same_figures(self, cast: Cast) -> None:
        cast.valid()
        cast.valid(unit=cast.unit("CS-MAY-TIEN-THUAN").pk)
        cast.submitted(by="hung", unit=cast.unit("CS-THPT-AN-PHUOC").pk)
        client = cast.client("dong")

        page, lines = client.get(PROVINCE), _lines(client.get(f"{PROVINCE}so-lieu.csv"))

        for row, line in zip(page.context["rows"], lines[9:], strict=True):
            assert line[:2] == [str(row.line.rank), row.figures.unit.code]
            assert line[4:6] == [str(row.figures.submitted), str(row.figures.valid)]
            for shown in (line[6], line[8], line[11]):
                assert shown.replace("\xa0", " ") in text_of(page.content)

    def test_the_daily_table_is_that_of_the_page(self, cast: Cast) -> None:
        cast.valid(at=NOW - timedelta(days=1))
        client = cast.client("dong")

        days = client.get(PROVINCE).context["board"].days
        lines = _lines(client.get(f"{PROVINCE}so-lieu.csv", {"bang": "ngay"}))[8:]

        assert [line[4] for line in lines] == [str(day.valid_total) for day in days]
        assert lines[-1][0] == "18/05/2022"

    def test_is_what_a_vietnamese_spreadsheet_expects(self, cast: Cast) -> None:
        answer = cast.client("dong").get(f"{PROVINCE}so-lieu.csv")

        text = answer.getvalue()
        assert text.startswith(b"\xef\xbb\xbf")
        assert "Hạng;Mã đơn vị;Đơn vị;Chỉ tiêu" in text.decode()
        assert answer["Content-Disposition"] == 'attachment; filename="LDLD-NINH-THUAN-CD40N-2022-05-18.csv"'

    @pytest.mark.parametrize("cell", ["=1+1", "+84912", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
    def test_no_cell_is_taken_for_a_formula(self, cell: str) -> None:
        assert guarded(cell).startswith("'")
        assert _lines_of(written([[cell]]))[0][0].startswith("'")

    def test_a_day_that_cannot_be_read_gives_no_file(self, cast: Cast) -> None:
        assert cast.client("dong").get(f"{PROVINCE}so-lieu.csv", {"ngay": "x"}).status_code == 404


class TestCost:
    def test_costs_the_same_for_3_units_and_for_60(self, cast: Cast) -> None:
        few = _queries(cast)
        for number in range(57):
            union(f"CDN-{number}", "LOCAL_SECTOR", parent=cast.unit("LDLD-NINH-THUAN"))

        assert _queries(cast) == few
        assert few <= 22


def _queries(cast: Cast) -> int:
    client = cast.client("dong")
    with CaptureQueriesContext(connection) as queries:
        client.get(PROVINCE)
    return len(queries)


def _lines(answer) -> list[list[str]]:
    """Up to the empty line above what the columns mean."""
    assert answer.status_code == 200
    lines = _lines_of(answer.getvalue().decode())
    return lines[: lines.index([], 8)]


def _lines_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
