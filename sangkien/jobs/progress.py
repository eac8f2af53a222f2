"""What a runner holds on to: the steps of its job, each with the note of how far it got."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.jobs.models import Cancellation, Job
from sangkien.jobs.states import State

Clock = Callable[[], datetime]
Told = Callable[[Job], object]


class Stopped(BaseException):
    """A runner is to stop now. No Exception: nobody who catches what is wrong with a row catches it."""


class Cancelled(Stopped):
    """Somebody wants the job to stop."""


class Leaving(Stopped):
    """The worker has to leave; the job goes back into the queue."""


class TakenOver(Stopped):
    """The job is in another's hand by now."""


class Progress:
    """What a runner holds on to while it does a job: how far it was, and the note of each step.

    with progress.step() as at:       # one transaction: the work and the note stand or fall together
        enter(rows, at=at)
        progress.did(len(rows), place={"row": rows[-1].number})
    """

    def __init__(self, job: Job, *, clock: Clock, stopping: threading.Event, told: Told) -> None:
        self.job = job
        self._clock, self._stopping, self._told = clock, stopping, told

    @property
    def place(self) -> dict[str, Any]:
        """Where to go on, as the last step noted it; empty at the very beginning."""
        return dict(self.job.place)

    @contextmanager
    def step(self) -> Iterator[datetime]:
        """One step, at this moment; a second or a few of work. Raises Stopped before anything of it is done: cancelled,
        or no longer ours."""
        with transaction.atomic():
            self.job = held(self.job)
            if Cancellation.objects.filter(pk=self.job.pk).exists():
                raise Cancelled
            if self._stopping.is_set():
                raise Leaving
            was = self.job.done, self.job.place
            at = self._clock()
            yield at
            if (self.job.done, self.job.place) != was:  # saying something again and again leads nowhere
                self.job.lost, self.job.moved_at = 0, at
            self.job.save(update_fields=["done", "total", "message", "place", "lost", "moved_at"])
        self._told(self.job)

    def did(self, number: int, *, place: dict[str, Any] | None = None) -> None:
        """Within a step: so many more are done, and where to go on."""
        self.job.done += number
        if place is not None:
            self.job.place = place

    def say(self, message: str, *, total: int | None = None, place: dict[str, Any] | None = None) -> None:
        """A step of its own: what is done now, in a few words, and of how much (leave it out: as before). With a
        `place` another part begins, and counts anew."""
        with self.step():
            self.job.message = str(message)[:200]
            if place is not None:
                self.job.place, self.job.done, self.job.total = place, 0, total
            elif total is not None:
                self.job.total = total


def held(job: Job) -> Job:
    """The job, locked until the transaction ends. Raises TakenOver: it is in another's hand, or in none."""
    now = Job.objects.select_for_update(no_key=True).get(pk=job.pk)
    if now.state != State.RUNNING or now.attempt != job.attempt:
        raise TakenOver
    return now
