"""Two reviewers press their buttons at the same moment, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from sangkien.initiatives.models import Event
from sangkien.initiatives.states import State
from sangkien.review.models import Decision
from sangkien.statistics.figures import figures
from tests.cast import NOW, Cast, seed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def committed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast where everybody can see it."""
    monkeypatch.setattr("sangkien.web.middleware.now", lambda *_heard: NOW)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return seed()


def at_once(*presses: Any) -> list[int]:
    """Press all buttons together; the statuses of the answers."""
    together = Barrier(len(presses), timeout=20)

    def run(press: Any) -> int:
        try:
            together.wait()
            return int(press().status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as people:
        return list(people.map(run, presses))


def test_one_decides_the_other_is_told_and_nothing_is_overwritten(committed: Cast) -> None:
    one = committed.confirmed()
    minh, yen = committed.client("minh"), committed.client("yen")
    address = f"/duyet/{one.code}"

    answers = at_once(
        lambda: minh.post(f"{address}/hop-le/", {"seen": one.version}),
        lambda: yen.post(
            f"{address}/khong-du-dieu-kien/",
            {"seen": one.version, "reasons": ["garbage"], "loi_garbage": "Chưa có nội dung."},
        ),
    )

    decided = committed.again(one)
    assert sorted(answers) == [302, 409]
    assert decided.state == (State.VALID if answers[0] == 302 else State.INELIGIBLE)
    assert decided.version == one.version + 1
    assert Decision.objects.exclude(verdict="CONFIRMED").count() == 1
    assert Event.objects.filter(initiative=one).count() == 3


def test_a_button_pressed_twice_counts_once(committed: Cast) -> None:
    one = committed.confirmed()
    minh, again = committed.client("minh"), committed.client("minh")

    answers = at_once(
        *(lambda tab=tab: tab.post(f"/duyet/{one.code}/hop-le/", {"seen": one.version}) for tab in (minh, again))
    )

    counted = figures(
        committed.unit("LDLD-NINH-THUAN"), programme=committed.programme, phase=committed.phase, as_of=NOW.date()
    )
    assert sorted(answers) == [302, 302]
    assert counted.valid == 1
