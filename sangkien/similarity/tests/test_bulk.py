"""Near duplicates of a whole list: inside it, and in the register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.initiatives import actions
from sangkien.similarity.actions import take_prints
from sangkien.similarity.bulk import beside, in_the_register, inside
from tests.cast import Cast

TITLE = "Đồ gá may túi giúp giữ mép vải bằng một tay"
OTHER = "Quạt hút bụi vải gắn dưới bàn cắt"


class TestInside:
    @pytest.mark.parametrize(
        "again",
        [
            TITLE,
            TITLE.upper(),
            "Do ga may tui giup giu mep vai bang mot tay",
            "Sáng kiến: Đồ gá may túi giúp giữ mép vải bằng một tay tại Công ty May Tiến Thuận",
            "Đồ gá may túi giúp giữ mép vãi bằng một tay",
        ],
    )
    def test_the_later_one_names_the_earlier(self, again: str) -> None:
        found = inside({3: TITLE, 5: OTHER, 8: again})

        assert {place: near.other for place, near in found.items()} == {8: 3}
        assert found[8].score >= 0.8

    def test_another_part_of_a_series_is_no_double(self) -> None:
        assert inside({1: f"{TITLE} (phần 1)", 2: f"{TITLE} (phần 2)"}) == {}

    def test_nothing_doubles_nothing(self) -> None:
        assert inside({}) == inside({1: TITLE}) == inside({1: TITLE, 2: OTHER}) == {}


class TestBeside:
    def test_one_title_beside_the_others(self) -> None:
        near = beside(TITLE.upper(), {1: OTHER, 2: TITLE})

        assert near is not None
        assert (near.other, near.score) == (2, 1.0)

    def test_nothing_like_it(self) -> None:
        assert beside(TITLE, {1: OTHER}) is None


@pytest.mark.django_db
class TestInTheRegister:
    def test_the_most_alike_comes_first(self, cast: Cast) -> None:
        same, like = cast.submitted(title=TITLE), cast.submitted(title=f"{TITLE} của tổ 7")
        cast.submitted(title=OTHER)
        take_prints()

        found = in_the_register({4: TITLE, 9: "Bảng màu báo lỗi đường may tại từng chuyền"})

        assert {place: [near.other for near in nears] for place, nears in found.items()} == {4: [same.pk, like.pk]}

    def test_what_was_withdrawn_is_no_double(self, cast: Cast) -> None:
        actions.withdraw(cast.submitted(title=TITLE), seen=1, by=cast.actor("lan"), at=cast.now)
        take_prints()

        assert in_the_register({1: TITLE}) == {}

    def test_two_queries_for_a_hundred_titles_and_none_that_breaks_on_an_empty_one(self, cast: Cast) -> None:
        cast.submitted(title=TITLE)
        take_prints()

        with CaptureQueriesContext(connection) as asked:
            found = in_the_register({place: f"{TITLE} {place}" * (place % 3) for place in range(100)})

        assert len(asked) == 2
        assert 0 not in found
