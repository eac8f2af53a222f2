"""Which photos of a dossier stand in others too."""

from typing import Any

import pytest
from PIL import Image

from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.initiatives.content import AuthorEntry, Moment, PhotoEntry
from sangkien.initiatives.models import Initiative
from sangkien.similarity.marking import take_marks
from sangkien.similarity.models import PhotoPrint
from sangkien.similarity.photos import PhotoAgain, photos_again
from sangkien.similarity.tests.drawing import jpeg, scene
from tests.cast import NOW, Cast


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    place = {"BACKEND": "sangkien.files.folder.Folder", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


def kept(picture: Image.Image, *, quality: int = 85) -> int:
    """Kept as an upload is; its id."""
    return keep(jpeg(picture, quality=quality), name="anh.jpg", by=None, at=NOW).pk


def sent(cast: Cast, *files: int, moment: Moment = Moment.AFTER, **changes: Any) -> Initiative:
    return cast.submitted(photos=tuple(PhotoEntry(file=file, moment=moment) for file in files), **changes)


def again(one: Initiative) -> list[PhotoAgain]:
    while take_marks():
        pass
    return photos_again(one, among=Initiative.objects.all())


def test_a_photo_that_another_dossier_has_is_found_though_it_was_made_smaller_and_saved_anew(cast: Cast) -> None:
    first = sent(cast, kept(scene(1)), kept(scene(2)))
    one = sent(cast, kept(scene(3)), kept(scene(1).resize((500, 375)), quality=50), moment=Moment.BEFORE)

    [found] = again(one)

    assert (found.theirs.initiative, found.mine.position) == (first, 2)
    assert found.theirs.file == first.photos.get(position=1).file


def test_the_old_way_and_the_new_of_one_dossier_may_look_alike(cast: Cast) -> None:
    assert again(sent(cast, kept(scene(1)), kept(scene(1)))) == []


def test_is_told_only_of_those_among_which_it_is_asked(cast: Cast) -> None:
    sent(cast, kept(scene(1)))
    one = sent(cast, kept(scene(1)))
    again(one)

    assert photos_again(one, among=Initiative.objects.none()) == []


def test_a_blank_page_is_no_photo_again(cast: Cast) -> None:
    blank = Image.new("RGB", (400, 300), "white")
    sent(cast, kept(blank))

    assert again(sent(cast, kept(blank))) == [] and not PhotoPrint.objects.exists()


def test_what_many_unions_show_is_a_logo_and_tells_of_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.similarity.photos.COMMON_DOSSIERS", 3)
    monkeypatch.setattr("sangkien.similarity.photos.COMMON_UNIONS", 2)
    logo = kept(scene(9))
    sent(cast, logo)
    elsewhere = {"by": "hung", "authors": (AuthorEntry(full_name="Võ Văn Hùng"),)}
    sent(cast, logo, unit=cast.unit("CS-HAEMIN").pk, **elsewhere)
    one = sent(cast, logo)
    assert len(again(one)) == 2

    sent(cast, logo, unit=cast.unit("CS-HTX-PHUOC-HAU").pk, **elsewhere)

    assert again(one) == []


def test_a_photo_whose_content_is_lost_keeps_nobody_waiting(cast: Cast) -> None:
    lost, there = kept(scene(1)), kept(scene(2))
    one = sent(cast, lost, there)
    digest = one.photos.get(file=lost).file.sha256
    for name in (store.address(digest), store.preview_address(digest, 320)):
        store.remove(name)

    assert take_marks() and not take_marks()
    assert [one.file_id for one in PhotoPrint.objects.all()] == [there]
