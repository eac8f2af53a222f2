"""Migrations that are no single transaction: given up or killed in the middle, they go on where they were."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.operations import NotInTransactionMixin
from django.db import migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Beside `django_migrations`, and as that one no model: it is asked before there is any table of ours.
_KEPT = """
CREATE TABLE IF NOT EXISTS django_migration_steps
    (app text NOT NULL, name text NOT NULL, done integer NOT NULL, PRIMARY KEY (app, name))
"""
_DONE = "SELECT done FROM django_migration_steps WHERE (app, name) = (%s, %s)"
_NOTE = """
INSERT INTO django_migration_steps (app, name, done) VALUES (%s, %s, %s)
ON CONFLICT (app, name) DO UPDATE SET done = EXCLUDED.done
"""
_FORGET = "DELETE FROM django_migration_steps WHERE (app, name) = (%s, %s)"


class Resumable(migrations.Migration):
    """Each operation is a transaction of its own, which notes that it is done; what Django keeps for the very end (the
    indexes of a new table) belongs to it. The next try begins with the first that is not.

    Two kinds cannot be a transaction, and are begun anew: `AddIndexPatiently` clears away what a killed try left, and a
    function (`RunPython`) that works on some rows at a time asks only for those that are not done."""

    atomic = False

    def apply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        """Run what is not done yet."""
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        done = self._done(schema_editor.connection)
        for number, operation in enumerate(self.operations, start=1):
            before = project_state.clone()
            operation.state_forwards(self.app_label, project_state)
            if number > done:
                self._run(operation, number, schema_editor, before, project_state)
        return project_state

    def unapply(self, project_state: ProjectState, schema_editor: Any, collect_sql: bool = False) -> ProjectState:
        """Run it backwards: from now on nothing of it is done."""
        if not collect_sql:
            self._asked(schema_editor.connection, _KEPT)
            self._asked(schema_editor.connection, _FORGET, [self.app_label, self.name])
        return super().unapply(project_state, schema_editor, collect_sql)

    def _run(self, operation: Operation, number: int, editor: Any, before: ProjectState, after: ProjectState) -> None:
        if isinstance(operation, (NotInTransactionMixin, migrations.RunPython)):
            operation.database_forwards(self.app_label, editor, before, after)
            self._note(editor.connection, number)
            return
        with transaction.atomic(editor.connection.alias):
            operation.database_forwards(self.app_label, editor, before, after)
            while editor.deferred_sql:
                editor.execute(editor.deferred_sql.pop(0), None)
            self._note(editor.connection, number)

    def _done(self, connection: BaseDatabaseWrapper) -> int:
        self._asked(connection, _KEPT)
        with connection.cursor() as cursor:
            cursor.execute(_DONE, [self.app_label, self.name])
            found = cursor.fetchone()
        return found[0] if found else 0

    def _note(self, connection: BaseDatabaseWrapper, number: int) -> None:
        self._asked(connection, _NOTE, [self.app_label, self.name, number])

    def _asked(self, connection: BaseDatabaseWrapper, statement: str, values: Sequence[str | int] = ()) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
