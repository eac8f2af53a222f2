"""Sums that are kept say at every moment what summing anew says."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from sangkien.organisations import actions
from sangkien.organisations.factories import AT, union
from sangkien.organisations.headcounts import Headcount, TreeChange
from sangkien.organisations.keeping import keep
from sangkien.organisations.membership import Unions, employees_of_many, members_of_many, unions_of_many
from sangkien.organisations.models import Classification, Organisation, Ownership, Placement, Workplace

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2022, 5, 31)


@pytest.fixture
def province() -> Organisation:
    """With a zone in it that has a garment factory, and a school beside the zone."""
    province = union("NINH-THUAN", "PROVINCIAL", parent=union("TLD", "CONFEDERATION"))
    factory = union("MAY", parent=union("KCN", "DISTRICT", parent=province))
    for unit, members in ((factory, 3_120), (union("TRUONG", parent=province), 840)):
        count(unit, members)
    return province


def count(unit: Organisation, members: int) -> None:
    actions.report_members(unit, counted_on=DAY, members=members, employees=members + 10, by=None, at=AT)


def told(unit: Organisation, day: date = DAY) -> tuple[int, int, Unions]:
    return (
        members_of_many([unit.pk], day)[unit.pk],
        employees_of_many([unit.pk], day)[unit.pk],
        unions_of_many([unit.pk], day)[unit.pk],
    )


def spoil() -> None:
    """What is kept is made wrong, to see who reads it. No figure is ever changed like this."""
    Headcount.objects.update(members=1, employees=2, unions=0, foreign=0)


WRONG = (1, 2, Unions(0, 0))
RIGHT = (3_960, 3_980, Unions(2, 0))


def test_what_nothing_has_changed_since_is_not_summed_again(province: Organisation) -> None:
    assert keep([DAY]) == 3  # the confederation, the province and the zone: the others have nobody below
    assert told(province) == RIGHT
    assert keep([DAY]) == 0

    spoil()

    assert told(province) == WRONG
    assert told(Organisation.objects.get(code="MAY")) == (3_120, 3_130, Unions(1, 0)), "is summed by itself"
    assert told(province, DAY + timedelta(days=1)) == RIGHT, "another day is summed"


CHANGES: dict[str, Callable[[Organisation], object]] = {
    "a count of members": lambda of: count(Organisation.objects.get(code="MAY"), 3_121),
    "a new union": lambda of: union("MOI", parent=of),
    "a union that moves": lambda of: Placement.objects.filter(organisation__code="TRUONG").update(
        parent=Organisation.objects.get(code="KCN")
    ),
    "another kind": lambda of: Classification.objects.filter(organisation__code="TRUONG").update(kind="DISTRICT"),
    "a workplace": lambda of: Workplace.objects.create(
        organisation=Organisation.objects.get(code="MAY"), name="May", folded="may", ownership=Ownership.FDI
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_since_is_summed_at_once(province: Organisation, change: str) -> None:
    keep([DAY])
    spoil()

    CHANGES[change](province)

    now = told(province)
    assert now != WRONG
    assert keep([DAY]) == 3
    assert told(province) == now


def test_what_was_not_committed_when_sums_were_taken_is_seen_once_it_is(province: Organisation) -> None:
    written, kept = Event(), Event()

    def change() -> None:
        with transaction.atomic():
            count(Organisation.objects.get(code="MAY"), 3_121)
            written.set()
            kept.wait(20)
        connection.close()

    with ThreadPoolExecutor(1) as officer:
        ends = officer.submit(change)
        written.wait(20)
        assert keep([DAY]) == 3
        assert told(province) == RIGHT
        kept.set()
        ends.result()

    assert told(province)[0] == 3_961
    assert keep([DAY]) == 3


def test_a_change_that_is_taken_back_leaves_no_trace(province: Organisation) -> None:
    keep([DAY])
    spoil()

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        count(Organisation.objects.get(code="MAY"), 3_121)
        assert told(province)[0] == 3_961, "whoever changes it reads the change"
        raise ZeroDivisionError

    assert told(province) == WRONG


def test_only_the_days_that_are_asked_for_are_kept_and_only_the_changes_that_matter(province: Organisation) -> None:
    keep([DAY, DAY - timedelta(days=1)])
    count(Organisation.objects.get(code="MAY"), 3_121)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO organisations_treechange VALUES ('3')")  # before any that may be open still

    assert keep([DAY]) == 3

    assert set(Headcount.objects.values_list("day", flat=True)) == {DAY}
    assert not TreeChange.objects.extra(where=["number = '3'"]).exists()


def test_what_a_backup_of_another_server_brings_along_is_not_believed(province: Organisation) -> None:
    keep([DAY])
    spoil()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO organisations_treechange VALUES ('1000000000000')")
        cursor.execute("UPDATE organisations_headcount SET seen = '1000000000000:1000000000000:'")
    assert told(province) == RIGHT

    assert keep([DAY]) == 3

    spoil()
    assert told(province) == WRONG, "what was kept here is read again"
