"""SQL that is asked thousands of times an hour: written once, planned once for each connection.

Django works out the text of every question anew and pastes the values into it, so that the server reads and plans it
anew as well. Where a dossier is received, that was most of the work. Everywhere else a queryset is the better choice.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from types import NoneType
from typing import Any, Generic, TypeVar
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, JSONField, Model

M = TypeVar("M", bound=Model)


class Statement:
    """One statement with `%s` for each value. Called with the values it gives the rows."""

    def __init__(self, sql: str) -> None:
        self._sql = sql

    def __call__(self, *values: Any) -> list[tuple[Any, ...]]:
        """Runs in the transaction of the current connection; what the database refuses is raised as Django raises
        it."""
        if _waiting.get() is not None:
            raise RuntimeError("Nothing is asked between rows that go together: ask before.")
        here = _here()
        here.validate_no_broken_transaction()
        with here.wrap_database_errors, psycopg.Cursor(here.connection) as cursor:
            cursor.execute(self._sql, values, prepare=True)
            return cursor.fetchall()


class Lookup(Generic[M]):
    """The rows of a model that meet a condition, written in SQL with `%s` for each value."""

    def __init__(self, model: type[M], where: str) -> None:
        self._model = model
        self._names = [field.attname for field in model._meta.concrete_fields]
        columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
        self._statement = Statement(f'SELECT {columns} FROM "{model._meta.db_table}" WHERE {where}')

    def __call__(self, *values: Any) -> list[M]:
        """Those that meet it for these values. For models whose columns hold what the driver reads: no JSON."""
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._names, row) for row in self._statement(*values)]


def insert(*rows: Model) -> None:
    """Add the rows, all of one model, in one statement. They get their keys; those that have one keep it. Nothing is
    asked beforehand."""
    if not rows:
        return
    sql, columns = _insert(type(rows[0]), len(rows), rows[0].pk is not None)
    here = connections[DEFAULT_DB_ALIAS]
    values = [
        value if type(value := said[column.attname]) in plain else column.get_db_prep_save(value, here)
        for said in map(vars, rows)
        for column, plain in columns
    ]
    if (waiting := _waiting.get()) is None:
        _keyed(rows, Statement(sql)(*values))
        return
    cursor = psycopg.Cursor(here.connection)
    cursor.execute(sql, values, prepare=True)
    waiting.append((cursor, rows))


@contextmanager
def together() -> Iterator[None]:
    """What is inserted meanwhile goes to the database in one trip, and has its keys at the end. So late comes the word,
    too, that the database refuses some of it."""
    here = _here()
    waiting: list[tuple[psycopg.Cursor[Any], Sequence[Model]]] = []
    with here.wrap_database_errors:
        with here.connection.pipeline():
            token = _waiting.set(waiting)
            try:
                yield
            finally:
                _waiting.reset(token)
        for cursor, rows in waiting:
            _keyed(rows, cursor.fetchall())
            cursor.close()


@contextmanager
def at_once() -> Iterator[None]:
    """A transaction of what is inserted meanwhile and nothing else: it begins, is written and is committed in one trip.
    Within a larger one it waits for that one's end, as any other."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block:
        with transaction.atomic(), together():
            yield
        return
    try:
        with together():
            here.connection.execute("BEGIN")
            yield
            here.connection.execute("COMMIT")  # not left to the end of the trip: only a command's refusal is told
    except BaseException:
        _undo(here)
        raise


def _here() -> BaseDatabaseWrapper:
    """The current connection, open."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.connection is None:
        here.ensure_connection()
    return here


def _undo(here: BaseDatabaseWrapper) -> None:
    try:
        here.rollback()
    except DatabaseError:  # the connection is gone, and the transaction with it
        here.close()


_waiting: ContextVar[list[tuple[psycopg.Cursor[Any], Sequence[Model]]] | None] = ContextVar("waiting", default=None)


# Of these kinds the driver takes a value as it is, unless it is to become JSON.
_PLAIN = frozenset({bool, date, datetime, int, NoneType, str, UUID})


def _keyed(rows: Sequence[Model], keys: Sequence[tuple[Any, ...]]) -> None:
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insert(
    model: type[Model], count: int, with_keys: bool
) -> tuple[str, Sequence[tuple["Field[Any, Any]", frozenset[type]]]]:
    """The text for so many rows, and its columns with the kinds of values that go there as they are."""
    columns = [field for field in model._meta.local_concrete_fields if with_keys or not field.primary_key]
    names = ", ".join(f'"{column.column}"' for column in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    kinds = [(column, frozenset() if isinstance(column, JSONField) else _PLAIN) for column in columns]
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES {", ".join([row] * count)} RETURNING id', kinds
