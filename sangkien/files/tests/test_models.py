"""What the database refuses about files, whoever asks: one raw write against every constraint."""

from collections.abc import Callable

import pytest
from django.db.models import QuerySet

from sangkien.files.models import FileKind, StoredFile
from tests.cast import NOW
from tests.refused import refused, untried


@pytest.fixture
def file(db: None) -> StoredFile:
    return StoredFile.objects.create(sha256="0" * 64, kind=FileKind.PDF, size=7, name="41-QD-TT.pdf", kept_at=NOW)


Files = QuerySet[StoredFile]
AGAINST: dict[str, Callable[[Files], object]] = {
    "file_kind_is_known": lambda files: files.update(kind="text/html"),
    "file_is_named_by_its_hash": lambda files: files.update(sha256="../../etc/passwd"),
    "file_is_not_empty": lambda files: files.update(size=0),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, file: StoredFile) -> None:
    with refused(constraint):
        AGAINST[constraint](StoredFile.objects.all())


def test_every_constraint_has_been_tried(db: None) -> None:
    assert untried("files", AGAINST) == set()


def test_a_file_says_what_it_is(file: StoredFile) -> None:
    assert str(file) == f"#{file.pk} 41-QD-TT.pdf"
