"""Coming in: sign in, register, change the hat, sign out."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sangkien.accounts.models import Attempt, Person, Role
from sangkien.accounts.queries import MOST_FOR_A_NAME, MOST_FROM_AN_ADDRESS
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft
from sangkien.web.people.guard import address_of
from tests.cast import NOW, PASSWORD, Cast

NEUTRAL = "chưa khớp. Anh/chị thử lại nhé."


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "203.0.113.7")
    return client.post(reverse("sign-in"), {"name": name, "password": password, **more}, REMOTE_ADDR=address)


def signed_in_as(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


class TestSignIn:
    @pytest.mark.parametrize("name", ["lan", " LAN ", "0912345001", "0912 345 001", "0912.345.001", "+84 912 345 001"])
    def test_takes_a_user_name_or_a_phone_number_in_any_usual_form(self, cast: Cast, name: str) -> None:
        client = Client()

        answer = sign_in(client, name)

        assert answer.status_code == 302
        assert signed_in_as(client) == str(cast.person("lan").pk)

    def test_says_the_same_of_an_unknown_name_a_wrong_password_and_a_closed_account(self, cast: Cast) -> None:
        Person.objects.filter(username="hung").update(is_active=False)

        answers = [
            sign_in(Client(), "khong-co-ai"),
            sign_in(Client(), "lan", "mot mat khau khac"),
            sign_in(Client(), "hung"),
        ]

        assert [answer.status_code for answer in answers] == [422, 422, 422]
        said = [answer.context["form"].non_field_errors() for answer in answers]
        assert said[0] == said[1] == said[2]
        assert NEUTRAL in said[0][0]

    def test_names_each_empty_box_and_keeps_the_name(self, cast: Cast) -> None:
        answer = sign_in(Client(), "lan", "")

        assert answer.status_code == 422
        assert answer.context["form"].errors == {"password": ["Ghi mật khẩu"]}
        assert 'value="lan"' in answer.content.decode()
        assert "<title>Cần xem lại:" in answer.content.decode()

    def test_never_sends_the_password_back(self, cast: Cast) -> None:
        assert "mot mat khau khac" not in sign_in(Client(), "lan", "mot mat khau khac").content.decode()

    @pytest.mark.parametrize("name", ["x" * 100_000, "a\x00b", "<script>alert(1)</script>", "\ufffd", "' OR 1=1 --"])
    def test_strange_names_are_only_wrong(self, cast: Cast, name: str) -> None:
        answer = sign_in(Client(), name)

        assert answer.status_code == 422
        assert "<script>alert" not in answer.content.decode()

    @pytest.mark.parametrize("password", ["x" * 100_000, "a\x00b"])
    def test_strange_passwords_are_only_wrong(self, cast: Cast, password: str) -> None:
        assert sign_in(Client(), "lan", password).status_code == 422

    def test_gives_the_session_a_new_key(self, cast: Cast) -> None:
        client = Client()
        session = client.session
        session["drafts"] = []
        session.save()
        before = session.session_key

        sign_in(client, "lan")

        assert client.session.session_key != before

    @pytest.mark.parametrize(
        ("login", "page"), [("lan", "my-page"), ("mai", "grassroots"), ("minh", "queue"), ("dong", "board")]
    )
    def test_leads_to_where_ones_work_lies(self, cast: Cast, login: str, page: str) -> None:
        assert sign_in(Client(), login).url == reverse(page)

    def test_goes_on_to_where_one_was_going(self, cast: Cast) -> None:
        client = Client()
        turned_away = client.get("/toi/ho-so/SK-2022-000001/")
        page = client.get(turned_away.url).content.decode()

        assert 'name="next" value="/toi/ho-so/SK-2022-000001/"' in page
        assert sign_in(client, "lan", next="/toi/ho-so/SK-2022-000001/").url == "/toi/ho-so/SK-2022-000001/"

    @pytest.mark.parametrize(
        "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\t//evil"]
    )
    def test_never_leads_elsewhere(self, cast: Cast, elsewhere: str) -> None:
        answer = sign_in(Client(), "lan", next=elsewhere)

        assert answer.url == reverse("my-page")

    def test_who_is_in_already_is_not_asked_again(self, cast: Cast) -> None:
        assert cast.client("lan").get(reverse("sign-in")).url == reverse("my-page")

    def test_what_was_begun_before_becomes_ones_own(self, cast: Cast) -> None:
        client = Client()
        draft = _begun(cast, client)

        sign_in(client, "lan")

        assert Draft.objects.get(pk=draft.pk).person == cast.person("lan")


class TestTooOften:
    def test_after_ten_wrong_passwords_even_the_right_one_must_wait(self, cast: Cast) -> None:
        for _ in range(MOST_FOR_A_NAME):
            sign_in(Client(), "lan", "sai mat khau")

        answer = sign_in(Client(), "0912 345 001".replace(" ", ""), "sai")
        right = sign_in(Client(), "lan")

        assert answer.status_code == 422, "another name of the same person counts for itself"
        assert right.status_code == 429
        assert "khoảng mười phút" in right.content.decode()

    def test_the_phone_number_is_one_name_however_it_is_written(self, cast: Cast) -> None:
        written = ["0912345001", "0912 345 001", "0912.345.001", "+84912345001", "84912345001"]
        for place in range(MOST_FOR_A_NAME):
            sign_in(Client(), written[place % len(written)], "sai mat khau")

        assert sign_in(Client(), "+84 912 345 001", "sai").status_code == 429

    def test_the_owner_comes_in_from_elsewhere_while_the_name_is_attacked(self, cast: Cast) -> None:
        for _ in range(MOST_FOR_A_NAME + 5):
            sign_in(Client(), "lan", "sai mat khau", address="198.51.100.2")

        assert sign_in(Client(), "lan", address="203.0.113.7").status_code == 302

    def test_one_address_cannot_try_name_after_name(self, cast: Cast) -> None:
        for place in range(MOST_FROM_AN_ADDRESS):
            sign_in(Client(), f"nguoi{place}", "sai mat khau")

        assert sign_in(Client(), "lan").status_code == 429
        assert sign_in(Client(), "lan", address="198.51.100.2").status_code == 302

    def test_signing_in_as_often_as_one_likes_is_no_wrong_try(self, cast: Cast) -> None:
        for _ in range(MOST_FOR_A_NAME + 2):
            assert sign_in(Client(), "lan").status_code == 302

        assert not Attempt.objects.exists()


class TestAddressOf:
    def test_is_the_visitors(self) -> None:
        assert address_of(RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")) == "203.0.113.7"

    def test_of_ipv6_is_the_network(self) -> None:
        one = address_of(RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:aaaa::1"))
        other = address_of(RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:bbbb::9"))

        assert one == other == "2001:db8:1:2::"

    def test_what_a_visitor_claims_is_not_believed(self) -> None:
        claimed = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="8.8.8.8")

        assert address_of(claimed) == "203.0.113.7"

    def test_behind_our_proxy_is_the_one_that_the_proxy_added(self, settings: Any) -> None:
        settings.SECURE = True
        proxied = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="8.8.8.8, 198.51.100.2")

        assert address_of(proxied) == "198.51.100.2"


class TestRegister:
    def filled(self, **changes: str) -> dict[str, str]:
        return {"full_name": "Đỗ Thị Hạnh", "phone": "0987 654 321", "password": "to may so bay vui", **changes}

    def test_opens_an_account_and_comes_in(self, cast: Cast) -> None:
        client = Client()

        answer = client.post(reverse("register"), self.filled())

        person = Person.objects.get(phone="+84987654321")
        assert answer.url == reverse("my-page")
        assert person.full_name == "Đỗ Thị Hạnh"
        assert signed_in_as(client) == str(person.pk)

    def test_goes_on_with_the_draft_that_was_begun(self, cast: Cast) -> None:
        client = Client()
        draft = _begun(cast, client)

        client.post(reverse("register"), self.filled())

        assert Draft.objects.get(pk=draft.pk).person == Person.objects.get(phone="+84987654321")

    def test_a_name_typed_apart_or_in_another_form_is_kept_composed(self, cast: Cast) -> None:
        Client().post(reverse("register"), self.filled(full_name="  Đỗ   Thi\u0323 Ha\u0323nh "))

        assert Person.objects.get(phone="+84987654321").full_name == "Đỗ Thị Hạnh"

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("full_name", "", "Ghi họ và tên"),
            ("full_name", "12345", "Ghi họ và tên bằng chữ"),
            ("full_name", "x" * 5000, "rút gọn"),
            ("full_name", "<script>alert(1)</script>", "mã lệnh của trang web"),
            ("phone", "", "Ghi số điện thoại"),
            ("phone", "không có", "Ghi số điện thoại bằng chữ số"),
            ("phone", "0912", "Xem lại từng chữ số"),
            ("phone", "9" * 5000, "ngắn"),
            ("password", "", "Đặt một mật khẩu"),
            ("password", "x" * 5000, "128 ký tự"),
            ("phone", "0912345001", "đã có tài khoản"),
        ],
    )
    def test_says_beside_the_field_what_needs_another_look(self, cast: Cast, field: str, typed: str, said: str) -> None:
        answer = Client().post(reverse("register"), self.filled(**{field: typed}))

        assert answer.status_code == 422
        assert said in " ".join(answer.context["form"].errors[field])
        assert "<script>alert" not in answer.content.decode()

    @pytest.mark.parametrize("easy", ["1234567", "12345678", "password"])
    def test_an_easy_password_is_refused_beside_its_box(self, cast: Cast, easy: str) -> None:
        answer = Client().post(reverse("register"), self.filled(password=easy))

        assert answer.status_code == 422
        assert answer.context["form"].errors["password"]
        assert not Person.objects.filter(phone="+84987654321").exists()

    def test_keeps_what_was_typed_but_the_password(self, cast: Cast) -> None:
        page = Client().post(reverse("register"), self.filled(phone="0912")).content.decode()

        assert 'value="Đỗ Thị Hạnh"' in page
        assert 'value="0912"' in page
        assert "to may so bay vui" not in page


class TestHats:
    def test_minh_changes_his_hat_and_goes_to_its_work(self, cast: Cast) -> None:
        client = cast.client("minh")
        chair = cast.actor("minh", role=Role.GRASSROOTS_OFFICER).hat
        assert chair

        answer = client.post(reverse("set-hat"), {"hat": chair.pk})

        assert answer.url == reverse("grassroots")
        assert client.session["hat"] == chair.pk

    @pytest.mark.parametrize("hat", ["", "0", "x", "999999"])
    def test_a_hat_that_is_not_there_is_not_found(self, cast: Cast, hat: str) -> None:
        assert cast.client("minh").post(reverse("set-hat"), {"hat": hat}).status_code == 404

    def test_nobody_puts_on_anothers_hat(self, cast: Cast) -> None:
        reviewer = cast.actor("minh").hat
        assert reviewer

        client = cast.client("mai")

        assert client.post(reverse("set-hat"), {"hat": reviewer.pk}).status_code == 404
        assert "hat" not in client.session

    def test_is_no_link(self, cast: Cast) -> None:
        assert cast.client("minh").get(reverse("set-hat")).status_code == 302


class TestSignOut:
    def test_leaves_nothing_of_ones_own_in_the_browser(self, cast: Cast) -> None:
        client = cast.client("lan")
        session = client.session
        session["drafts"] = ["0b5bd7a5-0000-4000-8000-000000000000"]
        session.save()

        answer = client.post(reverse("sign-out"))

        assert answer.url == reverse("home")
        assert not signed_in_as(client)
        assert "drafts" not in client.session

    def test_is_no_link_that_a_picture_could_load(self, cast: Cast) -> None:
        client = cast.client("lan")

        assert client.get(reverse("sign-out")).status_code == 302
        assert signed_in_as(client)


class TestLanguage:
    def test_changes_and_comes_back_to_the_page(self, cast: Cast) -> None:
        client = Client()

        answer = client.post(reverse("set_language"), {"language": "en", "next": "/huong-dan/"})

        assert answer.url == "/huong-dan/"
        assert '<html lang="en">' in client.get("/huong-dan/").content.decode()

    def test_never_leads_elsewhere(self, cast: Cast) -> None:
        answer = Client().post(reverse("set_language"), {"language": "en", "next": "https://evil.example/"})

        assert "evil" not in answer.url


def _begun(cast: Cast, client: Client) -> Draft:
    """A draft that this browser has begun without signing in."""
    nobody = cast.actor("lan")
    draft = actions.start_draft(cast.programme, by=type(nobody)(person=None, on=nobody.on), at=NOW)
    session = client.session
    session["drafts"] = [str(draft.key)]
    session.save()
    return draft
