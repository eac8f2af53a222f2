"""The pages that anybody may read."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError
from django.test import Client

from sangkien.base.days import VIETNAM
from sangkien.initiatives.content import AuthorEntry
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import read as read_spec
from sangkien.search.tests.finding import up_to_date
from sangkien.statistics.stage import stage
from sangkien.web.public import caching, health
from sangkien.web.tests.reading import read, said
from sangkien.web.tests.submitting import set_clock
from tests.cast import CATALOGUE, NOW, Cast

# Pages that name people are asked for anew, so that a consent taken back counts at once.
KEPT = {"/": "public, no-cache", "/sang-kien/": "private, no-cache"}
PAGES = ["/", "/sang-kien/", "/chuong-trinh/", "/chuong-trinh/CT1TSK/", "/chuong-trinh/CT1TSK/so-lieu.csv"]
SECRET = {
    "restricted": True,
    "title": "Khuôn đúc mới giảm hàng lỗi",
    "before": "",
    "after": "",
    "effect": "Bớt một nửa hàng lỗi.",
    "benefit_vnd": 987_654_321,
    "benefit_method": "Cách tính bí mật",
    "publish_name": True,
    "authors": (AuthorEntry(full_name="Đặng Tuyệt Mật", phone="+84912345001"),),
}


class TestEveryPage:
    def test_says_that_it_loads_nothing_from_elsewhere(self, cast: Cast) -> None:
        for address in PAGES:
            policy = Client().get(address)["Content-Security-Policy"]
            assert "default-src 'self'" in policy, address
            assert "frame-ancestors 'none'" in policy, address


class TestHome:
    def test_shows_the_live_count_against_the_target(self, cast: Cast) -> None:
        cast.valid()
        cast.submitted()

        shown = read(Client(), "/")

        assert "Sáng kiến hợp lệ · Giai đoạn 1 1 Đạt 0,1 % chỉ tiêu, còn 999" in shown
        assert "Lượt nộp 2" in shown and "LĐLĐ tỉnh Ninh Thuận, tính đến 09:00 18/05/2022" in shown

    def test_shows_the_newest_initiatives(self, cast: Cast) -> None:
        cast.valid()

        assert "Sáng kiến hợp lệ mới nhất" in read(Client(), "/")

    def test_shows_no_empty_shelf_while_there_is_none(self, cast: Cast) -> None:
        shown = read(Client(), "/")

        assert "Sáng kiến hợp lệ mới nhất" not in shown and "Gửi trong ba bước" in shown

    def test_before_it_opens_counts_the_days(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        set_clock(monkeypatch, datetime(2021, 12, 27, 9, tzinfo=VIETNAM))

        shown = read(Client(), "/")

        assert "12 ngày nữa" in shown and "Bắt đầu nhận sáng kiến từ ngày 08/01/2022." in shown
        assert "Gửi sáng kiến ngay" in shown and "/gui/" not in Client().get("/").content.decode()

    def test_after_the_last_day_gives_the_result_of_every_phase(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cast.valid()
        set_clock(monkeypatch, datetime(2024, 1, 1, 9, tzinfo=VIETNAM))

        shown = read(Client(), "/")

        assert "Kết quả cuối cùng · Giai đoạn 2" in shown
        assert "Giai đoạn 1: 1 sáng kiến hợp lệ, đạt 0,1 % chỉ tiêu, còn 999" in shown

    def test_works_in_an_empty_house(self, db: None) -> None:
        assert Client().get("/").status_code == 200
        assert "Chưa có chương trình nào" in read(Client(), "/chuong-trinh/")
        assert "Chưa có sáng kiến hợp lệ nào" in read(Client(), "/sang-kien/")

    def test_speaks_for_the_only_union_below_the_owner(self, cast: Cast) -> None:
        assert stage(cast.programme, on=date(2022, 5, 18)).code == "LDLD-NINH-THUAN"


class TestOne:
    def test_says_the_effect_first(self, cast: Cast) -> None:
        initiative = cast.valid()

        shown = read(Client(), f"/sang-kien/{initiative.code}/")

        assert "Làm lợi 120.000.000 đồng trong một năm." in shown
        assert shown.index("Làm lợi") < shown.index("Trước đây") < shown.index("Bây giờ") < shown.index("Cách tính")
        assert "Giá trị này được xác nhận đến đâu Công đoàn cơ sở xác nhận" in shown
        assert "11 giây × 900 túi × 300 ngày" in shown

    def test_names_the_author_only_with_consent(self, cast: Cast) -> None:
        silent, named = cast.valid(), cast.valid(publish_name=True)

        assert "Một tác giả" in read(Client(), f"/sang-kien/{silent.code}/")
        assert "Nguyễn Thị Lan" not in read(Client(), f"/sang-kien/{silent.code}/")
        assert "Nguyễn Thị Lan" in read(Client(), f"/sang-kien/{named.code}/")

    def test_shows_the_chain_of_unions_upward(self, cast: Cast) -> None:
        shown = read(Client(), f"/sang-kien/{cast.valid().code}/")

        names = [
            "Công ty TNHH May Tiến Thuận",
            "Các khu công nghiệp tỉnh",
            "Lao động tỉnh Ninh Thuận",
            "Tổng Liên đoàn",
        ]
        assert [shown.index(name) for name in names] == sorted(shown.index(name) for name in names)

    @pytest.mark.parametrize("state", ["submitted", "confirmed", "returned"])
    def test_anything_not_valid_looks_as_if_it_were_not_there(self, cast: Cast, state: str) -> None:
        initiative = getattr(cast, state)()

        hidden = Client().get(f"/sang-kien/{initiative.code}/")
        unknown = Client().get("/sang-kien/SK-2022-999999/")

        assert hidden.status_code == unknown.status_code == 404
        assert said(hidden.content) == said(unknown.content)

    def test_is_told_to_those_who_link_to_it_without_a_third_party(self, cast: Cast) -> None:
        initiative = cast.valid()

        page = Client().get(f"/sang-kien/{initiative.code}/").content.decode()

        address = f"http://testserver/sang-kien/{initiative.code}/"
        assert f'<link rel="canonical" href="{address}">' in page
        assert f'<meta property="og:title" content="{initiative.title}">' in page
        assert not [link for link in re.findall(r'(?:src|href)="(https?:[^"]+)"', page) if "testserver" not in link]

    @pytest.mark.parametrize("address", ["/sang-kien/%00/", "/sang-kien/%2e%2e/", "/chuong-trinh/%00/", "/bang/%00/"])
    def test_a_broken_address_is_not_found(self, cast: Cast, address: str) -> None:
        assert cast.client("dong").get(address).status_code == 404

    def test_what_an_author_wrote_is_text_and_never_markup(self, cast: Cast) -> None:
        initiative = cast.valid(before="<script>alert(1)</script>", title='Tên có "ngoặc" và <b>thẻ</b>')

        page = Client().get(f"/sang-kien/{initiative.code}/").content.decode()

        assert "<script>" not in page and "<b>thẻ</b>" not in page


class TestRestricted:
    def test_shows_its_title_and_its_effect(self, cast: Cast) -> None:
        shown = read(Client(), f"/sang-kien/{cast.valid(**SECRET).code}/")

        assert "Khuôn đúc mới giảm hàng lỗi" in shown and "Bớt một nửa hàng lỗi." in shown

    @pytest.mark.parametrize("address", [*PAGES, "/sang-kien/?q=khuon+duc", "/sang-kien/{code}/"])
    def test_nothing_else_of_it_stands_on_any_public_page(self, cast: Cast, address: str) -> None:
        initiative = cast.valid(**SECRET)

        page = Client().get(address.format(code=initiative.code)).getvalue().decode()

        for hidden in ("bí mật", "Tuyệt Mật", "May Tiến Thuận", "Sản xuất, kinh doanh</span>"):
            assert hidden not in page

    def test_its_value_stands_neither_on_its_page_nor_in_a_list(self, cast: Cast) -> None:
        initiative = cast.valid(**SECRET)

        for address in ("/sang-kien/", f"/sang-kien/{initiative.code}/"):
            page = Client().get(address).content.decode()
            assert "987" not in page and "988" not in page

    @pytest.mark.parametrize(
        "asked", [{"q": "tien thuan"}, {"linh-vuc": "production"}, {"loai-hinh": "private"}, {"q": "tuyet mat"}]
    )
    def test_no_search_gives_it_away(self, cast: Cast, asked: dict[str, str]) -> None:
        cast.valid(**SECRET)
        up_to_date()

        assert Client().get("/sang-kien/", asked).context["found"].total == 0

    def test_is_found_by_its_title(self, cast: Cast) -> None:
        cast.valid(**SECRET)
        up_to_date()

        assert Client().get("/sang-kien/", {"q": "khuôn đúc"}).context["found"].total == 1


class TestProgramme:
    def test_says_in_plain_words_what_counts_and_who_looks_in_how_many_days(self, cast: Cast) -> None:
        shown = read(Client(), "/chuong-trinh/")

        for sentence in (
            "Ngày bắt đầu áp dụng phải từ 01/09/2021 đến 01/09/2023.",
            "Công đoàn cơ sở xác nhận trong 3 ngày làm việc.",
            "Công đoàn cấp trên trực tiếp trả lời trong 5 ngày làm việc.",
            "Quyết định khen thưởng",
            "Hướng dẫn số 46/HD-TLĐ ngày 30 tháng 12 năm 2021 của Tổng Liên đoàn Lao động Việt Nam",
            "Chiến dịch cao điểm · Tổng LĐLĐ Việt Nam",
            "Giai đoạn 1 08/01/2022 31/05/2022 1.000",
        ):
            assert sentence in shown

    def test_not_yet_recognised_is_no_form_of_recognition(self, cast: Cast) -> None:
        assert "Chưa được công nhận, nhờ công đoàn" not in read(Client(), "/chuong-trinh/")

    def test_an_unknown_programme_is_not_found(self, cast: Cast) -> None:
        assert Client().get("/chuong-trinh/KHONG-CO/").status_code == 404

    def test_open_figures_leave_out_what_a_few_did(self, cast: Cast) -> None:
        cast.valid(at=NOW - timedelta(days=1))

        lines = Client().get("/chuong-trinh/CT1TSK/so-lieu.csv").getvalue().decode().splitlines()

        own, zones = (next(line for line in lines if line.startswith(code)) for code in ("LDLD-NINH-THUAN;", "CD-KCN;"))
        assert own.split(";")[3:6] == ["1.000", "1", "1"]
        assert zones.split(";")[4:] == ["–", "–", "–", "–"]


class TestCaching:
    @pytest.mark.parametrize("address", PAGES)
    def test_a_first_visitors_page_may_be_kept_for_a_minute_and_sets_no_cookie(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setattr(caching, "switch_needs_no_token", lambda: True)

        answer = Client().get(address)

        assert answer["Cache-Control"] == KEPT.get(address, "public, max-age=60")
        assert not answer.cookies

    @pytest.mark.parametrize("address", PAGES)
    def test_what_sets_a_cookie_is_never_public(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setattr(caching, "switch_needs_no_token", lambda: False)

        assert "public" not in Client().get(address)["Cache-Control"]

    @pytest.mark.parametrize("address", PAGES)
    def test_the_page_of_somebody_signed_in_is_kept_by_nobody_else(self, cast: Cast, address: str) -> None:
        assert "private" in cast.client("lan").get(address)["Cache-Control"]

    def test_what_is_missing_is_not_kept(self, cast: Cast) -> None:
        assert "public" not in Client().get("/sang-kien/SK-2022-999999/").get("Cache-Control", "")


class TestHealth:
    @pytest.mark.parametrize("address", ["/livez", "/readyz"])
    def test_answers_machines_without_a_cookie(self, db: None, address: str) -> None:
        answer = Client().get(address)

        assert answer.json()["ok"] is True
        assert not answer.cookies

    def test_is_not_ready_while_the_database_does_not_answer(self, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken() -> None:
            raise DatabaseError

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(health.connection, "cursor", broken)
            ready, alive = Client().get("/readyz"), Client().get("/livez")

        assert (ready.status_code, ready.json()["ok"]) == (503, False)
        assert alive.status_code == 200


class TestAnotherProgramme:
    def test_one_without_phases_has_its_own_page_and_count(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        _load_the_yearly_one()
        set_clock(monkeypatch, datetime(2026, 6, 1, 9, tzinfo=VIETNAM))

        assert "Sáng kiến hợp lệ · Lao động sáng tạo 2026" in read(Client(), "/")
        assert "Chiến dịch thi đua" not in read(Client(), "/chuong-trinh/")
        assert "01 triệu sáng kiến" in read(Client(), "/chuong-trinh/CT1TSK/")


def _load_the_yearly_one() -> None:
    configure(read_spec(CATALOGUE / "ldst.yaml"), by=None, at=NOW - timedelta(days=1))
