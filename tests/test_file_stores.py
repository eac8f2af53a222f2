"""The same with a folder and with an object store; and what is said when the store fails."""

import io
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer
from PIL import Image

from sangkien.base.problems import NotPossible
from sangkien.config.files import storage
from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.models import Purpose, StoredFile, Upload
from sangkien.files.previews import preview
from sangkien.files.sweeping import sweep_orphans, sweep_uploads
from sangkien.files.tests.making import docx, pdf, photo
from sangkien.files.uploads import Sending, begin, finish, take
from sangkien.files.workshop.sizes import LARGE, SMALL
from tests.cast import NOW

pytestmark = [
    pytest.mark.django_db,
    # botocore's own use of the clock and moto's of its server, none of it ours
    pytest.mark.filterwarnings("ignore::DeprecationWarning:botocore"),
]
BUCKET, KEYS = "sangkien", {"key": "khoa", "secret": "bi-mat"}


@pytest.fixture(scope="module")
def object_store() -> Iterator[str]:
    """A server of this machine that speaks S3; its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id=KEYS["key"],
        aws_secret_access_key=KEYS["secret"],
    )
    client.create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


def use(settings: Any, address: str) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": storage(address, home=Path("nowhere"), **KEYS)}


@pytest.fixture(params=["folder", "objects"])
def any_store(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """Each kind of store in turn."""
    if request.param == "folder":
        use(settings, str(tmp_path))
    else:
        address = request.getfixturevalue("object_store")
        use(settings, f"s3://{BUCKET}/tep-{uuid4()}?endpoint={address}&region=us-east-1")
    return str(request.param)


@pytest.fixture(params=["folder", "objects"])
def failing_store(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """A folder that is none; a port at which nobody answers."""
    if request.param == "folder":
        (tmp_path / "file").write_text("no folder")
        use(settings, str(tmp_path / "file"))
    else:
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))
            port = unused.getsockname()[1]
        use(settings, f"s3://{BUCKET}/x?endpoint=http://127.0.0.1:{port}&region=us-east-1")


def kept(data: bytes) -> StoredFile:
    return keep(data, name="x", by=None, at=NOW)


def begun(size: int = 9) -> Upload:
    sending = Sending(draft_key=uuid4(), purpose=Purpose.PHOTO, name="x.jpg", size=size)
    return begin(uuid4(), sending, by=None, address="::1", at=NOW)


class TestAnyStore:
    def test_gives_back_what_it_was_given(self, any_store: str) -> None:
        assert store.read(store.address(kept(docx()).sha256)) == docx()

    def test_says_that_something_is_not_there(self, any_store: str) -> None:
        with pytest.raises(FileNotFoundError):
            store.read("ab/cd/nothing")

    def test_writes_a_name_anew(self, any_store: str) -> None:
        store.write("parts/x/0", b"before")
        store.write("parts/x/0", b"after")

        assert store.read("parts/x/0") == b"after"
        assert list(store.below("parts/x")) == ["parts/x/0"]

    def test_has_nothing_below_an_unknown_folder(self, any_store: str) -> None:
        assert list(store.below("parts")) == []

    def test_takes_a_photo_in_pieces_and_sweeps(self, any_store: str) -> None:
        data = photo(size=(99, 99))
        whole, abandoned = begun(len(data)), begun()
        take(abandoned, offset=0, data=b"12345")
        take(whole, offset=0, data=data[:100])
        take(whole, offset=100, data=data[100:])

        file = finish(whole, by=None, at=NOW)

        assert sweep_uploads(at=NOW.replace(day=21)) == 2  # the abandoned one, and the pieces of the finished one
        assert list(store.below("parts")) == []
        assert sweep_orphans(int(file.sha256[:2], 16), at=NOW) == 0

    @pytest.mark.parametrize("data", [photo(size=(4000, 3000)), pdf()], ids=["photo", "PDF"])
    def test_has_previews_of_both_sizes(self, any_store: str, data: bytes) -> None:
        file = kept(data)

        for side in (LARGE, SMALL):
            picture = Image.open(io.BytesIO(preview(file, side)))
            assert (picture.format, max(picture.size)) == ("JPEG", side)

    def test_draws_a_lost_preview_again(self, any_store: str) -> None:
        file = kept(photo())
        store.remove(store.preview_address(file.sha256, SMALL))

        assert preview(file, SMALL).startswith(b"\xff\xd8\xff")
        assert store.read(store.preview_address(file.sha256, SMALL)) == preview(file, SMALL)

    def test_has_no_picture_of_a_word_document(self, any_store: str) -> None:
        with pytest.raises(FileNotFoundError):
            preview(kept(docx()), SMALL)


class TestAStoreThatFails:
    def test_is_told_in_a_sentence_and_nothing_is_half_done(self, failing_store: None) -> None:
        upload = begun()
        for errand in (lambda: kept(photo()), lambda: take(upload, offset=0, data=b"123")):
            with pytest.raises(NotPossible) as no:
                errand()
            assert [problem.code for problem in no.value.problems] == ["file_store"]

        assert not StoredFile.objects.exists()
        assert Upload.objects.get().received == 0
