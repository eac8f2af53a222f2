"""A small storm at every `make test`; the whole one is `make test-faults`."""

import subprocess
import sys


def test_sixty_submissions_are_neither_lost_nor_doubled_while_everything_is_killed() -> None:
    storm = [sys.executable, "-m", "tests.faults", "--submissions", "60", "--clients", "8"]

    done = subprocess.run(storm, capture_output=True, text=True, timeout=600)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "      60  acknowledged\n" in done.stdout
    for sort in ("worker", "app", "database"):
        assert f"killed: {sort}" in done.stdout
