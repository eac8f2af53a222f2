"""Whatever is sent: the table of what is refused, with which words, and that nothing of it stays."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from sangkien.base.problems import NotPossible
from sangkien.files.actions import keep
from sangkien.files.limits import Limits
from sangkien.files.models import StoredFile
from sangkien.files.refusals import REASONS
from sangkien.files.tests.making import (
    EICAR,
    MAIN,
    archive,
    docx,
    heic,
    huge_picture,
    packed,
    pdf,
    photo,
    relation,
)
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LARGEST = Limits().largest
SCRIPT = b"<script>alert(1)</script>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
ENTITIES = '<!DOCTYPE Types [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def locked_pdf() -> bytes:
    """Names a lock that its reader must open first."""
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>" % (b"o" * 32, b"u" * 32)
    return pdf(lock).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 10 0 R/ID[<00><00>]")


def progressive(size: tuple[int, int]) -> bytes:
    return photo(size=size, progressive=True, quality=10)


def twice() -> bytes:
    """A document with two documents in it."""
    out = io.BytesIO(docx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as file:
        file.writestr("word/document.xml", "<other/>")
    return out.getvalue()


def lying(part: str = "word/document.xml") -> bytes:
    """A part unpacks to something else than its sum says."""
    data = bytearray(docx((("word/media/image1.txt"), b"0123456789" * 9)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 16 : place + 20] = b"\1\2\3\4"
    return bytes(data)


def encrypted_zip() -> bytes:
    data = bytearray(docx())
    for mark, flag in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        data[data.index(mark) + flag] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[bytes, str]] = {
    # Any file
    "nothing": (b"", "empty"),
    "a byte too much": (pdf() + b" " * LARGEST, "too_large"),
    "text": ("Quyết định số 41/QĐ-TT".encode(), "kind"),
    "a program": (b"MZ\x90\x00" + b"\0" * 99, "program"),
    "a program of Linux": (b"\x7fELF\x02\x01\x01", "program"),
    "a script": (b"#!/bin/sh\nrm -rf /", "program"),
    "an archive": (archive(), "archive"),
    "an archive of another make": (b"Rar!\x1a\x07\x01\x00", "archive"),
    "an old Word document": (OLE + b"\0" * 600, "old_word"),
    "a workbook": (archive(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")), "kind"),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "drawing"),
    "a drawing as programs write it": (b'<?xml version="1.0"?>\n<!-- x -->\n<svg><script/></svg>', "drawing"),
    "a web page named .jpg": (b"<html>" + SCRIPT, "web_page"),
    "a web page after a mark": (b"\xef\xbb\xbf\n <!DOCTYPE html>" + SCRIPT, "web_page"),
    "a web page with a PDF in it": (b"<html><!--" + pdf(), "web_page"),
    "the virus that is none": (EICAR, "kind"),
    # Pictures
    "a GIF": (photo("GIF"), "other_picture"),
    "a GIF that is also a PDF": (b"GIF89a/*" + pdf() + b"*/=1;alert(1)//", "other_picture"),
    "a WebP": (photo("WEBP"), "other_picture"),
    "a TIFF": (photo("TIFF"), "other_picture"),
    "a BMP": (photo("BMP"), "other_picture"),
    "a JPEG cut short": (photo("JPEG", size=(900, 900))[:700], "picture_broken"),
    "a PNG cut short": (photo("PNG", size=(900, 900))[:60], "picture_broken"),
    "a HEIC cut short": (heic()[:200], "picture_broken"),
    "only the first letters of a JPEG": (b"\xff\xd8\xff", "picture_broken"),
    "a picture of 50,000 points a side": (huge_picture(50_000, 50_000), "picture_huge"),
    "a picture of 3.6 thousand million points": (huge_picture(60_000, 60_000), "picture_huge"),
    "a picture just over the limit": (huge_picture(10_000, 5_001), "picture_huge"),
    "a picture thin as a thread": (huge_picture(2_000_000, 26), "picture_huge"),
    "a JPEG that must be held in memory whole": (progressive((9_000, 6_000)), "picture_huge"),
    "a JPEG that is also a web page": (photo(comment=b"*/--><html>" + SCRIPT), "two_faced"),
    "a PNG with a web page behind it": (photo("PNG") + b"<html>" + SCRIPT, "two_faced"),
    "a JPEG with a drawing behind it": (photo() + b"<svg onload=alert(1)>", "two_faced"),
    "a JPEG with PHP in it": (photo(comment=b"<?php system($_GET[0]); ?>"), "two_faced"),
    "a JPEG that is also an archive": (photo() + archive(), "two_faced"),
    "a JPEG that is also a PDF": (photo(comment=pdf()), "two_faced"),
    # PDF
    "a PDF cut short": (pdf()[:60], "broken"),
    "a PDF cut short but with an end": (b"%PDF-1.4\n%%EOF", "broken"),
    "a PDF without a page": (pdf(pages=0), "broken"),
    "a PDF with an archive behind it": (pdf() + archive(), "strange"),
    "a PDF with an archive inside it": (pdf() + archive() + b"%%EOF", "strange"),
    "a PDF with the virus that is none": (pdf() + EICAR, "strange"),
    "a PDF with a web page behind it": (pdf() + SCRIPT, "strange"),
    "a locked PDF": (locked_pdf(), "pdf_locked"),
    "a PDF of 101 pages": (pdf(pages=101), "pdf_long"),
    "a PDF with a script": (pdf(catalog=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), "pdf_active"),
    "a PDF with a script under a misspelt name": (pdf(catalog=b"/OpenAction<</S/J#61vaScript>>"), "pdf_active"),
    "a PDF with a packed script": (pdf(packed(b"11 0 <</S/JavaScript/JS(x)>>")), "pdf_active"),
    "a PDF packed in a way of its own": (
        pdf(packed(b"11 0 <</S/JavaScript>>", filter_=b"[/ASCIIHexDecode/FlateDecode]")),
        "pdf_active",
    ),
    "a PDF that starts a program": (pdf(catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "pdf_active"),
    "a PDF whose form sends itself": (pdf(page=b"/AA<</O<</S/SubmitForm/F(http://x)>>>>"), "pdf_active"),
    "a PDF with a file inside": (pdf(b"<</Type/Filespec/F(x.exe)/EF<</F 11 0 R>>>>"), "pdf_attached"),
    # Word
    "a Word document cut short": (docx()[:-30], "docx_broken"),
    "a Word document with something behind it": (docx() + EICAR, "docx_broken"),
    "a Word document twice": (docx() + docx(), "docx_broken"),
    "a Word document with two documents": (twice(), "docx_broken"),
    "a locked Word document": (encrypted_zip(), "docx_broken"),
    "a Word document that lies about a part": (lying(), "docx_broken"),
    "a Word document that leads out": (docx(("../../../../etc/cron.d/x", b"x")), "docx_broken"),
    "a Word document that leads to the root": (docx(("/etc/passwd", b"x")), "docx_broken"),
    "a Word document with entities": (
        archive(("[Content_Types].xml", ENTITIES + "<Types>&b;</Types>"), ("word/document.xml", "x")),
        "docx_broken",
    ),
    "a Word document that says nothing of itself": (docx(main="text/plain"), "docx_broken"),
    "a Word template": (docx(main=MAIN.replace("document.main", "template.main")), "docx_broken"),
    "a Word document that swells": (docx(("word/media/x.bmp", b"\0" * 30_000_000)), "docx_swollen"),
    "a Word document that swells in all": (
        docx(*((f"word/media/{n}.bmp", bytes(range(256)) * 100 + b"\0" * 900_000) for n in range(80))),
        "docx_swollen",
    ),
    "a Word document of 65,000 parts": (
        docx(*((f"word/{n}", b"") for n in range(65_000))),
        "docx_swollen",
    ),
    "a Word document with macros": (docx(main=MACROS), "docx_macro"),
    "a Word document with macros, renamed": (docx(("word/vbaProject.bin", OLE)), "docx_macro"),
    "a Word document with macros under another name": (docx(("word/x.bin", OLE)), "docx_embedded"),
    "a Word document with a macro's relation": (docx(relations=relation("vbaProject", "x.bin")), "docx_macro"),
    "a Word document with a control": (docx(("word/activeX/activeX1.xml", b"<x/>")), "docx_macro"),
    "a Word document with a workbook": (docx(("word/embeddings/a.xlsx", b"x")), "docx_embedded"),
    "a Word document with a program": (docx(("word/media/image1.png", b"MZ\x90\0")), "docx_embedded"),
    "a Word document with an archive": (docx(("word/media/image1.png", archive())), "docx_embedded"),
    "a Word document with a web page": (docx(relations=relation("aFChunk", "x.html")), "docx_embedded"),
    "a Word document with an object": (docx(relations=relation("oleObject", "x.bin")), "docx_embedded"),
    "a Word document with a template elsewhere": (
        docx(relations=relation("attachedTemplate", "http://x/t.dotm", outside=True)),
        "docx_outside",
    ),
    "a Word document that fetches a picture": (
        docx(relations=relation("image", "http://x/1.png", outside=True)),
        "docx_outside",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refuses_with_a_sentence_of_its_own_and_keeps_nothing(what: str, folder: Path) -> None:
    data, code = REFUSED[what]

    with pytest.raises(NotPossible) as no:
        keep(data, name="quyết định.pdf", by=None, at=NOW, field="recognition_paper")

    [problem] = no.value.problems
    said = str(REASONS[code]) % {"most": "15", "kinds": "ảnh JPG, PNG, HEIC, tệp PDF hoặc Word (.docx)"}
    assert (problem.code, problem.text, problem.field) == (f"file_{code}", said, "recognition_paper")
    assert not StoredFile.objects.exists()
    assert list(folder.rglob("*")) == []


def test_a_picture_whose_reader_would_take_too_much_is_given_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sangkien.files.workshop.SECONDS", 0.001)

    with pytest.raises(NotPossible, match="chưa mở được tệp này"):
        keep(photo(), name="x.jpg", by=None, at=NOW)


def test_every_reason_is_said_somewhere() -> None:
    elsewhere = {"slow", "store", "piece", "other", "quota", "sent"}  # tried where they arise

    assert {code for _data, code in REFUSED.values()} | elsewhere == set(REASONS)


def test_a_picture_in_a_document_is_fine(folder: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "PNG")

    assert keep(docx(("word/media/image1.png", out.getvalue())), name="x.docx", by=None, at=NOW).size > 0
