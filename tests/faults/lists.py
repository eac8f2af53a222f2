"""A list that is entered by workers, each killed (SIGKILL) somewhere within its work, until one comes to the end."""

import os
import signal
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models import Count

from sangkien.audit.models import Record
from sangkien.base.clock import real_now
from sangkien.counting.models import Entry
from sangkien.initiatives.models import Draft, Event, Initiative
from sangkien.intake.models import Batch, Row
from sangkien.jobs.models import LEASE, Job, Worker
from sangkien.jobs.running import beat, carry_out, take_up
from sangkien.jobs.states import State


def killed_until_done(job: Job, *, at: datetime, kills: int, seed: int) -> int:
    """Carry the job out with a process that is killed within its next statements, and another, and at last with one
    that nobody kills; how many were really killed. A job that was given up after many kills is gone on with."""
    rng, killed = Random(f"lists/{seed}"), 0
    for _time in range(kills):
        killed += _died(lambda: _work(job, at), after=rng.randint(1, 60))
        _forget_the_dead(job)
        if Job.objects.get(pk=job.pk).state == State.DONE:
            return killed
    assert not _died(lambda: _work(job, at), after=None)
    return killed


def picture(batch: Batch) -> dict[str, Any]:
    """What the register holds of a batch's dossiers, in the order of their codes, but for keys and numbers."""
    dossiers = Initiative.objects.filter(rows__batch=batch).order_by("code")
    keys = list(dossiers.values_list("pk", flat=True))
    said = ["title", "state", "benefit_vnd", "applied_on", "recognition_number", "before", "after", "submitted_at",
            "due_on", "kind__code", "field__code", "version", "parties", "publish_name"]  # fmt: skip
    entries = Entry.objects.filter(initiative_id__in=keys).values_list("measure", "day")
    logged = Record.objects.filter(target_type="initiatives.initiative", target_id__in=[str(key) for key in keys])
    return {
        "dossiers": list(dossiers.values_list(*said)),
        "authors": list(dossiers.values_list("title", "authors__full_name", "authors__share", "authors__position")),
        "steps": list(_steps(keys)),
        "counts": sorted(entries.annotate(n=Count("pk")).values_list("measure", "day", "n")),
        "log": sorted(logged.values_list("verb").annotate(n=Count("pk"))),
        "drafts": Draft.objects.filter(key__in=dossiers.values("key"), sent_at__isnull=False).count(),
        "rows": list(Row.objects.filter(batch=batch).order_by("place").values_list("number", "pile", "dossier__title")),
    }


def _steps(keys: list[int]) -> Any:
    steps = Event.objects.filter(initiative__in=keys).order_by("initiative__code", "version")
    return steps.values_list("initiative__title", "verb", "to_state", "at", "version")


def _work(job: Job, at: datetime) -> None:
    key = uuid4()
    beat(key, heard=real_now())
    taken = take_up(key, at=at, heard=real_now(), only=job)
    if taken and (fault := carry_out(taken, clock=lambda: at)):
        raise fault


def _died(work: Callable[[], None], *, after: int | None) -> bool:
    """Do the work in a process of its own, killed before its so many-th statement: was it?"""
    connection.close()  # nobody shares one
    pid = os.fork()
    if pid == 0:
        _do(work, after)
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, "the worker failed"
    return os.WIFSIGNALED(status)


def _do(work: Callable[[], None], after: int | None) -> None:
    """Never comes back."""
    left = [after]

    def count(execute: Any, *asked: Any) -> Any:
        if left[0] is not None:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(*asked)

    code = 1
    try:
        with connection.execute_wrapper(count):
            work()
        connection.close()
        code = 0
    finally:
        os._exit(code)


def _forget_the_dead(job: Job) -> None:
    """As half a minute later: the worker is silent; and a job that took three of them down is gone on with."""
    Worker.objects.update(seen_at=real_now() - 2 * LEASE)
    Job.objects.filter(pk=job.pk).update(lost=0)
