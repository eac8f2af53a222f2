"""The ledger is settled up to an entry when none with a smaller number can still come, and a table is drawn as of one
moment."""

import threading
import time

import pytest
from django.db import connection, transaction

from sangkien.base.problems import NotPossible
from sangkien.counting import settling
from sangkien.counting.models import Entry
from sangkien.counting.settling import one_moment, settled
from tests.booking import book
from tests.cast import NOW, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


@pytest.fixture
def stage(transactional_db: None, cast: Cast) -> Cast:
    """The cast, really written, so that other connections see it."""
    return cast


class Elsewhere(threading.Thread):
    """Books one entry in a transaction of its own, which ends when it is let."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(daemon=True)
        self._cast, self.booked, self.may_end = cast, threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                book(self._cast, "CS-HAEMIN", 1, on=NOW.date())
                self.booked.set()
                self.may_end.wait(10)
        finally:
            connection.close()


def test_whoever_is_writing_is_waited_for(stage: Cast) -> None:
    other = Elsewhere(stage)
    other.start()
    other.booked.wait(10)
    threading.Thread(target=lambda: (time.sleep(0.3), other.may_end.set()), daemon=True).start()

    mark = settled()

    other.join(10)
    assert mark == Entry.objects.get().pk


def test_but_not_for_long(stage: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "_PATIENCE", "100ms")
    other = Elsewhere(stage)
    other.start()
    other.booked.wait(10)

    with pytest.raises(NotPossible) as no:
        settled()

    assert [problem.code for problem in no.value.problems] == ["busy"]
    other.may_end.set()
    other.join(10)


def test_within_one_moment_nothing_new_is_seen(stage: Cast) -> None:
    other = Elsewhere(stage)
    with one_moment():
        before = Entry.objects.count()
        other.may_end.set()
        other.start()
        other.join(10)

        assert Entry.objects.count() == before == 0
    assert Entry.objects.count() == 1
