"""What the tests of long work share."""

from collections.abc import Iterator

import pytest

from sangkien.jobs.tests import counting


@pytest.fixture(autouse=True)
def nothing_happens_between() -> Iterator[None]:
    """Each test says itself what happens between two steps."""
    counting.between.clear()
    yield
    counting.between.clear()
