"""The closure is a function of placements and successions, after every statement, whoever wrote it and however."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sangkien.organisations.factories import LONG_AGO, kind, union
from sangkien.organisations.models import (
    Ancestry,
    Classification,
    Manner,
    Organisation,
    Placement,
    Succession,
    UnitName,
)

FIRST = date(2022, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(8)]
CODES = ["A", "B", "C", "D", "E", "F"]
Line = tuple[int, int, int, date, bool]  # ancestor, descendant, depth, day, does the descendant exist that day?


def recomputed() -> set[Line]:
    """The closure worked out day by day, walking up from every unit: slow and plain."""
    rows = list(Placement.objects.values_list("organisation", "parent", "valid"))
    heirs = {row.organisation_id: row for row in Succession.objects.filter(heir=True)}
    return {line for day in DAYS for line in recomputed_on(day, rows, heirs)}


def recomputed_on(day: date, rows: list[Any], heirs: dict[int, Succession]) -> set[Line]:
    living = {unit: parent for unit, parent, valid in rows if day in valid}
    steps = {unit: stands_for(unit, day, rows, heirs) for unit, _parent, valid in rows if ended(valid, day)} | living
    return {
        (above, unit, depth, day, unit in living)
        for unit in steps
        for above, depth in way_up(unit, steps, living)
        if unit in living or above in living
    }


def stands_for(unit: int, day: date, rows: list[Any], heirs: dict[int, Succession]) -> int | None:
    """Who stands for a unit that has ended by that day: its heir, else the last superior."""
    until, parent = max((valid.upper, parent) for who, parent, valid in rows if who == unit and ended(valid, day))
    named = heirs.get(unit)
    return named.successor_id if named and named.since == until else parent


def ended(valid: Any, day: date) -> bool:
    return valid.upper is not None and valid.upper <= day


def way_up(unit: int, steps: dict[int, int | None], living: dict[int, int | None]) -> list[tuple[int, int]]:
    """Everybody above with the depth: a step up from a living unit counts one, from an ended one nothing."""
    way: dict[int, int] = {}
    above: int | None = unit
    depth = 0
    while above is not None and above not in way:
        way[above] = depth
        depth += above in living
        above = steps.get(above)
    return list(way.items())


def stored() -> set[Line]:
    lines: list[Line] = [
        (row.ancestor_id, row.descendant_id, row.depth, day, row.lives)
        for row in Ancestry.objects.all()
        for day in DAYS
        if day in row.valid
    ]
    assert len(lines) == len(set(lines)), "a line stands twice on one day"
    return set(lines)


@dataclass(frozen=True)
class Row:
    """One placement as the plain model of the test sees it: indexes of units and of days."""

    unit: int
    parent: int | None
    since: int
    until: int

    @property
    def days(self) -> range:
        return range(self.since, self.until)


def is_a_tree(rows: list[Row]) -> bool:
    """Every row has a day; one parent a day, never a cycle, and the parent is there on all those days."""
    return all(row.days for row in rows) and all(
        is_a_tree_that_day([row for row in rows if day in row.days]) for day in range(len(DAYS))
    )


def is_left_rightly(rows: list[Row], heirs: dict[int, tuple[int, int]]) -> bool:
    """Every heir takes over on the day after the last, and exists that day."""
    return all(
        max((row.until for row in rows if row.unit == unit), default=None) == since
        and any(row.unit == heir and since in row.days for row in rows)
        for unit, (heir, since) in heirs.items()
    )


def is_a_tree_that_day(rows: list[Row]) -> bool:
    parents = {row.unit: row.parent for row in rows}
    if len(parents) < len(rows):
        return False
    return all(reaches_a_root(unit, parents) for unit in parents)


def reaches_a_root(unit: int, parents: dict[int, int | None]) -> bool:
    above: int | None = unit
    for _step in range(len(parents) + 1):
        if above is None:
            return True
        if above not in parents:
            return False
        above = parents[above]
    return False


units = st.integers(0, len(CODES) - 1)
placements = st.builds(
    lambda unit, parent, since, length: Row(unit, parent, since, min(since + length, len(DAYS))),
    units,
    st.none() | units,
    st.integers(0, len(DAYS) - 1),
    st.integers(1, len(DAYS)),
)
# A tree to begin with: each unit hangs under one before it, or is a root.
forests = st.tuples(*(st.none() | st.integers(0, unit - 1) if unit else st.none() for unit in range(len(CODES)))).map(
    lambda parents: [Row(unit, parent, 0, len(DAYS)) for unit, parent in enumerate(parents)]
)
changes = st.one_of(
    st.tuples(st.just("add"), st.lists(placements, min_size=1, max_size=4)),
    st.tuples(st.just("move"), units, st.none() | units),
    st.tuples(st.just("part"), units, st.integers(1, len(DAYS) - 1), st.none() | units),
    st.tuples(st.just("cut"), units, st.integers(1, len(DAYS) - 1)),
    st.tuples(st.just("drop"), units),
    st.tuples(st.just("end"), units, st.integers(1, len(DAYS) - 1), units),
)


def day_range(row: Row) -> DateRange:
    return DateRange(FIRST + timedelta(days=row.since), FIRST + timedelta(days=row.until))


def bare_units() -> list[Organisation]:
    """Units that have a name and a kind for ever, and no place yet."""
    units = Organisation.objects.bulk_create(Organisation(code=code) for code in CODES)
    for unit in units:
        UnitName.objects.create(organisation=unit, name=unit.code, folded="", valid=DateRange(FIRST, None))
        Classification.objects.create(organisation=unit, kind=kind("GRASSROOTS"), valid=DateRange(FIRST, None))
    return units


class TestRandomTrees(TestCase):
    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(forests, st.lists(changes, min_size=1, max_size=8))
    def test_the_closure_is_always_what_a_plain_walk_finds(
        self, forest: list[Row], history: list[tuple[Any, ...]]
    ) -> None:
        self.units = bare_units()
        rows: list[Row] = []
        heirs: dict[int, tuple[int, int]] = {}

        for change in [("add", forest), *history]:
            wanted, left = self.plainly(rows, change), self.left(rows, heirs, change)
            accepted = self.in_the_database(change)

            assert accepted == (is_a_tree(wanted) and is_left_rightly(wanted, left)), (rows, heirs, change)
            rows, heirs = (wanted, left) if accepted else (rows, heirs)
            assert stored() == recomputed()

    def left(
        self, rows: list[Row], heirs: dict[int, tuple[int, int]], change: tuple[Any, ...]
    ) -> dict[int, tuple[int, int]]:
        """Who takes over from whom and when, after the change."""
        if change[0] != "end" or change[1] == change[3]:
            return heirs
        _end, unit, day, heir = change
        ends = [min(row.until, day) for row in rows if row.unit == unit]
        return heirs | {unit: (heir, max(ends))} if ends else heirs

    def plainly(self, rows: list[Row], change: tuple[Any, ...]) -> list[Row]:
        match change:
            case ("add", more):
                return rows + more
            case ("move", unit, parent):
                return [replace(row, parent=parent) if row.unit == unit else row for row in rows]
            case ("part", unit, day, parent):
                return [part for row in rows for part in self.parted(row, unit, day, parent)]
            case ("cut", unit, day) | ("end", unit, day, _):
                return [replace(row, until=min(row.until, day)) if row.unit == unit else row for row in rows]
            case ("drop", unit):
                return [row for row in rows if row.unit != unit]
        raise AssertionError(change)

    def parted(self, row: Row, unit: int, day: int, parent: int | None) -> list[Row]:
        if row.unit != unit or day not in row.days or day == row.since:
            return [row]
        return [replace(row, until=day), replace(row, since=day, parent=parent)]

    def in_the_database(self, change: tuple[Any, ...]) -> bool:
        """Write it past every action; was it accepted at the end of the transaction?"""
        try:
            with transaction.atomic():
                self.write(change)
                assert stored() == recomputed()  # also before the end, even of what will be refused
                connection.check_constraints()
        except IntegrityError:
            return False
        return True

    def write(self, change: tuple[Any, ...]) -> None:
        match change:
            case ("add", more):
                Placement.objects.bulk_create(self.placement(row) for row in more)
            case ("move", unit, parent):
                Placement.objects.filter(organisation=self.units[unit]).update(parent=self.unit(parent))
            case ("part", unit, day, parent):
                self.part(self.units[unit], FIRST + timedelta(days=day), self.unit(parent))
            case ("cut", unit, day):
                self.cut(self.units[unit], FIRST + timedelta(days=day))
            case ("drop", unit):
                Placement.objects.filter(organisation=self.units[unit]).delete()
            case ("end", unit, day, heir):
                self.cut(self.units[unit], FIRST + timedelta(days=day))
                self.leave(self.units[unit], self.units[heir])

    def leave(self, unit: Organisation, heir: Organisation) -> None:
        ends = [row.valid.upper or FIRST for row in unit.placements.all()]
        if ends and unit != heir:
            said = {"successor": heir, "since": max(ends), "manner": Manner.MERGED}
            Succession.objects.update_or_create(organisation=unit, heir=True, defaults=said)

    def cut(self, unit: Organisation, day: date) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE organisations_placement SET valid = valid * daterange(NULL, %s) WHERE organisation_id = %s",
                [day, unit.pk],
            )

    def part(self, unit: Organisation, day: date, parent: Organisation | None) -> None:
        for now in Placement.objects.on(day).filter(organisation=unit).exclude(valid__startswith=day):
            rest = DateRange(day, now.valid.upper)
            Placement.objects.filter(pk=now.pk).update(valid=DateRange(now.valid.lower, day))
            Placement.objects.create(organisation=unit, parent=parent, valid=rest)

    def placement(self, row: Row) -> Placement:
        return Placement(organisation=self.units[row.unit], parent=self.unit(row.parent), valid=day_range(row))

    def unit(self, index: int | None) -> Organisation | None:
        return None if index is None else self.units[index]


@pytest.mark.django_db
class TestNobodyWritesTheClosure:
    @pytest.mark.parametrize(
        "write",
        [
            "INSERT INTO organisations_ancestry (ancestor_id, descendant_id, depth, valid, lives, carries_members)"
            " SELECT id, id, 7, '[2022-01-01,)', true, true FROM organisations_organisation",
            "UPDATE organisations_ancestry SET depth = 3",
            "DELETE FROM organisations_ancestry",
            "TRUNCATE organisations_ancestry",
        ],
    )
    def test_by_hand(self, write: str) -> None:
        union("TLD", "CONFEDERATION")

        with pytest.raises(IntegrityError, match="written by nobody"), transaction.atomic():
            connection.cursor().execute(write)

        assert Ancestry.objects.count() == 1


@pytest.mark.django_db
class TestTheClosureFollows:
    def test_an_emptied_tree(self) -> None:
        union("TLD", "CONFEDERATION")
        connection.check_constraints()

        connection.cursor().execute("TRUNCATE organisations_placement")

        assert not Ancestry.objects.exists()

    def test_children_that_were_written_before_their_parent(self) -> None:
        parent, child = bare_units()[:2]
        valid = DateRange(FIRST, None)

        Placement.objects.create(organisation=child, parent=parent, valid=valid)
        Placement.objects.create(organisation=parent, valid=valid)

        assert stored() == recomputed() != set()

    def test_a_placement_that_is_given_to_another_unit(self) -> None:
        top, one, other = bare_units()[:3]
        Placement.objects.create(organisation=top, valid=DateRange(FIRST, None))
        Placement.objects.create(organisation=one, parent=top, valid=DateRange(FIRST, None))

        Placement.objects.filter(organisation=one).update(organisation=other)

        assert stored() == recomputed()
        assert Organisation.objects.under(top, on=FIRST).count() == 2


@pytest.mark.django_db
def test_a_move_moves_everything_below_it() -> None:
    root = union("TLD", "CONFEDERATION")
    here, there = (union(code, "PROVINCIAL", parent=root) for code in ("HERE", "THERE"))
    district = union("DISTRICT", "DISTRICT", parent=here)
    school = union("SCHOOL", parent=district)

    Placement.objects.filter(organisation=district).update(parent=there)

    assert set(Organisation.objects.above(school, on=LONG_AGO)) == {root, there, district, school}
