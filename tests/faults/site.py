"""The product as in life: a home and a durable PostgreSQL of its own, `sangkien serve`; what dies is started again."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from sangkien.embedded import CannotRun, Server
from sangkien.embedded.postmaster import named_in

PROCESSES = Path("/proc")


class Site:
    """One home, served. A keeper does what systemd does: start again whatever has ended, and clear its orphans."""

    def __init__(self, home: Path, environment: dict[str, str]) -> None:
        self.server, self.port = Server(home), free_port()
        self.kills: Counter[str] = Counter()
        self._environment = environment
        self._log = (home / "serve.log").open("ab")
        self._ended = threading.Event()
        self._family: list[int] = []
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> "Site":
        self._serve()
        self._keeper.start()
        self.wait_until_well()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        self._keeper.join()
        self._process.terminate()
        self._process.wait(timeout=30)
        self._log.close()

    def wait_until_well(self, seconds: float = 90) -> None:
        """Until pages and database answer."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("The site does not answer.")

    # Killing: only processes of this family, each by its number ------------------------------------------------

    def kill_worker(self) -> None:
        """One of the processes that answer requests, the newest."""
        self._kill("worker", self._workers()[-1:])

    def kill_app(self) -> None:
        """The web server above them; they go with it, as they would with its control group."""
        self._kill("app", [*self._granian(), *self._workers()])

    def kill_database(self) -> None:
        """The postmaster; its children notice and go."""
        named = named_in(self.server.data)
        self._kill("database", [named.pid] if named and named.alive() else [])

    def _kill(self, what: str, pids: list[int]) -> None:
        killed = [pid for pid in pids if _killed(pid)]
        self.kills[what] += bool(killed)

    def _granian(self) -> list[int]:
        return [pid for pid in children(self._process.pid) if "granian" in command(pid)]

    def _workers(self) -> list[int]:
        return [pid for parent in self._granian() for pid in children(parent) if "tracker" not in command(pid)]

    # Keeping ---------------------------------------------------------------------------------------------------

    def _serve(self) -> None:
        serve = [sys.executable, "-m", "sangkien.ops", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(serve, env=self._environment, stdout=self._log, stderr=self._log)

    def _keep(self) -> None:
        while not self._ended.wait(0.2):
            if not self.server.running():
                with suppress(CannotRun):  # killed while it started: once more
                    self.server.ensure_running()
            if self._process.poll() is not None:
                for pid in self._family:
                    _killed(pid)
                self._serve()
            self._family = [*self._granian(), *self._workers()] or self._family


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children(pid: int) -> list[int]:
    """The processes that this one started and that still live, oldest first."""
    try:
        return [int(child) for child in (PROCESSES / f"{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def command(pid: int) -> str:
    """What it was started with."""
    try:
        return (PROCESSES / f"{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _killed(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def environment_of(home: Path, clock: str) -> dict[str, str]:
    """What the processes of this home are told; nothing of a database elsewhere."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    told = {"SANGKIEN_HOME": str(home), "SANGKIEN_DEMO_CLOCK": clock, "SANGKIEN_PLAIN_STATIC": "1"}
    return kept | told | {"DJANGO_SETTINGS_MODULE": "sangkien.config.settings"}
