"""One's own page: what waits, what is on its way."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft
from sangkien.review import talking
from sangkien.web.submit.phone import shown_code
from sangkien.web.tests.reading import page_of, queries
from tests.cast import NOW, Cast

DAY = timedelta(days=1)


class TestMyPage:
    def test_asks_nobody_in_without_an_account(self, cast: Cast) -> None:
        answer = Client().get(reverse("my-page"))

        assert answer.url == "/dang-nhap/?next=/toi/"

    def test_an_empty_one_says_what_to_do(self, cast: Cast) -> None:
        page = page_of(cast.client("hung"), "my-page")

        assert "Anh/chị chưa gửi sáng kiến nào" in page
        assert f'href="{reverse("start")}"' in page

    def test_what_came_back_stands_first_with_its_next_step(self, cast: Cast) -> None:
        cast.submitted(at=NOW, title="Khay chia chỉ theo màu cho chuyền 7")
        returned = cast.returned(at=NOW - 5 * DAY)

        page = page_of(cast.client("lan"), "my-page")

        assert page.index("Việc của anh/chị") < page.index(returned.title) < page.index("Khay chia chỉ")
        assert "Công đoàn đề nghị bổ sung 2 mục" in page
        assert f'action="{reverse("complete", args=[returned.code])}"' in page

    def test_one_thing_is_to_be_done_next_and_only_one_button_stands_out(self, cast: Cast) -> None:
        cast.returned(title="Khay chia chỉ theo màu")
        _draft(cast, "lan", title="Máng trượt đưa hàng", at=NOW)

        page = page_of(cast.client("lan"), "my-page")

        assert page.count('<li class="card stack-tight task-now">') == 1
        assert page.index("task-now") < page.index("Khay chia chỉ") < page.index("Máng trượt")
        assert page.count('class="btn"') == 1

    def test_what_is_on_its_way_stands_before_what_is_finished(self, cast: Cast) -> None:
        cast.valid(title="Sáng kiến đã xong từ lâu")
        cast.submitted(at=NOW - 9 * DAY, title="Sáng kiến còn đang đi")

        page = page_of(cast.client("lan"), "my-page")

        places = [page.index(words) for words in ("Đang trên đường", "còn đang đi", "Đã xong", "đã xong từ lâu")]
        assert places == sorted(places)

    def test_a_message_from_the_union_is_a_task_until_it_was_read(self, cast: Cast) -> None:
        sent, client = cast.submitted(), cast.client("lan")
        talking.answer(sent, "Chị cần em chụp lại", by=cast.actor("mai"), at=NOW)

        first = page_of(client, "my-page")
        assert "1 tin nhắn mới từ công đoàn." in first
        assert f'href="{reverse("dossier", args=[sent.code])}#trao-doi"' in first
        page_of(client, "dossier", sent.code)
        assert "tin nhắn mới" not in page_of(client, "my-page")

    def test_says_whose_turn_it_is_and_until_when(self, cast: Cast) -> None:
        cast.submitted(at=NOW - DAY)

        page = page_of(cast.client("lan"), "my-page")

        assert "CĐCS May Tiến Thuận đang xem để xác nhận, hẹn trả lời chậm nhất ngày 20/05/2022." in page

    def test_shows_drafts_with_their_age_and_where_to_go_on(self, cast: Cast) -> None:
        draft = _draft(cast, "lan", title="Máng trượt đưa hàng", at=NOW - 2 * DAY)

        page = page_of(cast.client("lan"), "my-page")

        assert "Máng trượt đưa hàng" in page
        assert "trên máy chủ, lưu lúc 09:00 16/05/2022 (2 ngày trước)" in page
        assert reverse("form-on", args=[draft.key]) in page

    def test_tells_two_of_one_title_apart(self, cast: Cast) -> None:
        drafts = [_draft(cast, "lan", title="Máng trượt", at=NOW) for _n in range(2)]
        returned = cast.returned(title="Máng trượt đưa hàng")

        page = page_of(cast.client("lan"), "my-page")

        for code in (
            *(shown_code(draft.resume_code) for draft in drafts),
            f'<span class="code">{returned.code}</span>',
        ):
            assert code in page

    def test_a_draft_without_a_title_still_has_a_name(self, cast: Cast) -> None:
        _draft(cast, "lan", title="", at=NOW)

        assert "Bài chưa có tên" in page_of(cast.client("lan"), "my-page")

    def test_shows_nothing_of_others(self, cast: Cast) -> None:
        cast.submitted()
        _draft(cast, "lan", title="Máng trượt đưa hàng", at=NOW)

        page = page_of(cast.client("hung"), "my-page")

        assert "Đồ gá may túi" not in page
        assert "Máng trượt" not in page

    def test_a_chair_finds_there_only_what_is_her_own(self, cast: Cast) -> None:
        cast.submitted()
        cast.submitted(by="mai", title="Bảng tin xoay trước cổng nhà máy")

        page = page_of(cast.client("mai"), "my-page")

        assert "Bảng tin xoay" in page
        assert "Đồ gá may túi" not in page

    def test_a_co_author_whose_number_a_union_vouched_for_finds_it_too(self, cast: Cast) -> None:
        hung = cast.person("hung")
        hung.vouched_at = NOW
        hung.save()
        half = replace(cast.content().authors[0], share=5000)
        cast.submitted(authors=(half, AuthorEntry(full_name="Võ Văn Hùng", phone=hung.phone or "", share=5000)))

        assert page_of(cast.client("hung"), "my-page").count("Đồ gá may túi") == 1

    def test_a_long_list_comes_in_pages(self, cast: Cast) -> None:
        for place in range(21):
            cast.submitted(title=f"Sáng kiến có số thứ tự {place:02}", at=NOW - place * DAY)

        first = page_of(cast.client("lan"), "my-page")
        second = cast.client("lan").get("/toi/?page=2").content.decode()

        assert "số thứ tự 00" in first
        assert "số thứ tự 20" not in first
        assert "số thứ tự 20" in second

    def test_costs_the_same_for_two_and_for_eighteen(self, cast: Cast) -> None:
        few = _cost_with(cast, 1)
        many = _cost_with(cast, 8)

        assert few == many


def _draft(cast: Cast, login: str, *, title: str, at: datetime) -> Draft:
    actor = cast.actor(login, on=at.date())
    draft = actions.start_draft(cast.programme, by=actor, at=at)
    return actions.save_step(draft, step="thay-doi", answers={"title": title}, by=actor, at=at)


def _cost_with(cast: Cast, n: int) -> int:
    for place in range(n):
        cast.submitted(title=f"Sáng kiến đang chờ số {place}")
        cast.returned(title=f"Sáng kiến trả lại số {place}")
        _draft(cast, "lan", title=f"Bài nháp số {place}", at=NOW)
    return queries(cast.client("lan"), reverse("my-page"))
