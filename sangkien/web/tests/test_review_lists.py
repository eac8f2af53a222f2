"""The grassroots officer's day and the queue."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.desks.escalating import escalate
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.review import actions as review
from sangkien.targets.actions import set_target
from sangkien.targets.models import TargetKind
from sangkien.triage.looking import look
from tests.cast import NOW, Cast

DAY = timedelta(days=1)


def titles(cast: Cast, login: str, address: str = "/duyet/", *, role: Role | None = None) -> list[str]:
    response = cast.client(login, role=role).get(address)
    assert response.status_code == 200
    return [row.initiative.title for row in response.context["rows"]]


class TestToday:
    def test_shows_what_to_confirm_the_longest_waiting_first(self, cast: Cast) -> None:
        cast.submitted(at=NOW - DAY, title="Cách gấp áo nhanh hơn")
        cast.submitted(at=NOW - 6 * DAY, title="Khay chia phụ liệu theo mã")

        page = cast.client("mai").get("/co-so/")

        assert [row.initiative.title for row in page.context["waiting"]] == [
            "Khay chia phụ liệu theo mã",
            "Cách gấp áo nhanh hơn",
        ]
        assert [row.late for row in page.context["waiting"]] == [True, False]

    def test_shows_what_the_authors_were_asked(self, cast: Cast) -> None:
        cast.returned(title="Thùng đựng chỉ có vách ngăn")

        page = cast.client("mai").get("/co-so/")

        assert [one.asked for one in page.context["returned"]] == [
            ["Anh/chị ghi lại số quyết định.", "Anh/chị ghi cách tính."]
        ]
        assert "Thùng đựng chỉ có vách ngăn" in page.content.decode()

    def test_says_what_is_required_a_day_when_the_union_has_a_target(self, cast: Cast) -> None:
        cast.valid()
        set_target(
            cast.unit("CS-MAY-TIEN-THUAN"),
            programme=cast.programme,
            phase=cast.phase,
            kind=TargetKind.REGISTERED,
            value=40,
            by=None,
            at=NOW,
        )

        html = cast.client("mai").get("/co-so/").content.decode()

        assert "trên 40 sáng kiến hợp lệ" in html
        assert "<dd>3,0</dd>" in html  # 39 in the 13 days that are left

    def test_a_union_without_a_target_is_told_so(self, cast: Cast) -> None:
        assert "Đơn vị chưa có chỉ tiêu" in cast.client("mai").get("/co-so/").content.decode()

    def test_an_empty_day_says_so(self, cast: Cast) -> None:
        assert "Hết hồ sơ chờ" in cast.client("kim").get("/co-so/").content.decode()

    def test_leads_workers_to_the_form_with_the_union_already_found(self, cast: Cast) -> None:
        for address in ("/co-so/", "/co-so/ap-phich/"):
            html = cast.client("mai").get(address).content.decode()

            assert "/gui/?co-so=CS-MAY-TIEN-THUAN" in html
            assert 'class="qr"' in html

    @pytest.mark.parametrize("login", ["lan", "dong", "thao"])
    def test_is_for_grassroots_officers_only(self, cast: Cast, login: str) -> None:
        assert cast.client(login).get("/co-so/").status_code == 404

    def test_costs_the_same_for_many_dossiers(self, cast: Cast) -> None:
        assert cost_of(cast, "mai", "/co-so/", few=1, many=6)


class TestQueue:
    def test_holds_what_waits_for_the_hat(self, cast: Cast) -> None:
        cast.submitted(title="Đang chờ cơ sở xác nhận")
        cast.confirmed(title="Đang chờ thẩm định rồi")
        cast.valid(title="Đã kết luận hợp lệ rồi")

        assert titles(cast, "mai") == ["Đang chờ cơ sở xác nhận"]
        assert titles(cast, "minh") == ["Đang chờ thẩm định rồi"]
        assert titles(cast, "thao") == []
        assert titles(cast, "dong") == ["Đang chờ cơ sở xác nhận", "Đang chờ thẩm định rồi"]
        assert titles(cast, "ha") == titles(cast, "dong")

    def test_changes_with_the_hat(self, cast: Cast) -> None:
        cast.confirmed()

        assert titles(cast, "minh", role=Role.GRASSROOTS_OFFICER) == []

    def test_shows_a_dossier_of_several_authors_once(self, cast: Cast) -> None:
        several = tuple(AuthorEntry(full_name=f"Tác giả {n}", share=2500) for n in "ABCD")
        cast.confirmed(authors=several)

        page = cast.client("minh").get("/duyet/")

        assert (len(page.context["rows"]), page.context["count"]) == (1, "1")

    def test_marks_what_is_late_from_the_day_after_the_last(self, cast: Cast) -> None:
        # The programme allows five working days to decide; between them lies a weekend.
        cast.confirmed(at=NOW - 7 * DAY, title="Vẫn còn trong hạn")
        cast.confirmed(at=NOW - 8 * DAY, title="Quá hạn một ngày")

        assert titles(cast, "minh", "/duyet/?tre=1") == ["Quá hạn một ngày"]
        rows = cast.client("minh").get("/duyet/").context["rows"]
        assert [(row.age, row.late) for row in rows] == [(8, True), (7, False)]

    def test_flags_what_needs_a_second_look(self, cast: Cast) -> None:
        cast.confirmed(
            at=NOW - 3 * DAY, restricted=True, before="", after="", effect="Bớt hàng lỗi", title="Sáng kiến A nhé"
        )
        cast.confirmed(at=NOW - 2 * DAY, recognition=Recognition(form="not_yet"), title="Sáng kiến B nhé")
        cast.confirmed(at=NOW - DAY, benefit_vnd=3_000_000_000, title="Sáng kiến C nhé")
        cast.confirmed(benefit_vnd=2_999_999_999, title="Sáng kiến D nhé")

        look(at=NOW)
        rows = cast.client("minh").get("/duyet/").context["rows"]

        assert {row.initiative.title: [sign.text for sign in row.signs] for row in rows} == {
            "Sáng kiến A nhé": ["Hạn chế công bố"],
            "Sáng kiến B nhé": ["Quyết định thiếu hoặc chưa khớp"],
            "Sáng kiến C nhé": ["Quyết định thiếu hoặc chưa khớp", "Giá trị lớn"],
            "Sáng kiến D nhé": [],
        }

    @pytest.mark.parametrize("typed", ["do ga", "ĐỒ GÁ", "ga+đồ", "vai bang tay do"])
    def test_finds_a_title_with_and_without_marks(self, cast: Cast, typed: str) -> None:
        cast.confirmed(title="Đồ gá giữ mép vải bằng một tay")
        cast.confirmed(title="Xe đẩy hàng qua lối hẹp")

        assert titles(cast, "minh", f"/duyet/?tim={typed}") == ["Đồ gá giữ mép vải bằng một tay"]

    def test_finds_a_code(self, cast: Cast) -> None:
        one = cast.confirmed()
        cast.confirmed(title="Xe đẩy hàng qua lối hẹp")

        assert titles(cast, "minh", f"/duyet/?tim={one.code.lower()}") == [one.title]

    def test_narrows_to_a_union_and_all_below_it(self, cast: Cast) -> None:
        cast.confirmed(title="Của May Tiến Thuận đây")
        cast.submitted(by="hung", unit=cast.unit("CS-HTX-PHUOC-HAU").pk, title="Của hợp tác xã Phước Hậu")

        assert titles(cast, "dong", "/duyet/?don-vi=CD-KCN") == ["Của May Tiến Thuận đây"]
        assert titles(cast, "dong", "/duyet/?don-vi=CS-HTX-PHUOC-HAU") == ["Của hợp tác xã Phước Hậu"]
        assert len(titles(cast, "dong", "/duyet/?don-vi=LDLD-NINH-THUAN")) == 2

    def test_shows_other_states_when_asked(self, cast: Cast) -> None:
        cast.returned(title="Đang ở chỗ tác giả")
        cast.valid(title="Đã kết luận hợp lệ rồi")

        assert titles(cast, "minh", "/duyet/?trang-thai=RETURNED") == ["Đang ở chỗ tác giả"]
        assert titles(cast, "minh", "/duyet/?trang-thai=VALID") == ["Đã kết luận hợp lệ rồi"]
        assert titles(cast, "thao", "/duyet/?trang-thai=VALID") == []

    def test_ones_own_dossier_elsewhere_is_not_work(self, cast: Cast) -> None:
        cast.submitted(by="thao", authors=(AuthorEntry(full_name="Lê Thị Thảo", phone="+84912345007"),))

        assert titles(cast, "thao", "/duyet/?trang-thai=SUBMITTED") == []

    @pytest.mark.parametrize(
        "query",
        [
            "trang-thai=KHONG-CO",
            "don-vi=%27%22",
            "sau=999",
            "sau=9999999999999999999.1",
            "sau=999999999999999999.1",
            "truoc=x",
            "dau-hieu=x",
            "tim=%00%3Cscript%3E",
            "tre=x",
        ],
    )
    def test_takes_no_harm_from_a_broken_address(self, cast: Cast, query: str) -> None:
        cast.confirmed()

        page = cast.client("minh").get(f"/duyet/?{query}")

        assert page.status_code == 200
        assert "<script>" not in page.content.decode()

    def test_goes_on_to_the_next_page_with_the_filters(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.review.views.A_PAGE", 2)
        for number in range(3):
            cast.confirmed(title=f"Xe đẩy hàng số {number} qua lối hẹp")

        page = cast.client("minh").get("/duyet/?tim=xe+day")

        assert page.context["count"] == "3"
        assert page.context["part"].later.startswith("?tim=xe+day&sau=")
        assert titles(cast, "minh", f"/duyet/{page.context['part'].later}") == ["Xe đẩy hàng số 2 qua lối hẹp"]

    def test_keeps_the_filters_on_the_way_to_a_dossier(self, cast: Cast) -> None:
        one = cast.confirmed()

        html = cast.client("minh").get("/duyet/?tim=do+ga").content.decode()

        assert f"/duyet/{one.code}/?tim=do+ga" in html

    def test_tells_a_reviewer_what_no_union_below_answered_in_time(self, cast: Cast) -> None:
        cast.submitted(at=NOW - 6 * DAY)
        cast.submitted(at=NOW - 5 * DAY)
        escalate(at=NOW)

        assert cast.client("minh").get("/duyet/").context["late_below_count"] == 1
        assert cast.client("thao").get("/duyet/").context["late_below_count"] == 0

    def test_an_empty_queue_says_how_many_were_done_today(self, cast: Cast) -> None:
        cast.valid()

        html = cast.client("minh").get("/duyet/").content.decode()

        assert "Hết hồ sơ chờ" in html
        assert "Hôm nay anh/chị đã xử lý 1 hồ sơ." in html

    def test_a_search_without_a_hit_offers_the_way_out(self, cast: Cast) -> None:
        assert "Bỏ mọi điều kiện" in cast.client("minh").get("/duyet/?tim=khong").content.decode()

    def test_costs_the_same_for_2_and_for_200_rows(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.review.views.A_PAGE", 200)

        assert cost_of(cast, "minh", "/duyet/", few=2, many=20)
        assert cost_of(cast, "dong", "/duyet/", few=2, many=20)

    def test_is_not_for_workers(self, cast: Cast) -> None:
        assert cast.client("lan").get("/duyet/").status_code == 404
        assert cast.client().get("/duyet/").status_code == 302


class TestThroughTheDay:
    def test_a_confirmed_dossier_leaves_the_day_and_enters_the_superiors_queue(self, cast: Cast) -> None:
        one = cast.submitted()

        review.confirm(one, seen=1, by=cast.actor("mai"), at=NOW)

        assert cast.client("mai").get("/co-so/").context["waiting"] == []
        assert titles(cast, "minh") == [one.title]


def cost_of(cast: Cast, login: str, address: str, *, few: int, many: int) -> bool:
    """Does the page need the same number of queries for few and for many dossiers of every state?"""
    counts = []
    for number in (few, many):
        for place in range(number):
            cast.submitted(title=f"Xe đẩy hàng {number}.{place} qua lối hẹp")
            cast.confirmed(title=f"Giá treo dụng cụ {number}.{place} cho tổ cơ điện")
        cast.returned(title=f"Khay chia phụ liệu {number} theo mã hàng")
        client = cast.client(login)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        counts.append(len(asked))
    return counts[0] == counts[1]
