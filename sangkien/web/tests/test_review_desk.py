"""The officer's desk: flags, views, many at once, and pages that never skip."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.audit.models import Record
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.models import Workflow
from sangkien.review import actions as review
from sangkien.review.models import Decision
from sangkien.triage.looking import look
from sangkien.triage.models import HOURS, Flag, Kind, SavedView
from tests.cast import NOW, Cast

DAY = timedelta(days=1)
TITLES = ["Xe đẩy hàng qua lối hẹp", "Giá treo dụng cụ cho tổ cơ điện", "Khay chia phụ liệu theo mã hàng"]


def flag(initiative: Initiative, kind: Kind) -> None:
    Flag.objects.create(place=initiative.place, kind=kind, hours=HOURS[kind], facts=[{"code": "large", "dong": 7}])


def plain(cast: Cast, *titles: str) -> list[Initiative]:
    """Confirmed, looked at, and nothing odd about them."""
    made = [cast.confirmed(title=title, before=f"{title} trước.", after=f"{title} nay.") for title in titles]
    look(at=NOW)
    return made


def said(page: HttpResponse) -> str:
    return page.content.decode()


class TestStretches:
    """Page by page through the list, forwards and back, nothing skipped and nothing twice."""

    def test_lead_through_the_whole_list_and_back(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.review.views.A_PAGE", 2)
        titles = [cast.confirmed(title=f"Xe đẩy hàng số {n} qua lối hẹp", at=NOW - n * DAY).title for n in range(5)]
        minh = cast.client("minh")

        seen, address = [], "/duyet/?tim=xe"
        while address:
            page = minh.get(address)
            seen += [row.initiative.title for row in page.context["rows"]]
            later = page.context["part"].later
            address = f"/duyet/{later}" if later else ""
        back = minh.get(f"/duyet/{page.context['part'].earlier}")

        assert seen == list(reversed(titles))
        assert [row.initiative.title for row in back.context["rows"]] == seen[2:4]

    def test_skip_nothing_when_somebody_settles_the_lines_before(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sangkien.web.review.views.A_PAGE", 2)
        made = [cast.confirmed(title=f"Xe đẩy hàng số {n} qua lối hẹp", at=NOW - (9 - n) * DAY) for n in range(4)]
        later = cast.client("minh").get("/duyet/").context["part"].later

        review.validate(made[0], seen=2, by=cast.actor("yen"), at=NOW)
        page = cast.client("minh").get(f"/duyet/{later}")

        assert [row.initiative for row in page.context["rows"]] == made[2:]

    def test_of_what_is_closed_go_from_the_newest(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.review.views.A_PAGE", 1)
        older, newer = cast.valid(at=NOW - DAY), cast.valid()
        first = cast.client("minh").get("/duyet/?trang-thai=VALID")
        second = cast.client("minh").get(f"/duyet/{first.context['part'].later}")

        assert [page.context["rows"][0].initiative for page in (first, second)] == [newer, older]

    def test_count_no_further_than_a_thousand(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.stretches.counted.__kwdefaults__", {"most": 2})
        monkeypatch.setattr("sangkien.web.review.kept.said.__kwdefaults__", {"most": 2})
        monkeypatch.setattr("sangkien.web.review.kept._MOST_BESIDE", 1)
        for title in TITLES:
            cast.confirmed(title=title)

        page = cast.client("minh").get("/duyet/")

        assert page.context["count"] == "hơn 2"
        assert page.context["views"][0].count == "hơn 1"


class TestFlags:
    def test_stand_in_the_list_with_a_sentence_why(self, cast: Cast) -> None:
        cast.confirmed(benefit_vnd=9_000_000_000)
        look(at=NOW)

        html = said(cast.client("minh").get("/duyet/"))

        assert "Giá trị lớn" in html
        assert "Từ 3 tỷ đồng mà chưa có bản chụp quyết định." in html
        assert "Ghi 9 tỷ đồng một năm." in html

    def test_stand_on_the_dossier_and_in_its_checklist(self, cast: Cast) -> None:
        cast.submitted(unit=cast.unit("CS-HAEMIN").pk, at=NOW - 9 * DAY, title=TITLES[0])
        one = cast.confirmed()
        look(at=NOW)

        html = said(cast.client("minh").get(f"/duyet/{one.code}/"))

        assert html.count("ồ sơ gần nhất của cùng số điện thoại thuộc CĐCS Haemin Vina.") == 2

    @pytest.mark.parametrize(("query", "found"), [("co", [0, 1]), ("LARGE", [0]), ("ALIKE", [])])
    def test_narrow_the_list(self, cast: Cast, query: str, found: list[int]) -> None:
        made = [cast.confirmed(title=title) for title in TITLES]
        flag(made[0], Kind.LARGE)
        flag(made[1], Kind.LAST_MINUTE)

        rows = cast.client("minh").get(f"/duyet/?dau-hieu={query}").context["rows"]

        assert [row.initiative for row in rows] == [made[n] for n in found]

    def test_that_are_being_looked_for_are_said_to_be(self, cast: Cast) -> None:
        cast.confirmed()
        assert "đang tìm dấu hiệu" in said(cast.client("minh").get("/duyet/"))
        look(at=NOW)
        assert "đang tìm dấu hiệu" not in said(cast.client("minh").get("/duyet/"))


class TestViews:
    def test_count_what_lies_in_each(self, cast: Cast) -> None:
        cast.confirmed(at=NOW - 9 * DAY)
        flag(cast.confirmed(title=TITLES[0]), Kind.LARGE)

        views = cast.client("minh").get("/duyet/").context["views"]

        assert {view.label: view.count for view in views} == {
            "Tất cả hồ sơ chờ": "2",
            "Quá hạn": "1",
            "Tin chưa đọc": "0",
            "Có dấu hiệu": "1",
            "Giá trị lớn": "1",
        }

    def test_are_kept_by_a_name_and_opened_again(self, cast: Cast) -> None:
        minh = cast.client("minh")

        answer = minh.post("/goc-loc/hang-doi/luu/", {"name": " Đồ gá quá hạn ", "query": "?tim=do+ga&tre=1"})

        assert answer.url == "/duyet/?tim=do+ga&tre=1"
        [view] = minh.get(answer.url).context["kept"]
        assert (view.label, view.query, view.current) == ("Đồ gá quá hạn", "?tim=do+ga&tre=1", True)
        assert cast.client("yen").get("/duyet/").context["kept"] == []
        assert Record.objects.filter(verb="view.save", by_id=cast.person("minh").pk).exists()

    @pytest.mark.parametrize(
        ("name", "query", "why"),
        [
            ("", "?tre=1", "Đặt một tên dễ nhớ"),
            ("Quá hạn", "?tre=1", "đã dùng tên này"),
            ("Mọi thứ", "?khong=co", "ít nhất một điều kiện"),
            ("x" * 61, "?tre=1", "60"),
            ("Tên dài", "?tim=" + "ế" * 100, "Từ tìm quá dài"),
        ],
    )
    def test_say_why_they_cannot_be_kept(self, cast: Cast, name: str, query: str, why: str) -> None:
        minh = cast.client("minh")
        minh.post("/goc-loc/hang-doi/luu/", {"name": "Quá hạn", "query": "?tre=1"})

        page = minh.post("/goc-loc/hang-doi/luu/", {"name": name, "query": query})

        assert page.status_code == 422
        assert why in said(page)
        assert SavedView.objects.count() == 1

    def test_may_come_first_until_another_does(self, cast: Cast) -> None:
        minh = cast.client("minh")
        for name, query in [("Muộn", "?tre=1"), ("Có tin", "?tin=moi")]:
            minh.post("/goc-loc/hang-doi/luu/", {"name": name, "query": query})
        late, news = SavedView.objects.order_by("pk")

        minh.post(f"/goc-loc/hang-doi/{late.pk}/dau-tien/")
        assert minh.get("/duyet/").url == "/duyet/?tre=1"
        minh.post(f"/goc-loc/hang-doi/{news.pk}/dau-tien/")
        assert minh.get("/duyet/").url == "/duyet/?tin=moi"
        assert minh.get("/duyet/?xem=het").status_code == 200
        minh.post(f"/goc-loc/hang-doi/{news.pk}/dau-tien/", {"dau-tien": "0"})
        assert minh.get("/duyet/").status_code == 200

    def test_are_called_otherwise_and_forgotten(self, cast: Cast) -> None:
        minh = cast.client("minh")
        minh.post("/goc-loc/hang-doi/luu/", {"name": "Muộn", "query": "?tre=1"})
        view = SavedView.objects.get()

        minh.post(f"/goc-loc/hang-doi/{view.pk}/ten/", {"name": "Quá hạn rồi"})
        assert "Quá hạn rồi" in said(minh.get("/goc-loc/hang-doi/"))
        assert minh.post(f"/goc-loc/hang-doi/{view.pk}/ten/", {"name": ""}).status_code == 422
        minh.post(f"/goc-loc/hang-doi/{view.pk}/xoa/")

        assert not SavedView.objects.exists()

    @pytest.mark.parametrize("verb", ["ten", "dau-tien", "xoa"])
    def test_of_others_are_not_there(self, cast: Cast, verb: str) -> None:
        view = SavedView.objects.create(person=cast.person("minh"), name="Muộn", query="?tre=1")

        assert cast.client("yen").post(f"/goc-loc/hang-doi/{view.pk}/{verb}/", {"name": "x"}).status_code == 404
        assert SavedView.objects.get().name == "Muộn"


class TestManyAtOnce:
    def ask(self, cast: Cast, login: str, made: list[Initiative], **role: Role) -> HttpResponse:
        return cast.client(login, **role).get("/duyet/nhieu/", {"ho-so": [one.code for one in made]})

    def test_are_counted_and_named_before_anything_is_done(self, cast: Cast) -> None:
        made = plain(cast, *TITLES)

        html = said(self.ask(cast, "minh", made))

        assert "Kết luận hợp lệ 3 hồ sơ của CĐCS May Tiến Thuận?" in html
        assert all(title in html for title in TITLES)
        assert "Kết quả sẽ được báo cho 1 tác giả." in html
        assert not Decision.objects.filter(verdict="VALID").exists()

    def test_of_none_is_said_beside_the_list_as_it_was(self, cast: Cast) -> None:
        answer = cast.client("minh").get("/duyet/nhieu/", {"xem": "het", "tim": "may"}, follow=True)

        assert answer.redirect_chain[-1][0] == "/duyet/?tim=may"
        assert "Anh/chị chưa chọn hồ sơ nào." in said(answer)

    def test_are_each_done_by_the_ordinary_action(self, cast: Cast) -> None:
        made = plain(cast, *TITLES)

        page = cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:2" for one in made]})

        assert "Đã kết luận hợp lệ 3 hồ sơ" in said(page)
        assert {cast.again(one).state for one in made} == {State.VALID}
        assert Decision.objects.filter(verdict="VALID", by=cast.person("minh")).count() == 3

    def test_of_a_grassroots_union_are_confirmed(self, cast: Cast) -> None:
        made = [cast.submitted(title=title, before=f"{title}.", after=f"Nay {title}.") for title in TITLES]
        look(at=NOW)

        assert "Sau đó CĐ Các KCN nhận các hồ sơ này để thẩm định." in said(self.ask(cast, "mai", made))
        cast.client("mai").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:1" for one in made]})

        assert {cast.again(one).state for one in made} == {State.REVIEWING}

    def test_never_go_across_flags(self, cast: Cast) -> None:
        odd, fine = plain(cast, *TITLES[:2])
        flag(odd, Kind.ALIKE)

        html = said(self.ask(cast, "minh", [odd, fine]))
        assert "Kết luận hợp lệ 1 hồ sơ" in html
        assert "Có dấu hiệu cần xem riêng: Nghi trùng." in html
        cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{odd.code}:2", f"{fine.code}:2"]})

        assert [cast.again(one).state for one in (odd, fine)] == [State.REVIEWING, State.VALID]

    def test_wait_until_somebody_has_looked(self, cast: Cast) -> None:
        one = cast.confirmed()

        page = cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:2"]})

        assert "đang tìm dấu hiệu" in said(page)
        assert cast.again(one).state == State.REVIEWING

    def test_leave_out_what_is_ones_own(self, cast: Cast) -> None:
        own = cast.submitted(by="minh", authors=(AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),))
        review.confirm(own, seen=1, by=cast.actor("mai"), at=NOW)
        look(at=NOW)

        assert "Anh/chị là tác giả của sáng kiến này" in said(self.ask(cast, "minh", [own]))
        cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{own.code}:2"]})

        assert cast.again(own).state == State.REVIEWING

    def test_tell_of_the_one_with_which_a_colleague_was_faster(self, cast: Cast) -> None:
        made = plain(cast, *TITLES)
        Initiative.objects.filter(pk=made[1].pk).update(version=3)
        look(at=NOW)

        page = cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:2" for one in made]})

        assert "Đã kết luận hợp lệ 2 hồ sơ" in said(page)
        assert "Trong lúc anh/chị xem" in said(page)
        assert [cast.again(one).state for one in made] == [State.VALID, State.REVIEWING, State.VALID]

    def test_leave_out_what_only_the_union_above_finds_valid(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        made = plain(cast, *TITLES[:2])
        type(cast.programme).objects.update(workflow=Workflow.THREE_STEPS)

        html = said(self.ask(cast, "minh", made))

        assert "Không có hồ sơ nào làm chung được" in html
        assert "Chương trình này do cấp trên kết luận." in html

    def test_are_never_those_of_another_desk(self, cast: Cast) -> None:
        [one] = plain(cast, TITLES[0])

        page = cast.client("thao").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:2"]})

        assert one.title not in said(page)
        assert cast.again(one).state == State.REVIEWING

    def test_are_never_more_than_a_page(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.web.review.bulk.A_PAGE", 2)
        made = plain(cast, *TITLES)

        assert "Kết luận hợp lệ 2 hồ sơ" in said(self.ask(cast, "minh", made))
        cast.client("minh").post("/duyet/nhieu/", {"ho-so": [f"{one.code}:2" for one in made]})

        assert Initiative.objects.filter(state=State.VALID).count() == 2

    @pytest.mark.parametrize("given", ["", ":", "SK-2022-999999:1", "x:x", "SK-1:99999999999"])
    def test_take_no_harm_from_what_is_no_dossier(self, cast: Cast, given: str) -> None:
        assert cast.client("minh").post("/duyet/nhieu/", {"ho-so": [given]}).status_code == 200

    def test_without_any_lead_back_to_the_list(self, cast: Cast) -> None:
        assert cast.client("minh").get("/duyet/nhieu/?tre=1").url == "/duyet/?tre=1"

    def test_cost_the_same_questions_for_two_as_for_many(self, cast: Cast) -> None:
        counts = []
        for number in (2, 9):
            made = plain(cast, *(f"Giá đỡ cuộn vải khổ {number * 100 + n} phân" for n in range(number)))
            client = cast.client("minh")
            client.get("/duyet/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/duyet/nhieu/", {"ho-so": [one.code for one in made]})
            counts.append(len(asked))

        assert counts[0] == counts[1]
