"""Questions about milestones."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from sangkien.audit.models import Record
from sangkien.base.statements import Lookup
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.milestones.models import Milestone
from sangkien.milestones.reaching import counted
from sangkien.programmes.models import Programme


@dataclass(frozen=True)
class Logged:
    """The lines of the log (their numbers) in which the verdict stands, None for dossiers that were loaded in bulk, and
    in which the milestone was decided."""

    verdict: int | None
    decided: int


@dataclass(frozen=True)
class Proof:
    """How many valid initiatives the ledger shows before the milestone's entry and with it."""

    before: int
    reached: int
    nth: int

    @property
    def holds(self) -> bool:
        """Does the ledger say what was written down?"""
        return (self.before, self.reached) == (self.nth - 1, self.nth)


def reached(programme: Programme) -> QuerySet[Milestone]:
    """The milestones of a programme, the greatest first, with their dossiers."""
    return Milestone.objects.filter(programme=programme).select_related("initiative").order_by("-nth")


def lately_reached(programme: Programme, *, on: date) -> Milestone | None:
    """The greatest milestone that was reached in the week before the day. One query."""
    return next(iter(_LATELY(programme=programme.pk, since=on - timedelta(days=6), on=on)), None)


_LATELY = Lookup(
    Milestone, "programme_id = %(programme)s AND day BETWEEN %(since)s AND %(on)s ORDER BY nth DESC LIMIT 1"
)


def logged(milestone: Milestone) -> Logged:
    """Where the log tells of it. Two queries."""
    log = Record.objects.order_by("pk")
    of_it = log.filter(target_type=Initiative._meta.label_lower, target_id=str(milestone.initiative_id))
    verdict = of_it.filter(after__state=State.VALID, at=milestone.at).first() if milestone.at else None
    decided = log.get(target_type=Milestone._meta.label_lower, target_id=str(milestone.pk))
    return Logged(verdict.pk if verdict else None, decided.pk)


def proof(milestone: Milestone) -> Proof:
    """Reckon it again from the ledger, all of which is read."""
    before, after = (counted(milestone.programme_id, up_to=milestone.entry + step) for step in (-1, 0))
    return Proof(before, after, milestone.nth)


def stands(milestone: Milestone) -> bool:
    """Is the dossier still valid? Reads milestone.initiative."""
    return milestone.initiative.state == State.VALID
