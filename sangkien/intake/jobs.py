"""The long work of this room: reading, checking, entering, taking back, and making the file that goes back."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from sangkien.accounts.models import Appointment
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.files import store
from sangkien.files.models import StoredFile
from sangkien.intake import actions, rules
from sangkien.intake.checking import Steps, check
from sangkien.intake.entering import enter_rows
from sangkien.intake.marking import at_hand_again, marked_file, name_of
from sangkien.intake.models import Batch
from sangkien.intake.queries import last_entered
from sangkien.intake.reading import tables_of
from sangkien.intake.settling import UNDER_WAY, is_worked_on
from sangkien.intake.states import BatchState
from sangkien.intake.undoing import take_back
from sangkien.jobs.kinds import Result, long_work
from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress


@long_work(actions.READ, says=_("Đọc danh sách"), counts=_("dòng"))
def read_batch(job: Job, progress: Progress) -> Result:
    """Read a file that came, or the batch's own anew, and put its rows. One that came first and cannot be read puts its
    batch away; of one that came again the batch stays as it is."""
    batch, _at = _begun(job, progress, BatchState.READ)
    progress.say(str(_("Đang đọc tệp")), place={})
    file = StoredFile.objects.get(pk=job.params["file"])
    try:
        with at_hand_again(file) as path:
            read = tables_of(path, name=file.name, unit=batch.unit, layout=batch.layout)
        with progress.step() as at:
            held = Batch.objects.select_for_update(of=("self",)).select_related("unit", "programme").get(pk=batch.pk)
            held.file = file
            done = actions.understood_anew(held, read, verb="intake.read", by=job.asked_by or batch.brought_by, at=at)
            progress.did(rows := done.rows.count())
    except NotPossible:
        if batch.state == BatchState.RECEIVED:
            _end(batch, progress, to=BatchState.CANCELLED, verb="intake.unreadable", result={})
        raise
    return {"rows": rows}


@long_work(actions.MARK, says=_("Ghi cột Lỗi vào tệp"), counts=_("dòng"))
def mark_batch(job: Job, progress: Progress) -> Result:
    """Make the file that goes back, as whoever asked may see what is in it. It lies in the store without a row that
    names it: after two days it is swept away."""
    progress.say(str(_("Đang ghi tệp")), place={})
    batch = Batch.objects.select_related("file", "unit", "programme", "edition").get(pk=job.params["batch"])
    data = marked_file(batch, to=_asker(job, on=day_of(job.asked_at)))
    digest = sha256(data).hexdigest()
    store.write_once(store.address(digest), data)
    return {"sha256": digest, "name": name_of(batch)}


@long_work(actions.CHECK, says=_("Kiểm tra danh sách sáng kiến"), counts=_("dòng"))
def check_batch(job: Job, progress: Progress) -> Result:
    """Put every row on its pile, as whoever asked may see what it doubles."""
    batch, at = _begun(job, progress, BatchState.CHECKED)
    today = day_of(at)
    check(batch, progress, by=_by(job, on=today), on=today)
    return _end(batch, progress, to=BatchState.CHECKED, verb="intake.checked", result={})


@long_work(actions.ENTER, says=_("Nhập danh sách sáng kiến"), counts=_("dòng"))
def enter_batch(job: Job, progress: Progress) -> Result:
    """Enter what is ready, in the name of whoever pressed the button."""
    batch, _at = _begun(job, progress, BatchState.ENTERING)
    result = enter_rows(batch, progress)
    return _end(batch, progress, to=BatchState.ENTERED, verb="intake.entered", result=result)


@long_work(actions.UNDO, says=_("Hoàn tác danh sách đã nhập"), counts=_("hồ sơ"))
def undo_batch(job: Job, progress: Progress) -> Result:
    """Withdraw what was entered, but for what has been decided since."""
    batch, _at = _begun(job, progress, BatchState.UNDOING)
    result = take_back(batch, progress, since=job.asked_at - rules.UNDO_WITHIN)
    return _end(batch, progress, to=BatchState.UNDONE, verb="intake.undone", result=result)


def _by(job: Job, *, on: date) -> Actor | None:
    """Whoever asked, in the office that they held then; None: the command, which may compare with everything."""
    person = job.asked_by
    return None if person is None or person.username == rules.COMMAND else _asker(job, on=on)


def _asker(job: Job, *, on: date) -> Actor:
    worn = Appointment.objects.select_related("organisation").filter(pk=job.params.get("hat"), person=job.asked_by)
    return Actor(job.asked_by, on, worn.first())


def _begun(job: Job, steps: Steps, to: BatchState) -> tuple[Batch, datetime]:
    """The batch of the job as it is now, and the moment. A job that failed and is gone on with may find the batch open
    again (`settling`), or find that meanwhile it has become something else. Raises NotPossible."""
    with_it = ("unit", "programme", "edition", "entering_by", "entering_for__organisation")
    with steps.step() as at:
        batch = Batch.objects.select_for_update(of=("self",)).select_related(*with_it).get(pk=job.about_id)
        if problems := _against(batch, job, to, at=at):
            raise NotPossible(problems)
        if batch.state != to and to in UNDER_WAY:
            batch.state, batch.ended_at = to, None
            batch.save(update_fields=["state", "ended_at"])
    return batch, at


def _against(batch: Batch, job: Job, to: BatchState, *, at: datetime) -> list[Problem]:
    """What keeps the job from being begun, or gone on with."""
    if problems := rules.must_wait(is_worked_on=is_worked_on(batch, but_for=job)):
        return problems
    if batch.state != to and (problems := rules.must_move(batch, to)):
        return problems
    entered_at = last_entered(batch) if to == BatchState.UNDOING and job.attempt > 1 else None
    return rules.missing_to_undo(entered_at, at=at) if entered_at else []


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
