"""Questions about targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sangkien.accounts.models import Person
from sangkien.audit.models import Record
from sangkien.base.days import start_of
from sangkien.base.statements import Statement
from sangkien.organisations.models import Organisation, Succession
from sangkien.organisations.queries import merged_into
from sangkien.programmes.models import Phase, Programme
from sangkien.targets.models import Allocation, Indicator, Target, TargetKind


@dataclass(frozen=True)
class Targets:
    """The three numbers of one unit; None where nobody set one."""

    assigned: int | None = None
    registered: int | None = None
    self_raised: int | None = None

    def of(self, kind: TargetKind) -> int | None:
        """The number of this kind."""
        match kind:
            case TargetKind.ASSIGNED:
                return self.assigned
            case TargetKind.REGISTERED:
                return self.registered
            case TargetKind.SELF_RAISED:
                return self.self_raised

    @cached_property
    def kinds(self) -> list[TargetKind]:
        """Those that are set, in their order: the first is what the unit is measured against."""
        return [kind for kind in TargetKind if self.of(kind) is not None]

    @property
    def values(self) -> list[int]:
        """The numbers that are set."""
        return [value for kind in TargetKind if (value := self.of(kind)) is not None]


def targets_of(
    organisation_ids: Iterable[int],
    *,
    programme: Programme,
    phase: Phase | None,
    indicator: Indicator = Indicator.VALID,
    restated_to: date | None = None,
) -> dict[int, Targets]:
    """The targets of many units; a unit without any is left out. One query, two when restated.

    Without a phase: of the whole programme, or where none was set for the whole, the sum over its phases.
    `restated_to` rolls up: a unit's own target and those of the units that had merged with it by that day, unless its
    own was set after they did and so speaks for them. Targets of units dissolved upwards were parts of it already.
    Only numbers that may be added are.
    """
    units = list(organisation_ids)
    of_units = _rolled(units, programme, restated_to, phase, indicator)
    found = {unit: _of_stretch(numbers, phase, indicator) for unit, numbers in of_units.items()}
    return {unit: targets for unit, targets in found.items() if targets.kinds}


def every_target(
    organisation_ids: Iterable[int], *, programme: Programme, phases: Iterable[Phase], on: date
) -> dict[int, dict[tuple[Phase | None, Indicator], Targets]]:
    """All targets of many units, for each phase, for the whole (None), and each indicator, rolled up to the day; what
    nobody has set is left out. Two queries."""
    of_units = _rolled(list(organisation_ids), programme, on)
    keys = [(phase, indicator) for phase in (*phases, None) for indicator in Indicator]
    return {
        unit: {key: targets for key in keys if (targets := _of_stretch(numbers, *key)).kinds}
        for unit, numbers in of_units.items()
    }


@dataclass(frozen=True)
class _Number:
    """A target of some kind and when the newest part of it was set."""

    value: int
    set_at: datetime

    def __add__(self, other: "_Number") -> "_Number":
        return _Number(self.value + other.value, max(self.set_at, other.set_at))


Numbers = dict[tuple[int | None, str, str], _Number]  # by phase (None: the whole programme), indicator and kind


def _rolled(
    units: list[int],
    programme: Programme,
    on: date | None,
    phase: Phase | None = None,
    indicator: Indicator | None = None,
) -> dict[int, Numbers]:
    mergers = merged_into(units, on) if on else []
    numbers = _own({*units, *(row.organisation_id for row in mergers)}, programme, phase, indicator)
    return {unit: _rolled_up(unit, numbers, mergers) for unit in units}


def _own(units: set[int], programme: Programme, phase: Phase | None, indicator: Indicator | None) -> dict[int, Numbers]:
    """Of one phase and indicator, or (None) of all."""
    found: dict[int, Numbers] = {}
    which = {"units": list(units), "programme": programme.pk, "phase": phase and phase.pk, "indicator": indicator}
    for unit, of_phase, of, kind, value, set_at in _OWN(**which):
        found.setdefault(unit, {})[of_phase, of, kind] = _Number(value, set_at)
    return found


_OWN = Statement("""
SELECT organisation_id, phase_id, indicator, kind, value, set_at FROM targets_target
WHERE organisation_id = ANY(%(units)s::bigint[]) AND programme_id = %(programme)s::bigint
  AND (%(phase)s::bigint IS NULL OR phase_id = %(phase)s::bigint)
  AND (%(indicator)s::text IS NULL OR indicator = %(indicator)s::text)
ORDER BY id
""")


def _rolled_up(unit: int, numbers: dict[int, Numbers], mergers: list[Succession]) -> Numbers:
    own = numbers.get(unit, {})
    total = dict(own)
    for merger in mergers:
        if merger.successor_id == unit:
            for key, number in _rolled_up(merger.organisation_id, numbers, mergers).items():
                speaks_for_both = key in own and own[key].set_at >= start_of(merger.since)
                if Indicator(key[1]).sums_over_units and not speaks_for_both:
                    total[key] = total[key] + number if key in total else number
    return total


def _of_stretch(numbers: Numbers, phase: Phase | None, indicator: Indicator) -> Targets:
    """What was set for the phase; for the whole programme, else the sum over the phases, by kind."""
    found: dict[str, int] = {}
    for (phase_id, of, kind), number in numbers.items():
        if of == indicator and (phase_id == phase.pk if phase else indicator.sums_over_phases or phase_id is None):
            found[kind] = found.get(kind, 0) + number.value
    if phase is None:
        found |= {kind: number.value for (at, of, kind), number in numbers.items() if at is None and of == indicator}
    return Targets(
        assigned=found.get(TargetKind.ASSIGNED),
        registered=found.get(TargetKind.REGISTERED),
        self_raised=found.get(TargetKind.SELF_RAISED),
    )


def decisions_of(unit: Organisation, *, programme: Programme) -> list[Allocation]:
    """By which decisions the union gave targets to those below it, the last first. One query."""
    found = Allocation.objects.filter(organisation=unit, programme=programme).select_related("phase", "by")
    return list(found.select_related("withdrawal__by", "follows").order_by("-pk"))


def last_decision(unit: Organisation, **which: Any) -> Allocation | None:
    """The end of the line of decisions about these numbers, be it withdrawn."""
    return Allocation.objects.filter(organisation=unit, followed=None, **which).first()


def in_force(unit: Organisation, **which: Any) -> Allocation | None:
    """The decision that holds: the last that was not withdrawn."""
    return Allocation.objects.filter(organisation=unit, withdrawal=None, **which).order_by("-pk").first()


@dataclass(frozen=True)
class Change:
    """A target was set: what it was before (None: not set), what since, by whom, by which decision."""

    target: Target
    at: datetime
    by: str
    before: int | None
    after: int | None
    decision: str


def history(unit: Organisation, *, programme: Programme, most: int = 50) -> list[Change]:
    """How the union's targets came to be what they are, the last first. Three queries."""
    targets = {str(target.pk): target for target in _of_unit(unit, programme)}
    lines = Record.objects.filter(target_type=Target._meta.label_lower, target_id__in=targets).order_by("-pk")[:most]
    people = Person.objects.in_bulk({line.by_id for line in lines if line.by_id})
    return [_change(line, targets[line.target_id], people) for line in lines]


def _of_unit(unit: Organisation, programme: Programme) -> Iterable[Target]:
    return Target.objects.filter(organisation=unit, programme=programme).select_related("phase")


def _change(line: Record, target: Target, people: dict[Any, Person]) -> Change:
    by = people[line.by_id].full_name if line.by_id in people else ""
    return Change(
        target, line.at, by, line.before.get("value"), line.after.get("value"), line.after.get("decision", "")
    )
