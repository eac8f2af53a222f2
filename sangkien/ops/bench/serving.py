"""Web servers that are measured: started on a free port, looked into while they run, stopped."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PROCESSES = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")  # a second of a processor's time
SECONDS_TO_START = 60


class Served:
    """A running web server with all its processes; what works in the background beside it is not looked at."""

    def __init__(self, pid: int, port: int) -> None:
        self.port = port
        self._pid = pid

    def memory(self) -> float:
        """What all its processes take, each shared page once (PSS), in MiB."""
        return sum(_pss(pid) for pid in self._family()) / 1024

    def busy(self) -> float:
        """Processor time that its living processes have taken so far, in milliseconds."""
        return sum(_ticks(pid) for pid in self._family()) * 1000 / TICK

    def _family(self) -> Iterator[int]:
        waiting = [self._pid]
        while waiting:
            pid = waiting.pop()
            if "granian" in _read(f"{pid}/cmdline"):
                yield pid
            waiting += [int(child) for child in _read(f"{pid}/task/{pid}/children").split()]


@contextmanager
def served(command: Sequence[str], *, port: int, environment: Mapping[str, str]) -> Iterator[Served]:
    """The server of this command, from the moment it answers on `port` until it is told to stop."""
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(port)
        yield Served(process.pid, port)
    finally:
        process.terminate()
        process.wait(timeout=30)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int) -> None:
    ends = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                return
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def _pss(pid: int) -> int:
    lines = _read(f"{pid}/smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _ticks(pid: int) -> int:
    after_the_name = _read(f"{pid}/stat").rpartition(")")[2].split()
    return sum(map(int, after_the_name[11:13]))


def _read(name: str) -> str:
    try:
        return PROCESSES.joinpath(name).read_text()
    except OSError:  # it has just ended
        return ""
