"""A Word document is a zip of XML parts. What a plain one may hold, and what it may not."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from sangkien.files.workshop.pieces import Spoilt

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MOST_PARTS, _MOST_BYTES, _MOST_RATIO = 1_000, 60_000_000, 200
_SMALL = 1_000_000  # a part that stays below this may be packed however tightly
_END = struct.Struct("<4s4H2LH")  # end of central directory: the last thing of a zip without a comment
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What another file begins with: archives, old Office, programs.
_FILES = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MACROS = ("vba", "activex", "macroenabled", "macrosheet", "attachedtoolbars", "keymapcustomizations")
# What a zip or its XML does when it is broken, locked, or packed in a way of its own.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, LookupError, RuntimeError, ValueError)
_EMBEDDED = ("oleobject", "embeddings", "/package", "afchunk", "/control", "subdocument", "/frame")


def must_be_a_plain_document(data: bytes) -> None:
    """It opens in Word and does nothing but show text and pictures. Raises Spoilt with the code of the reason."""
    try:
        _must_end_where_it_says(data)
        with zipfile.ZipFile(io.BytesIO(data)) as document:
            _must_be_bounded(document.infolist())
            for part in document.infolist():
                _must_be_sound(document, part)
            _must_say_what_it_is(document)
            _must_reach_nowhere(document)
    except _UNREADABLE:
        raise Spoilt("docx_broken") from None


def _must_end_where_it_says(data: bytes) -> None:
    """One list of parts, at the very end, and nothing between: two readers cannot see two different documents."""
    mark, *_disks, parts, size, start, _comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or start + size + _END.size != len(data):
        raise Spoilt("docx_broken")
    if parts > _MOST_PARTS:
        raise Spoilt("docx_swollen")


def _must_be_bounded(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    if len(names) < len(parts) or any(_leads_out(part.orig_filename) for part in parts):
        raise Spoilt("docx_broken")
    if sum(part.file_size for part in parts) > _MOST_BYTES or any(_is_swollen(part) for part in parts):
        raise Spoilt("docx_swollen")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > _MOST_RATIO * part.compress_size


def _must_be_sound(document: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """It unpacks to what it says (zipfile checks size and sum), and is not itself a file of another kind."""
    name = part.filename.lower()
    if any(word in name for word in _MACROS):
        raise Spoilt("docx_macro")
    if part.compress_type not in _PLAIN:
        raise Spoilt("docx_broken")
    with document.open(part) as unpacking:
        head = unpacking.read(8)
        while unpacking.read(1 << 16):
            pass
    if head.startswith(_FILES) or "embeddings/" in name:
        raise Spoilt("docx_embedded")


def _must_say_what_it_is(document: zipfile.ZipFile) -> None:
    types = list(_elements(document.read("[Content_Types].xml")))
    said = [str(type_.get("ContentType", "")).lower() for type_ in types]
    if any(word in kind for word in _MACROS for kind in said):
        raise Spoilt("docx_macro")
    main = [part for part in types if part.get("PartName") == "/word/document.xml"]
    if [part.get("ContentType") for part in main] != [TYPE] or "word/document.xml" not in document.namelist():
        raise Spoilt("docx_broken")


def _must_reach_nowhere(document: zipfile.ZipFile) -> None:
    """A link that the reader follows is the reader's; what Word fetches by itself is not."""
    for name in document.namelist():
        for relation in _elements(document.read(name)) if name.lower().endswith(".rels") else ():
            kind = str(relation.get("Type", "")).lower()
            if any(word in kind for word in _MACROS):
                raise Spoilt("docx_macro")
            if any(kind.endswith(word) for word in _EMBEDDED):
                raise Spoilt("docx_embedded")
            if relation.get("TargetMode", "").lower() == "external" and not kind.endswith("/hyperlink"):
                raise Spoilt("docx_outside")


def _elements(xml: bytes) -> Iterator[dict[str, str]]:
    """The attributes of every element. A document type of its own (entities that swell or fetch) is refused."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.StartDoctypeDeclHandler = _no_entities
    parser.Parse(xml, True)
    return iter(found)


def _no_entities(*_declared: Any) -> None:
    raise Spoilt("docx_broken")
