"""The machine is switched off in the middle of a long job: another goes on, and each row is there once.

The machine is a real `sangkien worker`, and it is killed as a power cut kills it.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from sangkien.base.clock import real_now
from sangkien.jobs.actions import ask, cancel
from sangkien.jobs.models import LEASE, Job, Worker
from sangkien.jobs.queries import some_worker_is_there
from sangkien.jobs.states import State
from sangkien.jobs.tests.counting import COUNT, counted
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 60  # three a step, and a tenth of a second between two
WORKER = """
import sys, time
from sangkien.ops import cli
sys.argv = ["sangkien", "worker"]
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.config.settings")
django.setup()
from sangkien.jobs.tests import counting
counting.between.append(lambda job: time.sleep(0.1))
cli.main()
"""


def this_database() -> str:
    """The test's own, as a process that knows nothing of the tests is told of it."""
    place = connection.settings_dict
    who = f"{quote(place['USER'])}:{quote(place['PASSWORD'])}@" if place["PASSWORD"] else f"{quote(place['USER'])}@"
    where = urlencode({"host": place["HOST"], "port": place["PORT"]})
    return f"postgresql://{who}/{place['NAME']}?{where}"


@contextmanager
def machine() -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"DATABASE_URL": this_database(), "SANGKIEN_BEAT_URL": ""}
    process = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(holds: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It did not come to that."
        time.sleep(0.05)


def asked(cast: Cast, *, rows: int = ROWS) -> Job:
    factory = cast.unit("CS-MAY-TIEN-THUAN")
    return ask(COUNT, by=cast.person("mai"), unit=factory, params={"rows": rows}, at=NOW)


def again(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_another_machine_goes_on_and_no_row_is_missing_or_there_twice(cast: Cast) -> None:
    job = asked(cast)
    with machine() as first:
        until(lambda: again(job).done >= 12)
        first.send_signal(signal.SIGKILL)
        first.wait()
    stopped_at = again(job)
    assert stopped_at.state == State.RUNNING
    assert len(counted()) == stopped_at.done < ROWS

    Worker.objects.update(seen_at=real_now() - LEASE)  # half a minute later
    with machine():
        until(lambda: again(job).state == State.DONE)

    assert counted() == list(range(ROWS))
    assert again(job).attempt == 2


@pytest.mark.thorough
def test_two_machines_share_the_jobs_and_never_one_job(cast: Cast) -> None:
    jobs = [asked(cast, rows=15) for _job in range(6)]
    with machine(), machine():
        until(lambda: all(again(job).state == State.DONE for job in jobs))

    assert sorted(counted()) == sorted(list(range(15)) * 6)
    assert [again(job).attempt for job in jobs] == [1] * 6


@pytest.mark.thorough
def test_a_job_is_stopped_within_seconds(cast: Cast) -> None:
    job = asked(cast, rows=3_000)
    with machine():
        until(lambda: again(job).done > 0)
        cancel(again(job), by=cast.actor("mai"), at=NOW, heard=real_now())
        until(lambda: again(job).state == State.CANCELLED, seconds=3)

    assert len(counted()) == again(job).done


@pytest.mark.thorough
def test_a_machine_that_is_told_to_leave_gives_its_job_back_at_once(cast: Cast) -> None:
    job = asked(cast)
    with machine() as first:
        until(lambda: again(job).done > 0)
        assert some_worker_is_there(heard=real_now())
        first.terminate()
        first.wait(timeout=15)

    assert (again(job).state, again(job).lost) == (State.QUEUED, 0)
    assert not some_worker_is_there(heard=real_now())
