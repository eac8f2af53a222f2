"""Asking for long work, and what people do with it: stop it, have it gone on with, look at its end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import get_language

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import Stale
from sangkien.jobs import rules
from sangkien.jobs.kinds import kind_named
from sangkien.jobs.models import Cancellation, Job, Worker, named
from sangkien.jobs.states import ENDED, OPEN, State
from sangkien.organisations.models import Organisation

KEPT = timedelta(days=180)  # an ended job; what it did stands in the audit of its room
GONE = timedelta(days=1)  # a worker that is silent for so long is no use to anybody


@transaction.atomic
def ask(
    kind: str,
    *,
    by: Person | None,
    at: datetime,
    about: Model | None = None,
    subject: str = "",
    unit: Organisation | None = None,
    params: Mapping[str, Any] | None = None,
) -> Job:
    """Put long work into the queue, in the caller's transaction. Asked again about the same thing, or without a union
    for the whole platform, while it is open, it is the job that is there. Whether they may, the caller has looked at.

    `by` is None only for commands that run without a person; `subject`: what it is about in words (a file's name), so
    that people tell their jobs apart; `unit`: whose officers may see and stop it; `params`: what JSON can say.
    Raises KeyError: no such kind.
    """
    kind_named(kind)
    job = Job(
        kind=kind,
        about=named(about) if about else "",
        subject=subject[:200],
        params=dict(params or {}),
        language="en" if get_language() == "en" else "vi",
        asked_by=by,
        unit=unit,
        asked_at=at,
    )
    if there := _open_already(job):
        return there
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:  # asked twice at the same moment
        if there := _open_already(job):
            return there
        raise
    record(verb="job.ask", target=job, by=by, at=at, unit=unit, after={"kind": kind, "about": job.about})
    return job


def _open_already(job: Job) -> Job | None:
    if job.about or job.unit_id is None:
        return Job.objects.filter(kind=job.kind, about=job.about, state__in=OPEN).first()
    return None


@transaction.atomic
def cancel(job: Job, *, by: Actor, at: datetime, heard: datetime) -> Job:
    """Have a job stop: at once where nobody is at it, else before its next step. What its steps have done, stays.

    `heard` is the database's own clock. Raises NotAllowed, and NotPossible: it has ended, or was asked to already.
    """
    by.must(rules.CANCEL, job)
    _new, is_new = Cancellation.objects.get_or_create(job=job, defaults={"by": by.person, "at": at})
    if not is_new:
        raise Stale
    record(verb="job.cancel", target=job, by=by.person, at=at, unit=by.unit)
    # One that is being carried out is locked by its step; whoever holds it finds the cancellation before the next.
    locked = Job.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    if held := locked.to_take_up(heard).filter(pk=job.pk).first():
        end(held, State.CANCELLED, at=at)
        return held
    return Job.objects.get(pk=job.pk)


@transaction.atomic
def go_on(job: Job, *, by: Actor, at: datetime) -> Job:
    """Put a job that failed back into the queue: it goes on where it was, also if somebody wanted it to stop while it
    failed. Raises NotAllowed, NotPossible: it has not
    failed, or the same was asked for anew meanwhile."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    by.must(rules.GO_ON, job)
    if _open_already(job):
        raise Stale
    job.state, job.ended_at, job.looked_at = State.QUEUED, None, None
    job.failure, job.reference, job.lost, job.moved_at = "", "", 0, at
    job.save()
    Cancellation.objects.filter(pk=job.pk).delete()
    record(verb="job.go_on", target=job, by=by.person, at=at, unit=by.unit)
    return job


def end(job: Job, state: State, *, at: datetime, **left: Any) -> None:
    """Write down how a locked job ended; `left`: its result, or its failure and reference. Whoever asked is told by the
    mark at their jobs."""
    job.state, job.worker, job.ended_at, job.message = state, None, at, ""
    for name, value in left.items():
        setattr(job, name, value)
    job.save()
    record(verb=f"job.{state.lower()}", target=job, by=None, at=at, after={"done": job.done, "total": job.total})


def look_at(job: Job, *, by: Actor, at: datetime) -> None:
    """Whoever asked has seen how it ended: the mark goes."""
    if by.person and job.asked_by_id == by.person.pk:
        Job.objects.filter(pk=job.pk, state__in=ENDED, looked_at=None).update(looked_at=at)


@transaction.atomic
def forget_old(*, at: datetime, heard: datetime) -> int:
    """Remove jobs that ended half a year ago, some at a time, and workers that are long gone; how many jobs."""
    Worker.objects.filter(seen_at__lt=heard - GONE, jobs=None).delete()
    old = Job.objects.filter(state__in=ENDED, ended_at__lt=at - KEPT).order_by("ended_at")
    some = list(old.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:1_000])
    Cancellation.objects.filter(pk__in=some).delete()
    return Job.objects.filter(pk__in=some).delete()[0]
