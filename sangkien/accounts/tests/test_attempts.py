"""Wrong tries: how many are too many, who is never locked out, what is kept."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection

from sangkien.accounts.actions import note_attempt, take_back_attempt
from sangkien.accounts.models import Attempt, AttemptKind
from sangkien.accounts.queries import MOST_FOR_A_NAME, MOST_FROM_AN_ADDRESS, WINDOW, too_many_attempts
from sangkien.base.days import VIETNAM

NOW = datetime(2022, 5, 18, 9, 0, tzinfo=VIETNAM)


def tried(
    *, address: str = "203.0.113.7", name: str = "lan", at: datetime = NOW, kind: AttemptKind = AttemptKind.SIGN_IN
) -> bool:
    """A wrong try as a door makes it; whether it was one too many."""
    attempt = note_attempt(kind, address=address, name=name, at=at)
    refused = too_many_attempts(attempt)
    if refused:
        take_back_attempt(attempt)
    return refused


@pytest.mark.django_db
class TestTooManyAttempts:
    def test_ten_for_one_name_are_looked_at_and_the_eleventh_is_not(self) -> None:
        assert [tried() for _ in range(MOST_FOR_A_NAME + 1)] == [False] * 10 + [True]

    def test_a_hundred_from_one_address_are_looked_at_whatever_the_names(self) -> None:
        refused = [tried(name=f"worker{place}") for place in range(MOST_FROM_AN_ADDRESS + 1)]

        assert refused == [False] * 100 + [True]

    def test_another_address_and_another_name_are_not_concerned(self) -> None:
        for _ in range(MOST_FOR_A_NAME + 1):
            tried()

        assert not tried(address="198.51.100.2", name="hung")

    def test_another_door_counts_for_itself(self) -> None:
        for _ in range(MOST_FOR_A_NAME + 1):
            tried()

        assert not tried(kind=AttemptKind.LOOK_UP)

    def test_a_name_under_attack_stays_open_to_an_address_that_has_not_tried_it(self) -> None:
        for _ in range(MOST_FOR_A_NAME):
            tried(address="198.51.100.2")

        assert not tried(address="203.0.113.7")
        assert tried(address="203.0.113.7")

    def test_an_attack_that_never_rests_locks_nobody_out_for_ever(self) -> None:
        minutes = [NOW + timedelta(minutes=minute) for minute in range(60)]
        for minute in minutes:
            for _ in range(MOST_FOR_A_NAME):
                tried(address="198.51.100.2", at=minute)

        assert not tried(address="203.0.113.7", at=minutes[-1])

    def test_after_the_window_one_may_try_again(self) -> None:
        for _ in range(MOST_FOR_A_NAME + 1):
            tried()

        assert tried(at=NOW + WINDOW - timedelta(seconds=1))
        assert not tried(at=NOW + WINDOW)

    def test_refused_tries_do_not_make_the_wait_longer(self) -> None:
        for minute in range(10):
            for _ in range(MOST_FOR_A_NAME):
                tried(at=NOW if minute == 0 else NOW + timedelta(minutes=minute))

        assert not tried(at=NOW + WINDOW)

    def test_a_try_that_is_taken_back_does_not_count(self) -> None:
        for _ in range(MOST_FOR_A_NAME + 5):
            take_back_attempt(note_attempt(AttemptKind.SIGN_IN, address="203.0.113.7", name="lan", at=NOW))

        assert not tried()


@pytest.mark.django_db
class TestWhatIsKept:
    def test_what_has_left_the_window_is_forgotten(self) -> None:
        tried(name="hung")

        tried(at=NOW + WINDOW)

        assert Attempt.objects.count() == 1
        assert Attempt.objects.get().at == NOW + WINDOW

    def test_neither_the_name_nor_the_address_can_be_read(self) -> None:
        tried(name="mat khau go nham o")

        row = str(Attempt.objects.values().get())
        assert "mat khau" not in row
        assert "203.0.113.7" not in row


@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_of_thirty_tries_at_the_same_moment_ten_at_most_are_looked_at(self) -> None:
        looked_at: list[bool] = []
        start = threading.Barrier(6)

        def burst() -> None:
            start.wait()
            for _ in range(5):
                attempt = note_attempt(AttemptKind.SIGN_IN, address="203.0.113.7", name="lan", at=NOW)
                looked_at.append(not too_many_attempts(attempt))
            connection.close()

        threads = [threading.Thread(target=burst) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(looked_at) == 30
        assert 1 <= sum(looked_at) <= MOST_FOR_A_NAME
