"""The server: made on first use, started when it is not running, stopped when told."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import pq, sql

from sangkien.embedded import postmaster, sockets
from sangkien.embedded.cluster import SECONDS_TO_START, SUPERUSER, Cluster
from sangkien.embedded.problems import CannotRun
from sangkien.embedded.tuning import start_options

DATABASE = USER = "sangkien"  # this user may make databases, for tests, and nothing more
EVERYONE_HAS = "postgres"  # the database that every new server comes with


class Server:
    """The PostgreSQL whose data lie in `<home>/postgres`. Any process that knows the home finds it.

    `among` narrows the choice of PostgreSQL installations; `extra` adds server settings.
    """

    def __init__(
        self, home: Path, *, among: Sequence[Path] | None = None, extra: Mapping[str, str] | None = None
    ) -> None:
        self.home = home.resolve()
        self.data = self.home / "postgres"
        self.sockets = sockets.socket_folder(self.home)
        self._among = among
        self._extra = extra or {}

    def url(self, database: str = DATABASE) -> str:
        """Where a database of this server is, for `DATABASE_URL` and for libpq."""
        return f"postgresql://{USER}@/{database}?host={quote(str(self.sockets), safe='')}&port={sockets.PORT}"

    def settings(self, database: str = DATABASE) -> dict[str, str]:
        """The same for Django. True before the server has ever run."""
        return {"HOST": str(self.sockets), "PORT": sockets.PORT, "USER": USER, "NAME": database}

    def running(self) -> bool:
        """Whether the server takes connections."""
        return pq.PGconn.ping(f"host={self.sockets} port={sockets.PORT}".encode()) == pq.Ping.OK

    def ensure_running(self) -> str:
        """Start the server unless it runs, making the data and the database `sangkien` where missing.

        Returns the database's URL. Two processes may call at once: the second waits for the first.
        Raises `CannotRun` with the reason.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with self._alone():
            if not self.running():
                self._bring_up()
            self._make_database()
        return self.url()

    def stop(self) -> None:
        """Stop the server if it runs."""
        if not self.data.exists():
            return
        with self._alone():
            if self._postmaster_alive():
                self._cluster().stop()
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _cluster(self) -> Cluster:
        return Cluster(self.data, among=self._among)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops the server of this home."""
        lock = os.open(self.home / "postgres.lock", os.O_RDONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _bring_up(self) -> None:
        cluster = self._cluster()
        cluster.make()
        if self._postmaster_alive() and self._reachable():
            return self._wait()
        self._make_room(cluster)
        sockets.renew_folder(self.sockets, cluster.account)
        cluster.start(start_options(self.sockets, self._extra))
        return None

    def _make_room(self, cluster: Cluster) -> None:
        """Clear what keeps a new server from starting: a dead one's file; a living one that nobody can reach,
        because its home was moved or its socket was swept out of /tmp."""
        postmaster.forget_dead(self.data)
        if self._postmaster_alive():
            cluster.stop()

    def _postmaster_alive(self) -> bool:
        named = postmaster.named_in(self.data)
        return named is not None and named.alive()

    def _reachable(self) -> bool:
        return sockets.socket_file(self.sockets).exists()

    def _wait(self) -> None:
        """A server that is alive but does not answer yet is reading its log after a crash."""
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.running():
            if time.monotonic() > deadline:
                raise CannotRun(
                    f"Cơ sở dữ liệu ở {self.data} đang tự khôi phục sau sự cố. Anh/chị đợi ít phút rồi chạy lại."
                )
            time.sleep(0.2)

    def _make_database(self) -> None:
        """Make the user and the database of the product if they are missing."""
        with psycopg.connect(self._as_superuser(), autocommit=True) as connection:
            if not _has(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", USER):
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(USER)))
            if not _has(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                names = sql.Identifier(DATABASE), sql.Identifier(USER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))

    def let_tests_put_rows_back(self) -> None:
        """Let the product's user write rows that passed every rule once before, past the rules. For tests only."""
        with psycopg.connect(self._as_superuser(), autocommit=True) as connection:
            grant = sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}")
            connection.execute(grant.format(sql.Identifier(USER)))

    def _as_superuser(self) -> str:
        return f"host={self.sockets} port={sockets.PORT} user={SUPERUSER} dbname={EVERYONE_HAS}"


def _has(connection: psycopg.Connection[tuple[object, ...]], question: sql.Composed | str, name: str) -> bool:
    return connection.execute(question, [name]).fetchone() is not None
