"""The list of valid initiatives that anybody may search, and what the public pages cost."""

from uuid import uuid4

import pytest
from django.test import Client

from sangkien.initiatives.models import Author, Initiative
from sangkien.search.tests.finding import up_to_date
from sangkien.web.tests.reading import queries, read
from tests.cast import Cast


def many(cast: Cast, count: int) -> None:
    """So many valid initiatives more, copied from one that went the whole way."""
    pattern = cast.valid()
    made = []
    for number in range(count - 1):
        copy = Initiative.objects.get(pk=pattern.pk)
        copy.pk, copy.key, copy.code = None, uuid4(), f"SK-2022-9{pattern.pk}{number:05}"
        made.append(copy)
    made = Initiative.objects.bulk_create(made)
    Author.objects.bulk_create(
        Author(initiative=one, position=1, full_name="Nguyễn Thị Lan", share=10_000, identity="lan") for one in made
    )


class TestList:
    @pytest.mark.parametrize("words", ["mép vải", "MEP VAI", "vai mep", "may tien thuan", "  đồ   gá "])
    def test_finds_with_and_without_marks_in_any_order(self, cast: Cast, words: str) -> None:
        cast.valid()

        assert "1 sáng kiến" in read(Client(), "/sang-kien/", q=words)

    @pytest.mark.parametrize("words", ["xe đẩy", "%", "_", "'; DROP TABLE", "\x00", "a" * 5000, "<script>"])
    def test_says_what_to_do_when_nothing_is_found(self, cast: Cast, words: str) -> None:
        cast.valid()
        answer = Client().get("/sang-kien/", {"q": words})

        assert answer.status_code == 200
        assert "<script>" not in answer.content.decode()
        if words not in ("%", "_", "\x00"):  # signs without letters ask for nothing
            assert "Thử bớt một từ" in answer.content.decode()

    def test_shows_only_what_was_found_valid(self, cast: Cast) -> None:
        cast.submitted(title="Bài chỉ mới gửi thôi nhé")
        cast.returned(title="Bài đang được bổ sung")
        cast.valid(title="Bài đã hợp lệ rồi đây")

        shown = read(Client(), "/sang-kien/")

        assert "Bài đã hợp lệ" in shown and "Bài chỉ mới" not in shown and "Bài đang" not in shown

    def test_filters_add_up_and_can_be_taken_away_one_by_one(self, cast: Cast) -> None:
        cast.valid(field="production")
        cast.valid(field="community", title="Xe đẩy thuốc không nhầm giường")
        asked = {"linh-vuc": ["production", "community"], "loai-hinh": ["private"], "giai-doan": ["GD1"]}

        up_to_date()
        answer = Client().get("/sang-kien/", asked)

        assert answer.context["found"].total == 2
        assert [chip.label for chip in answer.context["sieve"].chips] == [
            "Sản xuất, kinh doanh",
            "Vì cộng đồng: y tế, giáo dục",
            "Doanh nghiệp tư nhân",
            "Giai đoạn 1",
        ]
        fewer = Client().get(f"/sang-kien/{answer.context['sieve'].chips[0].query}")
        assert fewer.context["found"].total == 1

    def test_a_filter_that_nobody_offers_is_left_out(self, cast: Cast) -> None:
        cast.valid()

        answer = Client().get("/sang-kien/", {"linh-vuc": ["nonsense"], "giai-doan": ["GD9"], "sau": "x"})

        assert (answer.context["found"].total, answer.context["sieve"].chips) == (1, [])

    def test_the_filters_stay_from_page_to_page(self, cast: Cast) -> None:
        many(cast, 30)
        up_to_date()

        first = Client().get("/sang-kien/", {"linh-vuc": "production"})
        second = Client().get(f"/sang-kien/{first.context['following']}")

        assert first.context["following"].startswith("?linh-vuc=production&sau=")
        assert (len(first.context["hits"]), len(second.context["hits"])) == (24, 6)

    def test_goes_on_without_gap_or_double_when_nothing_is_asked(self, cast: Cast) -> None:
        many(cast, 30)

        first = Client().get("/sang-kien/")
        second = Client().get(f"/sang-kien/{first.context['following']}")

        codes = [hit.card.code for answer in (first, second) for hit in answer.context["hits"]]
        assert len(set(codes)) == len(codes) == 30

    def test_marks_what_was_asked_for_in_the_text_as_it_is_written(self, cast: Cast) -> None:
        cast.valid(title="Đồ gá <b>may</b> túi & nẹp áo")
        up_to_date()

        page = Client().get("/sang-kien/", {"q": "do ga nam cham"}).content.decode()

        assert "<mark>Đồ gá</mark> &lt;b&gt;may&lt;/b&gt; túi &amp; nẹp áo" in page
        assert "<mark>nam châm</mark>" in page

    def test_offers_what_may_have_been_meant(self, cast: Cast) -> None:
        cast.valid()
        up_to_date()

        slip = Client().get("/sang-kien/", {"q": "chaam"})

        assert ("cham", "?q=cham") in slip.context["suggestions"]

    def test_says_how_many_each_filter_would_leave(self, cast: Cast) -> None:
        cast.valid()
        cast.valid(field="community", title="Đồ gá xe đẩy thuốc")

        shown = read(Client(), "/sang-kien/", q="đồ gá")

        assert "Sản xuất, kinh doanh 1 Vì cộng đồng: y tế, giáo dục 1" in shown


class TestCost:
    def test_the_list_costs_the_same_for_2_and_for_200(self, cast: Cast) -> None:
        many(cast, 2)
        few = queries(Client(), "/sang-kien/")
        many(cast, 198)

        assert queries(Client(), "/sang-kien/") == few
        assert few <= 14

    def test_home_costs_the_same_for_2_and_for_200(self, cast: Cast) -> None:
        many(cast, 2)
        few = queries(Client(), "/")
        many(cast, 198)

        assert queries(Client(), "/") == few
        assert few <= 22
