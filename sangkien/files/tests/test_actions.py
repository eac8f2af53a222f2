"""Keeping a file: what is kept and in which form, and that nothing half written stays."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from sangkien.base.problems import NotPossible
from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.limits import PICTURES, Limits
from sangkien.files.models import FileKind, StoredFile
from sangkien.files.tests.making import docx, heic, pdf, photo, relation
from tests.cast import NOW

PDF = pdf()
PLACE, CAMERA, TURNED = 0x8825, 0x010F, 0x0112

pytestmark = pytest.mark.django_db


def photo_with_place() -> bytes:
    """As a telephone takes it: lying on its side, with camera and place."""
    exif = Image.Exif()
    exif[CAMERA], exif[TURNED] = "Samsung", 6
    exif.get_ifd(PLACE)[1] = "N"
    return photo(exif=exif)


def stored(file: StoredFile) -> bytes:
    return store.read(store.address(file.sha256))


def picture_of(file: StoredFile) -> Image.Image:
    return Image.open(io.BytesIO(stored(file)))


def kept(data: bytes, name: str = "quyết định.pdf") -> StoredFile:
    return keep(data, name=name, by=None, at=NOW)


class TestKeep:
    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            (PDF, FileKind.PDF),
            (photo("JPEG"), FileKind.JPEG),
            (photo("PNG"), FileKind.PNG),
            (heic(), FileKind.JPEG),
            (docx(), FileKind.DOCX),
            (docx(relations=relation("hyperlink", "https://example.vn", outside=True)), FileKind.DOCX),
        ],
        ids=["PDF", "JPEG", "PNG", "HEIC", "DOCX", "DOCX with a link"],
    )
    def test_keeps_a_good_file_under_the_hash_of_what_is_stored(
        self, folder: Path, data: bytes, kind: FileKind
    ) -> None:
        file = kept(data)

        content = stored(file)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert (file.kind, file.size, file.kept_at) == (kind, len(content), NOW)

    @pytest.mark.parametrize("data", [PDF, docx()], ids=["PDF", "DOCX"])
    def test_keeps_a_document_as_it_is(self, folder: Path, data: bytes) -> None:
        assert stored(kept(data)) == data

    def test_forgets_where_and_with_what_a_photo_was_taken(self, folder: Path) -> None:
        picture = picture_of(kept(photo_with_place()))

        assert dict(picture.getexif()) == {}
        assert "exif" not in picture.info

    def test_turns_a_photo_upright_before_it_forgets_how_it_lay(self, folder: Path) -> None:
        assert picture_of(kept(photo_with_place())).size == (40, 60)

    def test_makes_a_large_photo_no_larger_than_a_page_needs(self, folder: Path) -> None:
        assert picture_of(kept(photo(size=(5000, 3000)))).size == (2400, 1440)

    def test_takes_the_photo_of_a_telephone_of_108_million_points(self, folder: Path) -> None:
        assert picture_of(kept(photo(size=(12_000, 9_000), quality=30))).size == (2400, 1800)

    def test_an_iphone_s_photo_becomes_one_that_every_browser_shows(self, folder: Path) -> None:
        picture = picture_of(file := kept(heic(), "IMG_0041.HEIC"))

        assert (picture.format, picture.size, file.name) == ("JPEG", (60, 40), "IMG_0041.jpg")

    def test_drops_what_a_telephone_writes_behind_the_picture(self, folder: Path) -> None:
        film = b"\0\0\0\x18ftypmp42" + b"film" * 99

        assert film not in stored(kept(photo() + film))

    def test_drops_comments(self, folder: Path) -> None:
        assert b"Phan Rang" not in stored(kept(photo(comment="chụp tại Phan Rang".encode())))

    def test_shows_the_colours_that_the_telephone_meant(self, folder: Path) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
        file = kept(photo("JPEG", mode="CMYK", icc_profile=profile))

        assert picture_of(file).mode == "RGB"
        assert "icc_profile" not in picture_of(file).info

    @pytest.mark.parametrize("mode", ["L", "P", "1", "LA", "RGBA", "I;16"])
    def test_takes_every_sort_of_png(self, folder: Path, mode: str) -> None:
        white = 65535 if mode == "I;16" else "white"
        out = io.BytesIO()
        Image.new(mode, (9, 9), white).save(out, "PNG")

        picture = picture_of(kept(out.getvalue()))

        assert (picture.mode, picture.getpixel((4, 4))) == ("RGB", (255, 255, 255))

    def test_what_can_be_seen_through_lies_on_white(self, folder: Path) -> None:
        out = io.BytesIO()
        Image.new("RGBA", (9, 9), (200, 0, 0, 0)).save(out, "PNG")

        assert picture_of(kept(out.getvalue())).getpixel((4, 4)) == (255, 255, 255)

    def test_takes_a_file_of_exactly_the_largest_size(self, folder: Path) -> None:
        most = Limits().largest
        full = PDF[:9] + b"%" + b" " * (most - len(PDF) - 2) + b"\n" + PDF[9:]
        assert len(full) == most

        assert kept(full).size == most

    def test_the_same_file_twice_lies_once_in_the_store(self, folder: Path) -> None:
        first, second = kept(docx(), "một.docx"), kept(docx(), "hai.docx")

        assert first.sha256 == second.sha256
        assert [file.name for file in StoredFile.objects.order_by("pk")] == ["một.docx", "hai.docx"]
        assert len([path for path in folder.rglob("*") if path.is_file()]) == 1

    def test_a_programme_may_take_less(self, folder: Path) -> None:
        with pytest.raises(NotPossible, match=r"^Chỉ nhận ảnh JPG, PNG, HEIC\.$"):
            keep(PDF, name="x.pdf", by=None, at=NOW, limits=Limits(kinds=PICTURES))
        with pytest.raises(NotPossible, match=r"^Tệp lớn hơn 2 MB\."):
            keep(PDF + b" " * 2_000_000, name="x.pdf", by=None, at=NOW, limits=Limits(largest=2_000_000))


class TestNothingHalfWrittenStays:
    def test_a_file_cut_short_by_a_crash_is_written_again(self, folder: Path) -> None:
        half = folder / store.address(hashlib.sha256(PDF).hexdigest())
        half.parent.mkdir(parents=True)
        half.write_bytes(PDF[:20])

        assert stored(kept(PDF)) == PDF

    def test_a_full_disk_leaves_no_row_and_no_piece_of_a_file_and_says_so(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: object, **_kwargs: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)

        with pytest.raises(NotPossible) as no:
            kept(PDF)

        assert [problem.code for problem in no.value.problems] == ["file_store"]
        assert not StoredFile.objects.exists()
        assert [path for path in folder.rglob("*") if path.is_file()] == []

    def test_a_picture_and_an_archive_in_one_are_not_kept(self, folder: Path) -> None:
        out = io.BytesIO(photo("PNG"))
        out.seek(0, io.SEEK_END)
        with zipfile.ZipFile(out, "a") as file:
            file.writestr("x", b"x")

        with pytest.raises(NotPossible, match="giấu một tệp khác"):
            kept(out.getvalue())


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
def test_a_name_is_one_line_without_a_path_and_ends_in_its_true_kind(folder: Path, sent_as: str, kept_as: str) -> None:
    assert kept(PDF, sent_as).name == kept_as
