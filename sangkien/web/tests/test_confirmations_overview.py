"""Where links are handed on, consents recorded, and what was said stands for everybody who weighs the dossier."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import OneTimeCode, Role
from sangkien.confirmations.asking import ask_authors
from sangkien.confirmations.models import AuthorLink, EmployerLink
from sangkien.confirmations.tests.asking import (
    HUNG,
    LAN,
    THREE,
    employer_says,
    employers_link,
    link_of,
    says,
    together,
)
from sangkien.consents.models import Consent
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Author, Initiative
from sangkien.notices.models import Notice
from sangkien.review.actions import validate
from sangkien.triage.looking import look
from sangkien.web.tests.submitting import no_upload_is_read, too_large
from tests.cast import NOW, Cast


@pytest.fixture
def initiative(cast: Cast) -> Initiative:
    """Lan's, with two others."""
    return together(cast)


@pytest.fixture
def helped(cast: Cast) -> Initiative:
    """Lan's, entered by Mai."""
    initiative = cast.submitted(by="mai")
    ask_authors(at=NOW)
    return initiative


def page(cast: Cast, login: str, initiative: Initiative) -> str:
    return cast.client(login).get(f"/xac-nhan/{initiative.code}/").content.decode()


def post(client: Client, initiative: Initiative, verb: str, **typed: object) -> int:
    return client.post(f"/xac-nhan/{initiative.code}/{verb}/", typed).status_code


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return SimpleUploadedFile("phieu.jpg", out.getvalue())


class TestThePage:
    def test_is_for_the_people_of_the_dossier(self, cast: Cast, initiative: Initiative) -> None:
        url = f"/xac-nhan/{initiative.code}/"

        seen = {who: cast.client(who or None).get(url).status_code for who in ["", "lan", "mai", "minh", "hung", "kim"]}

        assert seen == {"": 302, "lan": 200, "mai": 200, "minh": 200, "hung": 404, "kim": 404}

    def test_gives_links_to_who_hands_them_on_and_to_nobody_else(self, cast: Cast, initiative: Initiative) -> None:
        tokens = [link.token for link in AuthorLink.objects.filter(initiative=initiative)]

        for login, given in [("lan", True), ("mai", True), ("minh", False), ("dong", False)]:
            text = page(cast, login, initiative)
            assert all((token in text) == given for token in tokens), login

    def test_gives_an_employers_link_to_the_union_and_to_the_author_who_made_it(
        self, cast: Cast, initiative: Initiative
    ) -> None:
        unions, own = employers_link(cast, initiative).token, employers_link(cast, initiative, by="lan").token

        for login, given in [("lan", [own]), ("mai", [unions, own]), ("minh", []), ("dong", [])]:
            text = page(cast, login, initiative)
            assert [token for token in (unions, own) if token in text] == given, login
            assert text.count("Đang mở") == 2

    def test_says_what_everyone_said(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, "DENIED")
        says(initiative, "SHARE_WRONG", mark="le van tu", reason="Tôi làm một nửa")
        employer_says(employers_link(cast, initiative))

        text = page(cast, "lan", initiative)

        for told in ("1 tác giả trả lời không phải của mình", "Tôi làm một nửa", "Park Ji-hoon", "41/QĐ-TT"):
            assert told in text

    def test_shows_no_link_that_is_over(self, cast: Cast, initiative: Initiative) -> None:
        AuthorLink.objects.update(ended_at=NOW - timedelta(days=1))

        text = page(cast, "lan", initiative)

        assert "Liên kết đã hết hạn." in text and "/xn/" not in text

    def test_costs_the_same_for_many_links(
        self, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        initiative, client = together(cast), cast.client("mai")
        for _n in range(4):
            employers_link(cast, initiative)
        page(cast, "mai", initiative)

        with django_assert_max_num_queries(36) as counted:
            client.get(f"/xac-nhan/{initiative.code}/")
        before = len(counted)
        EmployerLink.objects.filter(pk__in=EmployerLink.objects.values("pk")[:3]).update(
            revoked_at=NOW, revoked_by=cast.person("mai")
        )
        with django_assert_max_num_queries(before):
            client.get(f"/xac-nhan/{initiative.code}/")


class TestLinks:
    def test_of_an_author_is_made_anew(self, cast: Cast, initiative: Initiative) -> None:
        old = link_of(initiative)

        assert post(cast.client("lan"), initiative, "lien-ket-moi", link=old.pk) == 302
        assert link_of(initiative) != old

    @pytest.mark.parametrize("link", ["", "0", "x", "9" * 30, "²"])
    def test_that_does_not_exist_is_not_there(self, cast: Cast, initiative: Initiative, link: str) -> None:
        for verb in ("lien-ket-moi", "thu-hoi"):
            assert post(cast.client("lan"), initiative, verb, link=link) == 404

    def test_of_another_dossier_is_not_there(self, cast: Cast, initiative: Initiative) -> None:
        assert post(cast.client("lan"), cast.submitted(), "lien-ket-moi", link=link_of(initiative).pk) == 404

    def test_for_the_employer_is_made_and_revoked(self, cast: Cast, initiative: Initiative) -> None:
        mai = cast.client("mai")

        made = post(mai, initiative, "doanh-nghiep", recipient="Giám đốc", language="zh-Hans", phone="0912 345 678")
        link = EmployerLink.objects.get()
        assert (made, link.phone, link.language) == (302, "+84912345678", "zh-Hans")
        assert "0912 345 678" in page(cast, "mai", initiative)

        assert post(mai, initiative, "thu-hoi", link=link.pk) == 302
        assert link.token not in page(cast, "mai", initiative)

    def test_for_nobody_is_asked_again_and_what_was_typed_stays(self, cast: Cast, initiative: Initiative) -> None:
        answer = cast.client("mai").post(
            f"/xac-nhan/{initiative.code}/doanh-nghiep/", {"recipient": "", "language": "ko", "email": "a@b.vn"}
        )

        text = answer.content.decode()
        assert answer.status_code == 422 and "Ghi người nhận" in text and 'value="a@b.vn"' in text

    def test_needs_a_press(self, cast: Cast, initiative: Initiative) -> None:
        for verb in ("doanh-nghiep", "thu-hoi", "lien-ket-moi", "rut-dong-y"):
            answer = cast.client("lan").get(f"/xac-nhan/{initiative.code}/{verb}/")
            assert (answer.status_code, answer["Location"]) == (302, f"/xac-nhan/{initiative.code}/")


class TestASlip:
    def url(self, initiative: Initiative, position: int = 1) -> str:
        return f"/xac-nhan/{initiative.code}/phieu/{position}/"

    def test_is_printed_and_its_photo_kept(self, cast: Cast, helped: Initiative) -> None:
        mai = cast.client("mai")
        assert "Công đoàn nhập giúp, tác giả chưa xác nhận" in page(cast, "mai", helped)
        assert "Tôi đồng ý để công đoàn nhập" in mai.get(self.url(helped)).content.decode()

        assert mai.post(self.url(helped), {"slip": photo()}).status_code == 302

        text = page(cast, "mai", helped)
        slip = Consent.objects.get().slip
        assert "Công đoàn cơ sở xác nhận" in text and "chưa xác nhận" not in text and f"/tep/{slip.pk}/" in text
        assert mai.get(f"/tep/{slip.pk}/").status_code == 200
        assert cast.client("kim").get(f"/tep/{slip.pk}/").status_code == 404

    @pytest.mark.parametrize(
        ("typed", "told"),
        [({}, "Chọn ảnh chụp phiếu đã ký"), ({"slip": SimpleUploadedFile("a.jpg", b"MZ")}, 'class="error"')],
    )
    def test_without_its_photo_is_asked_for_again(
        self, cast: Cast, helped: Initiative, typed: dict[str, object], told: str
    ) -> None:
        answer = cast.client("mai").post(self.url(helped), typed)

        assert answer.status_code == 422 and told in answer.content.decode()
        assert not Consent.objects.exists()

    def test_that_is_too_large_is_not_even_read(
        self, cast: Cast, helped: Initiative, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        no_upload_is_read(monkeypatch)

        answer = cast.client("mai").post(self.url(helped), {"slip": too_large()})

        assert answer.status_code == 422 and "Tệp lớn hơn 15 MB." in answer.content.decode()
        assert not Consent.objects.exists()

    def test_is_for_an_author_whom_somebody_helped(self, cast: Cast, helped: Initiative) -> None:
        assert cast.client("mai").get(self.url(helped, 2)).status_code == 404
        assert cast.client("minh").get(self.url(helped)).status_code == 404
        assert cast.client("lan").get(self.url(cast.submitted())).status_code == 404

    def test_offers_a_co_author_to_withdraw_their_own_word_only(self, cast: Cast, initiative: Initiative) -> None:
        for mark in (HUNG.phone, "le van tu"):
            says(initiative, "CONFIRMED", mark=mark, publish=True)
        Author.objects.filter(initiative=initiative, phone=HUNG.phone).update(person=cast.person("hung"))
        hungs, tus = Consent.objects.order_by("pk")

        text = page(cast, "hung", initiative)

        assert f'name="consent" value="{hungs.pk}"' in text
        assert f'name="consent" value="{tus.pk}"' not in text
        assert post(cast.client("hung"), initiative, "rut-dong-y", consent=tus.pk) in (403, 404)

    def test_consent_is_withdrawn(self, cast: Cast, helped: Initiative) -> None:
        says(helped, "CONFIRMED", mark=LAN.phone)
        consent = Consent.objects.get()

        assert post(cast.client("mai"), helped, "rut-dong-y", consent=consent.pk) == 302
        assert not Consent.objects.holding()


class TestACode:
    @pytest.fixture(autouse=True)
    def a_gateway(self, settings: Any) -> None:
        settings.SMS_URL = "https://sms.example/send"

    def url(self, initiative: Initiative) -> str:
        return f"/xac-nhan/{initiative.code}/ma/1/"

    def asked(self, cast: Cast, helped: Initiative) -> Client:
        mai = cast.client("mai")
        mai.post(self.url(helped), {"go": "send"})
        return mai

    def test_read_out_by_the_author_proves_the_consent(self, cast: Cast, helped: Initiative) -> None:
        assert self.url(helped) in page(cast, "mai", helped)
        mai = self.asked(cast, helped)
        notice = Notice.objects.get()
        assert (notice.kind, notice.to) == ("consent_code", LAN.phone)

        answers = [mai.post(self.url(helped), {"code": notice.params["code"], "mark": "a"}) for _press in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        consent = Consent.objects.get()
        assert (consent.means, consent.by) == ("CODE", cast.person("mai"))

    def test_that_is_wrong_is_counted_and_proves_nothing(self, cast: Cast, helped: Initiative) -> None:
        mai = self.asked(cast, helped)
        wrong = f"{(int(Notice.objects.get().params['code']) + 1) % 10**6:06d}"

        answer = mai.post(self.url(helped), {"code": wrong, "mark": "a"})

        assert answer.status_code == 422 and not Consent.objects.exists()
        assert OneTimeCode.objects.get().tries == 1

    def test_is_not_sent_twice_in_a_moment(self, cast: Cast, helped: Initiative) -> None:
        self.asked(cast, helped)
        self.asked(cast, helped)

        assert Notice.objects.count() == 1

    def test_does_not_speak_against_the_author(self, cast: Cast, helped: Initiative) -> None:
        mai = self.asked(cast, helped)
        digits = Notice.objects.get().params["code"]
        says(helped, "DENIED", mark=LAN.phone)

        assert mai.post(self.url(helped), {"code": digits, "mark": "a"}).status_code == 422
        assert not Consent.objects.exists()

    def test_needs_a_phone_and_somebody_who_helped(self, cast: Cast, settings: Any) -> None:
        nameless = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Lê Văn Tư"),))

        assert cast.client("mai").get(self.url(nameless)).status_code == 404
        assert cast.client("kim").get(self.url(nameless)).status_code == 404
        settings.SMS_URL = ""
        assert cast.client("mai").get(self.url(cast.submitted(by="mai"))).status_code == 404


class TestTheDossiersPages:
    def test_tell_the_sender_of_a_denial(self, cast: Cast, initiative: Initiative) -> None:
        says(initiative, "DENIED")

        text = cast.client("lan").get(f"/toi/ho-so/{initiative.code}/").content.decode()

        assert "1 tác giả trả lời không phải của mình" in text
        assert "Người được ghi là tác giả trả lời không phải mình" in text  # in the history

    def test_show_the_reviewer_the_evidence(self, cast: Cast) -> None:
        initiative = cast.confirmed(authors=THREE)
        ask_authors(at=NOW)
        says(initiative, "DENIED")
        employer_says(employers_link(cast, initiative))
        look(at=NOW)

        text = cast.client("minh").get(f"/duyet/{initiative.code}/").content.decode()
        assert "Doanh nghiệp xác nhận" in text and "Trả lời không phải tác giả" in text
        assert "1 tác giả trả lời không phải của mình" in cast.client("minh").get("/duyet/").content.decode()

    def test_offer_what_the_employer_tells_of_a_decision(self, cast: Cast) -> None:
        initiative = cast.confirmed(recognition=Recognition(form="not_yet"))
        employer_says(employers_link(cast, initiative))

        text = page(cast, "lan", initiative)

        assert "hệ thống không tự ghi thay" in text
        assert cast.again(initiative).recognition_number == ""


class TestNames:
    def test_of_co_authors_are_shown_with_their_own_word(self, cast: Cast) -> None:
        initiative = cast.confirmed(authors=THREE, publish_name=True)
        ask_authors(at=NOW)
        says(initiative, "CONFIRMED", publish=True)
        says(initiative, "CONFIRMED", mark="le van tu")
        validate(initiative, seen=2, by=cast.actor("minh"), at=NOW)
        cast.told(initiative)

        for address in ("/sang-kien/", f"/sang-kien/{initiative.code}/"):
            text = cast.client().get(address).content.decode()
            assert "Nguyễn Thị Lan, Võ Văn Hùng và 1 tác giả khác" in text, address
            assert "Lê Văn Tư" not in text


def test_an_officer_who_is_an_author_hands_on_as_an_author(cast: Cast) -> None:
    initiative = together(cast)
    appoint(
        cast.person("lan"),
        role=Role.GRASSROOTS_OFFICER,
        organisation=cast.unit("CS-HAEMIN"),
        since=NOW.date(),
        by=None,
        at=NOW,
    )

    assert employers_link(cast, initiative, by="lan").unit is None
    assert HUNG.full_name in page(cast, "lan", initiative)
