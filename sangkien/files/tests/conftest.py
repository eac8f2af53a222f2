"""Every test that touches the store has one of its own."""

from pathlib import Path
from typing import Any

import pytest

from sangkien.config.files import storage


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A store in an empty folder."""
    place = tmp_path / "files"
    place.mkdir()
    settings.STORAGES = {**settings.STORAGES, "default": storage(str(place), home=tmp_path, key="", secret="")}
    return place
