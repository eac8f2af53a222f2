"""Questions about targets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sangkien.base.days import start_of
from sangkien.organisations.models import Succession
from sangkien.organisations.queries import merged_into
from sangkien.programmes.models import Phase, Programme
from sangkien.targets.models import Target, TargetKind


@dataclass(frozen=True)
class Targets:
    """The three numbers of one unit; None where nobody set one."""

    assigned: int | None = None
    registered: int | None = None
    self_raised: int | None = None


def targets_of(
    organisation_ids: Iterable[int], *, programme: Programme, phase: Phase | None, restated_to: date | None = None
) -> dict[int, Targets]:
    """The targets of many units; a unit without any is left out. One query, two when restated.

    Without a phase: of the whole programme, or where none was set for the whole, the sum over its phases.
    `restated_to` rolls up: a unit's own target and those of the units that had merged with it by that day, unless its
    own was set after they did and so speaks for them. Targets of units dissolved upwards were parts of it already.
    """
    units = list(organisation_ids)
    mergers = merged_into(units, restated_to) if restated_to else []
    numbers = _own({*units, *(row.organisation_id for row in mergers)}, programme, phase)
    rolled = {unit: _of_the_whole(_rolled_up(unit, numbers, mergers)) for unit in units}
    return {unit: _targets(found) for unit, found in rolled.items() if found}


@dataclass(frozen=True)
class _Number:
    """A target of some kind and when the newest part of it was set."""

    value: int
    set_at: datetime

    def __add__(self, other: "_Number") -> "_Number":
        return _Number(self.value + other.value, max(self.set_at, other.set_at))


Numbers = dict[tuple[int | None, str], _Number]  # by phase (None: the whole programme) and kind of target


def _own(units: set[int], programme: Programme, phase: Phase | None) -> dict[int, Numbers]:
    rows = Target.objects.filter(organisation__in=units, programme=programme)
    if phase:
        rows = rows.filter(phase=phase)
    found: dict[int, Numbers] = {}
    for row in rows:
        found.setdefault(row.organisation_id, {})[row.phase_id, row.kind] = _Number(row.value, row.set_at)
    return found


def _of_the_whole(numbers: Numbers) -> dict[str, int]:
    """What was set for the whole programme, else the sum over the phases, by kind."""
    kinds = {kind for _phase, kind in numbers}
    whole = {kind: numbers[None, kind].value for kind in kinds if (None, kind) in numbers}
    phases = {kind: sum(number.value for (_phase, of), number in numbers.items() if of == kind) for kind in kinds}
    return phases | whole


def _rolled_up(unit: int, numbers: dict[int, Numbers], mergers: list[Succession]) -> Numbers:
    own = numbers.get(unit, {})
    total = dict(own)
    for merger in mergers:
        if merger.successor_id == unit:
            for key, number in _rolled_up(merger.organisation_id, numbers, mergers).items():
                if key not in own or own[key].set_at < start_of(merger.since):
                    total[key] = total[key] + number if key in total else number
    return total


def _targets(numbers: dict[str, int]) -> Targets:
    return Targets(
        assigned=numbers.get(TargetKind.ASSIGNED),
        registered=numbers.get(TargetKind.REGISTERED),
        self_raised=numbers.get(TargetKind.SELF_RAISED),
    )
