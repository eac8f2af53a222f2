"""Files as people send them, good and hostile, made by hand."""

import io
import struct
import zipfile
import zlib

from PIL import Image
from pillow_heif import from_pillow

CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>"""
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(*objects: bytes, catalog: bytes = b"", page: bytes = b"", pages: int = 1) -> bytes:
    """A PDF with a right table of contents; `objects` are numbered from 10."""
    kids = b" ".join(b"3 0 R" for _n in range(pages))
    written = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>" % page,
        **dict(enumerate(objects, start=10)),
    }
    out, places = bytearray(b"%PDF-1.4\n"), {}
    for number, text in written.items():
        places[number] = len(out)
        out += b"%d 0 obj%s\nendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (max(written) + 1, start)
    return bytes(out)


def packed(objects: bytes, *, filter_: bytes = b"/FlateDecode") -> bytes:
    """A stream of objects as newer programs write them."""
    body = zlib.compress(objects)
    head = b"<</Type/ObjStm/N 1/First 5/Filter%s/Length %d>>" % (filter_, len(body))
    return head + b"stream\n" + body + b"\nendstream"


def photo(form: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving: object) -> bytes:
    """A white picture."""
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, form, **saving)
    return out.getvalue()


def heic(size: tuple[int, int] = (60, 40)) -> bytes:
    """What an iPhone takes."""
    out = io.BytesIO()
    from_pillow(Image.new("RGB", size, "red")).save(out, quality=80)
    return out.getvalue()


def huge_picture(width: int, height: int) -> bytes:
    """A picture that is small until it is opened."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            (b"IDAT", zlib.compress(b"\0" * 65536)),
            (b"IEND", b""),
        ]
    )


def archive(*parts: tuple[str, bytes | str], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, data in parts or [("x", b"x")]:
            file.writestr(zipfile.ZipInfo(name), data, packing)  # of the same day whenever it is made
    return out.getvalue()


def docx(*more: tuple[str, bytes | str], main: str = MAIN, types: str = "", relations: str = "") -> bytes:
    """A Word document with further parts, content types and relations."""
    return archive(
        ("[Content_Types].xml", CONTENT_TYPES.format(main=main, more=types)),
        ("_rels/.rels", RELATIONS.format(relation("officeDocument", "word/document.xml"))),
        ("word/document.xml", DOCUMENT),
        ("word/_rels/document.xml.rels", RELATIONS.format(relations)),
        *more,
    )


def relation(kind: str, target: str, *, outside: bool = False) -> str:
    """One line of a part's relations."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="r1" Type="{_KIND}{kind}" Target="{target}"{mode}/>'
