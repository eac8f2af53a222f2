"""Keeping a file: what is kept, what is refused and with which words, and that nothing half written stays."""

import hashlib
import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from PIL import Image

from sangkien.base.problems import NotPossible
from sangkien.files.actions import LARGEST, address, keep
from sangkien.files.models import FileKind, StoredFile
from tests.cast import NOW

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
xref
0 4
trailer<</Root 1 0 R/Size 4>>
startxref
0
%%EOF
"""
PLACE, CAMERA, TURNED = 0x8825, 0x010F, 0x0112
BROKEN_PICTURE = "Ảnh này không mở được, có thể đã hỏng."
BROKEN_FILE = "Tệp này không mở được, có thể đã bị cắt cụt."
STRANGE_END = "Tệp PDF này có phần lạ ở cuối. Anh/chị in lại ra PDF hoặc chụp ảnh quyết định giúp nhé."
OTHER_KIND = "Chỉ nhận ảnh JPG, PNG hoặc tệp PDF."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own for every test."""
    monkeypatch.setattr("sangkien.files.actions.default_storage", FileSystemStorage(location=tmp_path))
    return tmp_path


def photo(form: str = "JPEG", *, size: tuple[int, int] = (60, 40), **saving: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form, **saving)
    return out.getvalue()


def photo_with_place() -> bytes:
    """As a telephone takes it: lying on its side, with camera and place."""
    exif = Image.Exif()
    exif[CAMERA], exif[TURNED] = "Samsung", 6
    exif.get_ifd(PLACE)[1] = "N"
    return photo(exif=exif)


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


def archive(name: str = "word/document.xml", data: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return out.getvalue()


def stored(store: Path, file: StoredFile) -> bytes:
    return (store / address(file.sha256)).read_bytes()


def kept(data: bytes, name: str = "quyết định.pdf") -> StoredFile:
    return keep(data, name=name, by=None, at=NOW)


class TestKeep:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [(PDF, FileKind.PDF), (photo("JPEG"), FileKind.JPEG), (photo("PNG"), FileKind.PNG)],
        ids=["PDF", "JPEG", "PNG"],
    )
    def test_keeps_a_good_file_under_the_hash_of_what_is_stored(self, store: Path, data: bytes, kind: FileKind) -> None:
        file = kept(data)

        content = stored(store, file)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert (file.kind, file.size, file.kept_at) == (kind, len(content), NOW)

    def test_keeps_a_pdf_as_it_is(self, store: Path) -> None:
        assert stored(store, kept(PDF)) == PDF

    def test_forgets_where_and_with_what_a_photo_was_taken(self, store: Path) -> None:
        picture = Image.open(io.BytesIO(stored(store, kept(photo_with_place()))))

        assert dict(picture.getexif()) == {}
        assert "exif" not in picture.info

    def test_turns_a_photo_upright_before_it_forgets_how_it_lay(self, store: Path) -> None:
        picture = Image.open(io.BytesIO(stored(store, kept(photo_with_place()))))

        assert picture.size == (40, 60)

    def test_makes_a_large_photo_no_larger_than_a_page_needs(self, store: Path) -> None:
        picture = Image.open(io.BytesIO(stored(store, kept(photo(size=(5000, 3000))))))

        assert picture.size == (2400, 1440)

    def test_drops_what_hides_behind_a_picture(self, store: Path) -> None:
        hidden = photo("PNG") + archive() + b"<script>alert(1)</script>"

        content = stored(store, kept(hidden))

        assert b"<script>" not in content
        assert not zipfile.is_zipfile(io.BytesIO(content))

    def test_drops_what_hides_in_the_comment_of_a_photo(self, store: Path) -> None:
        assert b"<script>" not in stored(store, kept(photo(comment=b"<script>alert(1)</script>")))

    def test_takes_a_file_of_exactly_the_largest_size(self) -> None:
        full = PDF[:9] + b"%" + b" " * (LARGEST - len(PDF) - 2) + b"\n" + PDF[9:]
        assert len(full) == LARGEST

        assert kept(full).size == LARGEST

    def test_the_same_file_twice_lies_once_in_the_store(self, store: Path) -> None:
        first, second = kept(PDF, "một.pdf"), kept(PDF, "hai.pdf")

        assert first.sha256 == second.sha256
        assert [file.name for file in StoredFile.objects.order_by("pk")] == ["một.pdf", "hai.pdf"]
        assert len([path for path in store.rglob("*") if path.is_file()]) == 1


class TestNothingHalfWrittenStays:
    def test_a_file_cut_short_by_a_crash_is_written_again(self, store: Path) -> None:
        half = store / address(hashlib.sha256(PDF).hexdigest())
        half.parent.mkdir(parents=True)
        half.write_bytes(PDF[:20])

        assert stored(store, kept(PDF)) == PDF

    def test_a_full_disk_leaves_no_row_and_no_piece_of_a_file(
        self, store: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object, **_kwargs: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)

        with pytest.raises(OSError, match="No space"):
            kept(PDF)

        assert not StoredFile.objects.exists()
        assert [path for path in store.rglob("*") if path.is_file()] == []


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "file_empty", "Tệp này trống. Anh/chị chọn lại tệp giúp nhé."),
    "a byte too much": (
        PDF + b" " * LARGEST,
        "file_too_large",
        "Tệp lớn hơn 15 MB. Anh/chị chụp lại hoặc chọn tệp nhỏ hơn.",
    ),
    "a PDF cut short": (PDF[:60], "file_broken", BROKEN_FILE),
    "a JPEG cut short": (photo("JPEG", size=(900, 900))[:700], "file_broken", BROKEN_PICTURE),
    "a PNG cut short": (photo("PNG", size=(900, 900))[:60], "file_broken", BROKEN_PICTURE),
    "only the first letters of a JPEG": (b"\xff\xd8\xff", "file_broken", BROKEN_PICTURE),
    "a picture of 3.6 thousand million points": (huge_picture(60_000, 60_000), "file_broken", BROKEN_PICTURE),
    "a picture just over the limit": (huge_picture(10_000, 6_001), "file_broken", BROKEN_PICTURE),
    "an archive": (archive(), "file_kind", OTHER_KIND),
    "a Word document renamed": (archive("[Content_Types].xml"), "file_kind", OTHER_KIND),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "file_kind", OTHER_KIND),
    "a web page renamed": (b"<html><script>alert(1)</script>", "file_kind", OTHER_KIND),
    "a web page with a PDF in it": (b"<html><!--" + PDF, "file_kind", OTHER_KIND),
    "a picture with a PDF in it": (b"GIF89a/*" + PDF + b"*/=1;alert(1)//", "file_kind", OTHER_KIND),
    "a PDF with an archive behind it": (PDF + archive(), "file_strange", STRANGE_END),
    "a PDF with an archive inside it": (PDF + archive() + b"%%EOF", "file_strange", STRANGE_END),
    "a PDF with a program behind it": (PDF + b"X5O!P%@AP" + b"EICAR-STANDARD", "file_strange", STRANGE_END),
    "a GIF": (photo("GIF"), "file_kind", OTHER_KIND),
    "a program": (b"MZ\x90\x00" + b"\0" * 99, "file_kind", OTHER_KIND),
    "text": ("Quyết định số 41/QĐ-TT".encode(), "file_kind", OTHER_KIND),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refuses(what: str, store: Path) -> None:
    data, code, sentence = REFUSED[what]

    with pytest.raises(NotPossible) as no:
        keep(data, name="quyết định.pdf", by=None, at=NOW, field="recognition_paper")

    assert [(p.code, p.text, p.field) for p in no.value.problems] == [(code, sentence, "recognition_paper")]
    assert list(store.rglob("*")) == []


@pytest.mark.parametrize(
    ("sent_as", "kept_as"),
    [
        ("quyết định công nhận.pdf", "quyết định công nhận.pdf"),
        ("41-QĐ-TT.PDF", "41-QĐ-TT.pdf"),
        ("qd.exe", "qd.pdf"),
        ("../../etc/cron.d/x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("x\r\nSet-Cookie: a=b.pdf", "x Set-Cookie: a=b.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        (".htaccess", "tep.pdf"),
        ("..", "tep.pdf"),
        ("", "tep.pdf"),
        (" .pdf", "tep.pdf"),
        ("a" * 400 + ".pdf", "a" * 80 + ".pdf"),
        ("QUYE\u0302\u0301T \u0110I\u0323NH.pdf", "QUYẾT ĐỊNH.pdf"),
    ],
)
def test_a_name_is_one_line_without_a_path_and_ends_in_its_true_kind(sent_as: str, kept_as: str) -> None:
    assert kept(PDF, sent_as).name == kept_as
