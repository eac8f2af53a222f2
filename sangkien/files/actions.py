"""Keeping a file: check it, clean it, write it, name it."""

import hashlib
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.base.text import one_line
from sangkien.files import store
from sangkien.files.checking import checked
from sangkien.files.limits import Limits
from sangkien.files.locks import hold
from sangkien.files.models import FileKind, StoredFile
from sangkien.files.previews import keep_previews

_ENDINGS = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png", FileKind.DOCX: "docx"}


@transaction.atomic
def keep(
    data: bytes, *, name: str, by: Person | None, at: datetime, field: str = "", limits: Limits | None = None
) -> StoredFile:
    """Keep a photo or a paper. Photos are drawn anew, so that place and camera are not kept; previews are drawn.

    Raises NotPossible naming what is wrong with the file (see `refusals`), or that the store cannot take it now.
    """
    kind, clean, made = checked(data, limits or Limits(), field)
    digest = hashlib.sha256(clean).hexdigest()
    hold(f"file {digest}")  # until the row is there: the broom takes files that no row names
    store.write_once(store.address(digest), clean)
    if made:
        keep_previews(digest, made)
    return StoredFile.objects.create(
        sha256=digest, kind=kind, size=len(clean), name=_named(name, kind), kept_by=by, kept_at=at
    )


def _named(name: str, kind: FileKind) -> str:
    """A name safe to show and to save: one line, no path, the ending of its true kind."""
    stem = Path(one_line(name).replace("\\", "/")).name.rsplit(".", 1)[0].strip(". ")[:80] or "tep"
    return f"{stem}.{_ENDINGS[kind]}"
