"""Whoever searches the same thing every week keeps the search by a name and finds it beside the box."""

from datetime import timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.search.tests.finding import up_to_date
from sangkien.triage.models import List, SavedView
from sangkien.triage.rules import MOST_VIEWS
from tests.cast import NOW, Cast

ASKED = "?q=%C4%91%E1%BB%93+g%C3%A1&linh-vuc=production"


def keep(
    cast: Cast, name: str = "Đồ gá", *, of: List = List.RECORDS, by: str = "minh", query: str = ASKED
) -> SavedView:
    return SavedView.objects.create(of=of, person=cast.person(by), name=name, query=query)


class TestASearch:
    @pytest.mark.parametrize(
        ("login", "slug", "page"), [("minh", "ho-so", "/tim/"), ("lan", "sang-kien", "/sang-kien/")]
    )
    def test_is_kept_by_a_name_and_opened_again(self, cast: Cast, login: str, slug: str, page: str) -> None:
        one = cast.valid()
        up_to_date()
        client = cast.client(login)
        assert "Lưu tìm kiếm này" in client.get(page + ASKED).content.decode()

        answer = client.post(f"/goc-loc/{slug}/luu/", {"name": " Đồ gá  hay ", "query": f"{ASKED}&sau=7&zzz=1"})

        assert answer.url == page + ASKED
        again = client.get(answer.url)
        assert [(view.label, view.query, view.current) for view in again.context["kept"]] == [
            ("Đồ gá hay", ASKED, True)
        ]
        assert one.title in again.content.decode().replace("<mark>", "").replace("</mark>", "")
        assert "Lưu tìm kiếm này" not in again.content.decode()
        assert Record.objects.get(verb="view.save").after["query"] == ASKED

    def test_of_the_public_list_is_offered_to_who_is_signed_in_and_to_nobody_else(self, cast: Cast) -> None:
        cast.valid()
        keep(cast, of=List.PUBLIC, by="lan")

        page = cast.client().get("/sang-kien/" + ASKED).content.decode()

        assert "Lưu tìm kiếm" not in page and "csrfmiddlewaretoken" not in page.split("<main")[1]
        assert cast.client().post("/goc-loc/sang-kien/luu/", {"name": "x", "query": ASKED}).status_code == 302
        assert SavedView.objects.count() == 1

    def test_stands_beside_its_own_list_alone(self, cast: Cast) -> None:
        for of in List:
            keep(cast, of.label, of=of)
        minh = cast.client("minh")

        for page, name in [("/tim/", "Tìm hồ sơ"), ("/sang-kien/", "Sáng kiến"), ("/duyet/", "Hàng đợi")]:
            assert [view.label for view in minh.get(page).context["kept"]] == [name]

    def test_that_asks_nothing_is_not_kept(self, cast: Cast) -> None:
        answer = cast.client("minh").post("/goc-loc/ho-so/luu/", {"name": "Tất cả", "query": "?linh-vuc=none"})

        assert answer.status_code == 422
        assert "ít nhất một điều kiện" in answer.content.decode()

    def test_may_be_called_as_a_view_of_the_queue_is_but_not_as_another_search(self, cast: Cast) -> None:
        keep(cast, of=List.QUEUE, query="?tre=1")
        minh = cast.client("minh")

        asked = {"name": "Đồ gá", "query": ASKED}
        assert minh.post("/goc-loc/ho-so/luu/", asked).status_code == 302
        again = minh.post("/goc-loc/ho-so/luu/", asked)
        assert again.status_code == 422 and "đã dùng tên này" in again.content.decode()

    def test_is_one_of_twenty_at_most(self, cast: Cast) -> None:
        for number in range(MOST_VIEWS):
            keep(cast, f"Tìm {number}")
        minh = cast.client("minh")

        more = minh.post("/goc-loc/ho-so/luu/", {"name": "Một nữa", "query": ASKED})

        assert more.status_code == 422 and "nhiều nhất 20" in more.content.decode()
        assert minh.post("/goc-loc/sang-kien/luu/", {"name": "Một nữa", "query": ASKED}).status_code == 302

    def test_is_called_otherwise(self, cast: Cast) -> None:
        view, minh = keep(cast), cast.client("minh")

        assert minh.post(f"/goc-loc/ho-so/{view.pk}/ten/", {"name": "Đồ gá may"}).url == "/goc-loc/ho-so/"
        assert "Đồ gá may" in minh.get("/goc-loc/ho-so/").content.decode()
        wrong = minh.post(f"/goc-loc/ho-so/{view.pk}/ten/", {"name": " "})
        assert wrong.status_code == 422 and "Đặt một tên dễ nhớ" in wrong.content.decode()

    @pytest.mark.parametrize("verb", ["ten", "dau-tien", "xoa"])
    def test_of_somebody_else_or_of_another_list_is_not_there(self, cast: Cast, verb: str) -> None:
        view = keep(cast)

        assert cast.client("yen").post(f"/goc-loc/ho-so/{view.pk}/{verb}/", {"name": "x"}).status_code == 404
        assert cast.client("minh").post(f"/goc-loc/sang-kien/{view.pk}/{verb}/", {"name": "x"}).status_code == 404
        assert cast.client("lan").get("/goc-loc/ho-so/").status_code == 404
        assert SavedView.objects.get().name == "Đồ gá"

    @pytest.mark.parametrize("verb", ["7/ten", "7/dau-tien", "7/xoa", "luu", "hoan-tac"])
    def test_a_verb_that_is_opened_as_a_page_leads_to_the_list(self, cast: Cast, verb: str) -> None:
        page = cast.client("minh").get(f"/goc-loc/ho-so/{verb}/", follow=True)

        assert page.status_code == 200 and "Tìm kiếm đã lưu" in page.content.decode()


class TestForgetting:
    @pytest.mark.parametrize("first", [True, False])
    def test_may_be_taken_back(self, cast: Cast, first: bool) -> None:
        view = SavedView.objects.create(person=cast.person("minh"), name="Quá hạn", query="?tre=1", is_default=first)
        minh = cast.client("minh")
        minh.post(f"/goc-loc/hang-doi/{view.pk}/xoa/")
        assert not SavedView.objects.exists()
        assert "Đã xóa “Quá hạn”" in minh.get("/goc-loc/hang-doi/").content.decode()
        assert "Đã xóa" not in minh.get("/goc-loc/ho-so/").content.decode()

        minh.post("/goc-loc/hang-doi/hoan-tac/")

        assert SavedView.objects.values_list("name", "query", "is_default").get() == ("Quá hạn", "?tre=1", first)
        assert "Đã xóa" not in minh.get("/goc-loc/hang-doi/").content.decode()
        minh.post("/goc-loc/hang-doi/hoan-tac/")
        assert SavedView.objects.count() == 1

    def test_may_not_be_taken_back_after_ten_minutes(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        view, minh = keep(cast), cast.client("minh")
        minh.post(f"/goc-loc/ho-so/{view.pk}/xoa/")
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW + timedelta(minutes=10))

        assert "Đã xóa" not in minh.get("/goc-loc/ho-so/").content.decode()
        minh.post("/goc-loc/ho-so/hoan-tac/")
        assert not SavedView.objects.exists()

    def test_is_taken_back_only_while_the_name_is_free(self, cast: Cast) -> None:
        view, minh = keep(cast), cast.client("minh")
        minh.post(f"/goc-loc/ho-so/{view.pk}/xoa/")
        keep(cast)

        page = minh.post("/goc-loc/ho-so/hoan-tac/", follow=True).content.decode()

        assert "đã dùng tên này" in page and "Đã xóa “Đồ gá”" in page
        assert SavedView.objects.count() == 1
