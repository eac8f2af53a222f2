"""The long work of this room: checking, entering, taking back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.intake import actions, rules
from sangkien.intake.checking import Steps, check
from sangkien.intake.entering import enter_rows
from sangkien.intake.models import Batch
from sangkien.intake.states import OPEN_TO_CHANGE, BatchState
from sangkien.intake.undoing import take_back
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress


@long_work(actions.CHECK, says=_("Kiểm tra danh sách sáng kiến"), counts=_("dòng"))
def check_batch(job: Job, progress: Progress) -> Result:
    """Put every row on its pile, as whoever asked may see what it doubles."""
    batch = _batch(job)
    with progress.step() as at:
        today = day_of(at)
    check(batch, progress, by=_by(job, on=today), on=today)
    return _end(batch, progress, to=BatchState.CHECKED, verb="intake.checked", result={})


@long_work(actions.ENTER, says=_("Nhập danh sách sáng kiến"), counts=_("dòng"))
def enter_batch(job: Job, progress: Progress) -> Result:
    """Enter what is ready, in the name of whoever pressed the button."""
    batch = _batch(job)
    _begin(batch, progress, BatchState.ENTERING)
    result = enter_rows(batch, progress)
    return _end(batch, progress, to=BatchState.ENTERED, verb="intake.entered", result=result)


@long_work(actions.UNDO, says=_("Hoàn tác danh sách đã nhập"), counts=_("hồ sơ"))
def undo_batch(job: Job, progress: Progress) -> Result:
    """Withdraw what was entered, but for what has been decided since."""
    batch = _batch(job)
    _begin(batch, progress, BatchState.UNDOING)
    result = take_back(batch, progress)
    return _end(batch, progress, to=BatchState.UNDONE, verb="intake.undone", result=result)


def _batch(job: Job) -> Batch:
    with_it = ("unit", "programme", "edition", "entering_by", "entering_for__organisation")
    return Batch.objects.select_related(*with_it).get(pk=job.about_id)


def _by(job: Job, *, on: Any) -> Actor | None:
    """Whoever asked, in the office that they held then; None: the command, which may compare with everything."""
    person, hat = job.asked_by, job.params.get("hat")
    if person is None or person.username == rules.COMMAND:
        return None
    worn = Appointment.objects.select_related("organisation").filter(pk=hat, person=person).first()
    return Actor(person, on, worn)


def _begin(batch: Batch, steps: Steps, to: BatchState) -> None:
    """A job that failed and is gone on with finds the batch open again (`settling`)."""
    with steps.step():
        Batch.objects.filter(pk=batch.pk, state__in=OPEN_TO_CHANGE).update(state=to, ended_at=None)


def _end(batch: Batch, steps: Steps, *, to: BatchState, verb: str, result: dict[str, Any]) -> Result:
    """Say that it is done, unless that was said before."""
    with steps.step() as at:
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        if held.state != to:
            if problems := rules.must_move(held, to):
                raise NotPossible(problems)
            held.state = to
            held.checked_at = at if to == BatchState.CHECKED else held.checked_at
            held.ended_at = at if to != BatchState.CHECKED else None
            held.save(update_fields=["state", "checked_at", "ended_at"])
            record(verb=verb, target=held, by=None, at=at, unit=batch.unit, after=result)
    return result
