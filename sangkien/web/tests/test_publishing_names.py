"""The authors' names in public: asked on the form's last page, changed at any time on the dossier's page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.accounts.actions import vouch
from sangkien.consents.actions import say
from sangkien.consents.models import Purpose
from sangkien.consents.queries import may_be_named
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft, Initiative
from sangkien.web.tests.submitting import Worker, group
from tests.cast import NOW, Cast

LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=5_000)
HUNG = AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=5_000)
BOX = 'name="publish_name"'


def page_of(cast: Cast, initiative: Initiative, login: str = "lan") -> str:
    return cast.client(login).get(reverse("dossier", args=[initiative.code])).content.decode()


def named(initiative: Initiative) -> list[str]:
    again = Initiative.objects.get(pk=initiative.pk)
    return [author.full_name for author in may_be_named([again])[again.pk]]


def presses(cast: Cast, initiative: Initiative, publish: str, *, login: str = "lan") -> Any:
    address = reverse("publish-name", args=[initiative.code])
    return cast.client(login).post(address, {"publish": publish}, follow=True)


class TestTheLastPage:
    def test_asks_one_author_for_their_own_name(self, cast: Cast) -> None:
        page = Worker(cast, "lan").fills_in().opens("kiem-tra").content.decode()

        assert "Tôi đồng ý cho đăng tên tôi cùng sáng kiến" in page
        assert "Anh/chị đổi ý lúc nào cũng được, ở trang hồ sơ của mình." in page

    def test_asks_a_group_whether_everybody_agreed(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        group(worker, "50", "50")

        page = worker.opens("kiem-tra").content.decode()

        assert "Tôi và các đồng tác giả đồng ý cho đăng tên cùng sáng kiến" in page
        assert "Tôi đồng ý cho đăng tên tôi" not in page

    def test_who_is_alone_after_all_speaks_for_themselves(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        group(worker, "50", "50")
        worker.types("tac-gia", who="me")

        assert "các đồng tác giả" not in worker.opens("kiem-tra").content.decode()


class TestWhoHelpsAColleague:
    def test_is_not_asked_for_the_colleagues_consent(self, cast: Cast) -> None:
        page = Worker(cast, "mai", helping="1").fills_in().opens("kiem-tra").content.decode()

        assert BOX not in page
        assert "việc đó do chính tác giả quyết định" in page

    def test_gives_none_even_with_a_forged_answer(self, cast: Cast) -> None:
        worker = Worker(cast, "mai", helping="1").fills_in()

        worker.sends(publish_name="on")

        assert Initiative.objects.get().publish_name is False

    def test_finds_no_button_for_it_afterwards(self, cast: Cast) -> None:
        Worker(cast, "mai", helping="1").fills_in().sends()
        sent = Initiative.objects.get()

        answer = presses(cast, sent, "yes", login="mai")

        assert "Đồng ý cho đăng tên" not in page_of(cast, sent, "mai")
        assert answer.status_code == 422
        assert "Việc này do chính tác giả quyết định, nên" in answer.content.decode()
        assert named(sent) == []


class TestCompleting:
    @pytest.mark.parametrize("agreed", [True, False])
    def test_keeps_what_the_authors_said(self, cast: Cast, agreed: bool) -> None:
        draft = self.correction(cast, publish_name=agreed)

        cast.client("lan").post(self.last_page(draft), {"go": "send", "publish_name": "" if agreed else "on"})

        sent = Initiative.objects.get()
        assert (sent.state, sent.publish_name) == ("SUBMITTED", agreed)

    def test_keeps_what_they_said_since_it_was_begun(self, cast: Cast) -> None:
        draft = self.correction(cast, publish_name=True)
        say(Initiative.objects.get(), Purpose.PUBLISH_NAME, agrees=False, by=cast.actor("lan"), at=NOW)

        cast.client("lan").post(self.last_page(draft), {"go": "send"})

        assert named(Initiative.objects.get()) == []

    def test_says_where_to_change_it(self, cast: Cast) -> None:
        page = cast.client("lan").get(self.last_page(self.correction(cast))).content.decode()

        assert BOX not in page
        assert "Việc đăng tên tác giả giữ như đã chọn." in page

    def correction(self, cast: Cast, **changes: Any) -> Draft:
        return actions.start_correction(cast.returned(**changes), by=cast.actor("lan"), at=NOW)

    def last_page(self, draft: Draft) -> str:
        return f"/gui/{draft.key}/kiem-tra/"


class TestTheDossiersPage:
    def test_says_what_the_public_reads_now(self, cast: Cast) -> None:
        silent, named = cast.valid(), cast.valid(publish_name=True)

        assert "Trang công khai đang ghi: <b>Một tác giả</b>" in _flat(page_of(cast, silent))
        assert "Trang công khai đang ghi: <b>Nguyễn Thị Lan</b>" in _flat(page_of(cast, named))

    def test_says_what_the_public_will_read(self, cast: Cast) -> None:
        sent = cast.submitted(authors=(LAN, HUNG))

        assert "Khi sáng kiến được công nhận, trang công khai sẽ ghi: <b>2 tác giả</b>" in _flat(page_of(cast, sent))

    def test_one_press_takes_the_name_off_the_public_page(self, cast: Cast) -> None:
        named = cast.valid(publish_name=True)

        answer = presses(cast, named, "no")

        assert "Anh/chị đã thôi cho đăng tên." in answer.content.decode()
        assert "Nguyễn Thị Lan" not in Client().get(f"/sang-kien/{named.code}/").content.decode()

    def test_one_press_puts_it_there(self, cast: Cast) -> None:
        silent = cast.valid()

        answer = presses(cast, silent, "yes")

        assert "Anh/chị đã đồng ý cho đăng tên." in answer.content.decode()
        assert "Nguyễn Thị Lan" in Client().get(f"/sang-kien/{silent.code}/").content.decode()

    def test_pressed_twice_is_the_same_as_once(self, cast: Cast) -> None:
        shown = cast.valid(publish_name=True)

        for _press in range(2):
            presses(cast, shown, "no")

        assert named(shown) == []

    def test_a_press_that_does_not_say_which_never_publishes(self, cast: Cast) -> None:
        sent = cast.submitted()

        presses(cast, sent, "")

        assert named(sent) == []

    def test_a_group_is_told_that_everybody_must_agree(self, cast: Cast) -> None:
        assert "Đồng tác giả đồng ý" in page_of(cast, cast.submitted(authors=(LAN, HUNG)))
        assert "Đồng tác giả đồng ý" not in page_of(cast, cast.submitted())

    def test_a_co_author_finds_the_button_too(self, cast: Cast) -> None:
        vouch(cast.person("hung"), by=cast.person("mai"), unit=None, at=NOW)
        sent = cast.submitted(authors=(LAN, HUNG), publish_name=True)

        presses(cast, sent, "yes", login="hung")

        assert named(sent) == ["Nguyễn Thị Lan", "Võ Văn Hùng"]

    def test_a_restricted_one_offers_nothing_that_would_not_happen(self, cast: Cast) -> None:
        page = page_of(cast, cast.valid(restricted=True, effect="Nhanh hơn 11 giây"))

        assert "Trang công khai không ghi tên ai ở hồ sơ này." in page
        assert "Đồng ý cho đăng tên" not in page

    def test_of_a_withdrawn_one_a_given_word_can_still_be_taken_back(self, cast: Cast) -> None:
        sent = cast.submitted(publish_name=True)
        actions.withdraw(sent, seen=1, by=cast.actor("lan"), at=NOW)

        assert "Không đăng tên tôi nữa" in page_of(cast, sent)

    @pytest.mark.parametrize("login", ["hung", "mai", "minh", "ha"])
    def test_others_find_neither_page_nor_button(self, cast: Cast, login: str) -> None:
        shown = cast.valid(publish_name=True)

        assert presses(cast, shown, "no", login=login).status_code == 404
        assert named(shown) == ["Nguyễn Thị Lan"]


def _flat(page: str) -> str:
    return " ".join(page.split())
