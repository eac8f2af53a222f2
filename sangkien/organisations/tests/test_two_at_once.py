"""Two officers change the tree at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction

from sangkien.organisations.factories import LONG_AGO, union
from sangkien.organisations.models import Ancestry, Organisation, Placement
from sangkien.organisations.search_entries import SearchEntry, catch_up

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def root() -> Organisation:
    return union("TLD", "CONFEDERATION")


def at_once(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    """Two transactions that overlap: the second writes while the first has written and not yet ended.

    Says of each whether it was kept, or the name of the constraint that refused it.
    """
    written = Event()

    def write_and_linger() -> None:
        first()
        written.set()
        sleep(0.3)

    def write_meanwhile() -> None:
        written.wait(20)
        second()

    with ThreadPoolExecutor(2) as people:
        return list(people.map(outcome, [write_and_linger, write_meanwhile]))


def outcome(write: Callable[[], object]) -> str:
    try:
        with transaction.atomic():
            Organisation.objects.count()  # the transaction has begun and seen the tree
            write()
        return "kept"
    except IntegrityError as no:
        return str(no.__cause__.diag.constraint_name)
    finally:
        connection.close()


def hang(unit: Organisation, parent: Organisation) -> Callable[[], object]:
    return lambda: Placement.objects.filter(organisation=unit).update(parent=parent)


def test_do_not_close_a_cycle_between_them(root: Organisation) -> None:
    one, other = union("ONE", "PROVINCIAL", parent=root), union("OTHER", "PROVINCIAL", parent=root)

    assert at_once(hang(one, other), hang(other, one)) == ["kept", "no_unit_is_above_itself_on_any_day"]


def test_leave_no_stale_line(root: Organisation) -> None:
    here, there = union("HERE", "PROVINCIAL", parent=root), union("THERE", "PROVINCIAL", parent=root)
    district = union("DISTRICT", "DISTRICT", parent=here)
    school = union("SCHOOL", parent=here)

    assert at_once(hang(district, there), hang(school, district)) == ["kept", "kept"]

    way = Ancestry.objects.on(LONG_AGO).filter(descendant=school).order_by("depth")
    assert [line.ancestor for line in way.select_related("ancestor")] == [school, district, there, root]


def test_search_knows_what_both_wrote(root: Organisation) -> None:
    unit = union("CS-MAY", parent=union("LDLD", "PROVINCIAL", parent=root), name="CĐCS May")

    def name_one_workplace() -> None:
        unit.workplaces.create(name="Một", folded="xuong mot", ownership="private")
        catch_up()

    def name_another() -> None:
        unit.workplaces.create(name="Hai", folded="xuong hai", ownership="private")

    assert at_once(name_one_workplace, name_another) == ["kept", "kept"]
    assert (
        SearchEntry.objects.get(organisation=unit).names == "cong doan co so may cdcs | xuong hai | xuong mot | cs may"
    )
