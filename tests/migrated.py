"""A database that is migrated once a run: every other one of the run begins as a copy of it.

It lives in the run's own PostgreSQL and goes with it, so it can never be older than the migrations.
"""

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg

from sangkien.embedded.server import EVERYONE_HAS, Server

NAME = "sangkien_migrated"


def migrated() -> str:
    """Its name. Whoever asks first migrates it, in a process of its own; the others wait."""
    home = Path(os.environ["SANGKIEN_HOME"])
    with (home / "migrated.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            _migrate(Server(home))
            lock.write("migrated")
    return NAME


def begin() -> None:
    """Migrate meanwhile."""
    threading.Thread(target=migrated, daemon=True).start()


def _migrate(server: Server) -> None:
    with psycopg.connect(server.url(EVERYONE_HAS), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    environment = os.environ | {"DATABASE_URL": server.url(NAME), "PYTHONWARNINGS": "default"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, cwd=Path(__file__).parents[1], check=True)
