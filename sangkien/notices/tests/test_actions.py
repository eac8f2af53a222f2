"""From the outbox to the phone: in time, at least once, and no secret kept."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sangkien.base.days import VIETNAM
from sangkien.notices.actions import AT_ONCE, deliver, forget_old, write
from sangkien.notices.models import Notice, State
from sangkien.notices.queries import can_send, late, shown_in_a_demonstration
from sangkien.notices.rules import MOST_TRIES, next_try, not_before
from sangkien.notices.tests.gateways import Gateway, gateway

NOON = datetime(2022, 5, 18, 12, 0, tzinfo=VIETNAM)
NIGHT = datetime(2022, 5, 18, 23, 30, tzinfo=VIETNAM)
LAN = "+84912345001"
DEMO = "2022-05-31T16:30:00+07:00"

pytestmark = pytest.mark.django_db


@pytest.fixture
def sms(settings: Any) -> Iterator[Gateway]:
    with gateway() as gate:
        settings.SMS_URL = gate.url
        gate.answers(200, {"id": "gw-1"})
        yield gate


def a_code(*, at: datetime = NOON) -> Notice:
    params = {"code": "042917", "minutes": 10}
    return write("one_time_code", to=LAN, params=params, at=at, secret=True, until=at + timedelta(minutes=10))


def returned(*, at: datetime = NOON) -> Notice:
    return write("returned", to=LAN, params={"name": "Lan", "dossier": "SK-2022-000871", "points": 2}, at=at)


class TestSending:
    def test_a_code_goes_out_and_is_then_known_to_nobody_here(self, sms: Gateway) -> None:
        notice = a_code()

        assert deliver(at=NOON) == 1

        assert sms.asked[0]["text"].startswith("042917 la ma")
        assert sms.asked[0]["id"] == str(notice.key)
        notice.refresh_from_db()
        assert (notice.state, notice.channel, notice.provider_id) == (State.SENT, "sms", "gw-1")
        assert (notice.params, notice.sent_at, notice.next_try_at) == ({}, NOON, None)

    def test_once_is_enough(self, sms: Gateway) -> None:
        a_code()

        assert [deliver(at=NOON), deliver(at=NOON)] == [1, 0]
        assert len(sms.asked) == 1

    def test_a_code_does_not_wait_behind_news(self, sms: Gateway) -> None:
        for minutes in range(AT_ONCE):
            returned(at=NOON - timedelta(hours=1, minutes=minutes))
        code = a_code()

        deliver(at=NOON)

        code.refresh_from_db()
        assert code.state == State.SENT

    def test_what_was_undone_is_never_told(self, sms: Gateway) -> None:
        with pytest.raises(RuntimeError), transaction.atomic():
            returned()
            raise RuntimeError

        assert deliver(at=NOON) == 0
        assert sms.asked == []

    def test_what_is_no_secret_is_kept_for_questions(self, sms: Gateway) -> None:
        notice = returned()

        deliver(at=NOON)

        notice.refresh_from_db()
        assert notice.params == {"name": "Lan", "dossier": "SK-2022-000871", "points": "2"}

    def test_a_number_without_zalo_gets_its_code_by_sms(self, sms: Gateway, settings: Any, tmp_path: Path) -> None:
        settings.ZNS_TOKEN_FILE, settings.ZNS_TEMPLATES = str(tmp_path / "token"), {"one_time_code": "1"}
        (tmp_path / "token").write_text("t", "utf-8")
        notice = a_code()
        with gateway() as zalo:
            settings.ZNS_URL = zalo.url
            zalo.answers(200, {"error": -118})

            deliver(at=NOON)

        notice.refresh_from_db()
        assert (notice.state, notice.channel) == (State.SENT, "sms")


class TestWhatCannotBeSaid:
    def asked(self, link: str) -> Notice:
        params = {"name": "Lan", "dossier": "SK-2022-000871", "link": link}
        return write("author_asked", to=LAN, params=params, at=NOON)

    def test_a_link_too_long_for_a_message_fails_and_the_others_go_out(self, sms: Gateway) -> None:
        long = self.asked(f"https://{'x' * 200}.vn/xn/abc/")
        other = returned()

        deliver(at=NOON)

        long.refresh_from_db()
        other.refresh_from_db()
        assert (long.state, long.last_error) == (State.FAILED, "too long: link")
        assert (other.state, len(sms.asked)) == (State.SENT, 1)

    def test_nor_does_one_written_for_an_earlier_wording_stop_the_others(self, sms: Gateway) -> None:
        old, gone, other = returned(), returned(), returned()
        Notice.objects.filter(pk=old.pk).update(params={"name": "Lan", "dossier": "SK-2022-000871"})
        Notice.objects.filter(pk=gone.pk).update(kind="thank_you")

        deliver(at=NOON)
        deliver(at=NOON + timedelta(minutes=1))

        states = dict(Notice.objects.values_list("pk", "state"))
        assert states == {old.pk: State.FAILED, gone.pk: State.FAILED, other.pk: State.SENT}
        assert len(sms.asked) == 1

    def test_a_demonstration_shows_nothing_of_it(self, settings: Any) -> None:
        settings.DEMO_CLOCK = DEMO
        self.asked(f"https://{'x' * 200}.vn/xn/abc/")

        assert shown_in_a_demonstration(LAN, at=NOON) == ""


class TestTryingAgain:
    def test_the_pauses_grow_and_then_it_is_given_up(self, sms: Gateway) -> None:
        sms.answers(503)
        notice = returned()
        tried, at = [], NOON
        while Notice.objects.filter(state=State.QUEUED).exists():
            notice.refresh_from_db()
            assert notice.next_try_at
            at = max(at, notice.next_try_at)
            tried.append(at)
            deliver(at=at)

        notice.refresh_from_db()
        pauses = [after - before for before, after in pairwise(tried)]
        assert len(tried) == MOST_TRIES
        assert pauses == sorted(pauses)
        assert (notice.state, notice.last_error, notice.sent_at) == (State.FAILED, "http 503", None)

    def test_not_before_its_time(self, sms: Gateway) -> None:
        sms.answers(503)
        returned()
        deliver(at=NOON)

        assert deliver(at=NOON + timedelta(seconds=29)) == 0
        sms.answers(200)
        assert deliver(at=NOON + timedelta(seconds=30)) == 1
        assert Notice.objects.get().state == State.SENT

    def test_a_number_that_does_not_exist_is_given_up_at_once(self, sms: Gateway) -> None:
        sms.answers(400, {"error": "invalid_phone"})
        notice = a_code()

        deliver(at=NOON)

        notice.refresh_from_db()
        assert (notice.state, notice.last_error, notice.params) == (State.FAILED, "invalid_phone", {})

    def test_whose_postman_was_killed_goes_out_under_the_same_key(
        self, sms: Gateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        notice = a_code()
        with monkeypatch.context() as killed:
            killed.setattr("sangkien.notices.actions._settle", _dies)
            with pytest.raises(KeyboardInterrupt):
                deliver(at=NOON)

        deliver(at=NOON + timedelta(seconds=30))

        assert [asked["id"] for asked in sms.asked] == [str(notice.key)] * 2
        assert Notice.objects.get().state == State.SENT

    def test_without_a_gateway_it_waits_and_is_dropped_when_it_is_old(self, settings: Any) -> None:
        notice = returned()

        assert deliver(at=NOON) == 0
        assert (Notice.objects.get().tries, can_send()) == (0, False)
        deliver(at=NOON + timedelta(days=3))

        notice.refresh_from_db()
        assert (notice.state, notice.last_error) == (State.FAILED, "expired")

    def test_what_waits_for_long_is_told_to_the_operator(self) -> None:
        returned()

        assert [late(NOON + timedelta(minutes=4)), late(NOON + timedelta(minutes=6))] == [0, 1]


class TestSecrets:
    def test_one_that_has_expired_is_not_sent_and_not_kept(self, sms: Gateway) -> None:
        notice = a_code()

        deliver(at=NOON + timedelta(minutes=10))

        notice.refresh_from_db()
        assert sms.asked == []
        assert (notice.state, notice.params) == (State.FAILED, {})

    def test_names_and_numbers_are_forgotten_after_thirty_days(self, sms: Gateway) -> None:
        returned()
        deliver(at=NOON)

        assert forget_old(at=NOON + timedelta(days=30)) == 0
        assert forget_old(at=NOON + timedelta(days=30, seconds=1)) == 1


class TestQuietHours:
    @pytest.mark.parametrize(
        ("hour", "goes_out"),
        [
            ((20, 59), (18, 20, 59)),
            ((21, 0), (19, 6, 0)),
            ((23, 30), (19, 6, 0)),
            ((0, 1), (18, 6, 0)),
            ((5, 59), (18, 6, 0)),
            ((6, 0), (18, 6, 0)),
        ],
    )
    def test_nothing_rings_from_nine_to_six(self, hour: tuple[int, int], goes_out: tuple[int, int, int]) -> None:
        moment = datetime(2022, 5, 18, *hour, tzinfo=VIETNAM)

        day, *clock = goes_out
        assert not_before(moment, urgent=False) == datetime(2022, 5, day, *clock, tzinfo=VIETNAM)
        assert not_before(moment, urgent=True) == moment

    def test_a_code_goes_out_at_night_and_news_in_the_morning(self, sms: Gateway) -> None:
        a_code(at=NIGHT)
        news = returned(at=NIGHT)

        deliver(at=NIGHT)

        assert len(sms.asked) == 1
        assert news.next_try_at == datetime(2022, 5, 19, 6, 0, tzinfo=VIETNAM)

    def test_what_waited_for_the_gateway_until_night_waits_for_the_morning(self, sms: Gateway) -> None:
        news, code = returned(), a_code(at=NIGHT)

        assert [deliver(at=NIGHT), deliver(at=NIGHT)] == [2, 0]

        news.refresh_from_db()
        assert [asked["id"] for asked in sms.asked] == [str(code.key)]
        assert (news.tries, news.next_try_at) == (0, datetime(2022, 5, 19, 6, 0, tzinfo=VIETNAM))

    def test_a_second_try_does_not_ring_at_night_either(self) -> None:
        evening = datetime(2022, 5, 18, 20, 59, 50, tzinfo=VIETNAM)

        assert next_try(1, at=evening, urgent=False) == datetime(2022, 5, 19, 6, 0, tzinfo=VIETNAM)


class TestInADemonstration:
    def test_the_last_message_is_shown_until_it_expires(
        self, settings: Any, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.DEMO_CLOCK = DEMO
        a_code()
        assert shown_in_a_demonstration(LAN, at=NOON).startswith("042917 là mã")
        deliver(at=NOON)

        assert shown_in_a_demonstration(LAN, at=NOON).startswith("042917 là mã")
        assert "042917" in capsys.readouterr().err
        deliver(at=NOON + timedelta(minutes=10))
        assert shown_in_a_demonstration(LAN, at=NOON + timedelta(minutes=10)) == ""
        assert Notice.objects.get().params == {}

    def test_outside_one_nobody_asks_what_its_screen_shows(self) -> None:
        with CaptureQueriesContext(connection) as asked:
            deliver(at=NOON)

        assert not [query for query in asked if query["sql"].startswith("UPDATE")]

    def test_and_never_outside_one(self) -> None:
        a_code()

        assert shown_in_a_demonstration(LAN, at=NOON) == ""


@pytest.mark.django_db(transaction=True)
def test_two_postmen_never_carry_the_same_notice(sms: Gateway) -> None:
    for _ in range(20):
        a_code()
    sms.seconds = 0.05

    def rounds() -> None:
        while deliver(at=NOON):
            pass
        connection.close()

    postmen = [threading.Thread(target=rounds) for _ in range(2)]
    for postman in postmen:
        postman.start()
    for postman in postmen:
        postman.join()

    keys = [asked["id"] for asked in sms.asked]
    assert len(keys) == len(set(keys)) == 20
    assert set(Notice.objects.values_list("state", flat=True)) == {State.SENT}


def _dies(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt
