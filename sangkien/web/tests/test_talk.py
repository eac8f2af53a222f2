"""The talk about a dossier, on the author's page and on the officer's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.review import talking
from sangkien.review.models import Message
from tests.cast import NOW, Cast


def ask(client: Client, initiative: Initiative, text: str) -> Any:
    return client.post(reverse("ask", args=[initiative.code]), {"tin-text": text}, follow=True)


def answer(client: Client, initiative: Initiative, text: str) -> Any:
    return client.post(reverse("answer", args=[initiative.code]), {"tin-text": text}, follow=True)


def talk_on(page: str) -> str:
    return page[page.index('id="trao-doi"') :]


class TestTalking:
    def test_lan_asks_mai_answers_and_each_reads_who_wrote(self, cast: Cast) -> None:
        sent = cast.submitted()
        ask(cast.client("lan"), sent, "Em chụp lại được không ạ?")
        mais = answer(cast.client("mai"), sent, "Được em nhé.").content.decode()
        lans = cast.client("lan").get(reverse("dossier", args=[sent.code])).content.decode()

        assert "Nguyễn Thị Lan" in talk_on(mais) and "Trần Thị Mai, CĐCS May Tiến Thuận" in talk_on(mais)
        assert "Cán bộ công đoàn cơ sở, CĐCS May Tiến Thuận" in talk_on(lans)
        assert "Trần Thị Mai" not in lans

    def test_the_officers_list_says_how_many_are_new_until_the_dossier_was_opened(self, cast: Cast) -> None:
        sent, mai = cast.submitted(), cast.client("mai")
        ask(cast.client("lan"), sent, "Em hỏi")
        ask(cast.client("lan"), sent, "Em hỏi thêm")

        assert "2 tin nhắn mới" in mai.get(reverse("grassroots")).content.decode()
        assert "2 tin nhắn mới" in mai.get(reverse("queue")).content.decode()
        assert "2 tin mới" in mai.get(reverse("review", args=[sent.code])).content.decode()
        assert "tin nhắn mới" not in mai.get(reverse("queue")).content.decode()

    def test_what_waits_for_nobody_is_found_by_its_messages(self, cast: Cast) -> None:
        returned, yen = cast.returned(), cast.client("yen")
        ask(cast.client("lan"), returned, "Số quyết định ở đâu ạ?")

        assert "1 hồ sơ có tin nhắn mới." in yen.get(reverse("queue")).content.decode()
        assert returned.title in yen.get(reverse("queue"), {"tin": "moi"}).content.decode()

    def test_who_only_oversees_reads_none_of_it(self, cast: Cast) -> None:
        sent = cast.submitted()
        ask(cast.client("lan"), sent, "Chuyện riêng của em")

        page = cast.client("dong").get(reverse("review", args=[sent.code])).content.decode()
        assert "Chuyện riêng" not in page and 'id="trao-doi"' not in page
        assert answer(cast.client("dong"), sent, "Chào em").status_code == 404

    def test_strangers_find_nothing(self, cast: Cast) -> None:
        sent = cast.submitted()

        assert ask(cast.client("hung"), sent, "Cho hỏi").status_code == 404
        assert answer(cast.client("thao"), sent, "Cho hỏi").status_code == 404
        assert not Message.objects.exists()

    def test_an_officer_who_is_an_author_talks_as_an_author_only(self, cast: Cast) -> None:
        own = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),))

        ask(cast.client("mai"), own, "Nhờ cấp trên xem giúp")

        assert Message.objects.get().unit is None
        assert answer(cast.client("mai"), own, "Đồng ý").status_code == 404

    def test_typed_markup_is_never_run(self, cast: Cast) -> None:
        page = ask(cast.client("lan"), cast.submitted(), "<script>alert(1)</script>").content.decode()

        assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


class TestBadInput:
    @pytest.mark.parametrize(
        ("text", "said"),
        [("", "Viết điều anh/chị muốn hỏi"), (" \n ", "Viết điều anh/chị muốn hỏi"), ("a" * 2001, "2.000")],
    )
    def test_gets_a_sentence_at_its_field_and_what_was_typed_stays(self, cast: Cast, text: str, said: str) -> None:
        sent = cast.submitted()

        for response in (ask(cast.client("lan"), sent, text), answer(cast.client("mai"), sent, text)):
            page = response.content.decode()
            assert response.status_code == 422
            assert "<title>Cần xem lại:" in page.replace("\n", "")
            assert 'href="#id_tin-text"' in page and said in page
            assert text.strip() in page
        assert not Message.objects.exists()

    def test_a_closed_talk_says_so(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        valid = cast.valid()
        monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW.replace(month=7))

        client = cast.client("lan")
        assert "Gửi tin nhắn" not in client.get(reverse("dossier", args=[valid.code])).content.decode()
        response = ask(client, valid, "Khi nào có thưởng ạ?")
        assert response.status_code == 422
        assert "có đến ngày 17/06/2022" in response.content.decode()

    def test_a_long_talk_shows_its_end_first(self, cast: Cast) -> None:
        sent = cast.submitted()
        for n in range(60):
            Message.objects.create(initiative=sent, at=NOW, by=cast.person("lan"), text=f"Tin thứ {n:02}.")

        short = cast.client("lan").get(reverse("dossier", args=[sent.code])).content.decode()
        whole = cast.client("lan").get(reverse("dossier", args=[sent.code]), {"tin": "het"}).content.decode()
        assert "Xem cả 10 tin trước đó" in short and "Tin thứ 09." not in short and "Tin thứ 10." in short
        assert "Tin thứ 00." in whole


def test_a_double_press_says_it_once(cast: Cast) -> None:
    sent, client = cast.submitted(), cast.client("lan")
    for _press in range(2):
        ask(client, sent, "Vâng ạ")

    assert Message.objects.count() == 1
    assert talking.ask(sent, "Vâng ạ", by=cast.actor("lan"), at=NOW) == Message.objects.get()
