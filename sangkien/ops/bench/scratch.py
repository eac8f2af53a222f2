"""The scratch database of a bench: made for one run and dropped after it, or kept, so that the next run measures at
once what took the better part of an hour to fill.

What a kept one holds stands in its comment, beside the migrations it was made by. One that was made by others, or that
something was being made in when it was left, is made anew; but for a whole ledger, which is carried over.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from sangkien.embedded.dropping import drop

SCRATCH = "sangkien_bench"


@dataclass
class Holding:
    """What a scratch database holds: `by` which migrations, of what all is there, and what is being made."""

    by: str
    parts: list[str] = field(default_factory=list)
    making: str = ""

    @contextmanager
    def part(self, name: str) -> Iterator[bool]:
        """Within: is it to be made? Afterwards it is there."""
        if name in self.parts:
            yield False
            return
        self.making = name
        self._write()
        yield True
        self.making, self.parts = "", [*self.parts, name]
        self._write()

    def _write(self) -> None:
        name = connection.settings_dict["NAME"]
        if _is_scratch(name):
            said = sql.Literal(json.dumps(asdict(self)))
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), said))


def is_here() -> bool:
    """Is this process to measure, its database being one?"""
    return _is_scratch(settings.DATABASES["default"]["NAME"])


def holding() -> Holding:
    """What the database of this process holds: nothing, unless it was kept."""
    with connection.cursor() as cursor:
        cursor.execute(_COMMENT, [connection.settings_dict["NAME"]])
        return _read(cursor.fetchone()) or Holding(_migrations())


def measured_in(names: Sequence[str], arguments: list[str], *, keep: bool) -> int:
    """The same command in a process of its own, against databases that are there only for it, or `keep` from one time
    to the next; it is led to the last of them. Its exit code."""
    place = settings.DATABASES["default"]
    keys = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    where: dict[str, Any] = {key: place[name] for key, name in keys.items() if place.get(name)}
    with psycopg.connect(dbname=place["NAME"], autocommit=True, **where) as here:
        _make(here, [name for name in names if not (keep and (_is_whole(here, name) or _has_a_ledger(name, where)))])
        try:
            environment = os.environ | {"DATABASE_URL": f"postgresql:///{names[-1]}?{urlencode(where)}"}
            return subprocess.run([sys.executable, "-m", "sangkien.ops", *arguments], env=environment).returncode
        finally:
            if not keep:
                _drop(here, names)


def _make(here: "psycopg.Connection[Any]", names: Sequence[str]) -> None:
    _drop(here, names)
    for name in names:
        here.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _drop(here: "psycopg.Connection[Any]", names: Sequence[str]) -> None:
    for name in names:
        drop(here, name)


def _has_a_ledger(name: str, where: Mapping[str, Any]) -> bool:
    """Is it there, and were the dossiers of a ledger entered to the last?"""
    try:
        with psycopg.connect(dbname=name, **where) as there:
            return bool(there.execute("SELECT obj_description(to_regclass('bench_unit'))").fetchall()[0][0])
    except psycopg.OperationalError:
        return False


def _is_scratch(name: str) -> bool:
    return name == SCRATCH or name.startswith(f"{SCRATCH}_")


def _is_whole(here: "psycopg.Connection[Any]", name: str) -> bool:
    held = _read(here.execute(_COMMENT, [name]).fetchone())
    return held is not None and not held.making and held.by == _migrations()


def _read(row: tuple[Any, ...] | None) -> Holding | None:
    return Holding(**json.loads(row[0])) if row and row[0] else None


def _migrations() -> str:
    """All migrations that this code has, in a few letters."""
    return sha256(repr(sorted(MigrationLoader(None).disk_migrations or ())).encode()).hexdigest()[:16]


_COMMENT = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
