"""SQL that is asked thousands of times an hour: written once, planned once for each connection.

Django works out the text of every question anew and pastes the values into it, so that the server reads and plans it
anew as well. Where a dossier is received, that was most of the work. Everywhere else a queryset is the better choice.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import cache
from json import JSONEncoder
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

M = TypeVar("M", bound=Model)


class Statement:
    """One statement with `%s` for each value, or `%(name)s`. Called with the values it gives the rows. Not `prepared`
    where the best way depends on the values: one unit or a nation."""

    def __init__(self, sql: str, *, prepared: bool = True) -> None:
        self._sql, self._prepared = sql, prepared

    def __call__(self, *values: Any, **named: Any) -> list[tuple[Any, ...]]:
        """Runs in the transaction of the current connection; what the database refuses is raised as Django raises
        it."""
        if _waiting.get() is not None:
            raise RuntimeError("Nothing is asked between rows that go together: ask before.")
        here = _here()
        here.validate_no_broken_transaction()
        with here.wrap_database_errors, psycopg.Cursor(here.connection) as cursor:
            cursor.execute(self._sql, named or values, prepare=self._prepared)
            if here.queries_logged:
                here.queries_log.append({"sql": self._sql, "time": ""})  # whoever counts queries counts it
            return cursor.fetchall()


class Lookup(Generic[M]):
    """The rows of a model that meet a condition, written in SQL with `%s` for each value, or `%(name)s`. `also`: what
    else is told of each, attribute and SQL; `joined`: the tables that it comes from."""

    def __init__(self, model: type[M], where: str, *, joined: str = "", **also: str) -> None:
        self._model, table = model, f'"{model._meta.db_table}"'
        self._names, self._also = [field.attname for field in model._meta.concrete_fields], list(also)
        told = [getattr(field, "from_db_value", None) for field in model._meta.concrete_fields]
        self._told = [(place, reads) for place, reads in enumerate(told) if reads]
        columns = [f'{table}."{field.column}"' for field in model._meta.concrete_fields] + list(also.values())
        self._statement = Statement(f"SELECT {', '.join(columns)} FROM {table} {joined} WHERE {where}")

    def __call__(self, *values: Any, **named: Any) -> list[M]:
        """Those that meet it for these values."""
        return [self._made([*row]) for row in self._statement(*values, **named)]

    def _made(self, row: list[Any]) -> M:
        for place, reads in self._told:  # JSON, which the driver leaves to Django
            row[place] = reads(row[place], None, connections[DEFAULT_DB_ALIAS])
        found = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[: len(self._names)])
        vars(found).update(zip(self._also, row[len(self._names) :], strict=True))
        return found


def insert(*rows: Model) -> None:
    """Add the rows, all of one model, in one statement. They get their keys; those that have one keep it. Nothing is
    asked beforehand."""
    if not rows:
        return
    table, waiting = _Table(type(rows[0]), rows[0].pk is not None), _waiting.get()
    if waiting is None:
        _write({table: rows})
    else:
        waiting.setdefault(table, []).extend(rows)


def amend(rows: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these columns of the rows, all of one model, as they are now, in one statement. What Django would make of
    some hundred rows grows with rows times columns."""
    if rows:
        columns = tuple(field.column for field in rows[0]._meta.concrete_fields if field.name in fields)
        table = _Table(type(rows[0]), True)
        _amending(table.model, columns)(_written(table, rows))


@contextmanager
def together() -> Iterator[None]:
    """What is inserted meanwhile is one statement, and has its keys at the end. So late comes the word, too, that the
    database refuses some of it: then nothing of it stays."""
    waiting: dict[_Table, list[Model]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    if waiting:
        _write(waiting)


@contextmanager
def at_once() -> Iterator[None]:
    """A transaction of what is inserted meanwhile and nothing else: a statement that stands alone, and is committed
    when it is answered. Within a larger one it waits for that one's end, as any other."""
    within = connections[DEFAULT_DB_ALIAS].in_atomic_block
    with transaction.atomic() if within else nullcontext(), together():
        yield


def _here() -> BaseDatabaseWrapper:
    """The current connection, open."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.connection is None:
        here.ensure_connection()
    return here


class _Table(NamedTuple):
    """Where rows go, and whether they bring their keys."""

    model: type[Model]
    keyed: bool


_Rows = Mapping[_Table, Sequence[Model]]
_waiting: ContextVar[dict[_Table, list[Model]] | None] = ContextVar("waiting", default=None)


def _write(waiting: _Rows) -> None:
    [keys] = _filling(tuple(waiting))(*itertools.starmap(_written, waiting.items()))
    for rows, given in zip(waiting.values(), keys, strict=True):
        for row, key in zip(rows, given, strict=True):
            row.pk = key
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _filling(tables: tuple[_Table, ...]) -> Statement:
    """What fills these tables with any number of rows, written as JSON, and tells their keys."""
    inserts, keys = [], []
    for place, table in enumerate(tables):
        name, columns = f'"{table.model._meta.db_table}"', ", ".join(f'"{column}"' for column in _columns(table)[0])
        rows = f"SELECT {columns} FROM json_populate_recordset(NULL::{name}, %s)"
        inserts.append(f"rows{place} AS (INSERT INTO {name} ({columns}) {rows} RETURNING id)")
        keys.append(f"ARRAY(SELECT id FROM rows{place})")
    return Statement(f"WITH {', '.join(inserts)} SELECT {', '.join(keys)}")


@cache
def _amending(model: type[Model], columns: tuple[str, ...]) -> Statement:
    """What writes these columns of any number of rows, given as JSON."""
    name = f'"{model._meta.db_table}"'
    values = ", ".join(f'"{column}" = new."{column}"' for column in columns)
    rows = f"json_populate_recordset(NULL::{name}, %s) AS new"
    return Statement(f"UPDATE {name} AS old SET {values} FROM {rows} WHERE old.id = new.id RETURNING old.id")


@cache
def _columns(table: _Table) -> tuple[list[str], Callable[[dict[str, Any]], Sequence[Any]]]:
    """The columns to fill, and what takes their values from a row's attributes."""
    fields = [field for field in table.model._meta.local_concrete_fields if table.keyed or not field.primary_key]
    return [str(field.column) for field in fields], itemgetter(*(field.attname for field in fields))


def _written(table: _Table, rows: Iterable[Model]) -> str:
    columns, values = _columns(table)
    return _JSON.encode([dict(zip(columns, values(vars(row)), strict=True)) for row in rows])


def _plain(value: Any) -> str:
    """What JSON has no word for, as the database reads it."""
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    raise TypeError(f"No column takes {value!r}.")


_JSON = JSONEncoder(ensure_ascii=False, check_circular=False, default=_plain)
