"""A file that comes piece by piece, whatever is lost on the way."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sangkien.base.problems import NotPossible
from sangkien.files import store, uploads
from sangkien.files.limits import PICTURES, Limits
from sangkien.files.models import Purpose, StoredFile, Upload
from sangkien.files.queries import sent_for
from sangkien.files.tests.making import pdf, photo
from sangkien.files.uploads import CHUNK, Sending, WrongOffset, begin, finish, send_whole, take
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

PHOTO = photo(size=(300, 200)) + b"\0" * (2 * CHUNK)  # two and a bit of what may be sent at once
PIECES = [(at, PHOTO[at : at + CHUNK]) for at in range(0, len(PHOTO), CHUNK)]


@pytest.fixture
def sending() -> Sending:
    return Sending(draft_key=uuid4(), purpose=Purpose.PHOTO, name="ảnh trước.jpg", size=len(PHOTO))


def begun(sending: Sending, key: UUID | None = None, address: str = "203.0.113.7") -> Upload:
    return begin(key or uuid4(), sending, by=None, address=address, at=NOW)


def sent(sending: Sending) -> Upload:
    upload = begun(sending)
    for offset, data in PIECES:
        take(upload, offset=offset, data=data)
    return upload


def finished(upload: Upload, **more: Limits) -> StoredFile:
    return finish(upload, by=None, at=NOW, **more)


def why(no: "pytest.ExceptionInfo[NotPossible]") -> list[str]:
    return [problem.code for problem in no.value.problems]


class TestAPhotoInPieces:
    def test_is_kept_as_if_it_had_come_whole(self, folder: Path, sending: Sending) -> None:
        file = finished(sent(sending))

        assert (file.name, file.kind) == ("ảnh trước.jpg", "image/jpeg")
        assert store.read(store.address(file.sha256)).startswith(b"\xff\xd8\xff")
        assert list(sent_for(sending.draft_key)) == [file]

    def test_leaves_no_pieces_behind(
        self, folder: Path, sending: Sending, django_capture_on_commit_callbacks: object
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            finished(sent(sending))

        assert not (folder / "parts").exists() or not list((folder / "parts").iterdir())

    def test_begun_twice_is_begun_once(self, folder: Path, sending: Sending) -> None:
        key = uuid4()
        first = begun(sending, key)
        take(first, offset=0, data=PIECES[0][1])

        assert begun(sending, key).received == CHUNK
        assert Upload.objects.count() == 1

    def test_the_same_piece_again_does_no_harm(self, folder: Path, sending: Sending) -> None:
        upload = begun(sending)
        for offset, data in [PIECES[0], PIECES[0], PIECES[1], PIECES[0], PIECES[2], PIECES[2]]:
            take(upload, offset=offset, data=data)

        assert finished(upload).kind == "image/jpeg"

    def test_a_piece_too_far_is_told_where_to_go_on(self, folder: Path, sending: Sending) -> None:
        upload = begun(sending)
        take(upload, offset=0, data=PIECES[0][1])

        for offset in (2 * CHUNK, CHUNK - 5):
            with pytest.raises(WrongOffset) as no:
                take(upload, offset=offset, data=PHOTO[offset : offset + 10 + CHUNK // 2])
            assert no.value.received == CHUNK

    def test_a_piece_that_was_written_but_not_acknowledged_is_written_again(
        self, folder: Path, sending: Sending
    ) -> None:
        upload = begun(sending)
        store.write(f"parts/{upload.key}/0", PIECES[0][1][:100])  # then the server was killed

        for offset, data in PIECES:
            take(upload, offset=offset, data=data)

        assert finished(upload).kind == "image/jpeg"

    def test_finished_too_soon_is_told_what_is_missing(self, folder: Path, sending: Sending) -> None:
        upload = begun(sending)
        take(upload, offset=0, data=PIECES[0][1])

        with pytest.raises(WrongOffset) as no:
            finished(upload)

        assert no.value.received == CHUNK

    def test_finished_twice_is_one_file(self, folder: Path, sending: Sending) -> None:
        upload = sent(sending)

        assert finished(upload) == finished(upload)
        assert StoredFile.objects.count() == 1
        assert take(upload, offset=0, data=PIECES[0][1]).received == len(PHOTO)

    def test_must_be_what_the_phone_said(self, folder: Path, sending: Sending) -> None:
        right = replace(sending, sha256=hashlib.sha256(PHOTO).hexdigest())

        with pytest.raises(NotPossible) as no:
            finished(sent(replace(sending, sha256="0" * 64)))

        assert why(no) == ["file_broken"]
        assert finished(sent(right)).kind == "image/jpeg"

    def test_is_looked_into_like_any_other(self, folder: Path, sending: Sending) -> None:
        upload = begun(replace(sending, size=9))
        take(upload, offset=0, data=b"MZ programme"[:9])

        with pytest.raises(NotPossible) as no:
            finished(upload)

        assert why(no) == ["file_program"]
        assert not StoredFile.objects.exists()

    def test_is_held_to_what_the_place_takes(self, folder: Path, sending: Sending) -> None:
        upload = begun(replace(sending, size=len(pdf())))
        take(upload, offset=0, data=pdf())

        with pytest.raises(NotPossible) as no:
            finished(upload, limits=Limits(kinds=PICTURES))

        assert why(no) == ["file_kind"]

    def test_whose_pieces_were_lost_says_so(self, folder: Path, sending: Sending) -> None:
        upload = sent(sending)
        store.remove(f"parts/{upload.key}/{CHUNK}")

        with pytest.raises(NotPossible) as no:
            finished(upload)

        assert why(no) == ["file_broken"]


class TestWhatIsNotBegun:
    @pytest.mark.parametrize(("size", "code"), [(0, "file_empty"), (-1, "file_empty"), (15_000_001, "file_too_large")])
    def test_a_file_of_no_size_or_too_large(self, sending: Sending, size: int, code: str) -> None:
        with pytest.raises(NotPossible) as no:
            begun(replace(sending, size=size))

        assert why(no) == [code]
        assert not Upload.objects.exists()

    @pytest.mark.parametrize("change", [{"size": 5}, {"name": "khác"}, {"draft_key": uuid4()}, {"sha256": "0" * 64}])
    def test_another_file_under_the_same_key(self, sending: Sending, change: dict[str, object]) -> None:
        key = begun(sending).key

        with pytest.raises(NotPossible) as no:
            begun(replace(sending, **change), key)

        assert why(no) == ["file_other"]

    @pytest.mark.parametrize("data", [b"", b"x" * (CHUNK + 1)], ids=["nothing", "too much"])
    def test_a_piece_of_no_size_or_too_large(self, folder: Path, sending: Sending, data: bytes) -> None:
        with pytest.raises(NotPossible) as no:
            take(begun(sending), offset=0, data=data)

        assert why(no) == ["file_piece"]
        assert list(folder.rglob("*")) == []

    def test_a_piece_beyond_the_end(self, folder: Path, sending: Sending) -> None:
        upload = begun(replace(sending, size=5))

        with pytest.raises(NotPossible) as no:
            take(upload, offset=0, data=b"123456")

        assert why(no) == ["file_piece"]


class TestTheQuota:
    def test_of_a_draft(self, sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MOST_FOR_A_DRAFT", 2 * sending.size)
        for n in range(2):
            begun(sending, address=f"203.0.113.{n}")

        with pytest.raises(NotPossible) as no:
            begun(sending, address="203.0.113.9")

        assert why(no) == ["file_quota"]
        assert begun(replace(sending, draft_key=uuid4())).size == sending.size

    def test_of_an_address_and_a_day(self, sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MOST_OF_AN_ADDRESS", 2 * sending.size)
        for _n in range(2):
            begun(replace(sending, draft_key=uuid4()))

        with pytest.raises(NotPossible) as no:
            begun(replace(sending, draft_key=uuid4()))

        assert why(no) == ["file_quota"]
        assert begun(sending, address="203.0.113.8").size == sending.size
        tomorrow = NOW + timedelta(days=1)
        assert begin(uuid4(), sending, by=None, address="203.0.113.7", at=tomorrow).size == sending.size

    def test_of_a_person_wherever_they_are(self, cast: Cast, sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MOST_OF_A_PERSON", sending.size)
        begin(uuid4(), sending, by=cast.person("mai"), address="203.0.113.1", at=NOW)

        with pytest.raises(NotPossible):
            begin(uuid4(), sending, by=cast.person("mai"), address="203.0.113.2", at=NOW)

        assert begin(uuid4(), sending, by=cast.person("lan"), address="203.0.113.1", at=NOW).size == sending.size

    def test_keeps_no_address(self, sending: Sending) -> None:
        assert "203" not in begun(sending).sender_mark


class TestSentInOnePiece:
    def test_is_kept_and_belongs_to_its_draft(self, folder: Path, sending: Sending) -> None:
        file = send_whole(uuid4(), PHOTO, sending, by=None, address="::1", at=NOW)

        assert list(sent_for(sending.draft_key, purpose=Purpose.PHOTO)) == [file]
        assert not sent_for(sending.draft_key, purpose=Purpose.PAPER)
        assert not sent_for(uuid4())

    def test_that_is_refused_is_not_counted(self, folder: Path, sending: Sending) -> None:
        with pytest.raises(NotPossible) as no:
            send_whole(uuid4(), b"MZ", sending, by=None, address="::1", at=NOW, field="recognition_paper")

        assert [(p.code, p.field) for p in no.value.problems] == [("file_program", "recognition_paper")]
        assert not Upload.objects.exists()

    def test_is_held_to_the_quota_at_its_field(
        self, folder: Path, sending: Sending, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "MOST_FOR_A_DRAFT", 5)

        with pytest.raises(NotPossible) as no:
            send_whole(uuid4(), PHOTO, sending, by=None, address="::1", at=NOW, field="photos")

        assert [(p.code, p.field) for p in no.value.problems] == [("file_quota", "photos")]
        assert not StoredFile.objects.exists()
        assert list(folder.rglob("*")) == []  # not even looked into

    def test_twice_is_one_file_though_the_quota_is_used_up(
        self, folder: Path, sending: Sending, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(uploads, "MOST_FOR_A_DRAFT", sending.size)
        key = uuid4()

        files = [send_whole(key, PHOTO, sending, by=None, address="::1", at=NOW) for _time in range(2)]

        assert files == [StoredFile.objects.get()] * 2
