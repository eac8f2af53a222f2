"""Indexes that are made beside the traffic."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db.backends.base.base import BaseDatabaseWrapper


class AddIndexPatiently(AddIndexConcurrently):
    """Waits for all transactions under way, however short the rest of `migrate` waits for a lock: nobody waits behind
    it, and given up half-way it leaves an index that is of no use and in the way of the next try. What a try that was
    killed has left is cleared away."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make it."""
        given = _waits_for_a_lock(schema_editor.connection, "0")
        try:
            schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            _waits_for_a_lock(schema_editor.connection, given)


def _waits_for_a_lock(connection: BaseDatabaseWrapper, most: str) -> str:
    """From now on; how long it was before."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        before: str = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [most])
    return before
