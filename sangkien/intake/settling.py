"""A batch whose job was stopped, or failed, or forgotten, is open again: what is entered stays entered."""

from sangkien.intake.models import Batch
from sangkien.intake.states import BatchState, Pile
from sangkien.jobs.models import Job
from sangkien.jobs.states import OPEN

UNDER_WAY = (BatchState.ENTERING, BatchState.UNDOING)


def settle(batch: Batch) -> bool:
    """Give a locked batch the state that it has, where its job has ended without saying so; was that needed? Two
    queries for a batch under way, none for others."""
    if batch.state not in UNDER_WAY or Job.objects.about(batch).filter(state__in=OPEN).exists():
        return False
    batch.state = BatchState.CHECKED
    batch.ended_at = None
    if batch.rows.filter(pile=Pile.ENTERED).exists():
        batch.state, batch.ended_at = BatchState.ENTERED, batch.entering_at
    batch.save(update_fields=["state", "ended_at"])
    return True
