"""A PDF is looked through and its first page drawn; the file itself stays as it is."""

import re
import zlib
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sangkien.files.workshop.pictures import previews
from sangkien.files.workshop.pieces import Spoilt
from sangkien.files.workshop.sizes import LARGE

MOST_PAGES = 100

_NAME_END = rb"(?![^\s/<>\[\]()%{}])"
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|ImportData|SubmitForm|RichMedia|XFA|Rendition)" + _NAME_END)
_ATTACHED = re.compile(rb"/(?:EmbeddedFile|EF|GoToE)" + _NAME_END)
_STREAM = re.compile(rb"(<<[^\0]{0,2000}?>>)\s*stream\r?\n(.*?)endstream", re.DOTALL)
_OBJECTS = re.compile(rb"/ObjStm" + _NAME_END)
_PLAIN_FILTER = re.compile(rb"/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])" + _NAME_END)
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_OBJECTS = 50_000_000  # bytes, of all packed objects together


def seen(data: bytes) -> Sequence[bytes]:
    """Nothing to keep instead, and the previews of the first page."""
    document = _opened(data)
    _must_be_plain(document)
    _must_do_nothing(data)
    page = document[0]
    picture = page.render(scale=LARGE / max(*page.get_size(), 1)).to_pil().convert("RGB")
    return b"", *previews(picture)


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as no:
        raise Spoilt("pdf_locked" if no.err_code == raw.FPDF_ERR_PASSWORD else "broken") from None


def _must_be_plain(document: pdfium.PdfDocument) -> None:
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Spoilt("pdf_locked")
    if not 0 < len(document) <= MOST_PAGES:
        raise Spoilt("pdf_long" if len(document) else "broken")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        raise Spoilt("pdf_active")
    if document.count_attachments() > 0:
        raise Spoilt("pdf_attached")


def _must_do_nothing(data: bytes) -> None:
    """No object of the file names a deed: a script, a program to start, a form that sends itself, a file inside.

    The reader tells only of some of them, so the names themselves are looked for, wherever objects can be written:
    in the open, or packed into streams of objects.
    """
    for names in _written_objects(data):
        if _ACTIVE.search(names):
            raise Spoilt("pdf_active")
        if _ATTACHED.search(names):
            raise Spoilt("pdf_attached")


def _written_objects(data: bytes) -> Iterator[bytes]:
    in_the_open = _spelt_out(_STREAM.sub(rb"\1", data))
    packed = [(head, body) for head, body in _STREAM.findall(data) if _OBJECTS.search(_spelt_out(head))]
    if len(_OBJECTS.findall(in_the_open)) > len(packed):
        raise Spoilt("pdf_active")  # there are more objects than are found here
    yield in_the_open
    left = _MOST_OBJECTS
    for head, body in packed:
        objects = _unpacked(head, body, most=left)
        left -= len(objects)
        yield _spelt_out(objects)


def _spelt_out(objects: bytes) -> bytes:
    """A name may be written in part as numbers: /J#53 is /JS."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), objects)


def _unpacked(head: bytes, body: bytes, *, most: int) -> bytes:
    """What cannot be read cannot be vouched for."""
    if not _PLAIN_FILTER.search(head):
        raise Spoilt("pdf_active")
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(body, most)
    except zlib.error:
        raise Spoilt("broken") from None
    if unpacking.unconsumed_tail:
        raise Spoilt("pdf_long")
    return objects
