"""The file `postmaster.pid` in the data folder: which process serves the data, if any.

It outlives a crash. PostgreSQL forgives that when the process number is free or belongs to another user; but
after a reboot, and most of all in a container, the number may belong to another program of the same user, and
then PostgreSQL refuses to start. So we look whether that process is really the server.
"""

import os
from dataclasses import dataclass
from pathlib import Path

PROCESSES = Path("/proc")
PID, SOCKET_FOLDER = 0, 4  # lines of the file, by PostgreSQL's documentation


@dataclass(frozen=True)
class Postmaster:
    """The server process that the file names."""

    pid: int
    socket_folder: str

    def alive(self) -> bool:
        """The process exists and was started with that socket folder; nothing but our server was."""
        if not PROCESSES.joinpath("self").exists():  # no /proc (macOS): leave the judgement to PostgreSQL
            return True
        try:
            words = PROCESSES.joinpath(str(self.pid), "cmdline").read_bytes()
        except OSError:
            return False
        return os.fsencode(self.socket_folder) in words


def named_in(data: Path) -> Postmaster | None:
    """The postmaster named in the data folder, alive or not; None when the last one was stopped properly."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        return Postmaster(int(lines[PID]), lines[SOCKET_FOLDER])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def forget_dead(data: Path) -> None:
    """Remove the file when its process number has gone to another program. A free number is PostgreSQL's own
    affair: it then also looks for children of the crashed server that still hold the data."""
    named = named_in(data)
    if named and not named.alive() and PROCESSES.joinpath(str(named.pid)).exists():
        (data / "postmaster.pid").unlink()
