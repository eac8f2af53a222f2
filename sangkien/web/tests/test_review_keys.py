"""The officer's page: the checklist, keys that may be switched off, what is fetched ahead."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.initiatives.content import AuthorEntry
from sangkien.programmes.models import Workflow
from sangkien.review import actions as review
from sangkien.web.tests.test_review_desk import TITLES, plain, said
from tests.cast import NOW, Cast


class TestTheChecklist:
    def test_asks_what_the_programme_asks(self, cast: Cast) -> None:
        checks = cast.client("minh").get(f"/duyet/{cast.confirmed().code}/").context["checks"]

        told = {item.code: item.told for item in checks}
        assert set(told) >= {"people", "applied", "benefit", "recognition", "alike"}
        assert (told["people"], told["benefit"]) == ("1 tác giả", "Có lời kể cách tính")
        assert told["applied"].startswith("01/03/2022, trong thời gian quy định")

    def test_shows_who_has_looked_until_the_authors_change_something(self, cast: Cast) -> None:
        one, minh = cast.confirmed(), cast.client("minh")

        answer = minh.post(f"/duyet/{one.code}/kiem-tra/?tre=1", {"seen": 2, "xem": "benefit"})

        assert answer.url == f"/duyet/{one.code}/?tre=1#kiem-tra"
        assert "Phạm Văn Minh đã xem lúc 09:00 18/05/2022" in said(cast.client("yen").get(f"/duyet/{one.code}/"))
        minh.post(f"/duyet/{one.code}/kiem-tra/", {"seen": 2, "bo": "benefit"})
        assert "đã xem lúc" not in said(minh.get(f"/duyet/{one.code}/"))

    def test_forces_nothing(self, cast: Cast) -> None:
        one = cast.confirmed()

        assert cast.client("minh").post(f"/duyet/{one.code}/hop-le/", {"seen": 2}).status_code == 302

    def test_of_an_older_version_is_told_so(self, cast: Cast) -> None:
        one = cast.confirmed()

        page = cast.client("minh").post(f"/duyet/{one.code}/kiem-tra/", {"seen": 1, "xem": "benefit"})

        assert (page.status_code, one.ticks.count()) == (409, 0)

    @pytest.mark.parametrize(("login", "status"), [("thao", 404), ("lan", 404), ("dong", 404)])
    def test_is_ticked_by_who_has_it_on_the_desk(self, cast: Cast, login: str, status: int) -> None:
        one = cast.confirmed()

        answer = cast.client(login).post(f"/duyet/{one.code}/kiem-tra/", {"seen": 2, "xem": "benefit"})

        assert (answer.status_code, one.ticks.count()) == (status, 0)

    def test_knows_its_items(self, cast: Cast) -> None:
        one = cast.confirmed()

        assert cast.client("minh").post(f"/duyet/{one.code}/kiem-tra/", {"seen": 2, "xem": "x"}).status_code == 404


class TestKeys:
    def test_stand_at_the_verbs(self, cast: Cast) -> None:
        html = said(cast.client("minh").get(f"/duyet/{cast.confirmed().code}/"))

        for key in "1234":
            assert f'data-key="{key}" aria-keyshortcuts="{key}"' in html

    def test_the_first_one_endorses_where_the_union_above_decides(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        type(cast.programme).objects.update(workflow=Workflow.THREE_STEPS)

        html = said(cast.client("minh").get(f"/duyet/{cast.confirmed().code}/"))

        assert 'data-key="1" aria-keyshortcuts="1">' in html.partition("/de-nghi/")[2].partition("</form>")[0]

    def test_are_switched_off_for_the_account_on_every_machine(self, cast: Cast) -> None:
        cast.client("minh").post("/duyet/phim-tat/", {"bat": "0"})

        html = said(cast.client("minh").get(f"/duyet/{cast.confirmed().code}/"))

        assert 'data-keys="off"' in html
        assert "aria-keyshortcuts" not in html
        assert Record.objects.filter(verb="person.set_shortcuts").exists()
        cast.client("minh").post("/duyet/phim-tat/", {"bat": "1"})
        assert 'data-keys="on"' in said(cast.client("minh").get("/duyet/"))

    def test_are_none_of_a_workers_business(self, cast: Cast) -> None:
        assert "desk/desk.js" not in said(cast.client("lan").get("/toi/"))


class TestAhead:
    def test_the_next_two_may_be_fetched_and_are_never_ones_own(self, cast: Cast) -> None:
        here, first = plain(cast, *TITLES[:2])
        own = cast.submitted(by="minh", authors=(AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),))
        review.confirm(own, seen=1, by=cast.actor("mai"), at=NOW)
        second, third = plain(cast, "Bàn nâng thủy lực cho kho", "Thùng đựng chỉ có vách ngăn")

        beside = cast.client("minh").get(f"/duyet/{here.code}/").context["beside"]

        assert [one.row.initiative for one in beside] == [here, first, own, second, third]
        assert [one.ahead for one in beside] == [False, True, False, True, False]
        assert [one.key for one in beside] == ["", "j", "", "", ""]

    def test_the_one_before_is_one_key_away(self, cast: Cast) -> None:
        before, here = plain(cast, *TITLES[:2])

        beside = cast.client("minh").get(f"/duyet/{here.code}/").context["beside"]

        assert [(one.row.initiative, one.key) for one in beside] == [(before, "k"), (here, "")]

    def test_to_fetch_a_page_changes_nothing(self, cast: Cast) -> None:
        one = plain(cast, TITLES[0])[0]
        client = cast.client("minh")

        with CaptureQueriesContext(connection) as asked:
            client.get(f"/duyet/{one.code}/", headers={"X-Ahead": "1"})

        assert not [q for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]

    def test_what_is_new_to_read_stays_new(self, cast: Cast) -> None:
        from sangkien.review import talking
        from sangkien.review.queries import unread_in

        one = plain(cast, TITLES[0])[0]
        talking.ask(one, "Bao giờ có kết quả ạ?", by=cast.actor("lan"), at=NOW)

        page = cast.client("minh").get(f"/duyet/{one.code}/", headers={"X-Ahead": "1"})

        assert "data-first-seen" in said(page)
        assert unread_in([one.pk], cast.actor("minh")) == {one.pk: 1}
