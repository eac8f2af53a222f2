"""What the database refuses of notices."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sangkien.base.days import VIETNAM
from sangkien.notices.models import Notice
from tests.refused import refused, untried

NOON = datetime(2022, 5, 18, 12, 0, tzinfo=VIETNAM)

REFUSED: dict[str, dict[str, Any]] = {
    "a_notice_goes_to_an_e164_phone": {"to": "0912345001"},
    "notice_state_is_known": {"state": "LOST", "next_try_at": None},
    "notice_language_is_known": {"language": "fr"},
    "only_a_queued_notice_has_a_next_try": {"next_try_at": None},
    "a_sent_notice_says_when_and_by_which_channel": {"state": "SENT", "next_try_at": None, "sent_at": NOON},
    "a_secret_is_forgotten_once_it_is_over": {"secret": True, "state": "FAILED", "next_try_at": None},
}


def queued(**changes: Any) -> Notice:
    facts = {"kind": "one_time_code", "to": "+84912345001", "params": {"code": "042917"}, "written_at": NOON}
    return Notice(**facts | {"expires_at": NOON + timedelta(minutes=10), "next_try_at": NOON} | changes)


@pytest.mark.django_db
@pytest.mark.parametrize("rule", REFUSED)
def test_is_refused(rule: str) -> None:
    queued().save()

    with refused(rule):
        queued(**REFUSED[rule]).save()


def test_every_promise_is_tried(db: None) -> None:
    assert untried("notices", REFUSED) == set()
