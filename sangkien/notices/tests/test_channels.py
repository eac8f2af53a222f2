"""The contract with each gateway, against one that answers over HTTP as the documentation says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sangkien.notices.channels import Answer, Channel, Outcome, carried, configured
from sangkien.notices.channels.asking import client
from sangkien.notices.channels.sms import Sms
from sangkien.notices.channels.terminal import Terminal
from sangkien.notices.channels.zns import Zns
from sangkien.notices.tests.gateways import Gateway, gateway
from sangkien.notices.wording import Message, message

CODE = {"code": "042917", "minutes": "10"}


@pytest.fixture
def there() -> Iterator[Gateway]:
    with gateway() as gate:
        yield gate


@pytest.fixture
def hands() -> Iterator[httpx.Client]:
    with client() as each:
        each.timeout = httpx.Timeout(0.5)
        yield each


def a_code() -> Message:
    return message(uuid4(), "one_time_code", to="+84912345001", params=CODE, language="vi")


def sms(there: Gateway, hands: httpx.Client) -> Sms:
    return Sms(hands, there.url, "SangKien", "bi-mat")


def zns(there: Gateway, hands: httpx.Client, folder: Path) -> Zns:
    token = folder / "zns-token"
    token.write_text("the-zalo-token\n", "utf-8")
    return Zns(hands, there.url, token, {"one_time_code": "123456"})


class TestSms:
    def test_hands_over_the_short_text_under_the_notices_own_key(self, there: Gateway, hands: httpx.Client) -> None:
        there.answers(202, {"id": "gw-77"})
        said = a_code()

        answer = sms(there, hands).send(said)

        assert answer == Answer(Outcome.SENT, "sms", provider_id="gw-77")
        assert there.asked == [{"id": str(said.key), "to": "+84912345001", "from": "SangKien", "text": said.short}]
        assert there.headers[0]["authorization"] == "Bearer bi-mat"
        assert there.headers[0]["idempotency-key"] == str(said.key)

    @pytest.mark.parametrize(
        ("status", "body", "outcome", "error"),
        [
            (400, {"error": "invalid_phone"}, Outcome.NEVER, "invalid_phone"),
            (402, {"error": "quota"}, Outcome.LATER, "http 402"),
            (429, {}, Outcome.LATER, "http 429"),
            (401, {}, Outcome.LATER, "http 401"),
            (500, {}, Outcome.LATER, "http 500"),
            (503, b"<html>", Outcome.LATER, "http 503, not json"),
            (302, {}, Outcome.LATER, "http 302"),
        ],
    )
    def test_what_is_final_and_what_only_for_now(
        self, there: Gateway, hands: httpx.Client, status: int, body: Any, outcome: Outcome, error: str
    ) -> None:
        there.answers(status, body)

        assert sms(there, hands).send(a_code()) == Answer(outcome, "sms", error=error)

    def test_a_slow_gateway_is_waited_for_and_a_silent_one_is_not(self, there: Gateway, hands: httpx.Client) -> None:
        there.answers(200, {"id": "1"}, seconds=0.1)
        assert sms(there, hands).send(a_code()).outcome == Outcome.SENT

        there.answers(200, {"id": "1"}, seconds=2)
        assert sms(there, hands).send(a_code()) == Answer(Outcome.LATER, "sms", error="timeout")

    def test_a_gateway_that_is_not_there(self, hands: httpx.Client) -> None:
        nowhere = Sms(hands, "http://127.0.0.1:9/", "SangKien", "bi-mat")

        assert nowhere.send(a_code()) == Answer(Outcome.LATER, "sms", error="ConnectError")

    @pytest.mark.parametrize(
        ("url", "error"), [("http://sms:cong/", "InvalidURL"), ("sms.example", "UnsupportedProtocol")]
    )
    def test_an_address_that_is_none(self, hands: httpx.Client, url: str, error: str) -> None:
        assert Sms(hands, url, "SangKien", "bi-mat").send(a_code()) == Answer(Outcome.LATER, "sms", error=error)

    def test_is_never_led_elsewhere_with_the_token(self, there: Gateway, hands: httpx.Client) -> None:
        there.answers(307, {}, location=there.url)

        sms(there, hands).send(a_code())

        assert len(there.asked) == 1

    def test_does_not_print_its_token(self, there: Gateway, hands: httpx.Client) -> None:
        assert "bi-mat" not in repr(sms(there, hands))


class TestZns:
    def test_fills_in_the_template(self, there: Gateway, hands: httpx.Client, tmp_path: Path) -> None:
        there.answers(200, {"error": 0, "message": "Success", "data": {"msg_id": "a1b2", "sent_time": "1"}})
        said = a_code()

        answer = zns(there, hands, tmp_path).send(said)

        assert answer == Answer(Outcome.SENT, "zns", provider_id="a1b2")
        assert there.headers[0]["access_token"] == "the-zalo-token"
        assert there.asked == [
            {"phone": "84912345001", "template_id": "123456", "template_data": CODE, "tracking_id": str(said.key)}
        ]

    @pytest.mark.parametrize(
        ("status", "body", "outcome", "error"),
        [
            (200, {"error": -118, "message": "Zalo account not existed"}, Outcome.ELSEWHERE, "zns -118"),
            (200, {"error": -119}, Outcome.ELSEWHERE, "zns -119"),
            (200, {"error": -108, "message": "Phone number invalid"}, Outcome.NEVER, "zns -108"),
            (200, {"error": -144, "message": "OA has reached its daily quota"}, Outcome.LATER, "zns -144"),
            (200, {"error": -124, "message": "Access token invalid"}, Outcome.LATER, "zns -124"),
            (200, {"hello": 1}, Outcome.LATER, "http 200"),
            (200, [], Outcome.LATER, "http 200"),
            (502, {}, Outcome.LATER, "http 502"),
            (502, b"Bad Gateway", Outcome.LATER, "http 502, not json"),
        ],
    )
    def test_what_zalo_says_decides_what_is_done(
        self,
        there: Gateway,
        hands: httpx.Client,
        tmp_path: Path,
        status: int,
        body: Any,
        outcome: Outcome,
        error: str,
    ) -> None:
        there.answers(status, body)

        assert zns(there, hands, tmp_path).send(a_code()) == Answer(outcome, "zns", error=error)

    def test_a_silent_one_is_tried_again(self, there: Gateway, hands: httpx.Client, tmp_path: Path) -> None:
        there.answers(200, {"error": 0}, seconds=2)

        assert zns(there, hands, tmp_path).send(a_code()) == Answer(Outcome.LATER, "zns", error="timeout")

    def test_a_kind_without_a_template_goes_another_way(
        self, there: Gateway, hands: httpx.Client, tmp_path: Path
    ) -> None:
        said = message(uuid4(), "returned", to="+84912345001", params=_returned(), language="vi")

        assert zns(there, hands, tmp_path).send(said).outcome == Outcome.ELSEWHERE
        assert there.asked == []

    def test_a_token_that_was_renewed_is_used_at_once(
        self, there: Gateway, hands: httpx.Client, tmp_path: Path
    ) -> None:
        channel = zns(there, hands, tmp_path)
        channel.send(a_code())
        channel.token_file.write_text("the-next-token", "utf-8")

        channel.send(a_code())

        assert [headers["access_token"] for headers in there.headers] == ["the-zalo-token", "the-next-token"]

    def test_without_its_token_it_waits(self, there: Gateway, hands: httpx.Client, tmp_path: Path) -> None:
        channel = Zns(hands, there.url, tmp_path / "nothing", {"one_time_code": "123456"})

        assert channel.send(a_code()) == Answer(Outcome.LATER, "zns", error="no token")

    @pytest.mark.parametrize(
        ("kept", "answer"),
        [
            ("\ufeffthe-zalo-token\r\n".encode(), Answer(Outcome.SENT, "zns", provider_id="a1b2")),
            ("mã-của-Zalo".encode(), Answer(Outcome.LATER, "zns", error="UnicodeEncodeError")),
            ("mã".encode("utf-16"), Answer(Outcome.LATER, "zns", error="no token")),
            (b"two\nlines", Answer(Outcome.LATER, "zns", error="LocalProtocolError")),
        ],
    )
    def test_whatever_an_editor_made_of_the_tokens_file_is_an_answer(
        self, there: Gateway, hands: httpx.Client, tmp_path: Path, kept: bytes, answer: Answer
    ) -> None:
        there.answers(200, {"error": 0, "data": {"msg_id": "a1b2"}})
        channel = zns(there, hands, tmp_path)
        channel.token_file.write_bytes(kept)

        assert channel.send(a_code()) == answer
        assert {headers["access_token"] for headers in there.headers} <= {"the-zalo-token"}


class TestTheWay:
    def test_a_number_without_zalo_gets_an_sms(self, there: Gateway, hands: httpx.Client, tmp_path: Path) -> None:
        there.answers(200, {"error": -118})
        with gateway() as other:
            other.answers(200, {"id": "gw-1"})

            answer = carried(a_code(), [zns(there, hands, tmp_path), sms(other, hands)])

        assert answer == Answer(Outcome.SENT, "sms", provider_id="gw-1")

    def test_a_code_does_not_wait_for_zalo_to_come_back(self) -> None:
        down, up = Told(Outcome.LATER), Told(Outcome.SENT)

        assert carried(a_code(), [down, up]).outcome == Outcome.SENT

    def test_what_is_not_urgent_waits_for_the_cheaper_channel(self) -> None:
        said = message(uuid4(), "returned", to="+84912345001", params=_returned(), language="vi")

        assert carried(said, [Told(Outcome.LATER), Told(Outcome.SENT)]).outcome == Outcome.LATER

    def test_a_number_that_does_not_exist_is_not_tried_twice(self) -> None:
        assert carried(a_code(), [Told(Outcome.NEVER), Told(Outcome.SENT)]).outcome == Outcome.NEVER

    def test_is_zalo_then_sms_and_neither_in_a_demonstration(self, settings: Any) -> None:
        settings.ZNS_TOKEN_FILE, settings.SMS_URL, settings.DEBUG = "/run/zns-token", "https://sms.example/", True
        assert configured() == ["zns", "sms"]

        settings.DEMO_CLOCK = "2022-05-31T16:30:00+07:00"
        assert configured() == ["screen"]

    def test_is_the_terminal_for_developers_and_none_in_life_without_a_gateway(self, settings: Any) -> None:
        settings.DEBUG = True
        assert configured() == ["console"]

        settings.DEBUG = False
        assert configured() == []


def test_the_terminal_shows_the_message(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Terminal("console").send(a_code())

    assert answer.outcome == Outcome.SENT
    assert "+84912345001: 042917 là mã đăng nhập" in capsys.readouterr().err


class Told:
    """A channel of which only the outcome matters."""

    name = "told"

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def send(self, message: Message) -> Answer:
        return Answer(self._outcome, self.name)


_checked: Channel = Told(Outcome.SENT)


def _returned() -> dict[str, str]:
    return {"name": "Lan", "dossier": "SK-2022-000871", "points": "2"}
