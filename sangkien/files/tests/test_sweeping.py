"""The broom takes what is abandoned and what nothing names, and nothing else."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.models import Purpose, Upload
from sangkien.files.sweeping import ABANDONED, SLICES, sweep_orphans, sweep_uploads
from sangkien.files.tests.making import photo
from sangkien.files.uploads import Sending, begin, take
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + ABANDONED
LOST = "ab" + "0" * 62


def begun(at: datetime = NOW) -> Upload:
    sending = Sending(draft_key=uuid4(), purpose=Purpose.PHOTO, name="x.jpg", size=9)
    return take(begin(uuid4(), sending, by=None, address="::1", at=at), offset=0, data=b"12345")


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def aged(folder: Path, names: Iterable[str]) -> None:
    """They lie there for three days."""
    long_ago = (datetime.now(UTC) - timedelta(days=3)).timestamp()
    for name in names:
        os.utime(folder / name, (long_ago, long_ago))


class TestUploads:
    def test_abandoned_for_48_hours_are_forgotten_with_their_pieces(self, folder: Path) -> None:
        begun()

        assert sweep_uploads(at=LATER) == 1
        assert not Upload.objects.exists()
        assert list((folder / "parts").iterdir()) == []

    def test_that_may_still_go_on_stay(self, folder: Path) -> None:
        upload = begun()

        assert sweep_uploads(at=LATER - timedelta(seconds=1)) == 0
        assert take(upload, offset=5, data=b"6789").received == 9

    def test_that_are_finished_stay_as_the_file_s_origin(self, folder: Path) -> None:
        upload = begun()
        Upload.objects.filter(pk=upload.pk).update(
            received=9, file=keep(photo(), name="x.jpg", by=None, at=NOW), sender_mark=""
        )

        assert sweep_uploads(at=LATER) == 1  # its pieces, which a server that ended too soon has left
        assert Upload.objects.get() == upload
        assert not [name for name in files_in(folder) if name.startswith("parts")]
        assert sweep_uploads(at=LATER) == 0

    def test_are_swept_beside_what_is_not_theirs(self, folder: Path) -> None:
        begun()
        stray = [folder / "parts/lost+found/1", folder / "parts/thumbs.db"]
        for path in stray:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"x")
        Upload.objects.all().delete()

        assert sweep_uploads(at=NOW) == 1
        assert files_in(folder) == sorted(str(path.relative_to(folder)) for path in stray)

    def test_say_no_longer_than_a_day_who_sent_them(self, folder: Path) -> None:
        begun()

        sweep_uploads(at=NOW + timedelta(hours=23))
        assert Upload.objects.get().sender_mark
        sweep_uploads(at=NOW + timedelta(days=1))
        assert not Upload.objects.get().sender_mark


class TestOrphans:
    def test_of_which_no_row_knows_are_removed_after_48_hours(self, folder: Path) -> None:
        store.write(store.address(LOST), b"x")
        store.write(store.preview_address(LOST, 320), b"x")
        (folder / "ab/00/.unfinished-x").write_bytes(b"x")
        at = datetime.now(UTC)

        assert sweep_orphans(0xAB, at=at) == 0
        aged(folder, files_in(folder))

        assert sweep_orphans(0xAB, at=at) == 3
        assert files_in(folder) == []

    def test_files_that_a_row_names_stay_with_their_previews(self, folder: Path) -> None:
        keep(photo(), name="x.jpg", by=None, at=NOW)
        before = files_in(folder)
        aged(folder, before)

        assert [sweep_orphans(n, at=datetime.now(UTC)) for n in range(SLICES)] == [0] * SLICES
        assert files_in(folder) == before
        assert len(before) == 3

    def test_of_another_slice_wait_their_turn(self, folder: Path) -> None:
        store.write(store.address(LOST), b"x")
        aged(folder, files_in(folder))

        assert sweep_orphans(0xAC, at=datetime.now(UTC)) == 0
        assert sweep_orphans(0xAB + SLICES, at=datetime.now(UTC)) == 1
