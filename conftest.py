"""Fixtures that every room's tests share."""

from tests.cast import cast  # noqa: F401 a fixture
