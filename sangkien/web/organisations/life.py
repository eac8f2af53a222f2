"""A union's own history: when it lived, what it was called, where it hung, whom it took over and who took over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations.models import Organisation, Succession, UnitName
from sangkien.organisations.periods import last_life
from sangkien.organisations.queries import predecessors, successors

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """What was so for a while; `last_day` is None while nobody has set an end. `code`: of the union it names."""

    name: str
    first_day: date
    last_day: date | None
    code: str = ""


@dataclass(frozen=True)
class Kin:
    """A union that took over, or was taken over, on a day, in words how, and the day on which it can be seen."""

    code: str
    name: str
    since: date
    manner: str
    seen_on: date


@dataclass(frozen=True)
class Life:
    """What is told of a union on a page of `day`. `run`: the life it has that day, else the last before it."""

    day: date
    run: DateRange | None
    founded: date
    names: Sequence[Stage]
    superiors: Sequence[Stage]
    came_from: Sequence[Kin]
    went_to: Sequence[Kin]

    @property
    def is_now(self) -> bool:
        """Does it exist that day?"""
        return self.run is not None and self.day in self.run

    @property
    def has_ended(self) -> bool:
        """Has it ended by that day?"""
        return self.run is not None and not self.is_now

    @property
    def since(self) -> date:
        """The first day of the life that is told."""
        return self.run.lower if self.run and self.run.lower else self.founded

    @property
    def last_day(self) -> date | None:
        """The last day of that life; None while nobody has set an end."""
        return self.run.upper - A_DAY if self.run and self.run.upper else None

    @property
    def told_on(self) -> date:
        """The day whose name and superiors are told: the day itself, else the nearest on which it existed."""
        if self.is_now:
            return self.day
        return self.founded if self.run is None else self.last_day or self.day


def life_of(unit: Organisation, day: date) -> Life:
    """Its history. A fixed number of queries for the same number of changes in its life."""
    placements = list(unit.placements.select_related("parent").order_by("valid"))
    went_to, came_from = successors(unit), [one for one in predecessors(unit) if one.since <= day]
    others = {row.parent_id for row in placements} | {row.successor_id for row in went_to}
    names = _names({unit.pk} | others | {row.organisation_id for row in came_from})
    end = placements[-1].valid.upper
    return Life(
        day=day,
        run=last_life((row.valid for row in placements), day),
        founded=placements[0].valid.lower,
        # Names have no end of their own: the last one ends with the union.
        names=[_stage(row.name, DateRange(row.valid.lower, row.valid.upper or end)) for row in names[unit.pk]],
        superiors=[
            _stage(_called(names, row.parent.pk, row.valid.lower), row.valid, row.parent.code)
            for row in placements
            if row.parent
        ],
        came_from=[_kin(row.organisation, row, row.since - A_DAY, names) for row in came_from],
        went_to=[_kin(row.successor, row, row.since, names) for row in went_to],
    )


def _stage(name: str, valid: DateRange, code: str = "") -> Stage:
    return Stage(name, valid.lower, valid.upper - A_DAY if valid.upper else None, code)


def _kin(other: Organisation, row: Succession, seen_on: date, names: dict[int, list[UnitName]]) -> Kin:
    name = _called(names, other.pk, seen_on)
    return Kin(other.code, name, row.since, str(row.get_manner_display()), seen_on)


def _names(units: Iterable[int | None]) -> dict[int, list[UnitName]]:
    found: dict[int, list[UnitName]] = {}
    for row in UnitName.objects.filter(organisation__in=set(units) - {None}).order_by("valid"):
        found.setdefault(row.organisation_id, []).append(row)
    return found


def _called(names: dict[int, list[UnitName]], unit: int, on: date) -> str:
    return next((row.name for row in names.get(unit, []) if on in row.valid), "")
