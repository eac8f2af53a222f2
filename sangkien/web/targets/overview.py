"""The targets of a union as lines: the three numbers side by side, what was reached, what was passed on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sangkien.base.numbers import percent
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children, merged_into
from sangkien.programmes.models import Phase
from sangkien.statistics.attainment import attained
from sangkien.statistics.definitions import DEFINITIONS, OF_TARGETS, Definition
from sangkien.statistics.figures import figures
from sangkien.targets.models import Indicator, TargetKind
from sangkien.targets.plan import Which
from sangkien.targets.queries import Targets, every_target
from sangkien.web.targets.asked import SLUGS, Asked, stage_of


@dataclass(frozen=True)
class Cell:
    """One of the three numbers, and how much of it is reached: in percent, or for a share whether it is."""

    kind: TargetKind
    value: int | None
    done: int | None
    adds_up: bool

    @property
    def percent(self) -> Decimal | None:
        """Half up at one decimal; none of a share."""
        return percent(self.done, self.value) if self.adds_up and self.value and self.done is not None else None

    @property
    def is_reached(self) -> bool:
        """Is it?"""
        return self.value is not None and self.done is not None and self.done >= self.value


@dataclass(frozen=True)
class PassedOn:
    """What the unions below were given: of how many it is known, and what it comes to."""

    unions: int
    of_unions: int
    total: int


@dataclass(frozen=True)
class Line:
    """One indicator in one stretch."""

    which: Which
    targets: Targets
    done: int | None
    passed_on: PassedOn | None

    @property
    def indicator(self) -> Indicator:
        """What is counted."""
        return self.which.indicator

    @property
    def definition(self) -> Definition:
        """What that means."""
        return DEFINITIONS[OF_TARGETS[self.indicator]]

    @property
    def stage(self) -> str:
        """How addresses name the stretch."""
        return stage_of(self.which)

    @property
    def slug(self) -> str:
        """How addresses name the indicator."""
        return SLUGS[self.indicator]

    @property
    def cells(self) -> list[Cell]:
        """The three numbers in their order."""
        adds_up = self.indicator.sums_over_units
        return [Cell(kind, self.targets.of(kind), self.done, adds_up) for kind in TargetKind]

    @property
    def left(self) -> int | None:
        """What is not passed on yet of the number that was divided; less than none: more was passed on. None where
        nothing was, or where it is one of the union's numbers exactly."""
        passed = self.passed_on
        if passed is None or not passed.unions or not self.indicator.sums_over_units or not self.targets.values:
            return None
        return None if passed.total in self.targets.values else self.targets.values[0] - passed.total


@dataclass(frozen=True)
class Stage:
    """A phase, or the whole programme, with its lines; `others` are indicators for which nothing is set yet."""

    title: str
    phase: Phase | None
    lines: Sequence[Line]
    others: Sequence[Line]


def stages(asked: Asked, *, on: date) -> list[Stage]:
    """Every phase and the whole programme. Some ten queries, whatever hangs below the union.

    An heir has its own targets and results and those of the unions that merged with it; any other union those that were
    booked to it.
    """
    below = [unit.pk for unit in children(asked.unit, on)]
    every = every_target([asked.unit.pk, *below], programme=asked.programme, phases=asked.phases, on=on)
    return [_stage(asked, phase, every, below, on) for phase in (*asked.phases, None)]


_Every = Mapping[int, Mapping[tuple[Phase | None, Indicator], Targets]]


def _stage(asked: Asked, phase: Phase | None, every: _Every, below: list[int], on: date) -> Stage:
    lines = list(_lines(asked, phase, every, below, on))
    own = every[asked.unit.pk]
    shown = [line for line in lines if _is_set(line) and not _is_partial(line, asked.phases, own)]
    if phase or not asked.phases:
        shown = shown or lines[:1]  # the count of initiatives stands there even where nobody has set it
    title = phase.title if phase else asked.programme.name
    return Stage(title, phase, shown, [line for line in lines if line not in shown])


def _is_set(line: Line) -> bool:
    return bool(line.targets.values or (line.passed_on and line.passed_on.unions))


def _is_partial(line: Line, phases: Sequence[Phase], own: Mapping[tuple[Phase | None, Indicator], Targets]) -> bool:
    """Is it a sum over phases of which some have no number yet? Results of the whole are no share of that."""
    if line.which.phase or not phases:
        return False
    there = [found for phase in phases if (found := own.get((phase, line.indicator)))]
    sums = [sum(found.of(kind) or 0 for found in there) for kind in line.targets.kinds]
    return len(there) < len(phases) and sums == line.targets.values


def _lines(asked: Asked, phase: Phase | None, every: _Every, below: list[int], on: date) -> Iterator[Line]:
    view = View.RESTATED if merged_into([asked.unit.pk], on) else View.AS_THEN
    reached = figures(asked.unit, programme=asked.programme, phase=phase, as_of=on, view=view)
    for indicator in Indicator:
        key = (phase, indicator)
        given = [found.assigned for unit in below if (found := every[unit].get(key)) and found.assigned is not None]
        passed = PassedOn(len(given), len(below), sum(given)) if below else None
        which = Which(asked.programme, phase, indicator)
        targets = every[asked.unit.pk].get(key, Targets())
        yield Line(which, targets, attained(reached, indicator), passed)


def names(units: Sequence[int], on: date) -> dict[int, str]:
    """The names of unions, as they were that day, by key."""
    found = Organisation.objects.filter(pk__in=units).named(on=on)
    return {unit.pk: unit.name or unit.code for unit in found}
