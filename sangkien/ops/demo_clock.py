"""The clock of a demonstration: a file in its home tells at which moment it starts, to every command run there."""

import os
from pathlib import Path

_NAME, _VARIABLE = "demo-clock", "SANGKIEN_DEMO_CLOCK"


def heed(home: Path) -> None:
    """Live by the clock of the demonstration in this home, if it is one; elsewhere by the database's."""
    note = home / _NAME
    os.environ.setdefault(_VARIABLE, note.read_text("utf-8").strip() if note.is_file() else "")


def start(home: Path, clock: str) -> None:
    """From now on every command in this home lives by this clock (an ISO moment)."""
    (home / _NAME).write_text(clock, "utf-8")
    os.environ[_VARIABLE] = clock
