"""SANGKIEN_FILES: where files lie."""

from pathlib import Path

import pytest

from sangkien.config.env import BadSetting
from sangkien.config.files import FOLDER, OBJECTS, storage

HOME = Path("/var/lib/sangkien")


def test_is_a_folder_of_the_home_when_nothing_is_said() -> None:
    assert storage("", home=HOME, key="", secret="") == {"BACKEND": FOLDER, "OPTIONS": {"location": HOME / "files"}}


def test_is_the_folder_that_is_named() -> None:
    assert storage("/srv/tep", home=HOME, key="", secret="")["OPTIONS"] == {"location": Path("/srv/tep")}


def test_is_an_object_store_with_endpoint_region_and_keys() -> None:
    place = storage("s3://kho/tep/2022?endpoint=https://s3.vn&region=hcm", home=HOME, key="k", secret="s")

    options = place["OPTIONS"]
    assert place["BACKEND"] == OBJECTS
    assert (options["bucket_name"], options["location"]) == ("kho", "tep/2022")
    assert (options["endpoint_url"], options["region_name"]) == ("https://s3.vn", "hcm")
    assert (options["access_key"], options["secret_key"]) == ("k", "s")


def test_leaves_the_keys_to_the_store_s_own_tools() -> None:
    assert "access_key" not in storage("s3://kho", home=HOME, key="", secret="")["OPTIONS"]


@pytest.mark.parametrize("wrong", ["s3://", "s3:kho", "s3://kho?vung=hcm"])
def test_is_refused_with_the_way_to_write_it(wrong: str) -> None:
    with pytest.raises(BadSetting, match="s3://kho/thư-mục"):
        storage(wrong, home=HOME, key="", secret="")
