"""Every test that touches the store has one of its own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """A store in an empty folder."""
    place = tmp_path / "files"
    place.mkdir()
    folder = {"BACKEND": "sangkien.files.folder.Folder", "OPTIONS": {"location": place}}
    settings.STORAGES = {**settings.STORAGES, "default": folder}
    return place
