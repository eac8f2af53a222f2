"""An index made beside the traffic waits for the traffic, whatever the rest of a migration does."""

from types import SimpleNamespace

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import connection
from django.db.models import Index

from sangkien.base.indexes import AddIndexPatiently


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_waits_as_long_as_it_takes_and_leaves_the_limit_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '4s'")
    waited: list[str] = []
    monkeypatch.setattr(AddIndexConcurrently, "database_forwards", lambda *_given: waited.append(lock_timeout()))

    making = AddIndexPatiently("draft", Index(fields=["started_at"], name="by_start"))
    cleared: list[str] = []
    editor = SimpleNamespace(connection=connection, execute=cleared.append, quote_name=connection.ops.quote_name)
    making.database_forwards("initiatives", editor, None, None)

    assert (waited, lock_timeout()) == (["0"], "4s")
    assert cleared == ['DROP INDEX CONCURRENTLY IF EXISTS "by_start"']
