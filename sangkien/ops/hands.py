"""Hands that carry out long work (`jobs`): those of the worker, beside its errands, and that of a command."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import sleep
from uuid import UUID, uuid4

import click
from django.db import connection

from sangkien.base.clock import now, real_now
from sangkien.base.problems import NotPossible, Problem
from sangkien.jobs.models import LEASE, Job
from sangkien.jobs.progress import Told
from sangkien.jobs.running import beat, carry_out, leave, take_up
from sangkien.jobs.states import State
from sangkien.ops.faults import in_a_line, with_its_way

BEAT = LEASE / 6  # a beat or two may get lost
_LOOK = 1.0  # seconds


class Hand:
    """One thread of the worker. Whatever happens to it, it begins again as another: what it held when the database went
    away is taken up once the old one has been silent for long enough, by itself or by any other."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Take up jobs until told to stop."""
        self._thread.start()

    def stop(self, *, within: float) -> None:
        """Give the job back before its next step, in so many seconds; what takes longer is taken up elsewhere."""
        self._stopping.set()
        self._thread.join(within)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                with _alive() as key:
                    self._work_as(key)
            except Exception as fault:
                click.echo(f"jobs: {in_a_line(fault)}", err=True)
                connection.close()
                self._stopping.wait(_LOOK)
        connection.close()

    def _work_as(self, key: UUID) -> None:
        while not self._stopping.is_set():
            if job := take_up(key, at=now(), heard=real_now()):
                _tell(job, carry_out(job, clock=now, stopping=self._stopping))
            else:
                self._stopping.wait(_LOOK)


def work_off() -> int:
    """Carry out every job that waits; how many."""
    done = 0
    with _alive() as key:
        while job := take_up(key, at=now(), heard=real_now()):
            _tell(job, carry_out(job, clock=now))
            done += 1
    return done


def carry_out_here(job: Job, *, told: Told) -> Job:
    """Carry out this job in this process, or watch it where a worker was quicker; it is done then. `told` of each step.
    Ctrl-C gives it back: whoever comes next goes on with it. Raises NotPossible: it failed, or somebody stopped it."""
    try:
        with _alive() as key:
            while (found := Job.objects.get(pk=job.pk)).is_open:
                _one_look(key, found, told)
    except KeyboardInterrupt:
        click.echo("Đã dừng giữa chừng. Việc được giữ: chạy lại lệnh này, hoặc để bộ xử lý nền làm tiếp.", err=True)
        raise
    if found.state != State.DONE:
        raise NotPossible([Problem(code=found.state.lower(), text=f"{found.failure or 'Đã dừng.'} {found.reference}")])
    return found


def _one_look(key: UUID, job: Job, told: Told) -> None:
    if taken := take_up(key, at=now(), heard=real_now(), only=job):
        _tell(taken, carry_out(taken, clock=now, told=told))
    else:
        told(job)
        sleep(_LOOK)


@contextmanager
def _alive() -> Iterator[UUID]:
    """The key of a worker that says it is there, until the block ends."""
    key, ended = uuid4(), threading.Event()
    beat(key, heard=real_now())
    beating = threading.Thread(target=_keep_beating, args=(key, ended), daemon=True)
    beating.start()
    try:
        yield key
    finally:
        ended.set()
        beating.join()
        leave(key)


def _keep_beating(key: UUID, ended: threading.Event) -> None:
    while not ended.wait(BEAT / timedelta(seconds=1)):
        try:
            beat(key, heard=real_now())
        except Exception:  # the database is away; whoever works learns it, too, and says so
            connection.close()
    connection.close()


def _tell(job: Job, fault: Exception | None) -> None:
    if fault:
        reference = Job.objects.values_list("reference", flat=True).get(pk=job.pk)
        click.echo(f"{job.kind} #{job.pk} {reference}\n{with_its_way(fault)}", err=True)
