"""The last step without an account: "Gửi", the phone, the code, the receipt."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from sangkien.accounts.models import OneTimeCode, Person, Voucher
from sangkien.accounts.rules import MOST_A_DAY, PAUSE
from sangkien.initiatives.models import Initiative
from sangkien.notices.models import Notice
from sangkien.web.tests.by_code import a_gateway as a_gateway
from sangkien.web.tests.by_code import another, last_code, signed_in_as, ticket_of, types_code
from sangkien.web.tests.submitting import Worker, set_clock
from tests.cast import NOW, PASSWORD, Cast

HANH = "0987 654 321"
HANHS = "+84987654321"


class Visitor(Worker):
    """Hạnh, who has no account and has written everything."""

    def __init__(self, cast: Cast, **begin: str) -> None:
        super().__init__(cast, **begin)
        self.fills_in()
        self.types("tac-gia", **{"author-1-full_name": "Đỗ Thị Hạnh", "author-1-phone": HANH})

    @property
    def phone_page(self) -> str:
        return f"/gui/{self.key}/dien-thoai/"

    @property
    def code_page(self) -> str:
        return f"/gui/{self.key}/ma/"

    def presses_send(self, **changes: Any) -> HttpResponse:
        return self.sends(seen=self.opens("kiem-tra").context["seen"], **changes)

    def asks(self, phone: str = HANH, **changes: Any) -> HttpResponse:
        """Press send, and type the phone."""
        self.presses_send(**changes)
        answer: HttpResponse = self.client.post(self.phone_page, {"phone": phone})
        return answer

    def types_code(self, digits: str = "", *, ticket: str = "", **more: str) -> HttpResponse:
        return types_code(self.client, self.code_page, digits or last_code(), ticket=ticket, **more)


def test_a_worker_without_an_account_sends_with_a_phone_and_a_code(cast: Cast) -> None:
    hanh = Visitor(cast)

    sent = hanh.presses_send(publish_name="on")
    phone = hanh.client.get(sent["Location"])
    asked = hanh.client.post(sent["Location"], {"phone": phone.context["form"].initial["phone"]})
    answer = types_code(hanh.client, asked["Location"], last_code())

    dossier = Initiative.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/gui/bien-nhan/{dossier.code}/")
    person = Person.objects.get(phone=HANHS)
    assert (person.full_name, person.vouched_by, person.has_usable_password()) == ("Đỗ Thị Hạnh", Voucher.CODE, False)
    assert (dossier.entered_by, dossier.publish_name) == (person, True)
    assert [author.person for author in dossier.credited] == [person]
    assert hanh.client.get(answer["Location"]).status_code == 200
    assert Notice.objects.get().to == HANHS


class TestThePhone:
    def test_is_filled_in_with_the_authors_when_it_is_ones_own(self, cast: Cast) -> None:
        hanh, helper = Visitor(cast), Visitor(cast, helping="1")
        for each in (hanh, helper):
            each.presses_send()

        shown = [each.client.get(each.phone_page).context["form"].initial["phone"] for each in (hanh, helper)]

        assert shown == [HANH, ""]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", "Ghi số điện thoại"),
            ("không có", "bằng chữ số"),
            ("0912", "Xem lại từng chữ số"),
            ("9" * 999, "ngắn"),
            ("+1 800 555 0100", "số di động của Việt Nam"),
        ],
    )
    def test_that_cannot_be_read_stays_with_a_sentence(self, cast: Cast, typed: str, said: str) -> None:
        answer = Visitor(cast).asks(typed)

        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert Notice.objects.count() == 0

    def test_gets_one_code_however_often_the_button_is_tapped(self, cast: Cast) -> None:
        hanh = Visitor(cast)

        answers = [hanh.asks(), hanh.asks()]

        assert [answer["Location"] for answer in answers] == [hanh.code_page] * 2
        assert Notice.objects.count() == 1

    def test_that_has_had_its_five_codes_is_told_of_the_other_doors(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hanh = Visitor(cast)
        for number in range(MOST_A_DAY):
            set_clock(monkeypatch, NOW + number * PAUSE)
            hanh.asks()
        set_clock(monkeypatch, NOW + MOST_A_DAY * PAUSE)

        answer = hanh.asks()

        assert answer.status_code == 429
        assert "đã nhận đủ số mã" in answer.content.decode()
        assert "Đăng nhập bằng mật khẩu" in answer.content.decode()

    def test_nobody_comes_here_without_having_pressed_send(self, cast: Cast) -> None:
        hanh = Visitor(cast)

        assert hanh.client.get(hanh.phone_page)["Location"] == hanh.address("kiem-tra")
        assert hanh.client.get(hanh.code_page)["Location"] == hanh.phone_page

    def test_is_asked_for_only_once_everything_else_is_there(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.types("thay-doi", title="")

        answer = hanh.presses_send(publish_name="on")

        assert answer.status_code == 422
        assert "Viết tên sáng kiến" in answer.content.decode()
        assert hanh.draft.answers["kiem-tra"] == {"publish_name": "on", "upgrade_of": ""}

    def test_of_a_draft_that_is_not_ones_own_is_not_there(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.presses_send()

        assert Client().get(hanh.phone_page)["Location"] == hanh.address("kiem-tra")
        assert Client().get(hanh.address("kiem-tra"))["Location"].startswith("/dang-nhap/")


class TestTheCode:
    def test_page_says_where_it_went_and_what_to_do_without_it(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()

        page = hanh.client.get(hanh.code_page).content.decode()

        assert HANH in page
        assert 'autocomplete="one-time-code"' in page
        assert 'inputmode="numeric"' in page
        assert "Gửi lại được sau 60 giây nữa" in page
        assert "Không nhận được mã?" in page
        assert last_code() not in page

    def test_wrong_stays_with_a_sentence_and_sends_nothing(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        wrong = another(last_code())

        answer = hanh.types_code(wrong)

        assert answer.status_code == 422
        assert "còn gõ được 4 lần" in answer.content.decode()
        assert f'value="{wrong}"' in answer.content.decode()
        assert (Initiative.objects.count(), signed_in_as(hanh.client)) == (0, "")
        assert hanh.types_code(ticket=ticket_of(answer)).status_code == 303

    @pytest.mark.parametrize(
        "typed", ["", "12345", "1234567", "abcdef", "1" * 5000, "\x00", "<script>alert(1)</script>"]
    )
    def test_that_is_none_is_told_at_its_field_and_costs_no_try(self, cast: Cast, typed: str) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        ticket = ticket_of(hanh.client.get(hanh.code_page))

        answer = hanh.client.post(hanh.code_page, {"code": typed, "ticket": ticket})

        assert answer.status_code == 422
        assert answer.context["form"].errors["code"]
        assert "<script>alert" not in answer.content.decode()
        assert OneTimeCode.objects.get().tries == 0

    def test_with_spaces_is_the_same(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        digits = last_code()

        assert hanh.types_code(f" {digits[:3]} {digits[3:]} ").status_code == 303

    def test_five_wrong_ones_need_a_new_code(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        digits = last_code()

        answers = [hanh.types_code(another(digits)) for _ in range(5)]

        assert "Gửi lại mã" in answers[-1].context["form"].errors["code"][0]
        assert hanh.types_code(digits).status_code == 422
        set_clock(monkeypatch, NOW + PAUSE)
        again = hanh.client.post(hanh.code_page, {"go": "again", "ticket": ticket_of(hanh.client.get(hanh.code_page))})
        assert "Đã gửi mã mới" in hanh.client.get(again["Location"]).content.decode()
        assert hanh.types_code().status_code == 303

    def test_asked_for_again_too_soon_says_how_long_to_wait(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        ticket = ticket_of(hanh.client.get(hanh.code_page))

        again = hanh.client.post(hanh.code_page, {"go": "again", "ticket": ticket})

        assert "chờ thêm 60 giây" in hanh.client.get(again["Location"]).content.decode()
        assert Notice.objects.count() == 1

    def test_after_ten_minutes_is_none(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        set_clock(monkeypatch, NOW + timedelta(minutes=10))

        assert hanh.types_code().status_code == 422

    def test_a_ticket_nobody_here_has_written_leads_back(self, cast: Cast) -> None:
        hanh, other = Visitor(cast), Visitor(cast)
        hanh.asks()
        other.asks("0987 654 322")
        theirs = ticket_of(other.client.get(other.code_page))

        for ticket in ["", "x", theirs, theirs[:-3]]:
            answer = hanh.client.post(hanh.code_page, {"code": last_code(), "ticket": ticket})
            assert answer["Location"] == hanh.phone_page
        assert Initiative.objects.count() == 0


class TestOnce:
    def test_a_double_tap_whose_first_answer_was_lost_finds_the_same_receipt(self, cast: Cast) -> None:
        """The browser still holds the old session, which signing in has ended."""
        hanh = Visitor(cast)
        hanh.asks()
        ticket, digits, before = ticket_of(hanh.client.get(hanh.code_page)), last_code(), hanh.client.cookies.copy()

        first = hanh.types_code(digits, ticket=ticket)
        hanh.client.cookies = before
        second = hanh.types_code(digits, ticket=ticket)

        assert first["Location"] == second["Location"] == f"/gui/bien-nhan/{Initiative.objects.get().code}/"
        assert hanh.client.get(second["Location"]).status_code == 200

    def test_whose_server_died_after_signing_in_sends_with_the_same_form(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        ticket, digits, before = ticket_of(hanh.client.get(hanh.code_page)), last_code(), hanh.client.cookies.copy()
        with monkeypatch.context() as dying:
            dying.setattr("sangkien.web.people.arriving.claim_drafts", _dies)
            with pytest.raises(KeyboardInterrupt):
                hanh.types_code(digits, ticket=ticket)
        hanh.client.cookies = before

        answer = hanh.types_code(digits, ticket=ticket)

        assert answer["Location"] == f"/gui/bien-nhan/{Initiative.objects.get().code}/"

    def test_back_and_reload_lead_to_the_receipt(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        receipt = hanh.types_code()["Location"]

        for page in (hanh.phone_page, hanh.code_page, hanh.address("kiem-tra")):
            assert hanh.client.get(page, follow=True).redirect_chain[-1][0] == receipt

    def test_a_second_tab_sends_no_second_dossier(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        other_tab = ticket_of(hanh.client.get(hanh.code_page))
        receipt = hanh.types_code()["Location"]

        again = hanh.client.post(hanh.code_page, {"code": last_code(), "ticket": other_tab}, follow=True)

        assert again.redirect_chain[-1][0] == receipt
        assert Initiative.objects.count() == 1


class TestWhatWasRead:
    def test_is_what_is_sent_or_nothing_is(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()
        hanh.types("thay-doi", title="Sửa ở một cửa sổ khác, chưa xem lại")

        answer = hanh.types_code()
        page = hanh.client.get(answer["Location"])

        assert answer["Location"] == hanh.address("kiem-tra")
        assert "Bài vừa được sửa ở một cửa sổ khác" in page.content.decode()
        assert Initiative.objects.count() == 0
        assert hanh.presses_send().status_code == 303, "now signed in, one press sends it"

    def test_what_is_missing_by_then_is_shown_on_the_last_page(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hanh = Visitor(cast)
        set_clock(monkeypatch, NOW.replace(year=2023, month=8, day=31, hour=23, minute=59))
        hanh.asks()
        set_clock(monkeypatch, NOW.replace(year=2023, month=9, day=1, hour=0, minute=1))

        page = hanh.client.get(hanh.types_code()["Location"]).content.decode()

        assert "Bài chưa gửi" in page
        assert "Chương trình đã kết thúc nhận sáng kiến ngày 31/08/2023." in page
        assert hanh.draft.person == Person.objects.get(phone=HANHS)

    def test_another_tab_before_the_phone_is_told_at_once(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        seen = hanh.opens("kiem-tra").context["seen"]
        hanh.types("thay-doi", title="Sửa ở một cửa sổ khác, chưa xem lại")

        assert hanh.sends(seen=seen).status_code == 409


class TestWhoComes:
    def test_somebody_with_an_account_sends_in_its_name(self, cast: Cast) -> None:
        lan = Worker(cast).fills_in()
        lan.sends()
        lan.client.post(f"/gui/{lan.key}/dien-thoai/", {"phone": "0912 345 001"})

        types_code(lan.client, f"/gui/{lan.key}/ma/", last_code())

        assert Initiative.objects.get().entered_by == cast.person("lan")

    def test_a_helper_who_is_new_is_asked_for_a_name(self, cast: Cast) -> None:
        helper = Visitor(cast, helping="1")
        helper.asks("0987 654 322")

        asked = helper.types_code()
        unnamed = helper.types_code(ticket=ticket_of(asked), full_name="  ")
        sent = helper.types_code(ticket=ticket_of(unnamed), full_name="Lý Thị Hoa")

        assert (asked.status_code, unnamed.status_code, sent.status_code) == (422, 422, 303)
        assert "Số này chưa có tài khoản" in asked.context["form"].errors["full_name"][0]
        assert Initiative.objects.get().entered_by.full_name == "Lý Thị Hoa"
        assert [author.full_name for author in Initiative.objects.get().credited] == ["Đỗ Thị Hạnh"]

    def test_an_officer_is_told_to_use_the_password_and_sends_then(self, cast: Cast) -> None:
        officer = Visitor(cast)
        officer.asks("0912 345 003")

        answer = officer.types_code()

        assert answer.status_code == 422
        assert "cần đăng nhập bằng mật khẩu" in answer.content.decode()
        assert (signed_in_as(officer.client), Initiative.objects.count()) == ("", 0)
        check = officer.address("kiem-tra")
        signed = officer.client.post("/dang-nhap/", {"name": "mai", "password": PASSWORD, "next": check})
        assert signed["Location"] == check
        assert officer.presses_send().status_code == 303

    def test_dossiers_that_named_the_number_before_are_found_too(self, cast: Cast) -> None:
        author = cast.content().authors[0].__class__(full_name="Đỗ Thị Hạnh", phone=HANHS)
        entered = cast.submitted(by="mai", authors=(author,))
        hanh = Visitor(cast)
        hanh.asks()
        hanh.types_code()

        assert entered.code in hanh.client.get("/toi/").content.decode()
        assert cast.client("lan").get(f"/toi/ho-so/{entered.code}/").status_code == 404


class TestWithoutAGateway:
    def test_the_last_page_asks_for_the_password_as_before(self, cast: Cast, settings: Any) -> None:
        settings.SMS_URL = ""
        hanh = Visitor(cast)

        assert "Tạo tài khoản" in hanh.opens("kiem-tra").content.decode()
        assert hanh.presses_send()["Location"].startswith("/dang-nhap/?next=")
        assert hanh.client.get(hanh.phone_page)["Location"] == hanh.address("kiem-tra")
        assert hanh.client.get(hanh.code_page)["Location"] == hanh.address("kiem-tra")


class TestInADemonstration:
    def test_the_message_stands_on_the_page(self, cast: Cast, settings: Any) -> None:
        hanh = Visitor(cast)
        settings.DEMO_CLOCK = "2022-05-31T16:30:00+07:00"
        hanh.asks()

        page = hanh.client.get(hanh.code_page).content.decode()

        assert "Bản trình diễn: tin nhắn gửi tới số này" in page
        assert last_code() in page

    def test_and_never_outside_one(self, cast: Cast) -> None:
        hanh = Visitor(cast)
        hanh.asks()

        page = hanh.client.get(hanh.code_page).content.decode()

        assert "Bản trình diễn" not in page
        assert last_code() not in page


def _dies(*_: Any) -> None:
    raise KeyboardInterrupt
