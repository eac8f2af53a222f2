"""What a change of a programme would touch, told before it is made."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from sangkien.base.days import start_of
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import ON_A_DESK
from sangkien.programmes.models import Programme
from sangkien.programmes.spec import PhaseSpec, ProgrammeSpec
from sangkien.targets.models import Target


@dataclass(frozen=True)
class Impact:
    """`dossiers` sent by the programme so far, `waiting` of them on so many `desks`, `writing` drafts, `targets` set.
    `outside`: by the code of a phase, how many of its dossiers were sent on days that it would no longer have."""

    dossiers: int
    waiting: int
    desks: int
    writing: int
    targets: int
    outside: dict[str, int] = field(default_factory=dict)


def impact_of(programme: Programme, spec: ProgrammeSpec) -> Impact:
    """What hangs on the programme now, and what of it the new days would leave out. Five queries, and one for each
    phase whose days change."""
    sent = Initiative.objects.filter(programme=programme).order_by()
    waiting = sent.filter(state__in=ON_A_DESK)
    return Impact(
        dossiers=sent.count(),
        waiting=waiting.count(),
        desks=waiting.values("desk").distinct().count(),
        writing=Draft.objects.filter(programme=programme, sent_at=None, discarded_at=None, correcting=None).count(),
        targets=Target.objects.filter(programme=programme).count(),
        outside=dict(_outside(programme, spec.phases)),
    )


def _outside(programme: Programme, phases: Iterable[PhaseSpec]) -> Iterable[tuple[str, int]]:
    stand = {phase.code: phase for phase in programme.phases.order_by("planned")}
    for told in phases:
        phase = stand.get(told.code)
        if phase and (phase.first_day, phase.last_day) != (told.window.since, told.window.to):
            sent = Initiative.objects.filter(programme=programme, phase=phase)
            if left := sent.filter(_not_within(told.window.since, told.window.to)).count():
                yield told.code, left


def _not_within(first: date, last: date | None) -> Q:
    before = Q(submitted_at__lt=start_of(first))
    return before | Q(submitted_at__gte=start_of(date.fromordinal(last.toordinal() + 1))) if last else before
