"""Asking for long work, going on with it, looking at how it ended."""

from datetime import timedelta
from threading import Event

import pytest

from sangkien.audit.models import Record
from sangkien.base.clock import real_now
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.jobs.actions import KEPT, ask, cancel, forget_old, go_on, look_at
from sangkien.jobs.models import Job, Worker
from sangkien.jobs.progress import Progress
from sangkien.jobs.queries import ended_unseen, late, latest, seen_by, some_worker_is_there, stuck
from sangkien.jobs.running import beat
from sangkien.jobs.states import State
from sangkien.jobs.tests import counting
from sangkien.jobs.tests.counting import COUNT, counted
from sangkien.jobs.tests.test_running import asked, taken_up, worker
from sangkien.jobs.tests.working import work_off
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=30)


class TestAsking:
    def test_twice_about_the_same_thing_is_one_job(self, cast: Cast) -> None:
        factory = cast.unit("CS-MAY-TIEN-THUAN")

        assert asked(cast, about=factory) == asked(cast, about=factory)
        assert Job.objects.count() == 1
        assert Record.objects.filter(verb="job.ask").count() == 1

    def test_again_once_it_has_ended_is_another(self, cast: Cast) -> None:
        factory = cast.unit("CS-MAY-TIEN-THUAN")
        first = asked(cast, about=factory)
        work_off(NOW)

        second = asked(cast, about=factory)

        assert second != first
        assert latest(COUNT, about=factory) == second
        assert second.about_id == factory.pk

    def test_twice_for_the_whole_platform_is_one_job(self) -> None:
        assert ask(COUNT, by=None, at=NOW) == ask(COUNT, by=None, at=NOW)

    def test_about_nothing_in_particular_is_a_job_each_time(self, cast: Cast) -> None:
        assert asked(cast) != asked(cast)

    def test_for_a_kind_that_nobody_knows_is_a_mistake_of_ours(self, cast: Cast) -> None:
        with pytest.raises(KeyError):
            ask("test.unknown", by=None, at=NOW)


class TestCancelling:
    def test_is_for_whoever_asked_and_who_does_the_units_work(self, cast: Cast) -> None:
        job = asked(cast)

        with pytest.raises(NotAllowed):
            cancel(job, by=cast.actor("kim"), at=NOW, heard=real_now())

    def test_what_has_ended_is_too_late(self, cast: Cast) -> None:
        asked(cast)
        [job] = work_off(NOW)

        with pytest.raises(NotPossible):
            cancel(job, by=cast.actor("mai"), at=NOW, heard=real_now())

    def test_is_in_the_log_with_who_wanted_it(self, cast: Cast) -> None:
        job = cancel(asked(cast), by=cast.actor("mai"), at=NOW, heard=real_now())

        verbs = Record.objects.filter(target_type="jobs.job", target_id=str(job.pk)).order_by("pk")
        assert list(verbs.values_list("verb", "by_id")) == [
            ("job.ask", cast.person("mai").pk),
            ("job.cancel", cast.person("mai").pk),
            ("job.cancelled", None),
        ]


class TestGoingOn:
    def failed(self, cast: Cast) -> Job:
        asked(cast)

        def refuse(_job: Job) -> None:
            raise NotPossible([Problem("full", "Kho tệp đã đầy.")])

        counting.between.append(refuse)
        [job] = work_off(NOW)
        counting.between.clear()
        return job

    def test_begins_where_it_failed(self, cast: Cast) -> None:
        job = go_on(self.failed(cast), by=cast.actor("mai"), at=NOW)
        assert (job.state, job.failure) == (State.QUEUED, "")

        [done] = work_off(NOW)

        assert (done.state, counted()) == (State.DONE, list(range(10)))

    def test_what_has_not_failed_stays_as_it_is(self, cast: Cast) -> None:
        with pytest.raises(NotPossible):
            go_on(asked(cast), by=cast.actor("mai"), at=NOW)

    def test_is_not_for_another_union(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            go_on(self.failed(cast), by=cast.actor("kim"), at=NOW)


class TestHowItEnded:
    def test_is_marked_until_whoever_asked_has_looked(self, cast: Cast) -> None:
        asked(cast)
        [job] = work_off(NOW)
        assert ended_unseen(cast.person("mai")) == 1

        look_at(job, by=cast.actor("minh"), at=NOW)
        assert ended_unseen(cast.person("mai")) == 1

        look_at(job, by=cast.actor("mai"), at=NOW)
        assert ended_unseen(cast.person("mai")) == 0

    def test_is_kept_half_a_year(self, cast: Cast) -> None:
        job = asked(cast)
        waiting = asked(cast)
        cancel(job, by=cast.actor("mai"), at=NOW, heard=real_now())

        assert forget_old(at=NOW + KEPT, heard=real_now()) == 0
        assert forget_old(at=NOW + KEPT + timedelta(seconds=1), heard=real_now()) == 1
        assert list(Job.objects.all()) == [waiting]


class TestWorkers:
    def test_one_that_was_seen_within_a_minute_is_there(self) -> None:
        worker(seen_ago=timedelta(seconds=59))
        assert some_worker_is_there(heard=real_now())

    def test_one_that_has_been_silent_for_longer_is_not(self) -> None:
        worker(seen_ago=timedelta(seconds=61))
        assert not some_worker_is_there(heard=real_now())

    def test_one_that_says_so_again_is_there_again(self) -> None:
        key = worker(seen_ago=timedelta(hours=1))
        beat(key, heard=real_now())
        assert some_worker_is_there(heard=real_now())
        assert Worker.objects.count() == 1

    def test_long_gone_ones_are_forgotten(self) -> None:
        worker(seen_ago=timedelta(days=2))
        here = worker()
        forget_old(at=NOW, heard=real_now())
        assert [one.key for one in Worker.objects.all()] == [here]


class TestLists:
    def test_show_what_is_open_first_then_the_newest(self, cast: Cast) -> None:
        ended = [asked(cast), asked(cast)]
        work_off(NOW)
        waiting = asked(cast)

        assert [job.pk for job in seen_by(cast.actor("mai"))] == [waiting.pk, ended[1].pk, ended[0].pk]

    def test_of_another_union_show_nothing_of_it(self, cast: Cast) -> None:
        asked(cast)
        assert not seen_by(cast.actor("kim")).exists()

    def test_for_doctor_hold_what_nobody_has_begun_for_ten_minutes(self, cast: Cast) -> None:
        job = asked(cast)
        assert late(at=NOW + timedelta(minutes=10)) == []
        assert late(at=NOW + timedelta(minutes=11)) == [job]

    def test_for_doctor_hold_what_was_given_back_and_nobody_takes(self, cast: Cast) -> None:
        job = asked(cast)
        Job.objects.filter(pk=job.pk).update(attempt=1, began_at=NOW, moved_at=LATER)

        assert late(at=LATER + timedelta(minutes=10)) == []
        assert late(at=LATER + timedelta(minutes=11)) == [job]

    def test_for_doctor_hold_what_a_worker_holds_without_a_step(self, cast: Cast) -> None:
        asked(cast)
        job = taken_up(worker())
        assert stuck(at=NOW + timedelta(minutes=10)) == []
        assert stuck(at=NOW + timedelta(minutes=11)) == [job]
        assert late(at=NOW + timedelta(minutes=11)) == []

    def test_for_doctor_do_not_hold_what_came_a_step_further(self, cast: Cast) -> None:
        asked(cast)
        progress = Progress(taken_up(worker()), clock=lambda: LATER, stopping=Event(), told=lambda _job: None)
        with progress.step():
            progress.did(3)

        assert stuck(at=NOW + timedelta(minutes=11)) == []
        assert stuck(at=LATER + timedelta(minutes=11)) == [progress.job]

    def test_for_doctor_do_not_hold_what_was_just_gone_on_with(self, cast: Cast) -> None:
        job = asked(cast)
        Job.objects.filter(pk=job.pk).update(state=State.FAILED, failure="Hỏng.", ended_at=NOW)
        go_on(job, by=cast.actor("mai"), at=LATER)

        assert late(at=LATER + timedelta(minutes=10)) == []
