"""A file on its way in: at hand for a reader as long as it takes, gone afterwards; read while the page waits where that
takes no more than a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

from sangkien.base.problems import NotPossible
from sangkien.intake.learning import Layout
from sangkien.intake.reading import Understood, tables_of
from sangkien.organisations.models import Organisation

_SMALL = 400_000  # bytes: some eight thousand rows, a second of reading
SECONDS_AT_ONCE = 3  # of computing, to open what is small but unfolds to more


@contextmanager
def at_hand(upload: "UploadedFile[Any]") -> Iterator[Path]:
    """Where it lies. A large one was written to the disk while it came; a small one is written now."""
    if isinstance(upload, TemporaryUploadedFile):
        upload.flush()
        yield Path(upload.temporary_file_path())
        return
    with NamedTemporaryFile() as file:
        for piece in upload.chunks():
            file.write(piece)
        file.flush()
        yield Path(file.name)


def is_small(size: int) -> bool:
    """May a page wait until a file of so many bytes is read?"""
    return size <= _SMALL


def is_too_slow(no: NotPossible) -> bool:
    """Was the file given up only since a page waited for it?"""
    return any(problem.code == "file_too_slow" for problem in no.problems)


def read_at_once(path: Path, name: str, *, unit: Organisation, layout: Layout | None = None) -> Understood | None:
    """What stands in a file; None where that takes longer than a page may. Raises NotPossible, as `tables_of`."""
    if not is_small(path.stat().st_size):
        return None
    try:
        return tables_of(path, name=name, unit=unit, layout=layout, seconds=SECONDS_AT_ONCE)
    except NotPossible as no:
        if is_too_slow(no):
            return None
        raise
