"""Keeping a file: check it, clean it, write it, name it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.base.locks import hold
from sangkien.base.text import one_line
from sangkien.files import store
from sangkien.files.checking import checked
from sangkien.files.limits import Limits
from sangkien.files.models import FileKind, StoredFile
from sangkien.files.previews import keep_previews
from sangkien.files.workshop import Drawn

_ENDINGS = {
    FileKind.PDF: "pdf",
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.DOCX: "docx",
    FileKind.XLSX: "xlsx",
    FileKind.XLS: "xls",
    FileKind.ODS: "ods",
    FileKind.CSV: "csv",
    FileKind.P7M: "p7m",
    FileKind.MP3: "mp3",
    FileKind.M4A: "m4a",
    FileKind.OGG: "ogg",
    FileKind.WEBM: "webm",
    FileKind.AMR: "amr",
    FileKind.WAV: "wav",
}


@dataclass(frozen=True)
class Checked:
    """A file that was looked into and may be kept: what to keep of it, and its previews where it has any."""

    kind: FileKind
    content: bytes
    previews: Drawn | None
    name: str


def look_into(data: bytes, *, name: str, field: str = "", limits: Limits | None = None) -> Checked:
    """Whether it may be kept, and what of it. Photos are drawn anew, so that place and camera are not kept; previews
    are drawn. That takes seconds: whoever locks a row for it, looks before.

    Raises NotPossible naming what is wrong with the file (see `refusals`), tied to `field`."""
    kind, clean, made = checked(data, limits or Limits(), field)
    return Checked(kind, clean, made, _named(name, kind))


def looked_into(data: bytes, kind: FileKind, *, name: str) -> Checked:
    """A file that another room has read to the end and knows to be of this kind: kept as it is."""
    return Checked(kind, data, None, _named(name, kind))


@transaction.atomic
def put_away(file: Checked, *, by: Person | None, at: datetime) -> StoredFile:
    """Write it to the store and name it. Raises NotPossible when the store cannot take it now."""
    digest = hashlib.sha256(file.content).hexdigest()
    hold(f"file {digest}")  # until the row is there: the broom takes files that no row names
    store.write_once(store.address(digest), file.content)
    if file.previews:
        keep_previews(digest, file.previews)
    return named(file, by=by, at=at)


def named(file: Checked, *, by: Person | None, at: datetime) -> StoredFile:
    """Its row alone: for whoever tries something out and rolls it back."""
    digest = hashlib.sha256(file.content).hexdigest()
    return StoredFile.objects.create(
        sha256=digest, kind=file.kind, size=len(file.content), name=file.name, kept_by=by, kept_at=at
    )


def keep(
    data: bytes, *, name: str, by: Person | None, at: datetime, field: str = "", limits: Limits | None = None
) -> StoredFile:
    """Look into a photo or a paper and put it away. Raises NotPossible as the two do."""
    return put_away(look_into(data, name=name, field=field, limits=limits), by=by, at=at)


def _named(name: str, kind: FileKind) -> str:
    """A name safe to show and to save: one line, no path, the ending of its true kind."""
    stem = Path(one_line(name).replace("\\", "/")).name.rsplit(".", 1)[0].strip(". ")[:80] or "tep"
    return f"{stem}.{_ENDINGS[kind]}"
