"""Fixtures that the tests of whole ways share."""

from tests.commands import run  # noqa: F401 a fixture
