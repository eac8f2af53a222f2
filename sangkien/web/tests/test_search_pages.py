"""An officer finds any dossier that the hat may see, in whatever state, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.search.tests.finding import up_to_date
from tests.cast import Cast


def found(cast: Cast, login: str, **asked: str) -> list[str]:
    """The titles of what the page lists."""
    up_to_date()
    answer = cast.client(login).get("/tim/", asked)
    assert answer.status_code == 200
    return [hit.initiative.title for hit in answer.context.get("hits", [])]


class TestOfficers:
    @pytest.mark.parametrize("typed", ["-may", "***", '""', "- *"])
    @pytest.mark.parametrize("address", ["/tim/", "/sang-kien/"])
    def test_read_what_may_be_typed_where_nothing_was_asked_for(self, cast: Cast, address: str, typed: str) -> None:
        minh, said = cast.client("minh"), "Gõ ít nhất một từ hoặc một số muốn tìm."

        assert said in minh.get(address, {"q": typed}).content.decode()
        assert said not in minh.get(address, {"q": "may"}).content.decode()

    def test_read_of_dossiers_where_not_all_are_initiatives_yet(self, cast: Cast) -> None:
        cast.refused()
        up_to_date()

        page = " ".join(cast.client("minh").get("/tim/", {"q": "đồ gá"}).content.decode().split())

        assert "<b>1</b> hồ sơ" in page and "<b>1</b> sáng kiến" not in page

    def test_find_what_waits_by_its_state_its_author_and_the_end_of_the_phone_number(self, cast: Cast) -> None:
        cast.submitted(title="Đồ gá chưa ai xác nhận đâu")
        cast.valid(title="Đồ gá đã được công nhận rồi")

        both = ["Đồ gá đã được công nhận rồi", "Đồ gá chưa ai xác nhận đâu"]
        assert found(cast, "minh", q="đồ gá") == both
        assert found(cast, "minh", q="đồ gá", **{"trang-thai": "SUBMITTED"}) == both[1:]
        assert found(cast, "minh", q="nguyen thi lan") == found(cast, "minh", q="5001") == both
        assert found(cast, "minh", q="41/QĐ-TT") == both

    def test_see_nothing_of_a_neighbours(self, cast: Cast) -> None:
        cast.valid()

        assert found(cast, "thao", q="đồ gá") == found(cast, "kim", q="đồ gá") == []

    @pytest.mark.parametrize(("login", "reads"), [("mai", True), ("minh", True), ("dong", False), ("ha", False)])
    def test_read_no_word_that_their_circle_may_not(self, cast: Cast, login: str, reads: bool) -> None:
        one = cast.valid()
        employer_says(employers_link(cast, one), disclosure="RESTRICTED")
        up_to_date()

        page = cast.client(login).get("/tim/", {"q": "đồ gá"}).content.decode()

        assert "<mark>Đồ gá</mark>" in page
        assert ("nam châm" in page) is reads
        assert found(cast, login, q="nam châm") == ([one.title] if reads else [])

    def test_are_led_to_the_desk_of_each(self, cast: Cast) -> None:
        one = cast.valid()
        up_to_date()

        page = cast.client("minh").get("/tim/", {"q": one.code})

        assert f"/duyet/{one.code}/" in page.content.decode()

    def test_narrow_by_whose_word_stands_for_the_value(self, cast: Cast) -> None:
        right, _other = cast.valid(), cast.valid(title="Đồ gá đã được công nhận rồi")
        employer_says(employers_link(cast, right), value="RIGHT")

        assert found(cast, "minh", q="đồ gá", **{"muc-xac-nhan": "EMPLOYER"}) == [right.title]
        page = cast.client("minh").get("/tim/", {"q": "đồ gá", "muc-xac-nhan": "EMPLOYER"})
        groups = {group.name: group.options for group in page.context["groups"]}
        assert [(option.label, option.count, option.chosen) for option in groups["muc-xac-nhan"]] == [
            ("Công đoàn cơ sở xác nhận", 1, False),
            ("Người sử dụng lao động xác nhận", 1, True),
        ]

    @pytest.mark.parametrize(("login", "address", "cost"), [("", "/sang-kien/", 14), ("minh", "/tim/", 27)])
    def test_pages_cost_the_same_for_two_hits_and_for_twelve(
        self, cast: Cast, login: str, address: str, cost: int
    ) -> None:
        counts = []
        for more in (2, 10):
            for _turn in range(more):
                cast.valid()
            up_to_date()
            client = cast.client(login or None)
            client.get(address, {"q": "đồ gá"})
            with CaptureQueriesContext(connection) as captured:
                client.get(address, {"q": "đồ gá"})
            counts.append(len(captured))

        assert counts == [cost, cost]

    def test_are_asked_before_anything_is_listed(self, cast: Cast) -> None:
        cast.valid()

        assert "hits" not in cast.client("ha").get("/tim/").context

    def test_learn_what_to_do_when_nothing_is_found(self, cast: Cast) -> None:
        cast.valid()

        page = cast.client("minh").get("/tim/", {"q": "zzzz"}).content.decode()

        assert "Chưa thấy hồ sơ nào khớp" in page

    def test_keep_a_search_by_keeping_its_address(self, cast: Cast) -> None:
        cast.valid()
        up_to_date()
        asked = "?trang-thai=VALID&linh-vuc=production&don-vi=CD-KCN&nam=2022&q=%C4%91%E1%BB%93+g%C3%A1&xep=moi"

        page = cast.client("minh").get(f"/tim/{asked}")

        assert page.context["found"].total == 1
        assert [chip.label for chip in page.context["sieve"].chips] == [
            "Đã công nhận",
            "Sản xuất, kinh doanh",
            "CĐ Các KCN",
            "2022",
        ]
        assert 'name="xep" value="moi"' in page.content.decode()
