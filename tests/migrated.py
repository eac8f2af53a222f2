"""A database that is migrated once a run: every other one of the run begins as a copy of it.

It lives in the run's own PostgreSQL and goes with it. What came out of the migrations is kept for the next run, under
the digest of every migration, so it can never be older than they are; a fresh clone and `make clean` have none.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import psycopg

from sangkien.embedded.binaries import find_binaries
from sangkien.embedded.server import EVERYONE_HAS, Server

NAME = "sangkien_migrated"
ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache" / "migrated"


def migrated() -> str:
    """Its name. Whoever asks first makes it, in a process of its own; the others wait."""
    home = Path(os.environ["SANGKIEN_HOME"])
    with (home / "migrated.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            _make(Server(home))
            lock.write("migrated")
    return NAME


def begin() -> None:
    """Make it meanwhile."""
    threading.Thread(target=migrated, daemon=True).start()


def _make(server: Server) -> None:
    with psycopg.connect(server.url(EVERYONE_HAS), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {NAME}")
    kept, programs = KEPT / f"{_digest()}.dump", find_binaries(None).folder
    if kept.is_file():
        _run(programs / "pg_restore", "--no-owner", "--dbname", server.url(NAME), kept)
    else:
        _migrate(server.url(NAME))
        _keep(kept, programs / "pg_dump", server.url(NAME))


def _migrate(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "default"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, cwd=ROOT, check=True)


def _keep(kept: Path, pg_dump: Path, url: str) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    _run(pg_dump, "--format", "custom", "--file", unfinished, url)
    for older in KEPT.glob("*.dump"):
        older.unlink()
    unfinished.rename(kept)


def _digest() -> str:
    """Of every migration and of the PostgreSQL that carried them out."""
    digest = hashlib.sha256(str(find_binaries(None)).encode())
    for file in sorted(ROOT.glob("sangkien/*/migrations/*.py")):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()


def _run(program: Path, *arguments: str | Path) -> None:
    subprocess.run([program, *arguments], check=True)
