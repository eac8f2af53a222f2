"""Questions about what was launched and closed, and what is still open before a phase is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from sangkien.accounts.permissions import Actor
from sangkien.honours.models import Nomination, NominationQuerySet
from sangkien.initiatives.models import Initiative, LateArrival
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.statistics.figures import Figures, figures_of
from sangkien.statistics.stretches import Stretch
from sangkien.statistics.work import Work, work
from sangkien.steering.models import Closing, Launch, Withdrawal


@dataclass(frozen=True)
class Open:
    """What is not done yet before a phase is closed: dossiers that wait, late arrivals nobody has answered, unions
    directly below with nothing valid, and what stands so far."""

    figures: Figures
    waiting: Work
    late: int
    silent: Sequence[Organisation]

    @property
    def is_clear(self) -> bool:
        """Is nothing open?"""
        return not (self.waiting.waiting or self.waiting.returned or self.late or self.silent)


def still_open(unit: Organisation, stretch: Stretch, *, by: Actor) -> Open:
    """As it stands on the actor's day: a fixed number of queries for any number of unions and dossiers."""
    below = list(children(unit, by.on))
    own, *others = figures_of([unit, *below], programme=stretch.programme, phase=stretch.phase, as_of=by.on)
    under = Organisation.objects.under(unit, on=by.on, ended=True)
    late = LateArrival.objects.filter(phase=stretch.phase, accepted=None, initiative__unit__in=under.values("pk"))
    waiting = work(by, unit, programme=stretch.programme, phase=stretch.phase)
    return Open(own, waiting, late.count(), [one.unit for one in others if not one.valid])


def launches_of(unit: Organisation) -> "QuerySet[Launch]":
    """What the union has launched, the last first."""
    known = Launch.objects.filter(unit=unit).select_related(
        "campaign__programme", "paper__outgoing", "allocation", "by"
    )
    return known.order_by("-at", "-pk")


def launched_with(unit: Organisation, key: UUID) -> Launch | None:
    """What was launched from the page with this key."""
    return Launch.objects.filter(unit=unit, key=key).first()


def closings_of(unit: Organisation) -> "QuerySet[Closing]":
    """When the union took stock, the last first."""
    known = Closing.objects.filter(unit=unit).select_related("phase__programme", "paper__outgoing", "snapshot", "by")
    return known.order_by("-at", "-pk")


def withdrawals_of(unit: Organisation) -> "QuerySet[Withdrawal]":
    """What the union has taken back, the last first."""
    known = Withdrawal.objects.filter(unit=unit).select_related("initiative", "award__nomination", "by")
    return known.order_by("-at", "-pk")


def resting_on(initiative: Initiative) -> NominationQuerySet:
    """The honours that stand and name the dossier among their evidence. They do not fall with it: who gave them
    decides on each."""
    return Nomination.objects.honours().filter(exhibits__initiative=initiative).for_list().order_by("pk")
