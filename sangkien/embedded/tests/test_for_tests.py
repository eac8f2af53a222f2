"""A test run has a database of its own and leaves none behind."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sangkien.embedded import Server

GUARDED_RUN = """
import sys, time
from sangkien.embedded.for_tests import _post_guard
guard = _post_guard(sys.argv[1])
print("guarded", flush=True)
time.sleep(60)
"""


class TestThisVeryRun:
    @pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this run was given another server")
    def test_has_a_server_of_its_own(self, settings: Any) -> None:
        home = Path(os.environ["SANGKIEN_HOME"])

        assert home.name.startswith("sangkien-tests-")
        assert settings.DATABASES["default"]["HOST"] == Server(home).settings()["HOST"]
        assert Server(home).running()

    def test_leaves_nothing_behind_even_when_it_is_killed(self, tmp_path: Path) -> None:
        home = tmp_path / "nhà"
        Server(home).ensure_running()
        run = subprocess.Popen([sys.executable, "-c", GUARDED_RUN, home], stdout=subprocess.PIPE, text=True)
        assert run.stdout and run.stdout.readline() == "guarded\n"

        run.kill()
        run.communicate()

        assert within(10, lambda: not home.exists())
        assert not Server(home).running()


def within(seconds: float, happened: Callable[[], bool]) -> bool:
    """Whether it happens in that time."""
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.1)
    return happened()
