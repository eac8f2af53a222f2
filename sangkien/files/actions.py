"""Keeping a file: check it, clean it, write it, name it."""

import hashlib
import io
import os
import tempfile
import warnings
import zipfile
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from sangkien.accounts.models import Person
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line
from sangkien.files.models import FileKind, StoredFile

LARGEST = 15_000_000  # bytes
_LONGEST_SIDE = 2400  # pixels; a page of A4 stays readable
_LARGEST_PICTURE = 60_000_000  # pixels, before it is opened


def keep(data: bytes, *, name: str, by: Person | None, at: datetime, field: str = "") -> StoredFile:
    """Keep a PDF or a photo of a decision. Photos are drawn anew, so that place and camera are not kept.

    Raises NotPossible naming what is wrong with the file (empty, too large, of another kind, broken).
    """
    kind, clean = _checked(data, field)
    digest = hashlib.sha256(clean).hexdigest()
    _write(Path(default_storage.path(address(digest))), clean)
    return StoredFile.objects.create(
        sha256=digest, kind=kind, size=len(clean), name=_named(name, kind), kept_by=by, kept_at=at
    )


def address(digest: str) -> str:
    """Where a file of this SHA-256 lies in the store."""
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _write(target: Path, data: bytes) -> None:
    """Whole or not at all: what a crash or a full disk cut short never lies under the name of its content."""
    if target.exists() and target.stat().st_size == len(data):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, target)
    except BaseException:
        os.unlink(unfinished)
        raise


def _checked(data: bytes, field: str) -> tuple[FileKind, bytes]:
    if not data:
        raise _refused("empty", _("Tệp này trống. Anh/chị chọn lại tệp giúp nhé."), field)
    if len(data) > LARGEST:
        raise _refused("too_large", _("Tệp lớn hơn 15 MB. Anh/chị chụp lại hoặc chọn tệp nhỏ hơn."), field)
    if data.startswith(b"%PDF-"):
        _must_be_only_a_pdf(data, field)
        return FileKind.PDF, data
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG, _redrawn(data, "JPEG", field)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG, _redrawn(data, "PNG", field)
    raise _refused("kind", _("Chỉ nhận ảnh JPG, PNG hoặc tệp PDF."), field)


def _must_be_only_a_pdf(data: bytes, field: str) -> None:
    """It ends where a PDF ends: a program or an archive that rides behind it is another kind of file."""
    _body, end, rest = data.rpartition(b"%%EOF")
    if not end:
        raise _refused("broken", _("Tệp này không mở được, có thể đã bị cắt cụt."), field)
    if rest.strip(b"\0\t\n\f\r ") or zipfile.is_zipfile(io.BytesIO(data)):
        text = _("Tệp PDF này có phần lạ ở cuối. Anh/chị in lại ra PDF hoặc chụp ảnh quyết định giúp nhé.")
        raise _refused("strange", text, field)


def _redrawn(data: bytes, form: str, field: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                return _saved(picture, form)
    except Exception:  # a reader of pictures fails in more ways than it documents; each means the same to people
        raise _refused("broken", _("Ảnh này không mở được, có thể đã hỏng."), field) from None


def _saved(picture: Image.Image, form: str) -> bytes:
    if picture.width * picture.height > _LARGEST_PICTURE:
        raise ValueError("too many pixels")
    upright = ImageOps.exif_transpose(picture).convert("RGB" if form == "JPEG" else "RGBA")
    upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    upright.info.clear()  # comments, profiles: nothing but the picture is written
    out = io.BytesIO()
    upright.save(out, form, optimize=True)
    return out.getvalue()


def _named(name: str, kind: FileKind) -> str:
    """A name safe to show and to save: one line, no path, the ending of its true kind."""
    stem = Path(one_line(name).replace("\\", "/")).name.rsplit(".", 1)[0].strip(". ")[:80] or "tep"
    ending = {FileKind.PDF: "pdf", FileKind.JPEG: "jpg", FileKind.PNG: "png"}[kind]
    return f"{stem}.{ending}"


def _refused(code: str, text: str, field: str) -> NotPossible:
    return NotPossible([Problem(code=f"file_{code}", text=text, field=field)])
