"""Questions about long work: whose it is, whether anybody is at it, what ended unseen."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.db.models.functions import Coalesce

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.jobs.models import Job, Worker
from sangkien.jobs.rules import SEE
from sangkien.jobs.states import ENDED, OPEN, State

SILENT = timedelta(seconds=60)  # with nobody seen for so long, people read that no worker is there
LATE = timedelta(minutes=10)  # that a job waits in the queue, or for its next step, before `doctor` speaks of it


def seen_by(actor: Actor) -> "QuerySet[Job]":
    """What the actor may see, first what is open, then the newest."""
    open_first = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    return actor.among(SEE, Job.objects.select_related("asked_by", "unit", "cancellation")).order_by(open_first, "-pk")


def latest(kind: str, *, about: Model) -> Job | None:
    """The newest job of the kind about this thing, whatever became of it."""
    return Job.objects.about(about).filter(kind=kind).first()


def some_worker_is_there(*, heard: datetime) -> bool:
    """Whether anybody has been seen within a minute, by the database's own clock."""
    return Worker.objects.filter(seen_at__gt=heard - SILENT).exists()


def ended_unseen(person: Person) -> int:
    """How many of their jobs ended and have not been looked at."""
    return Job.objects.filter(asked_by=person, state__in=ENDED, looked_at=None).count()


def late(*, at: datetime) -> Sequence[Job]:
    """Those in the queue that nobody has taken up for ten minutes, the oldest first: also one that was given back."""
    return _unmoved(State.QUEUED, at=at)


def stuck(*, at: datetime) -> Sequence[Job]:
    """Those in somebody's hand that came no step further for ten minutes, the oldest first: that worker hangs, or is
    dead and nobody has taken over."""
    return _unmoved(State.RUNNING, at=at)


def _unmoved(state: State, *, at: datetime) -> Sequence[Job]:
    moved = Job.objects.filter(state=state).annotate(since=Coalesce("moved_at", "began_at", "asked_at"))
    return list(moved.filter(since__lt=at - LATE).order_by("pk"))
