"""A batch whose job was stopped, or failed, or forgotten, is open again: what is entered stays entered."""

from collections.abc import Iterable

from sangkien.intake.models import Batch, Row
from sangkien.intake.states import BatchState, Pile
from sangkien.jobs.models import Job, named
from sangkien.jobs.states import OPEN

UNDER_WAY = (BatchState.ENTERING, BatchState.UNDOING)


def is_worked_on(batch: Batch, *, but_for: Job | None = None) -> bool:
    """Is some long work about the batch (another than this) waiting or being done? One query."""
    jobs = Job.objects.about(batch).filter(state__in=OPEN)
    return (jobs.exclude(pk=but_for.pk) if but_for else jobs).exists()


def settle(batch: Batch) -> bool:
    """Give a locked batch the state that it has, where its job has ended without saying so; was that needed? Two
    queries for a batch under way, none for others."""
    before = batch.state
    as_they_stand([batch])
    if batch.state == before:
        return False
    batch.save(update_fields=["state", "ended_at"])
    return True


def as_they_stand(batches: Iterable[Batch]) -> None:
    """The same for those who only look: nothing is written. Two queries where some are under way, none otherwise."""
    under_way = {named(batch): batch for batch in batches if batch.state in UNDER_WAY}
    open_jobs = Job.objects.filter(about__in=under_way, state__in=OPEN) if under_way else Job.objects.none()
    working = set(open_jobs.values_list("about", flat=True))
    stopped = [batch for name, batch in under_way.items() if name not in working]
    entered = Row.objects.filter(batch__in=stopped, pile=Pile.ENTERED) if stopped else Row.objects.none()
    with_entered = set(entered.values_list("batch", flat=True))
    for batch in stopped:
        batch.state, batch.ended_at = BatchState.CHECKED, None
        if batch.pk in with_entered:
            batch.state, batch.ended_at = BatchState.ENTERED, batch.entering_at
