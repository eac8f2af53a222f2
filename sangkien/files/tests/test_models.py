"""What the database refuses about files, whoever asks: one raw write against every rule."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from sangkien.files.models import FileKind, Purpose, StoredFile, Upload
from tests.cast import NOW
from tests.refused import refused, untried


def file(**changes: object) -> StoredFile:
    said = {"sha256": "0" * 64, "kind": FileKind.PDF, "size": 7, "name": "41-QD-TT.pdf", "kept_at": NOW}
    return StoredFile.objects.create(**(said | changes))


def upload(**changes: object) -> Upload:
    said = {"key": uuid4(), "draft_key": uuid4(), "purpose": Purpose.PHOTO, "name": "x.jpg", "size": 9}
    return Upload.objects.create(**(said | {"started_at": NOW} | changes))


def changed(**changes: object) -> None:
    """An upload that is under way, and then says something else."""
    begun = upload(received=5, file=None, sender_mark="a" * 64)
    Upload.objects.filter(pk=begun.pk).update(**changes)


CONSTRAINTS: dict[str, Callable[[], object]] = {
    "file_kind_is_known": lambda: file(kind="text/html"),
    "file_is_named_by_its_hash": lambda: file(sha256="../../etc/passwd"),
    "file_is_not_empty": lambda: file(size=0),
    "upload_purpose_is_known": lambda: upload(purpose="VIRUS"),
    "upload_is_not_empty": lambda: upload(size=0),
    "upload_receives_no_more_than_it_said": lambda: upload(received=10),
    "upload_is_whole_before_it_is_a_file": lambda: upload(received=8, file=file()),
    "upload_hash_is_sha256": lambda: upload(sha256="../x"),
}
GROWS = "an upload only grows"
TRIGGERS: dict[str, list[tuple[str, Callable[[], object]]]] = {
    "a_file_never_changes": [
        ("files_storedfile is append-only", lambda: StoredFile.objects.filter(pk=file().pk).update(name="khác.pdf"))
    ],
    "an_upload_only_grows": [
        (GROWS, lambda: changed(received=4)),
        (GROWS, lambda: changed(draft_key=uuid4())),
        (GROWS, lambda: changed(size=10)),
        (GROWS, lambda: changed(purpose=Purpose.PAPER)),
        (GROWS, lambda: changed(sha256="0" * 64)),
        (GROWS, lambda: changed(sender_mark="b" * 64)),
        (GROWS, lambda: Upload.objects.filter(pk=upload(received=9, file=file()).pk).update(file=file())),
        (GROWS, lambda: Upload.objects.filter(pk=upload(received=9, file=file()).pk).update(file=None)),
    ],
}


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_the_database_refuses_what_breaks(constraint: str, db: None) -> None:
    with refused(constraint):
        CONSTRAINTS[constraint]()


@pytest.mark.parametrize(("says", "write"), [tried for writes in TRIGGERS.values() for tried in writes])
def test_the_database_refuses_to_change(says: str, write: Callable[[], object], db: None) -> None:
    with refused(says):
        write()


def test_every_rule_has_been_tried(db: None) -> None:
    assert untried("files", {*CONSTRAINTS, *TRIGGERS}) == set()


def test_a_sender_s_mark_may_be_forgotten(db: None) -> None:
    changed(sender_mark="")


def test_files_and_uploads_say_what_they_are(db: None) -> None:
    kept, begun = file(), upload(received=4)

    assert str(kept) == f"#{kept.pk} 41-QD-TT.pdf"
    assert str(begun) == f"#{begun.pk} 4/9"
