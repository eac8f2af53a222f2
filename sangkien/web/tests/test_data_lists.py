"""The queue and what a search found as files: what the page shows, to the same reader, and written down who took it."""

import csv
import io
import json
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.audit.models import Record
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.search.tests.finding import up_to_date
from sangkien.web.data import dossiers
from tests.cast import NOW, Cast

QUEUE, SEARCH = "/duyet/danh-sach", "/tim/danh-sach"
TITLES = [f"Đồ gá kẹp vải cho chuyền may {what}" for what in ("áo sơ mi", "quần dài", "túi xách", "mũ vải", "tạp dề")]


def taken(cast: Cast, login: str, address: str, **asked: str) -> list[dict[str, Any]]:
    """The rows of the file."""
    up_to_date()
    answer = cast.client(login).get(f"{address}.json", asked)
    assert answer.status_code == 200
    return json.loads(answer.getvalue())["rows"]


def titles(cast: Cast, login: str, address: str, **asked: str) -> list[str]:
    return [row["title"] for row in taken(cast, login, address, **asked)]


@pytest.fixture
def five(cast: Cast) -> Cast:
    for title in TITLES:
        cast.confirmed(title=title)
    return cast


class TestTheQueue:
    def test_minh_takes_the_queue_along_as_it_stands_on_the_page(self, five: Cast) -> None:
        page = five.client("minh").get("/duyet/")

        assert titles(five, "minh", QUEUE) == [row.initiative.title for row in page.context["rows"]]
        assert set(titles(five, "minh", QUEUE)) == set(TITLES)

    def test_with_who_made_it_what_it_is_worth_and_until_when_it_is_answered(self, cast: Cast) -> None:
        one = cast.confirmed()

        [row] = taken(cast, "minh", QUEUE)

        assert row["code"] == one.code and row["authors"] == ", ".join(a.full_name for a in one.credited)
        assert (row["unit"], row["superior"]) == ("CĐCS May Tiến Thuận", "CĐ Các KCN")
        assert (row["benefit_vnd"], row["due_on"]) == (one.benefit_vnd, one.due_on.isoformat())
        assert (row["submitted_on"], row["state"]) == ("2022-05-18", "Đang thẩm định")

    def test_no_phone_number_and_no_word_of_how_it_is_done_leaves_with_it(self, cast: Cast) -> None:
        one = cast.confirmed()

        text = cast.client("minh").get(f"{QUEUE}.csv").getvalue().decode()

        assert one.title in text
        for hidden in ("912345001", one.before[:30], one.after[:30]):
            assert hidden not in text

    def test_narrowed_by_the_same_address(self, five: Cast) -> None:
        assert titles(five, "minh", QUEUE, tim="túi xách") == [TITLES[2]]
        assert titles(five, "minh", QUEUE, **{"trang-thai": "VALID"}) == []

    @pytest.mark.parametrize(("login", "status"), [(None, 302), ("lan", 404), ("thao", 200), ("mai", 200)])
    def test_nobody_gets_what_waits_for_others(self, five: Cast, login: str | None, status: int) -> None:
        answer = five.client(login).get(f"{QUEUE}.json")

        assert answer.status_code == status
        assert not any(title.encode() in (answer.getvalue() if status == 200 else b"") for title in TITLES)

    def test_it_is_written_down_who_took_what(self, five: Cast) -> None:
        five.client("minh").get(f"{QUEUE}.xlsx", {"tim": "túi xách"}).getvalue()

        one = Record.objects.get(verb="list.take")
        assert (one.by_id, one.unit_id, one.at) == (five.person("minh").pk, five.unit("CD-KCN").pk, NOW)
        assert one.after == {"of": "QUEUE", "query": "?tim=t%C3%BAi+x%C3%A1ch", "form": "xlsx"}

    def test_read_a_few_at_a_time_none_is_missing_and_none_comes_twice(
        self, five: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        whole = titles(five, "minh", QUEUE)
        monkeypatch.setattr(dossiers, "AT_ONCE", 2)

        assert titles(five, "minh", QUEUE) == whole and len(whole) == 5

    def test_too_long_a_list_says_so_instead_of_keeping_somebody_waiting(
        self, five: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(dossiers, "MOST", 4)

        answer = five.client("minh").get(f"{QUEUE}.csv", follow=True)

        assert answer.redirect_chain == [("/duyet/", 302)]
        assert "Danh sách dài hơn 4 hồ sơ. Anh/chị lọc hẹp lại" in answer.content.decode()
        assert not Record.objects.filter(verb="list.take").exists()

    def test_costs_the_same_for_one_dossier_as_for_five(self, cast: Cast) -> None:
        costs = []
        for titles_more in (TITLES[:1], TITLES[1:]):
            for title in titles_more:
                cast.confirmed(title=title)
            with CaptureQueriesContext(connection) as asked:
                cast.client("minh").get(f"{QUEUE}.csv").getvalue()
            costs.append(len(asked))

        assert costs[0] == costs[1]

    def test_in_every_form_the_page_offers(self, five: Cast) -> None:
        minh = five.client("minh")
        page = minh.get("/duyet/").content.decode()

        assert all(f"{QUEUE}.{ending}" in page for ending in ("csv", "xlsx", "json", "parquet"))
        lines = csv.reader(io.StringIO(minh.get(f"{QUEUE}.csv").getvalue().decode("utf-8-sig")), delimiter=";")
        assert sum(line[1:2] == [TITLES[0]] for line in lines) == 1
        book = openpyxl.load_workbook(io.BytesIO(minh.get(f"{QUEUE}.xlsx").getvalue()))
        assert sorted(cell.value for cell in book.worksheets[0]["B"][1:]) == sorted(TITLES)
        parquet = pyarrow.parquet.read_table(io.BytesIO(minh.get(f"{QUEUE}.parquet").getvalue()))
        assert str(parquet.schema.field("due_on").type) == "date32[day]" and parquet.num_rows == 5


class TestASearch:
    def test_minh_takes_along_all_that_answers_the_newest_first(self, five: Cast) -> None:
        five.valid(title="Bàn cắt không bụi cho tổ vải")

        assert titles(five, "minh", SEARCH, q="chuyền may") == TITLES[::-1]
        assert titles(five, "minh", SEARCH, q="chuyền may", **{"trang-thai": "VALID"}) == []

    def test_read_a_few_at_a_time_none_is_missing(self, five: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(dossiers, "AT_ONCE", 2)

        assert titles(five, "minh", SEARCH, q="chuyền may") == TITLES[::-1]

    def test_nobody_finds_a_neighbours(self, five: Cast) -> None:
        assert titles(five, "thao", SEARCH, q="chuyền may") == titles(five, "kim", SEARCH, q="chuyền may") == []

    @pytest.mark.parametrize(("login", "finds"), [("minh", 1), ("dong", 0)])
    def test_a_word_that_its_reader_may_not_read_finds_nothing(self, cast: Cast, login: str, finds: int) -> None:
        employer_says(employers_link(cast, cast.valid()), disclosure="RESTRICTED")

        assert len(taken(cast, login, SEARCH, q="nam châm")) == finds

    def test_it_is_written_down_and_the_file_says_for_what_was_searched(self, five: Cast) -> None:
        up_to_date()
        text = five.client("minh").get(f"{SEARCH}.csv", {"q": "chuyền may"}).getvalue().decode("utf-8-sig")

        assert text.startswith("Tìm;chuyền may\r\n") and "Người tải;Phạm Văn Minh, 09:00 18/05/2022" in text
        assert Record.objects.get(verb="list.take").after["of"] == "RECORDS"

    @pytest.mark.parametrize(("login", "asked", "status"), [("minh", "", 404), ("lan", "may", 404), (None, "may", 302)])
    def test_what_was_not_asked_is_no_file(self, cast: Cast, login: str | None, asked: str, status: int) -> None:
        assert cast.client(login).get(f"{SEARCH}.csv", {"q": asked}).status_code == status
        assert not Record.objects.filter(verb="list.take").exists()

    def test_is_offered_below_the_hits(self, five: Cast) -> None:
        up_to_date()

        page = five.client("minh").get("/tim/", {"q": "chuyền may"}).content.decode()

        assert f"{SEARCH}.parquet?q=chuy" in page
