"""A union that has ended still answers: through whoever stands for it."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations import actions, queries
from sangkien.organisations.factories import AT, LONG_AGO, union
from sangkien.organisations.models import Manner, Organisation, Succession
from tests.refused import refused

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
EVE = date(2025, 6, 30)


@pytest.fixture
def root() -> Organisation:
    return union("TLD", "CONFEDERATION")


@pytest.fixture
def old(root: Organisation) -> Organisation:
    return union("LDLD-NINH-THUAN", "PROVINCIAL", parent=root)


@pytest.fixture
def new(root: Organisation) -> Organisation:
    return union("LDLD-KHANH-HOA", "PROVINCIAL", parent=root)


def end(unit: Organisation, heir: Organisation | None, *, manner: Manner = Manner.MERGED, on: date = REFORM) -> None:
    unit.placements.update(valid=DateRange(LONG_AGO, on))
    if heir:
        Succession.objects.create(organisation=unit, successor=heir, since=on, manner=manner)
    connection.check_constraints()


def codes(units: "list[Organisation]") -> list[str]:
    return sorted(unit.code for unit in units)


class TestTheDatabaseRefuses:
    def test_an_heir_of_a_union_that_goes_on(self, old: Organisation, new: Organisation) -> None:
        with refused("an_heir_takes_over_on_the_day_a_union_ends"):
            Succession.objects.create(organisation=old, successor=new, since=REFORM, manner=Manner.MERGED)

    def test_an_heir_who_takes_over_on_another_day(self, old: Organisation, new: Organisation) -> None:
        with refused("an_heir_takes_over_on_the_day_a_union_ends"):
            old.placements.update(valid=DateRange(LONG_AGO, EVE))
            Succession.objects.create(organisation=old, successor=new, since=REFORM, manner=Manner.MERGED)

    def test_a_union_that_lives_again_beside_its_heir(self, old: Organisation, new: Organisation) -> None:
        end(old, new)
        with refused("an_heir_takes_over_on_the_day_a_union_ends"):
            old.placements.update(valid=DateRange(LONG_AGO, None))

    def test_an_heir_that_is_not_there(self, old: Organisation, root: Organisation) -> None:
        late = union("LDLD-LATE", "PROVINCIAL", parent=root, since=date(2026, 1, 1))
        with refused("a_successor_exists_on_the_day_it_takes_over"):
            end(old, late)

    def test_an_heir_that_goes_with_it(self, old: Organisation, new: Organisation) -> None:
        end(old, new)
        with refused("a_successor_exists_on_the_day_it_takes_over"):
            new.placements.update(valid=DateRange(LONG_AGO, REFORM))


class TestWhatItLeaves:
    def test_belongs_to_its_heir(self, old: Organisation, new: Organisation, root: Organisation) -> None:
        end(old, new)

        assert codes(Organisation.objects.under(root, on=REFORM)) == ["LDLD-KHANH-HOA", "TLD"]
        assert old in Organisation.objects.under(new, on=REFORM, ended=True)
        assert old not in Organisation.objects.under(new, on=EVE, ended=True)
        assert codes(Organisation.objects.now_in(new, on=REFORM)) == ["LDLD-KHANH-HOA", "LDLD-NINH-THUAN"]

    def test_belongs_to_its_last_superior_where_there_is_no_heir(self, old: Organisation, new: Organisation) -> None:
        district = union("LDLD-BAC-AI", "DISTRICT", parent=old)
        end(district, None, on=date(2024, 1, 1))
        end(old, new)

        assert codes(Organisation.objects.now_in(old, on=date(2024, 1, 1))) == ["LDLD-BAC-AI", "LDLD-NINH-THUAN"]
        assert district in Organisation.objects.now_in(new, on=REFORM)

    def test_goes_on_with_an_heir_that_is_taken_over_in_turn(
        self, old: Organisation, new: Organisation, root: Organisation
    ) -> None:
        third = union("LDLD-TAY-NGUYEN", "PROVINCIAL", parent=root)
        end(old, new)
        end(new, third, on=date(2026, 1, 1))

        assert {old, new, third} == set(Organisation.objects.now_in(third, on=date(2026, 1, 1)))
        assert [row.successor.code for row in queries.successors(old)] == ["LDLD-KHANH-HOA", "LDLD-TAY-NGUYEN"]
        assert [row.organisation.code for row in queries.predecessors(third)] == ["LDLD-KHANH-HOA", "LDLD-NINH-THUAN"]

    def test_has_no_successor_when_its_members_left(self, old: Organisation, root: Organisation) -> None:
        end(old, root, manner=Manner.LEFT)

        assert queries.successors(old) == queries.predecessors(root) == []
        assert old in Organisation.objects.now_in(root, on=REFORM)


class TestItsMembers:
    @pytest.fixture
    def factory(self, old: Organisation) -> Organisation:
        unit = union("CS-OLD", parent=old)
        actions.report_members(unit, counted_on=EVE, members=300, by=None, at=AT)
        return unit

    @pytest.fixture
    def heir(self, old: Organisation) -> Organisation:
        unit = union("CS-HEIR", parent=old)
        actions.report_members(unit, counted_on=EVE, members=500, by=None, at=AT)
        return unit

    def test_come_along(self, factory: Organisation, heir: Organisation, old: Organisation) -> None:
        end(factory, heir)

        assert [queries.members(old, day) for day in (EVE, REFORM)] == [800, 800]
        assert [queries.members(heir, day) for day in (EVE, REFORM)] == [500, 800]

    def test_are_those_the_heir_reports_from_then_on(self, factory: Organisation, heir: Organisation) -> None:
        end(factory, heir)
        actions.report_members(heir, counted_on=date(2025, 9, 30), members=770, by=None, at=AT)

        assert [queries.members(heir, day) for day in (REFORM, date(2025, 9, 30))] == [800, 770]

    def test_are_counted_once_when_the_heir_is_taken_over_too(
        self, factory: Organisation, heir: Organisation, old: Organisation
    ) -> None:
        last = union("CS-LAST", parent=old)
        end(factory, heir)
        actions.report_members(heir, counted_on=date(2025, 9, 30), members=770, by=None, at=AT)
        end(heir, last, on=date(2026, 1, 1))

        assert queries.members(last, date(2026, 1, 1)) == 770

    def test_are_gone_when_they_left(self, factory: Organisation, heir: Organisation, old: Organisation) -> None:
        end(factory, old, manner=Manner.LEFT)

        assert [queries.members(old, day) for day in (EVE, REFORM)] == [800, 500]

    def test_belong_to_the_superior_they_were_transferred_to(
        self, factory: Organisation, heir: Organisation, old: Organisation
    ) -> None:
        end(factory, old, manner=Manner.TRANSFERRED)

        assert queries.members(old, REFORM) == 800


def test_a_superiors_own_report_silences_nobody(old: Organisation) -> None:
    factory, other = union("CS-OLD", parent=old), union("CS-OTHER", parent=old)
    for unit, number in ((factory, 300), (other, 500)):
        actions.report_members(unit, counted_on=EVE, members=number, by=None, at=AT)
    end(factory, old, manner=Manner.TRANSFERRED)

    actions.report_members(old, counted_on=date(2025, 9, 30), members=790, by=None, at=AT)

    assert queries.members(old, date(2025, 9, 30)) == 800


def test_an_ended_union_is_shown_with_who_took_over(old: Organisation, new: Organisation) -> None:
    end(old, new)

    shown, heir = queries.describe("LDLD-NINH-THUAN", REFORM), queries.describe("LDLD-KHANH-HOA", REFORM)

    assert shown is not None and heir is not None
    assert (shown["parent"], shown["valid_to"], shown["successors"]) == (None, "2025-07-01", ["LDLD-KHANH-HOA"])
    assert heir["predecessors"] == ["LDLD-NINH-THUAN"]
