"""Signing in by a code, and the new password of who came in that way."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test import Client

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.queries import MOST_FOR_A_NAME
from sangkien.accounts.rules import PAUSE
from sangkien.notices.models import Notice
from sangkien.web.tests.by_code import a_gateway as a_gateway
from sangkien.web.tests.by_code import another, last_code, signed_in_as, ticket_of, types_code
from sangkien.web.tests.submitting import set_clock
from tests.cast import NOW, PASSWORD, TODAY, Cast

PHONE, CODE, PASSWORD_PAGE = "/dang-nhap/dien-thoai/", "/dang-nhap/ma/", "/toi/mat-khau/"


def asks(client: Client, phone: str = "0912 345 001", query: str = "") -> HttpResponse:
    answer: HttpResponse = client.post(PHONE + query, {"phone": phone})
    return answer


def comes_in(client: Client, phone: str = "0912 345 001") -> HttpResponse:
    asks(client, phone)
    return types_code(client, CODE, last_code())


class TestSigningIn:
    def test_lan_comes_in_with_her_phone_and_no_password(self, cast: Cast) -> None:
        client = Client()

        answer = comes_in(client)

        assert answer["Location"] == "/toi/"
        assert signed_in_as(client) == str(cast.person("lan").pk)

    def test_is_offered_where_there_is_a_gateway(self, cast: Cast, settings: Any) -> None:
        assert PHONE in Client().get("/dang-nhap/").content.decode()

        settings.SMS_URL = ""
        assert PHONE not in Client().get("/dang-nhap/").content.decode()
        assert [Client().get(page)["Location"] for page in (PHONE, CODE)] == ["/dang-nhap/"] * 2

    def test_goes_on_to_where_one_was_going_and_never_elsewhere(self, cast: Cast) -> None:
        here, elsewhere = Client(), Client()
        asks(here, query="?next=/toi/ho-so/SK-2022-000001/")
        assert types_code(here, CODE, last_code())["Location"] == "/toi/ho-so/SK-2022-000001/"

        asks(elsewhere, "0912 345 002", "?next=https://evil.example/")
        assert types_code(elsewhere, CODE, last_code())["Location"] == "/toi/"

    def test_a_known_and_an_unknown_number_get_the_same_answer(self, cast: Cast) -> None:
        pages = []
        for phone in ("0912 345 001", "0912 345 003", "0987 654 321"):
            client = Client()
            asks(client, phone)
            page = client.get(CODE)
            pages.append(page.content.decode().replace(phone, "…").replace(ticket_of(page), "…"))
        same = [_without_token(page) for page in pages]

        assert same[0] == same[1] == same[2]
        assert Notice.objects.count() == 3

    def test_a_new_number_opens_an_account_under_the_name_that_is_asked_for(self, cast: Cast) -> None:
        client = Client()
        asks(client, "0987 654 321")
        asked = types_code(client, CODE, last_code())

        types_code(client, CODE, last_code(), ticket=ticket_of(asked), full_name="Đỗ Thị Hạnh")

        assert signed_in_as(client) == str(Person.objects.get(phone="+84987654321", full_name="Đỗ Thị Hạnh").pk)

    def test_an_officer_is_told_to_use_the_password(self, cast: Cast) -> None:
        client = Client()

        answer = comes_in(client, "0912 345 005")

        assert answer.status_code == 422
        assert "cần đăng nhập bằng mật khẩu" in answer.content.decode()
        assert signed_in_as(client) == ""

    def test_whoever_is_appointed_since_wears_no_hat_without_the_password(self, cast: Cast) -> None:
        client = Client()
        comes_in(client)
        unit = cast.unit("CS-MAY-TIEN-THUAN")
        Appointment.objects.create(
            person=cast.person("lan"), role=Role.GRASSROOTS_OFFICER, organisation=unit, valid=DateRange(TODAY, None)
        )

        assert client.get("/co-so/").status_code == 404
        client.post("/dang-nhap/", {"name": "lan", "password": PASSWORD})
        assert cast.client("lan").get("/co-so/").status_code == 200

    def test_gives_the_session_a_new_key(self, cast: Cast) -> None:
        client = Client()
        asks(client)
        before = client.session.session_key

        types_code(client, CODE, last_code())

        assert client.session.session_key != before

    def test_guessing_from_one_place_is_stopped_while_the_owner_comes_in(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        guesser = Client(REMOTE_ADDR="198.51.100.2")
        for number in range(2):
            set_clock(monkeypatch, NOW + number * PAUSE)
            asks(guesser)
            for _ in range(5):
                types_code(guesser, CODE, another(last_code()))
        set_clock(monkeypatch, NOW + 2 * PAUSE)
        asks(guesser)

        stopped = types_code(guesser, CODE, another(last_code()))
        owner = Client(REMOTE_ADDR="203.0.113.7")
        asks(owner)

        assert MOST_FOR_A_NAME == 10
        assert stopped.status_code == 429
        assert types_code(owner, CODE, last_code()).status_code == 302

    def test_the_code_of_whoever_asked_first_also_fits_when_somebody_else_asks_for_the_number(self, cast: Cast) -> None:
        owner, other = Client(), Client()
        asks(owner)
        asks(other)

        assert types_code(owner, CODE, last_code()).status_code == 302


class TestANewPassword:
    def test_is_set_without_the_last_one_right_after_a_code(self, cast: Cast) -> None:
        client, elsewhere = Client(), cast.client("lan")
        comes_in(client)
        assert "Đặt mật khẩu" in client.get("/toi/").content.decode()

        answer = client.post(PASSWORD_PAGE, {"password": "may do ra tui moi"})

        assert answer["Location"] == "/toi/"
        assert "Đã đổi mật khẩu" in client.get("/toi/").content.decode()
        assert cast.person("lan").check_password("may do ra tui moi")
        assert elsewhere.get("/toi/").status_code == 302, "other sessions of the account have ended"

    def test_needs_another_code_after_half_an_hour(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        client = Client()
        comes_in(client)
        set_clock(monkeypatch, NOW + timedelta(minutes=30))

        answer = client.post(PASSWORD_PAGE, {"password": "may do ra tui moi"})

        assert answer["Location"] == "/dang-nhap/dien-thoai/?next=%2Ftoi%2Fmat-khau%2F"
        asks(client, query="?next=/toi/mat-khau/")
        assert types_code(client, CODE, last_code())["Location"] == PASSWORD_PAGE
        assert client.get(PASSWORD_PAGE).status_code == 200

    @pytest.mark.parametrize("login", ["lan", "mai"])
    def test_is_not_set_by_whoever_came_in_by_password(self, cast: Cast, login: str) -> None:
        client = cast.client(login)

        assert client.post(PASSWORD_PAGE, {"password": "may do ra tui moi"}).status_code == 302
        assert cast.person(login).check_password(PASSWORD)

    @pytest.mark.parametrize("easy", ["", "12345678", "password", "x" * 500])
    def test_that_is_easy_is_refused_beside_its_box(self, cast: Cast, easy: str) -> None:
        client = Client()
        comes_in(client)

        answer = client.post(PASSWORD_PAGE, {"password": easy})

        assert answer.status_code == 422
        assert answer.context["form"].errors["password"]

    def test_is_for_whoever_has_an_account(self, cast: Cast) -> None:
        assert Client().get(PASSWORD_PAGE)["Location"].startswith("/dang-nhap/?next=")


def _without_token(page: str) -> str:
    lines = page.splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)
