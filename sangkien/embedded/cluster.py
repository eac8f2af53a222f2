"""The data on the disk, and the programs of PostgreSQL that make, start and stop a server on them."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from sangkien.embedded.account import Account, hand_over, server_account
from sangkien.embedded.binaries import Binaries, find_binaries, within_reach
from sangkien.embedded.problems import CannotRun
from sangkien.embedded.tuning import locale_options

SUPERUSER = "postgres"
SECONDS_TO_START = 60  # pg_ctl gives up then; reading the log after a crash may take that long
SECONDS_FOR_ORPHANS = 10
ORPHANS = "pre-existing shared memory block"
OWN_LOG_BEGINS = "redirecting log output"


class Cluster:
    """What PostgreSQL calls a cluster: one data folder, which one server serves."""

    def __init__(self, data: Path, *, among: Sequence[Path] | None = None) -> None:
        self.data = data
        self._among = among

    @cached_property
    def account(self) -> Account:
        """The user that owns the data and runs the server."""
        return server_account(self.data)

    @cached_property
    def _binaries(self) -> Binaries:
        return within_reach(find_binaries(self._made_by(), self._among), self.account)

    def _made_by(self) -> int | None:
        version = self.data / "PG_VERSION"
        return int(version.read_text()) if version.exists() else None

    def make(self) -> None:
        """Make the data folder if there is none.

        Under another name first, so that one left half-made by a power cut is never taken for whole.
        """
        if self.data.exists():
            return
        draft = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        hand_over(draft, self.account)
        self._initialise(draft)
        draft.rename(self.data)

    def _initialise(self, folder: Path) -> None:
        with self._entrance(folder) as (path, doors):
            result = self.account.run(
                self._binaries / "initdb",
                f"--pgdata={path}",
                f"--username={SUPERUSER}",
                "--auth-local=trust",  # the socket's folder lets only the server's user and root through
                "--auth-host=reject",
                "--encoding=UTF8",
                "--data-checksums",
                *locale_options(self._binaries.major),
                pass_fds=doors,
            )
        if result.returncode:
            raise self._trouble("chưa tạo được", result.stderr)

    def start(self, options: str) -> None:
        """Start the server and wait until it answers. A crashed one's children may hold the data a moment."""
        deadline = time.monotonic() + SECONDS_FOR_ORPHANS
        while self._try_start(options).returncode:
            last_words = self._last_words()
            if ORPHANS not in last_words or time.monotonic() > deadline:
                raise self._trouble("chưa khởi động được", last_words)
            time.sleep(0.3)

    def _try_start(self, options: str) -> subprocess.CompletedProcess[str]:
        self._start_log.unlink(missing_ok=True)
        with self._entrance(self.data) as (path, doors):
            log = f"--log={path}/{self._start_log.name}"
            wait = f"--timeout={SECONDS_TO_START}"
            return self._pg_ctl(path, doors, "start", "--wait", wait, log, f"--options={options}")

    def stop(self) -> None:
        """Stop the server; work that people have finished is kept, work in the middle is rolled back."""
        with self._entrance(self.data) as (path, doors):
            result = self._pg_ctl(path, doors, "stop", "--wait", "--mode=fast")
        if result.returncode:
            raise self._trouble("chưa dừng được", result.stderr)

    def _pg_ctl(self, path: str, doors: Sequence[int], *words: str) -> subprocess.CompletedProcess[str]:
        return self.account.run(self._binaries / "pg_ctl", f"--pgdata={path}", *words, pass_fds=doors)

    def _trouble(self, what: str, words: str) -> CannotRun:
        return CannotRun(f"Cơ sở dữ liệu ở {self.data} {what}. PostgreSQL báo: {words.strip()}")

    @property
    def _start_log(self) -> Path:
        """What the server says until its own log begins."""
        return self.data / "start.log"

    def _last_words(self) -> str:
        """The end of what the server said: in its own log, once that has begun."""
        words = _end_of(self._start_log)
        logs = sorted(self.data.glob("log/*.log"), key=lambda log: log.stat().st_mtime)
        return _end_of(logs[-1]) if logs and OWN_LOG_BEGINS in words else words

    @contextmanager
    def _entrance(self, folder: Path) -> Iterator[tuple[str, Sequence[int]]]:
        """The folder's path as the server's user can walk it, and the open files that must be handed along.

        When root has the home in a closed folder such as /root, the server's user cannot walk there. We open
        no parent folder to the world: we hand over the data folder alone, opened, by its number under /proc.
        """
        if self.account.can_enter(folder):
            yield str(folder), ()
            return
        door = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{door}", (door,)
        finally:
            os.close(door)


def _end_of(log: Path) -> str:
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(lines[-5:])
