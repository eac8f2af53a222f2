"""Dropping a database that somebody may still be in."""

from typing import Any

import psycopg
from psycopg import sql

_OURS_LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"


def drop(here: "psycopg.Connection[Any]", name: str) -> None:
    """End what this role has open in the database, and drop it, if it is there. `here` commits by itself.

    Not `WITH (FORCE)`: only a superuser may so end autovacuum, where it happens to be at work. A plain drop asks
    autovacuum to leave, and waits for it.
    """
    here.execute(_OURS_LEAVE, [name])
    here.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
