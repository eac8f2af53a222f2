"""Certificates as files: A4 to print, many to a file, and a picture as wide as a phone; each with its sealed text.

The same certificate gives the same file. It leads to the address where anybody sees whether it still holds.
"""

import io
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import pypdfium2
import segno
from PIL import Image, UnidentifiedImageError

from sangkien.base.days import start_of
from sangkien.certificates.models import Certificate
from sangkien.certificates.sealing import MARK
from sangkien.documents.decree30 import MOTTO, NATION
from sangkien.documents.typesetting import as_pdf, as_picture

MOST_IN_A_FILE = 100
_WIDTH, _SHEET = 1_080, 180  # of the picture in dots, of its sheet in millimetres
_BLUE = "#0a2b5c"
_PNG_HEAD = 8 + 25  # its signature and the piece that says how large it is
_NOTE = b"certificate"

Address = Callable[[str], str]
"""Where a serial is looked up: the whole address."""


def as_a4(certificates: Sequence[Certificate], *, address: Address) -> bytes:
    """PDF/A, a page each, in their order; at most `MOST_IN_A_FILE`. One alone brings its sealed text; those of many
    would be longer than an archivable PDF may say."""
    assert 0 < len(certificates) <= MOST_IN_A_FILE
    pages = [_page(one, address) for one in certificates]
    sealed = [one.sealed.text for one in certificates] if len(pages) == 1 else []
    told = {"standing": False, "sealed": sealed, "pages": pages} | _around()
    return as_pdf("certificate", told, at=start_of(certificates[0].issued_on))


def as_phone_picture(certificate: Certificate, *, address: Address) -> bytes:
    """PNG, 1.080 dots wide."""
    told = {"standing": True, "sealed": [], "pages": [_page(certificate, address)]} | _around()
    drawn = as_picture("certificate", told, ppi=_WIDTH * 25.4 / _SHEET)
    return _with_note(drawn, certificate.sealed.text)


def sealed_in(data: bytes) -> list[str]:
    """The sealed texts that lie in a PDF or a picture of ours; none in anything else."""
    if data.startswith(b"%PDF"):
        with suppress(pypdfium2.PdfiumError):
            return _words(str(pypdfium2.PdfDocument(data).get_metadata_dict()["Keywords"]))
    with suppress(UnidentifiedImageError, OSError), Image.open(io.BytesIO(data)) as picture:
        return _words(str(picture.info.get(_NOTE.decode(), "")))
    return []


def _page(certificate: Certificate, address: Address) -> dict[str, Any]:
    says, where = certificate.says, address(certificate.serial)
    return {
        "above": says.above,
        "issuer": says.issuer,
        "heading": says.heading,
        "verb": says.verb,
        "name": says.name,
        "workplace": says.workplace,
        "deed": says.deed,
        "work": says.work,
        "basis": says.basis,
        "reference": says.reference,
        "place_and_day": says.place_and_day,
        "title": says.title,
        "signer": says.signer,
        "serial": says.serial,
        "qr": _qr(where),
        "check": where.partition("://")[2].rpartition(says.serial)[0].rstrip("/"),
    }


def _around() -> dict[str, str]:
    return {"nation": NATION, "motto": MOTTO}


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, dark=_BLUE, xmldecl=False)
    return drawn.getvalue().decode()


def _with_note(png: bytes, text: str) -> bytes:
    """The picture with a text that programs read: a piece of its own behind the head, nothing is drawn anew."""
    piece = b"tEXt" + _NOTE + b"\0" + text.encode("ascii")
    whole = (len(piece) - 4).to_bytes(4, "big") + piece + zlib.crc32(piece).to_bytes(4, "big")
    return png[:_PNG_HEAD] + whole + png[_PNG_HEAD:]


def _words(text: str) -> list[str]:
    return [word.strip(",;") for word in text.split() if word.startswith(f"{MARK}.")]
