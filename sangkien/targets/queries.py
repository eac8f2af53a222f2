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
    rolled = {unit: _rolled_up(unit, numbers, mergers) for unit in units}
    return {unit: _targets(found) for unit, found in rolled.items() if found}


@dataclass(frozen=True)
class _Number:
    """A target of some kind and when the newest part of it was set."""

    value: int
    set_at: datetime

    def __add__(self, other: "_Number") -> "_Number":
        return _Number(self.value + other.value, max(self.set_at, other.set_at))


Numbers = dict[str, _Number]  # by kind of target


def _own(units: set[int], programme: Programme, phase: Phase | None) -> dict[int, Numbers]:
    rows = Target.objects.filter(organisation__in=units, programme=programme)
    if phase:
        rows = rows.filter(phase=phase)
    whole = {(row.organisation_id, row.kind) for row in rows if row.phase_id is None}
    found: dict[int, Numbers] = {}
    for row in rows:
        if row.phase_id is None or (row.organisation_id, row.kind) not in whole:
            _add(found.setdefault(row.organisation_id, {}), row.kind, _Number(row.value, row.set_at))
    return found


def _rolled_up(unit: int, numbers: dict[int, Numbers], mergers: list[Succession]) -> Numbers:
    own = numbers.get(unit, {})
    total = dict(own)
    for merger in mergers:
        if merger.successor_id == unit:
            for kind, number in _rolled_up(merger.organisation_id, numbers, mergers).items():
                if kind not in own or own[kind].set_at < start_of(merger.since):
                    _add(total, kind, number)
    return total


def _add(numbers: Numbers, kind: str, number: _Number) -> None:
    numbers[kind] = numbers[kind] + number if kind in numbers else number


def _targets(numbers: Numbers) -> Targets:
    def of(kind: TargetKind) -> int | None:
        return numbers[kind].value if kind in numbers else None

    return Targets(
        assigned=of(TargetKind.ASSIGNED),
        registered=of(TargetKind.REGISTERED),
        self_raised=of(TargetKind.SELF_RAISED),
    )
