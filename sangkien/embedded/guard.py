"""Stops a test run's server and removes its home when the run has ended, however it ended.

    python -m sangkien.embedded.guard HOME

Whoever starts the guard holds the other end of its standard input. That end closes with the holder, even when
the holder is killed and can clean up nothing itself.
"""

import shutil
import sys
from pathlib import Path

from sangkien.embedded.server import Server


def main(home: Path) -> None:
    """Wait for the end, then clear away."""
    sys.stdin.read()
    Server(home).stop()
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
