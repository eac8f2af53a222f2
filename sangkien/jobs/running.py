"""Carrying jobs out. Called by the doors, which hand in the clock; what is done between two steps is the kind's own.

A worker that was taken for dead and lives (a machine that slept, a network that was away) finds at its next step that
the job is another's by now, and has then written nothing: every step locks the job and looks whose it is.
"""

import threading
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sangkien.base.problems import NotPossible
from sangkien.jobs.actions import end
from sangkien.jobs.kinds import kind_named, kinds
from sangkien.jobs.models import Cancellation, Job, Worker
from sangkien.jobs.progress import Cancelled, Clock, Leaving, Progress, TakenOver, Told, held
from sangkien.jobs.rules import MOST_LOST
from sangkien.jobs.states import State


def beat(key: UUID, *, heard: datetime) -> None:
    """The worker says that it is there, for the first time or again. `heard` is the database's own clock."""
    Worker.objects.bulk_create(
        [Worker(key=key, seen_at=heard)], update_conflicts=True, unique_fields=["key"], update_fields=["seen_at"]
    )


def leave(key: UUID) -> None:
    """The worker goes. What it could not give back is taken up once it has been silent for long enough."""
    Worker.objects.filter(key=key, jobs=None).delete()


def take_up(key: UUID, *, at: datetime, heard: datetime, only: Job | None = None) -> Job | None:
    """The next job, now in the hand of this worker; None when none waits. Those that need no hand any more (cancelled
    while nobody was there, lost too often) are ended on the way."""
    while (job := _taken(key, at=at, heard=heard, only=only)) and job.state != State.RUNNING:
        pass
    return job


@transaction.atomic
def _taken(key: UUID, *, at: datetime, heard: datetime, only: Job | None) -> Job | None:
    waiting = Job.objects.to_take_up(heard).filter(kind__in=list(kinds()), **({"pk": only.pk} if only else {}))
    job = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    if job is None:
        return None
    job.lost += job.state == State.RUNNING  # its worker fell silent
    if Cancellation.objects.filter(pk=job.pk).exists():
        end(job, State.CANCELLED, at=at)
    elif job.lost >= MOST_LOST:
        end(job, State.FAILED, at=at, failure=_lost(), reference=_reference())
    else:
        job.state, job.worker_id, job.attempt = State.RUNNING, key, job.attempt + 1
        job.began_at, job.moved_at = job.began_at or at, at
        job.save()
    return job


def carry_out(
    job: Job, *, clock: Clock, stopping: threading.Event | None = None, told: Told = lambda _job: None
) -> Exception | None:
    """Do what is left of a job that was taken up, and write down how it ended; `told` of each step. The fault, where
    one of ours ended it: whoever runs the platform finds it by the job's reference.

    Raises KeyboardInterrupt, having given the job back; OperationalError: not even that can be written. Then this
    worker must fall silent, and whoever ran it begins anew with another key.
    """
    progress = Progress(job, clock=clock, stopping=stopping or threading.Event(), told=told)
    with override(job.language), suppress(TakenOver):
        try:
            _end(job, State.DONE, clock, result=kind_named(job.kind).run(job, progress))
        except Cancelled:
            _end(job, State.CANCELLED, clock)
        except Leaving:
            _give_back(job)
        except KeyboardInterrupt:
            _give_back(job)
            raise
        except OperationalError as fault:  # a deadlock, a database that was away: another try may do it
            _try_again(job, clock)
            return fault
        except NotPossible as no:
            _end(job, State.FAILED, clock, failure="\n".join(str(problem.text) for problem in no.problems))
        except Exception as fault:
            _end(job, State.FAILED, clock, failure=_("Hệ thống gặp lỗi khi đang làm."), reference=_reference())
            return fault
    return None


@transaction.atomic
def _end(job: Job, state: State, clock: Clock, **left: Any) -> None:
    end(held(job), state, at=clock(), **left)


@transaction.atomic
def _give_back(job: Job) -> None:
    now = held(job)
    now.state, now.worker = State.QUEUED, None
    now.save(update_fields=["state", "worker"])


@transaction.atomic
def _try_again(job: Job, clock: Clock) -> None:
    now = held(job)
    now.lost += 1
    if now.lost >= MOST_LOST:
        end(now, State.FAILED, at=clock(), failure=_lost(), reference=_reference())
        return
    now.state, now.worker = State.QUEUED, None
    now.save(update_fields=["state", "worker", "lost"])


def _lost() -> str:
    return _("Việc này bị ngắt nhiều lần ở cùng một chỗ, nên tạm dừng.")


def _reference() -> str:
    return uuid4().hex[:8].upper()
