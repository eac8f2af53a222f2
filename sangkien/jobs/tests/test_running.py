"""Mai has a file of a thousand rows entered. Whatever happens to the machine, each row is entered once."""

import threading
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django.utils.translation import override

from sangkien.base.clock import real_now
from sangkien.base.problems import NotPossible, Problem
from sangkien.jobs.actions import ask, cancel
from sangkien.jobs.models import LEASE, Job, Worker
from sangkien.jobs.rules import MOST_LOST
from sangkien.jobs.running import beat, carry_out, leave, take_up
from sangkien.jobs.states import State
from sangkien.jobs.tests import counting
from sangkien.jobs.tests.counting import COUNT, counted
from sangkien.jobs.tests.working import work_off
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


class PowerCut(BaseException):
    """The machine is gone: nothing of this process runs any more."""


def asked(cast: Cast, rows: int = 10, **more: object) -> Job:
    return ask(COUNT, by=cast.person("mai"), unit=cast.unit("CS-MAY-TIEN-THUAN"), params={"rows": rows}, at=NOW, **more)


def worker(*, seen_ago: timedelta = timedelta()) -> UUID:
    key = uuid4()
    beat(key, heard=real_now() - seen_ago)
    return key


def taken_up(key: UUID, *, later: timedelta = timedelta()) -> Job:
    job = take_up(key, at=NOW, heard=real_now() + later)
    assert job is not None
    return job


def cut_off(*, after: int) -> None:
    """The power goes once so many rows are done."""

    def cut(job: Job) -> None:
        if job.done == after:
            raise PowerCut

    counting.between.append(cut)


def killed(cast: Cast, *, after: int, rows: int = 10) -> Job:
    """A job whose machine went down half a minute ago."""
    job = asked(cast, rows)
    cut_off(after=after)
    with pytest.raises(PowerCut):
        carry_out(taken_up(worker()), clock=lambda: NOW)
    counting.between.clear()
    Worker.objects.update(seen_at=real_now() - 2 * LEASE)
    return job


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_every_row_is_entered_and_the_job_says_so(cast: Cast) -> None:
    asked(cast, rows=10)

    [job] = work_off(NOW)

    assert counted() == list(range(10))
    assert (job.state, job.done, job.total, job.percent) == (State.DONE, 10, 10, 100)
    assert job.result == {"rows": 10}
    assert (job.began_at, job.ended_at) == (NOW, NOW)


class TestAMachineThatWasKilled:
    def test_another_goes_on_where_it_was_and_enters_no_row_twice(self, cast: Cast) -> None:
        job = killed(cast, after=6)
        assert (again(job).state, again(job).done) == (State.RUNNING, 6)

        work_off(NOW)

        assert counted() == list(range(10))
        assert (again(job).state, again(job).attempt) == (State.DONE, 2)

    def test_its_job_is_nobodys_else_as_long_as_it_may_live(self, cast: Cast) -> None:
        asked(cast)
        taken_up(worker())

        assert take_up(worker(), at=NOW, heard=real_now() + LEASE - timedelta(seconds=5)) is None

    def test_that_only_slept_writes_nothing_once_its_job_is_anothers(self, cast: Cast) -> None:
        job, other = asked(cast), worker()

        def sleep(_job: Job) -> None:
            counting.between.clear()
            carry_out(taken_up(other, later=2 * LEASE), clock=lambda: NOW)

        counting.between.append(sleep)
        Worker.objects.update(seen_at=real_now() - 2 * LEASE)
        slept = taken_up(worker())
        carry_out(slept, clock=lambda: NOW)

        assert counted() == list(range(10))
        assert (again(job).state, again(job).attempt) == (State.DONE, 2)

    def test_a_job_that_takes_every_machine_down_is_given_up_with_a_reference(self, cast: Cast) -> None:
        job = killed(cast, after=6)
        for _time in range(MOST_LOST):
            key = worker()
            if take_up(key, at=NOW, heard=real_now()):
                Worker.objects.update(seen_at=real_now() - 2 * LEASE)

        failed = again(job)
        assert failed.state == State.FAILED
        assert "bị ngắt nhiều lần" in failed.failure
        assert len(failed.reference) == 8
        assert counted() == list(range(6))  # what was done stays

    def test_a_job_that_gets_on_between_two_cuts_is_never_given_up(self, cast: Cast) -> None:
        job = killed(cast, after=3, rows=3 * (MOST_LOST + 3))
        for done in range(6, 3 * (MOST_LOST + 2), 3):
            cut_off(after=done)
            with pytest.raises(PowerCut):
                carry_out(taken_up(worker(), later=2 * LEASE), clock=lambda: NOW)
            counting.between.clear()
            Worker.objects.update(seen_at=real_now() - 2 * LEASE)

        work_off(NOW)

        assert again(job).state == State.DONE


class TestAMachineThatIsToldToLeave:
    def test_gives_its_job_back_at_once_and_it_goes_on_elsewhere(self, cast: Cast) -> None:
        job, stopping, key = asked(cast), threading.Event(), worker()
        counting.between.append(lambda _job: stopping.set())
        carry_out(taken_up(key), clock=lambda: NOW, stopping=stopping)
        leave(key)

        assert (again(job).state, again(job).done, Worker.objects.count()) == (State.QUEUED, 3, 0)
        work_off(NOW)
        assert counted() == list(range(10))

    def test_gives_it_back_on_ctrl_c_as_well(self, cast: Cast) -> None:
        job = asked(cast)

        def ctrl_c(_job: Job) -> None:
            raise KeyboardInterrupt

        counting.between.append(ctrl_c)
        with pytest.raises(KeyboardInterrupt):
            carry_out(taken_up(worker()), clock=lambda: NOW)

        assert (again(job).state, again(job).lost) == (State.QUEUED, 0)


class TestCancelling:
    def test_stops_before_the_next_step_and_leaves_no_step_half_done(self, cast: Cast) -> None:
        job, mai = asked(cast), cast.actor("mai")
        counting.between.append(lambda running: cancel(running, by=mai, at=NOW, heard=real_now()))

        work_off(NOW)

        assert (again(job).state, again(job).done) == (State.CANCELLED, 3)
        assert counted() == [0, 1, 2]

    def test_a_job_that_nobody_has_begun_ends_at_once(self, cast: Cast) -> None:
        job = cancel(asked(cast), by=cast.actor("mai"), at=NOW, heard=real_now())

        assert job.state == State.CANCELLED
        assert work_off(NOW) == []

    def test_a_job_whose_machine_was_killed_ends_at_once_too(self, cast: Cast) -> None:
        job = killed(cast, after=6)

        assert cancel(again(job), by=cast.actor("mai"), at=NOW, heard=real_now()).state == State.CANCELLED

    def test_a_job_whose_machine_is_killed_afterwards_is_not_begun_again(self, cast: Cast) -> None:
        job = asked(cast)
        taken_up(worker())
        assert cancel(again(job), by=cast.actor("mai"), at=NOW, heard=real_now()).state == State.RUNNING

        assert take_up(worker(), at=NOW, heard=real_now() + 2 * LEASE) is None
        assert again(job).state == State.CANCELLED


class TestWhatGoesWrong:
    def test_the_reason_that_the_work_gives_is_what_people_read(self, cast: Cast) -> None:
        job = asked(cast)

        def refuse(_job: Job) -> None:
            raise NotPossible([Problem("closed", "Chương trình đã khép lại.")])

        counting.between.append(refuse)
        work_off(NOW)

        assert (again(job).state, again(job).failure) == (State.FAILED, "Chương trình đã khép lại.")

    def test_a_fault_of_ours_gives_a_sentence_and_a_reference_and_tells_whoever_runs_the_platform(
        self, cast: Cast
    ) -> None:
        job = asked(cast)
        counting.between.append(lambda _job: 1 / 0)
        fault = carry_out(taken_up(worker()), clock=lambda: NOW)

        assert isinstance(fault, ZeroDivisionError)
        assert again(job).state == State.FAILED
        assert "zero" not in again(job).failure
        assert len(again(job).reference) == 8

    def test_a_database_that_was_away_is_tried_again_but_not_for_ever(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        job, key, tries = asked(cast), worker(), 0

        def deadlock(**_line: object) -> None:
            raise OperationalError("deadlock detected")

        monkeypatch.setattr(counting, "record", deadlock)
        while taken := take_up(key, at=NOW, heard=real_now()):
            assert isinstance(carry_out(taken, clock=lambda: NOW), OperationalError)
            tries += 1

        assert (again(job).state, tries) == (State.FAILED, MOST_LOST)
        assert counted() == []

    def test_what_is_said_is_said_in_the_language_of_whoever_asked(self, cast: Cast) -> None:
        with override("en"):
            job = asked(cast)
        counting.between.append(lambda _job: 1 / 0)
        carry_out(taken_up(worker()), clock=lambda: NOW)

        assert again(job).failure == "The system ran into a fault while doing this."


def test_a_kind_that_this_version_does_not_know_waits_for_one_that_does(cast: Cast) -> None:
    job = asked(cast)
    Job.objects.update(kind="test.of_tomorrow")

    assert work_off(NOW) == []
    assert again(job).state == State.QUEUED


def test_the_oldest_is_done_first(cast: Cast) -> None:
    first, second = asked(cast), asked(cast)

    assert [job.pk for job in work_off(NOW)] == [first.pk, second.pk]
