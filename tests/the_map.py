"""The administrative map of the country, for files whose tests only read it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from sangkien.organisations.places_loading import load_map


@pytest.fixture(scope="module")
def the_map(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for a whole file, which takes some seconds, and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_map()
        yield
        transaction.set_rollback(True)
