"""Pictures of a file, drawn by us: what people look at, since what a stranger sent is never shown as it came."""

from sangkien.files import store
from sangkien.files.checking import form_of
from sangkien.files.models import FileKind, StoredFile
from sangkien.files.workshop import Drawn, drawn
from sangkien.files.workshop.pieces import Spoilt
from sangkien.files.workshop.sizes import LARGE, SMALL


def has_preview(file: StoredFile) -> bool:
    """Is there a picture of a file of this kind?"""
    return bool(form_of(FileKind(file.kind)))


def preview(file: StoredFile, side: int) -> bytes:
    """The JPEG whose longest side is LARGE or SMALL pixels. One that is not in the store (a backup may leave previews
    out) is drawn again and kept.

    Raises FileNotFoundError without a preview or without the file itself, NotPossible when the store fails.
    """
    try:
        return store.read(store.preview_address(file.sha256, side))
    except FileNotFoundError:
        keep_previews(file.sha256, _drawn_again(file))
        return store.read(store.preview_address(file.sha256, side))


def keep_previews(digest: str, made: Drawn) -> None:
    """Write both beside the file."""
    store.write_once(store.preview_address(digest, LARGE), made.large)
    store.write_once(store.preview_address(digest, SMALL), made.small)


def _drawn_again(file: StoredFile) -> Drawn:
    if not has_preview(file):
        raise FileNotFoundError(f"file {file.pk} has no preview")
    try:
        return drawn(form_of(FileKind(file.kind)), store.read(store.address(file.sha256)))
    except Spoilt as no:
        raise FileNotFoundError(f"file {file.pk} cannot be drawn: {no.code}") from None
