"""A migration that is no single transaction, stopped in the middle, goes on where it was."""

import pytest
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import QuerySet

from sangkien.accounts.models import Person
from sangkien.base.resuming import Resumable
from sangkien.base.reversing import stays_while

pytestmark = pytest.mark.django_db


def made(*operations: RunSQL | RunPython) -> Resumable:
    migration = Resumable("0099_on_trial", "base")
    migration.operations = list(operations)
    return migration


def apply(migration: Resumable) -> None:
    with connection.schema_editor(atomic=False) as editor:
        migration.apply(ProjectState(), editor)


def rows() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM on_trial ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


CREATE = RunSQL("CREATE TABLE on_trial (number int)", "DROP TABLE on_trial")
ONE = RunSQL("INSERT INTO on_trial VALUES (1)", "DELETE FROM on_trial")


def two(*, last: str) -> RunSQL:
    """Two statements in one step."""
    return RunSQL(["INSERT INTO on_trial VALUES (2)", last], RunSQL.noop)


class TestGivenUp:
    def test_keeps_what_was_done_and_nothing_of_the_step_that_failed(self) -> None:
        with pytest.raises(DatabaseError):
            apply(made(CREATE, ONE, two(last="INSERT INTO on_trial VALUES (1 / 0)")))

        assert rows() == [1]

    def test_goes_on_with_the_step_that_failed(self) -> None:
        with pytest.raises(DatabaseError):
            apply(made(CREATE, ONE, two(last="INSERT INTO on_trial VALUES (1 / 0)")))
        apply(made(CREATE, ONE, two(last="INSERT INTO on_trial VALUES (3)")))

        assert rows() == [1, 2, 3]

    def test_runs_a_function_once_more_that_was_not_done(self) -> None:
        tries: list[int] = []

        def fill(_apps: object, _editor: object) -> None:
            tries.append(1)
            if len(tries) == 1:
                raise DatabaseError

        with pytest.raises(DatabaseError):
            apply(made(CREATE, RunPython(fill)))
        apply(made(CREATE, RunPython(fill), ONE))

        assert (len(tries), rows()) == (2, [1])


def test_no_migration_that_is_no_single_transaction_is_left_half_done() -> None:
    """One that waits for a lock in vain fails in the middle, and the next try has to know what is there already."""
    every = MigrationLoader(connection=None).disk_migrations.values()
    ours = [one for one in every if type(one).__module__.startswith("sangkien.")]

    assert [str(one) for one in ours if not one.atomic and not isinstance(one, Resumable)] == []


def test_done_and_taken_back_it_is_done_anew() -> None:
    migration = made(CREATE, ONE)
    apply(migration)
    with connection.schema_editor(atomic=False) as editor:
        migration.unapply(ProjectState(), editor)
    apply(migration)

    assert rows() == [1]


def test_is_not_taken_back_while_there_is_what_the_release_before_has_no_word_for() -> None:
    def found(_apps: object) -> "QuerySet[Person]":
        return Person.objects.filter(username="lan")

    step = stays_while(found, "Còn {n} người. {n} people are left.")
    assert step.reverse_code is not None
    step.reverse_code(None, None)
    Person.objects.create_person(username="lan", full_name="Nguyễn Thị Lan", phone=None, password=None)

    with pytest.raises(CommandError, match=r"Còn 1 người\. 1 people are left\."):
        step.reverse_code(None, None)
