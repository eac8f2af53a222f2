"""Fixtures that every room's tests share."""

from hypothesis import settings

from tests.cast import cast  # noqa: F401 a fixture

settings.register_profile("busy", deadline=None)  # a busy machine is not a mistake: speed is measured in `bench`
settings.load_profile("busy")
