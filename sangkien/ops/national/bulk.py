"""Writing very many rows at a time: what keeps the tables is taken off before and put back afterwards.

Row by row, triggers, foreign keys and indexes would take longer than everything else. Foreign keys are proven for all
rows when they are put back; checks and unique keys hold all the time; what triggers would have written, whoever loads
writes instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.models import Model

QUICK = "SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'; SET jit = off"
AS_EVER = "RESET jit; RESET work_mem; RESET maintenance_work_mem; RESET synchronous_commit"


def keepers(cursor: Any, models: Sequence[type[Model]]) -> list[tuple[str, str]]:
    """For everything that keeps these tables: the statement that takes it off, and the one that puts it back."""
    cursor.execute(_KEEPERS, {"tables": [model._meta.db_table for model in models]})
    return list(cursor.fetchall())


@contextmanager
def bare(cursor: Any, models: Sequence[type[Model]]) -> Iterator[None]:
    """Without their keepers, in a database that is thrown away if anything goes wrong meanwhile."""
    kept = keepers(cursor, models)
    cursor.execute("; ".join([QUICK, *(off for off, _on in kept)]))
    yield
    for _off, on in reversed(kept):
        cursor.execute(on)
    cursor.execute(AS_EVER)


def copy(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """These rows into the table. While they come, this connection answers no question."""
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)


_KEEPERS = """
WITH tables AS (SELECT unnest(%(tables)s::regclass[]) AS oid)
SELECT format('ALTER TABLE %%s DISABLE TRIGGER USER', oid), format('ALTER TABLE %%s ENABLE TRIGGER USER', oid)
FROM tables
UNION ALL
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(c.oid))
FROM pg_constraint c JOIN tables ON tables.oid = conrelid WHERE contype = 'f'
UNION ALL
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index i JOIN tables ON tables.oid = indrelid
WHERE NOT indisunique AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid)
"""
