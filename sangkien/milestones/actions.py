"""Deciding milestones."""

from datetime import datetime

from django.db import transaction

from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.locks import hold
from sangkien.counting.models import Measure
from sangkien.counting.queries import by_day
from sangkien.counting.settling import settled
from sangkien.initiatives.models import Event, Untold
from sangkien.initiatives.states import State
from sangkien.milestones.models import Milestone
from sangkien.milestones.reaching import Reaching, reaching
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

UNDONE = "undone"


def decide(*, at: datetime) -> int:
    """Write down every milestone that has been reached and not been decided yet; how many.

    The dossier is the one whose entry first brought the count to N, but for a verdict that was undone before it was
    told: then the next. While it is not told yet, nothing is decided."""
    return sum(_decide(programme, at=at) for programme in Programme.objects.exclude(milestones=[]).order_by("pk"))


def _decide(programme: Programme, *, at: datetime) -> int:
    decided = set(Milestone.objects.filter(programme=programme).values_list("nth", flat=True))
    waiting = sorted(set(programme.milestones) - decided)
    if not waiting or _valid_now(programme, at) < waiting[0]:
        return 0
    up_to = settled()
    return sum(_write(programme, nth, up_to=up_to, at=at) for nth in waiting)


def _valid_now(programme: Programme, at: datetime) -> int:
    """At the root of the programme's tree: what its totals say, cheaply."""
    roots = Organisation.objects.filter(placements__parent=None, placements__valid__isempty=False).distinct()
    reached = by_day(list(roots.values_list("pk", flat=True)), programme=programme, phase=None, as_of=day_of(at))
    return sum(figure.count for figure in reached if figure.measure == Measure.VALID)


@transaction.atomic
def _write(programme: Programme, nth: int, *, up_to: int, at: datetime) -> int:
    hold(f"milestone {programme.pk}")
    found = next((one for one in reaching(programme.pk, nth=nth, up_to=up_to) if not _was_undone(one)), None)
    if found is None or Milestone.objects.filter(programme=programme, nth=nth).exists() or _is_untold(found):
        return 0
    step = _step(found)
    milestone = Milestone.objects.create(
        programme=programme,
        nth=nth,
        entry=found.entry,
        initiative_id=found.initiative_id,
        day=found.day,
        at=step.at if step else None,
        decided_at=at,
    )
    after = {"nth": nth, "entry": found.entry, "initiative": found.initiative_id}
    record(verb="milestone.decide", target=milestone, by=None, at=at, after=after)
    return 1


def _step(found: Reaching) -> Event | None:
    """The step of its life with which it was found valid that day."""
    steps = Event.objects.filter(initiative=found.initiative_id, to_state=State.VALID)
    return next((step for step in steps.order_by("-version") if day_of(step.at) == found.day), None)


def _was_undone(found: Reaching) -> bool:
    step = _step(found)
    if step is None:
        return False
    return Event.objects.filter(initiative=found.initiative_id, version=step.version + 1, verb=UNDONE).exists()


def _is_untold(found: Reaching) -> bool:
    return Untold.objects.filter(initiative=found.initiative_id).exists()
