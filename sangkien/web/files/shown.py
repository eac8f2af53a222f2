"""A file as pages show it."""

from dataclasses import dataclass

from django.urls import reverse

from sangkien.files.models import FileKind, StoredFile
from sangkien.files.previews import has_preview


@dataclass(frozen=True)
class Shown:
    """`kind` for people; `size` in bytes; addresses of the file itself and of its previews (empty without one)."""

    name: str
    kind: str
    size: int
    original: str
    large: str = ""
    small: str = ""


def shown(file: StoredFile) -> Shown:
    """With the addresses that ask again who is looking. No query."""
    kind, seen = FileKind(file.kind), has_preview(file)
    return Shown(
        name=file.name,
        kind=str(kind.label),
        size=file.size,
        original=reverse("paper", args=[file.pk]),
        large=reverse("preview-large", args=[file.pk]) if seen else "",
        small=reverse("preview-small", args=[file.pk]) if seen else "",
    )
