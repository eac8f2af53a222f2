"""How a job is shown: its name, where it stands in words and colour, how far it is, and how long it will take."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.jobs.kinds import kinds
from sangkien.jobs.models import Job
from sangkien.jobs.rules import CANCEL, GO_ON
from sangkien.jobs.states import WAITING_FOR_A_WORKER, State
from sangkien.organisations.models import Organisation
from sangkien.web.jobs.links import result_of

_LOOKS = {  # tone and picture; the word itself is the state's own
    State.QUEUED: ("grey", "clock"),
    State.RUNNING: ("blue", "repeat"),
    State.DONE: ("green", "circle-check"),
    State.FAILED: ("red", "circle-x"),
    State.CANCELLED: ("grey", "x"),
}
_TELLING = 5  # percent: before that nobody can say how long it will take


@dataclass(frozen=True)
class ShownJob:
    """One job. `alone`: it is open, and no worker is there; `stopping`: somebody wants it to stop; `counted`: "1.240 /
    3.000 dòng"; `left`: "còn khoảng 4 phút"; `result`: the page of what came of it. Empty where there is nothing."""

    job: Job
    name: str
    unit: str
    word: str
    tone: str
    picture: str
    counted: str
    left: str
    result: str
    alone: bool
    stopping: bool

    @property
    def said(self) -> str:
        """For whoever hears the page: "Đang làm: 41 %"."""
        percent = self.job.percent
        return self.word if percent is None else f"{self.word}: {percent} %"


def shown(jobs: Iterable[Job], *, actor: Actor, at: datetime, worker_is_there: bool) -> list[ShownJob]:
    """All of them, with the names of their unions. One query, whatever the number."""
    held = list(jobs)
    units = Organisation.objects.filter(pk__in={job.unit_id for job in held if job.unit_id})
    names = {unit.pk: unit.short_name or unit.name for unit in units.named(on=actor.on)}
    return [_shown(job, names.get(job.unit_id or 0, ""), at=at, worker_is_there=worker_is_there) for job in held]


def _shown(job: Job, unit: str, *, at: datetime, worker_is_there: bool) -> ShownJob:
    alone = job.is_open and not worker_is_there
    state = State(job.state)
    tone, picture = ("gold", "clock") if alone else _LOOKS[state]
    return ShownJob(
        job=job,
        name=_name(job),
        unit=unit,
        word=str(WAITING_FOR_A_WORKER if alone else state.label),
        tone=tone,
        picture=picture,
        counted=_counted(job),
        left="" if alone or job.state != State.RUNNING else _left(job, at=at),
        result=result_of(job) if job.state == State.DONE else "",
        alone=alone,
        stopping=job.is_open and hasattr(job, "cancellation"),
    )


def _name(job: Job) -> str:
    """What its kind says; of a kind that this version no longer knows its name."""
    kind = kinds().get(job.kind)
    return str(kind.says) if kind else job.kind


def _counted(job: Job) -> str:
    kind, language = kinds().get(job.kind), get_language() or "vi"
    of = "" if job.total is None else f" / {format_int(job.total, language)}"
    if not job.done and not of:
        return ""
    return f"{format_int(job.done, language)}{of} {kind.counts if kind else ''}".strip()


def _left(job: Job, *, at: datetime) -> str:
    if (job.percent or 0) < _TELLING or job.began_at is None or not job.total or at <= job.began_at:
        return ""
    left = (at - job.began_at) * (job.total - job.done) / job.done
    minutes = -(-left // timedelta(minutes=1))
    if minutes <= 1:
        return _("còn chưa đến một phút")
    return ngettext("còn khoảng %(n)s phút", "còn khoảng %(n)s phút", minutes) % {"n": minutes}


def allowed(job: Job, actor: Actor) -> dict[str, bool]:
    """Which buttons the actor is given."""
    return {"cancel": actor.may(CANCEL, job), "go_on": actor.may(GO_ON, job)}
