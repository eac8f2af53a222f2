"""A file on its way in: at hand for a reader as long as it takes, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile


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
