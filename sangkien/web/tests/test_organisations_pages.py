"""The tree and its units, as their readers see them on any day."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.organisations import actions
from sangkien.organisations.factories import union
from sangkien.organisations.models import MemberCount, Succession
from sangkien.web.organisations.inside import last_quarter_end
from tests.cast import NOW, Cast

PROVINCE = "/to-chuc/LDLD-NINH-THUAN/"
FACTORY = "/to-chuc/CS-MAY-TIEN-THUAN/"
LOG: dict[str, Any] = {"by": None, "at": NOW}
REFORM = date(2025, 7, 1)


def text_of(answer: HttpResponse) -> str:
    """What a reader sees in the middle of the page, in one line."""
    middle = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", middle).replace("&#x27;", "'").split()).replace("\xa0", " ")


def shown(cast: Cast, address: str, login: str | None = None, role: Role | None = None) -> str:
    answer = cast.client(login, role=role).get(address)
    assert answer.status_code == 200
    return text_of(answer)


def links_of(answer: HttpResponse) -> list[str]:
    return re.findall(r'href="([^"]+)"', answer.content.decode())


@transaction.atomic
def end(cast: Cast, code: str, *, successor: str = "", since: date = REFORM) -> None:
    """The union ends and, where one is named, another takes over."""
    unit = cast.unit(code)
    actions.lock_tree()
    placement = unit.placements.get(valid__upper_inf=True)
    placement.valid = DateRange(placement.valid.lower, since)
    placement.save()
    if successor:
        Succession.objects.create(
            organisation=unit, successor=cast.unit(successor), since=since, manner="MERGED", heir=True
        )


class TestTheTree:
    def test_begins_at_the_top_with_what_hangs_there(self, cast: Cast) -> None:
        page = shown(cast, "/to-chuc/")

        assert "Theo hệ thống ngày 18/05/2022" in page
        assert "Tổng Liên đoàn Lao động Việt Nam" in page
        assert "Liên đoàn Lao động tỉnh Ninh Thuận 3 đơn vị" in page

    def test_counts_the_units_of_every_kind_below(self, cast: Cast) -> None:
        assert "Công đoàn cơ sở 5" in shown(cast, "/to-chuc/")
        assert "Công đoàn cơ sở 3" in shown(cast, "/to-chuc/CD-KCN/")

    def test_of_a_day_before_everything_says_so_and_leads_on(self, cast: Cast) -> None:
        answer = cast.client().get("/to-chuc/?ngay=1/1/1950")

        assert "Ngày này chưa có đơn vị nào" in text_of(answer)
        assert "/to-chuc/?ngay=01/04/1992" in links_of(answer)

    def test_keeps_the_day_on_the_way_down(self, cast: Cast) -> None:
        assert f"{PROVINCE}?ngay=31/12/2021" in links_of(cast.client().get("/to-chuc/?ngay=31/12/2021"))
        assert PROVINCE in links_of(cast.client().get("/to-chuc/"))

    @pytest.mark.parametrize("day", ["abc", "30/30/2022", "31/2/2022", "12/2022", "x" * 40, "1/1/22"])
    def test_answers_a_day_that_is_none_with_a_sentence_and_the_tree_of_today(self, cast: Cast, day: str) -> None:
        for address in ("/to-chuc/", FACTORY):
            answer = cast.client().get(address, {"ngay": day})

            assert answer.status_code == 422
            assert "Cần xem lại:" in text_of(answer)
            assert "Theo hệ thống ngày 18/05/2022" in text_of(answer)
            assert f'value="{day}"' in answer.content.decode()

    def test_is_the_tree_of_days_to_come_as_well(self, cast: Cast) -> None:
        actions.place(cast.unit("CS-HAEMIN"), parent=cast.unit("LDLD-NINH-PHUOC"), since=date(2022, 6, 1), **LOG)

        assert "Haemin" in shown(cast, "/to-chuc/CD-KCN/")
        assert "Haemin" not in shown(cast, "/to-chuc/CD-KCN/?ngay=1/6/2022")
        assert "Haemin" in shown(cast, "/to-chuc/LDLD-NINH-PHUOC/?ngay=1/6/2022")


class TestSearch:
    def test_finds_units_of_every_kind_without_marks(self, cast: Cast) -> None:
        page = shown(cast, "/to-chuc/?q=ninh+phuoc")

        assert "Liên đoàn Lao động huyện Ninh Phước" in page
        assert "Liên đoàn Lao động tỉnh Ninh Thuận → Tổng Liên đoàn Lao động Việt Nam" in page

    def test_inside_a_unit_leaves_out_what_is_elsewhere(self, cast: Cast) -> None:
        assert "Haemin" in shown(cast, "/to-chuc/CD-KCN/?q=haemin")
        assert "Chưa thấy đơn vị nào gần với “haemin”" in shown(cast, "/to-chuc/LDLD-NINH-PHUOC/?q=haemin")

    def test_is_of_the_day_too(self, cast: Cast) -> None:
        assert "Chưa thấy đơn vị nào" in shown(cast, "/to-chuc/?q=haemin&ngay=1/1/1990")

    def test_takes_whatever_is_typed(self, cast: Cast) -> None:
        for typed in ("'", "%00", "\x00", "😀", "a" * 5000, "& | ! :*", "<script>"):
            answer = cast.client().get("/to-chuc/", {"q": typed})

            assert answer.status_code == 200
            assert "<script>" not in answer.content.decode()


class TestAUnit:
    def test_stands_in_its_chain_by_the_names_of_the_day(self, cast: Cast) -> None:
        actions.rename(cast.unit("CD-KCN"), name="Công đoàn các khu kinh tế", since=date(2022, 1, 1), **LOG)

        assert "Công đoàn các khu kinh tế › " in _crumbs(cast, FACTORY)
        assert "CĐ Các KCN › " in _crumbs(cast, f"{FACTORY}?ngay=31/12/2021")

    def test_tells_its_names_and_superiors_of_all_times(self, cast: Cast) -> None:
        actions.rename(cast.unit("CS-HAEMIN"), name="CĐCS Haemin Mới", since=date(2022, 1, 1), **LOG)
        actions.place(cast.unit("CS-HAEMIN"), parent=cast.unit("LDLD-NINH-PHUOC"), since=date(2022, 3, 1), **LOG)

        page = shown(cast, "/to-chuc/CS-HAEMIN/")

        assert "Công đoàn cơ sở Công ty TNHH Haemin Vina 01/04/1992 – 31/12/2021" in page
        assert "CĐCS Haemin Mới từ 01/01/2022" in page
        assert "Công đoàn Các khu công nghiệp tỉnh Ninh Thuận 01/04/1992 – 28/02/2022" in page
        assert "Liên đoàn Lao động huyện Ninh Phước từ 01/03/2022" in page

    def test_that_is_not_there_yet_says_from_when_on(self, cast: Cast) -> None:
        answer = cast.client().get(f"{FACTORY}?ngay=31/3/1992")

        assert "Ngày 31/03/1992 đơn vị này chưa thành lập; đơn vị hoạt động từ ngày 01/04/1992." in text_of(answer)
        assert f"{FACTORY}?ngay=01/04/1992" in links_of(answer)

    def test_that_has_ended_leads_to_who_took_over(self, cast: Cast) -> None:
        end(cast, "CS-HAEMIN", successor="CS-MAY-TIEN-THUAN")

        answer = cast.client().get("/to-chuc/CS-HAEMIN/?ngay=1/7/2025")

        assert "hoạt động đến hết ngày 30/06/2025; ngày 01/07/2025 không còn trong hệ thống" in text_of(answer)
        assert "Công đoàn cơ sở Công ty TNHH May Tiến Thuận , từ ngày 01/07/2025" in text_of(answer)
        assert f"{FACTORY}?ngay=01/07/2025" in links_of(answer)
        assert "/to-chuc/CS-HAEMIN/?ngay=30/06/2025" in links_of(answer)

    def test_that_took_over_names_whom_from_that_day_on(self, cast: Cast) -> None:
        end(cast, "CS-HAEMIN", successor="CS-MAY-TIEN-THUAN")

        assert "Tiếp nối từ" in shown(cast, f"{FACTORY}?ngay=1/7/2025")
        assert "Tiếp nối từ" not in shown(cast, f"{FACTORY}?ngay=30/6/2025")

    def test_that_ended_without_an_heir_leaves_its_records_to_its_superior(self, cast: Cast) -> None:
        end(cast, "CS-HAEMIN")

        page = shown(cast, "/to-chuc/CS-HAEMIN/?ngay=1/1/2026")

        assert "Hồ sơ còn lại do công đoàn cấp trên giữ: Công đoàn Các khu công nghiệp" in page

    def test_that_nobody_knows_is_not_there(self, cast: Cast) -> None:
        assert cast.client("ha").get("/to-chuc/KHONG-CO/").status_code == 404

    def test_english_readers_read_english(self, cast: Cast) -> None:
        reader = cast.client("dong")
        reader.cookies["django_language"] = "en"

        page = text_of(reader.get(PROVINCE))

        assert "Provincial federation of labour" in page and "5,617" in page


def _crumbs(cast: Cast, address: str) -> str:
    html = cast.client().get(address).content.decode()
    crumbs = re.search(r'<ol class="crumbs">(.*?)</ol>', html, re.DOTALL)
    assert crumbs
    return " › ".join(re.findall(r">([^<>]+)</(?:a|li)>", crumbs[1]))


class TestTheDaysOfChange:
    def test_lead_to_the_changes_before_and_after(self, cast: Cast) -> None:
        actions.place(cast.unit("CS-HAEMIN"), parent=cast.unit("LDLD-NINH-PHUOC"), since=date(2021, 1, 1), **LOG)
        actions.rename(cast.unit("CS-BQL-KCN"), name="CĐCS Ban", since=date(2023, 1, 1), **LOG)

        page = shown(cast, "/to-chuc/CD-KCN/")

        assert "Lần thay đổi trước: 01/01/2021" in page and "Lần thay đổi sau: 01/01/2023" in page
        assert "01/01/2021 1 đơn vị rời đi hoặc kết thúc" in page
        assert "01/01/2023 1 đơn vị đổi tên hoặc đổi loại" in page

    def test_mark_the_change_that_the_tree_shown_came_of(self, cast: Cast) -> None:
        actions.place(cast.unit("CS-HAEMIN"), parent=cast.unit("LDLD-NINH-PHUOC"), since=date(2021, 1, 1), **LOG)

        html = cast.client().get("/to-chuc/CD-KCN/").content.decode()

        assert '?ngay=01/01/2021" aria-current="true"' in html
        assert html.partition("days-line")[2].count('aria-current="true"') == 1

    def test_name_the_eve_and_the_day_of_a_great_reform(self, cast: Cast) -> None:
        for code in ("LDLD-NINH-PHUOC", "CDN-GIAO-DUC", "CD-KCN"):
            for row in cast.unit(code).placements_below.filter(valid__upper_inf=True):
                actions.place(row.organisation, parent=cast.unit("LDLD-NINH-THUAN"), since=REFORM, **LOG)
            end(cast, code)

        jumps = re.findall(r">([^<]+)</a></li>", cast.client().get(f"{PROVINCE}?ngay=2/2/2026").content.decode())

        assert {"30/06/2025", "01/07/2025", "Hôm nay"} <= set(jumps)

    def test_leave_the_ends_of_phases_that_are_still_to_come_out(self, cast: Cast, monkeypatch: Any) -> None:
        jumps = '<a href="/to-chuc/?ngay=31/05/2022"'
        assert jumps not in cast.client().get("/to-chuc/").content.decode()

        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW.replace(year=2023))

        assert jumps in cast.client().get("/to-chuc/").content.decode()


class TestWhatIsInside:
    SECRETS = ("3.120", "Trần Thị Mai", "0912 345 003", "Giai đoạn 1")

    @pytest.mark.parametrize(
        ("login", "role", "sees"),
        [
            (None, None, False),
            ("lan", None, False),
            ("kim", None, False),
            ("thao", None, False),
            ("mai", None, True),
            ("minh", Role.REVIEWER, True),
            ("minh", Role.GRASSROOTS_OFFICER, False),
            ("dong", None, True),
            ("ha", None, True),
        ],
    )
    def test_is_for_the_union_and_those_above_it(
        self, cast: Cast, login: str | None, role: Role | None, sees: bool
    ) -> None:
        page = shown(cast, FACTORY, login, role)

        assert [secret in page for secret in self.SECRETS] == [sees] * 4

    def test_is_in_lists_only_where_the_reader_sees_into_the_unit(self, cast: Cast) -> None:
        assert "Liên đoàn Lao động huyện, quận, thị xã, thành phố 1 đơn vị 130" in shown(cast, PROVINCE, "dong")
        assert "130" in shown(cast, PROVINCE, "thao")
        assert "5.402" not in shown(cast, PROVINCE, "thao")
        assert "Đoàn viên" not in shown(cast, PROVINCE)

    def test_goes_with_the_union_that_stands_for_one_that_ended(self, cast: Cast) -> None:
        end(cast, "CS-HAEMIN", successor="CS-HTX-PHUOC-HAU", since=date(2022, 5, 1))

        assert "Kim Min-ji" in shown(cast, "/to-chuc/CS-HAEMIN/?ngay=30/4/2022", "thao")
        assert "Kim Min-ji" not in shown(cast, "/to-chuc/CS-HAEMIN/?ngay=30/4/2022", "minh", Role.REVIEWER)

    def test_is_that_of_the_day_and_of_the_last_quarter(self, cast: Cast) -> None:
        actions.report_members(cast.unit("CS-MAY-TIEN-THUAN"), counted_on=date(2022, 4, 1), members=3333, **LOG)

        page = shown(cast, FACTORY, "mai")

        assert "Đoàn viên 3.333 đến 18/05/2022" in page
        assert "Đoàn viên 3.120 cuối quý, 31/03/2022" in page

    def test_shows_who_was_in_charge_on_the_day(self, cast: Cast) -> None:
        assert "Trần Thị Mai" not in shown(cast, f"{FACTORY}?ngay=31/12/2020", "mai")

    def test_is_kept_in_no_cache(self, cast: Cast) -> None:
        assert "no-store" in cast.client("mai").get(FACTORY)["Cache-Control"]
        assert cast.client().get(FACTORY)["Cache-Control"] == "public, max-age=60"

    def test_leaves_the_public_the_end_of_a_tax_code(self, cast: Cast) -> None:
        unit = cast.unit("CS-BQL-KCN")
        actions.add_workplace(unit, name="Ban Quản lý", ownership="state", tax_code="0100109106", **LOG)

        assert "mã số thuế •••••••106" in shown(cast, "/to-chuc/CS-BQL-KCN/")
        assert "mã số thuế 0100109106" in shown(cast, "/to-chuc/CS-BQL-KCN/", "dong")


class TestThePoster:
    def test_leads_into_the_form_with_the_union_chosen(self, cast: Cast) -> None:
        answer = cast.client().get(f"{FACTORY}ap-phich/")

        assert "Công đoàn cơ sở Công ty TNHH May Tiến Thuận" in text_of(answer)
        assert "testserver/gui/?co-so=CS-MAY-TIEN-THUAN" in text_of(answer)
        assert '<svg role="img" aria-label="Mã QR mở trang gửi sáng kiến"' in answer.content.decode()

    def test_names_the_server_as_the_public_knows_it(self, cast: Cast, settings: Any) -> None:
        settings.PUBLIC_URL = "https://sangkien.example/"

        assert "sangkien.example/gui/?co-so=CS-MAY-TIEN-THUAN" in shown(cast, f"{FACTORY}ap-phich/")

    def test_is_only_for_unions_that_take_dossiers_today(self, cast: Cast) -> None:
        end(cast, "CS-HAEMIN", since=date(2022, 5, 1))

        assert cast.client("dong").get("/to-chuc/CD-KCN/ap-phich/").status_code == 404
        assert cast.client().get("/to-chuc/CS-HAEMIN/ap-phich/").status_code == 404
        assert "ap-phich" not in cast.client().get("/to-chuc/CS-HAEMIN/").content.decode()


class TestTwoHundredUnits:
    ADDRESSES = ["/to-chuc/CD-KCN/", "/to-chuc/CD-KCN/?q=may", "/to-chuc/"]

    def test_cost_as_much_as_two(self, cast: Cast) -> None:
        reader = cast.client("dong")
        self.found(cast, range(2))
        cost_of_two = {address: self.cost(reader, address) for address in self.ADDRESSES}

        self.found(cast, range(2, 200))

        assert {address: self.cost(reader, address) for address in self.ADDRESSES} == cost_of_two

    def test_come_fifty_a_page(self, cast: Cast) -> None:
        self.found(cast, range(197))

        assert "1–50 trong 200 đơn vị" in shown(cast, "/to-chuc/CD-KCN/")
        assert "151–200 trong 200 đơn vị" in shown(cast, "/to-chuc/CD-KCN/?page=4")
        pages = links_of(cast.client().get("/to-chuc/CD-KCN/?ngay=1/6/2022"))
        assert "?ngay=1%2F6%2F2022&amp;page=2" in pages

    def found(self, cast: Cast, numbers: range) -> None:
        zone = cast.unit("CD-KCN")
        units = [union(f"CS-MAY-{number}", parent=zone, name=f"CĐCS May {number}") for number in numbers]
        MemberCount.objects.bulk_create(
            MemberCount(organisation=unit, counted_on=date(2022, 1, 1), members=7) for unit in units
        )

    def cost(self, reader: Any, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        return len(asked)


@pytest.mark.parametrize(
    ("on", "ended"),
    [
        (date(2022, 5, 31), date(2022, 3, 31)),
        (date(2022, 3, 31), date(2022, 3, 31)),
        (date(2022, 3, 30), date(2021, 12, 31)),
        (date(2022, 12, 31), date(2022, 12, 31)),
    ],
)
def test_a_quarter_is_over_on_the_evening_of_its_last_day(on: date, ended: date) -> None:
    assert last_quarter_end(on) == ended
