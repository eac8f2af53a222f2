"""A pytest plugin: every test run has a home and a database server of its own, in a temporary folder.

Loaded with `-p` (see pyproject.toml), because the location must be in the environment before pytest-django
reads the settings, and that is before any conftest.py. The workers of pytest-xdist inherit the environment,
so that all of them use the one server; pytest-django makes each worker its own database there.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from sangkien.embedded.server import Server

HOME = "SANGKIEN_HOME"
# A test's data may be lost with the machine: nothing waits for the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
guard_key = pytest.StashKey[subprocess.Popen[bytes]]()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before the settings are read, say where this run's home is."""
    if _leads():
        os.environ[HOME] = tempfile.mkdtemp(prefix="sangkien-tests-")
        os.environ.setdefault("SANGKIEN_PLAIN_STATIC", "1")
        Path(os.environ[HOME], "static").mkdir()  # the pages look for it
        early_config.stash[guard_key] = _post_guard(os.environ[HOME])
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Start the server, unless `DATABASE_URL` names another."""
    if _leads() and not os.environ.get("DATABASE_URL"):
        server = Server(Path(os.environ[HOME]), extra=CARELESS)
        server.ensure_running()
        server.let_tests_put_rows_back()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Let the guard stop the server, and leave only when nothing is left behind."""
    if guard := config.stash.get(guard_key, None):
        guard.communicate()


def _leads() -> bool:
    """Whether this process is the one that was called, not a worker of it."""
    return "PYTEST_XDIST_WORKER" not in os.environ


def _post_guard(home: str) -> subprocess.Popen[bytes]:
    """In a session of its own: the Ctrl-C that ends the tests must not end the guard."""
    command = [sys.executable, "-m", "sangkien.embedded.guard", home]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
