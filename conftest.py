"""Fixtures that every room's tests share."""

import os

import pytest
from django.db import connection
from hypothesis import settings

from sangkien.base.rubbish import spare_what_is_loaded
from tests import migrated
from tests.cast import cast  # noqa: F401 a fixture

settings.register_profile("busy", deadline=None)  # a busy machine is not a mistake: speed is measured in `bench`
settings.load_profile("busy")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Of many tests some need a database: it is migrated while they are collected."""
    if session.config.getoption("numprocesses", None) and _own_server():
        migrated.begin()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests stay as long as the process."""
    spare_what_is_loaded()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The database of a process begins as a copy; where the server is somebody else's, nothing is left behind."""
    if _own_server():
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.migrated()


def _own_server() -> bool:
    return not os.environ.get("DATABASE_URL")
