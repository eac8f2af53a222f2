"""An author opens the link that a colleague handed on, on a phone and without an account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sangkien.accounts.models import Attempt
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import AuthorAnswer, AuthorLink
from sangkien.confirmations.tests.asking import HUNG, LAN, employer_says, employers_link, link_of, says, together
from sangkien.consents.models import Consent
from sangkien.initiatives.models import Initiative
from sangkien.review import actions as review
from tests.cast import NOW, Cast


def address(link: AuthorLink) -> str:
    return reverse("author-link", args=[link.token])


def page(link: AuthorLink) -> str:
    return Client().get(address(link)).content.decode()


def press(link: AuthorLink, said: str, **typed: str) -> int:
    return Client().post(address(link), {"said": said, **typed}).status_code


@pytest.fixture
def initiative(cast: Cast) -> Initiative:
    return together(cast)


class TestTheQuestion:
    def test_says_what_is_said_about_the_reader_and_nothing_more(self, cast: Cast, initiative: Initiative) -> None:
        text = page(link_of(initiative))

        told = ("Võ Văn Hùng", "30\xa0%", "3 tác giả", initiative.title, "Nguyễn Thị Lan", "May Tiến Thuận")
        worth = ("120.000.000", "số 41/QĐ-TT, ngày 12/04/2022, Công ty TNHH May Tiến Thuận")
        for said in (*told, *worth, initiative.before, initiative.after):
            assert said in text
        for untold in ("11 giây × 900 túi", "Lê Văn Tư", "912 345"):
            assert untold not in text

    def test_changes_nothing_but_that_it_was_opened(self, initiative: Initiative) -> None:
        link = link_of(initiative)

        Client().head(address(link))
        assert link_of(initiative).opened_at is None
        page(link)

        assert link_of(initiative).opened_at == NOW
        assert not AuthorAnswer.objects.exists()

    def test_ticks_nothing_beforehand(self, initiative: Initiative) -> None:
        assert " checked" not in page(link_of(initiative))

    def test_of_a_restricted_dossier_is_not_about_names(self, cast: Cast) -> None:
        initiative = together(cast, restricted=True, effect="Nhanh hơn 11 giây.")

        text = page(link_of(initiative))

        assert "Nhanh hơn" not in text and 'name="publish"' not in text

    def test_of_what_the_employer_restricts_tells_not_how_it_is_done(self, cast: Cast, initiative: Initiative) -> None:
        employer_says(employers_link(cast, initiative), disclosure="RESTRICTED")

        text = page(link_of(initiative))

        assert initiative.title in text and "Doanh nghiệp đề nghị hạn chế công bố" in text
        assert initiative.before not in text and initiative.after not in text
        assert "120.000.000" in text and "41/QĐ-TT" in text

    def test_tells_no_more_to_whom_it_does_not_concern(self, initiative: Initiative) -> None:
        says(initiative, "DENIED")

        text = page(link_of(initiative))
        assert not any(said in text for said in (initiative.after, "120.000.000", "41/QĐ-TT"))

    def test_is_kept_by_no_cache_and_found_by_no_search(self, initiative: Initiative) -> None:
        answer = Client().get(address(link_of(initiative)))

        assert "no-store" in answer["Cache-Control"]
        assert 'content="noindex"' in answer.content.decode()


class TestTheAnswer:
    def test_yes(self, initiative: Initiative) -> None:
        link = link_of(initiative)

        assert press(link, "CONFIRMED", publish="on") == 302

        assert AuthorAnswer.objects.get().said == "CONFIRMED"
        assert Consent.objects.get().purpose == "PUBLISH_NAME"
        assert "Đúng, tôi có tham gia" in page(link)

    def test_no_and_then_yes(self, initiative: Initiative) -> None:
        link = link_of(initiative)

        for said in ("DENIED", "CONFIRMED"):
            press(link, said)

        assert [answer.said for answer in AuthorAnswer.objects.order_by("pk")] == ["DENIED", "CONFIRMED"]

    def test_a_wrong_share_needs_words_and_what_was_ticked_stays(self, initiative: Initiative) -> None:
        link = link_of(initiative)
        answer = Client().post(address(link), {"said": "SHARE_WRONG", "publish": "on"})

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Ghi phần đóng góp đúng" in text and "checked" in text and "<details open>" in text

        assert press(link, "SHARE_WRONG", reason="Tôi làm một nửa") == 302

    @pytest.mark.parametrize("said", ["", "MAYBE", "\0"])
    def test_a_strange_answer_is_a_question_again(self, initiative: Initiative, said: str) -> None:
        assert press(link_of(initiative), said) == 422
        assert not AuthorAnswer.objects.exists()

    def test_of_a_helpers_dossier_says_what_is_agreed_to(self, cast: Cast) -> None:
        initiative = cast.submitted(by="mai")
        ask_authors(at=NOW)
        link = link_of(initiative, LAN.phone)

        assert "công đoàn nhập và gửi hồ sơ" in page(link)
        press(link, "CONFIRMED")

        assert Consent.objects.get().purpose == "ENTERED_FOR_ME"

    def test_stands_still_after_the_verdict(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, "CONFIRMED")
        review.confirm(initiative, seen=1, by=cast.actor("mai"), at=NOW)
        review.validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)
        link = link_of(initiative)

        assert "đã có kết luận" in page(link)
        assert press(link, "DENIED") == 422
        assert AuthorAnswer.objects.count() == 1


class TestBeingNamed:
    def choose(self, link: AuthorLink, publish: str) -> None:
        answer = Client().post(reverse("author-consent", args=[link.token]), {"publish": publish})
        assert answer.status_code == 302

    def test_is_agreed_to_and_taken_back_on_its_own(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, "CONFIRMED")
        link = link_of(initiative)

        self.choose(link, "yes")
        assert "Không đăng tên tôi nữa" in page(link)
        self.choose(link, "no")

        assert "Không đăng tên tôi nữa" not in page(link)
        assert not Consent.objects.holding()

    def test_of_a_link_that_opens_nothing_changes_nothing(self, initiative: Initiative) -> None:
        AuthorLink.objects.update(ended_at=NOW)

        self.choose(AuthorLink.objects.get(mark=HUNG.phone), "yes")

        assert not Consent.objects.exists()

    def test_needs_a_press(self, initiative: Initiative) -> None:
        assert Client().get(reverse("author-consent", args=[link_of(initiative).token])).status_code == 405


class TestALinkThatOpensNothing:
    SAID = "Liên kết này không còn dùng được"

    def test_says_one_kind_sentence(self, initiative: Initiative) -> None:
        answer = Client().get("/xn/AAAAAAAAAAAbbbbbbbbbbbbbbbbbbbbbbbb/")

        assert answer.status_code == 404
        assert self.SAID in answer.content.decode()

    def test_nor_after_its_days_or_once_it_was_replaced(self, initiative: Initiative) -> None:
        link = link_of(initiative)
        AuthorLink.objects.filter(pk=link.pk).update(ended_at=NOW + timedelta(hours=1))

        assert self.SAID in page(link)
        assert press(link, "DENIED") == 200
        assert not AuthorAnswer.objects.exists()

    def test_cannot_be_guessed_at_without_end(self, initiative: Initiative, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sangkien.accounts.queries.MOST_FROM_AN_ADDRESS", 2)

        codes = [Client().get(f"/xn/wrong{n}/").status_code for n in range(4)]

        assert codes == [404, 404, 429, 429]
        assert Attempt.objects.count() == 2
        assert page(link_of(initiative)).count(initiative.title)  # whoever has the link still comes in
