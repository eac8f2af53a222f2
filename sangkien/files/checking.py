"""What a file is, by its content and never by its name or by what the sender calls it; and whether it is taken."""

import io
import re
import zipfile

from sangkien.files import signed, word
from sangkien.files.limits import SOUNDS, Limits
from sangkien.files.models import FileKind
from sangkien.files.refusals import refused
from sangkien.files.workshop import Drawn, drawn
from sangkien.files.workshop.pieces import Spoilt

_PDF, _JPEG, _PNG, _ZIP = b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"
_HEIF = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL)
_MARKUP = re.compile(rb"<(?:!doctype|html|script|svg|iframe|body|\?php)[\s>/]", re.IGNORECASE)
# Sound as phones record it: MPEG-4, also in the names of 3GP; Ogg; Matroska; AMR; RIFF; MPEG, with or without ID3.
_SOUNDS = [
    (re.compile(rb"....ftyp(?:M4A |M4B |mp4[12]|isom|iso[2-6]|dash|3g[gp][2-6p])", re.DOTALL), FileKind.M4A),
    (re.compile(rb"OggS"), FileKind.OGG),
    (re.compile(rb"\x1a\x45\xdf\xa3"), FileKind.WEBM),
    (re.compile(rb"#!AMR"), FileKind.AMR),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), FileKind.WAV),
    (re.compile(rb"ID3|\xff[\xf2\xf3\xfa\xfb]"), FileKind.MP3),
]
# What else people send, or are made to send: what it begins with, and what is said about it.
_XML = rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?"
_OTHERS = [
    (re.compile(rb"GIF8|BM|RIFF....WEBP|II\*\0|MM\0\*|....ftypavi|\0\0\x01\0", re.DOTALL), "other_picture"),
    (re.compile(_XML + rb"(?:<!DOCTYPE svg.{0,500}?)?<svg", re.DOTALL | re.IGNORECASE), "drawing"),
    (re.compile(_XML + rb"<(?:!doctype|html|head|body|script|!--)", re.DOTALL | re.IGNORECASE), "web_page"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "old_word"),
    (re.compile(rb"PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b"), "archive"),
    (re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe"), "program"),
]


def checked(data: bytes, limits: Limits, field: str) -> tuple[FileKind, bytes, Drawn | None]:
    """The kind, what to keep of it, and its previews where it has any. Raises NotPossible with the reason."""
    if not data:
        raise refused("empty", field)
    if len(data) > limits.largest:
        raise refused("too_large", field, most=limits.megabytes)
    try:
        kind, form = _sound(data, limits) or _kind_of(data)
        if kind not in limits.kinds:
            raise Spoilt("kind")
        return _looked_into(data, kind, form)
    except Spoilt as no:
        raise refused(no.code, field, kinds=limits.said) from None


def form_of(kind: FileKind) -> str:
    """What the workshop calls a file of this kind; empty where it makes no picture of it."""
    return {FileKind.JPEG: "JPEG", FileKind.PNG: "PNG", FileKind.PDF: "PDF"}.get(kind, "")


def _sound(data: bytes, limits: Limits) -> tuple[FileKind, str] | None:
    """Asked only where sound is taken: elsewhere the reason why not is that of any other file."""
    if not limits.kinds & SOUNDS:
        return None
    return next(((kind, "") for look, kind in _SOUNDS if look.match(data)), None)


def _kind_of(data: bytes) -> tuple[FileKind, str]:
    """As what it is kept, and how the workshop opens it."""
    if _HEIF.match(data):
        return FileKind.JPEG, "HEIF"
    known = {_PDF: FileKind.PDF, _JPEG: FileKind.JPEG, _PNG: FileKind.PNG}
    for beginning, kind in known.items():
        if data.startswith(beginning):
            return kind, form_of(kind)
    if data.startswith(_ZIP) and b"[Content_Types].xml" in data:
        if b"word/" not in data:
            raise Spoilt("kind")  # a workbook, slides
        return FileKind.DOCX, ""
    if signed.is_message(data):
        return FileKind.P7M, ""
    raise Spoilt(next((code for look, code in _OTHERS if look.match(data)), "kind"))


def _looked_into(data: bytes, kind: FileKind, form: str) -> tuple[FileKind, bytes, Drawn | None]:
    if kind == FileKind.DOCX:
        word.must_be_a_plain_document(data)
        return kind, data, None
    if kind == FileKind.P7M or kind in SOUNDS:
        return kind, data, None  # nobody here opens it: it is kept and given back as it came
    if kind == FileKind.PDF:
        _must_be_only_a_pdf(data)
    elif _MARKUP.search(data) or _PDF in data[:1024] or _is_archive(data):
        raise Spoilt("two_faced")
    made = drawn(form, data)
    return kind, made.clean or data, made


def _must_be_only_a_pdf(data: bytes) -> None:
    """It ends where a PDF ends: a program or an archive that rides behind it is another kind of file."""
    _body, end, rest = data.rpartition(b"%%EOF")
    if not end:
        raise Spoilt("broken")
    if rest.strip(b"\0\t\n\f\r ") or _is_archive(data):
        raise Spoilt("strange")


def _is_archive(data: bytes) -> bool:
    """Would a program for archives open it? Its parts stand at the end, whatever comes before them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return bool(archive.filelist)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
