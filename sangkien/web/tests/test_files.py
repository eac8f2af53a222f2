"""Files over HTTP: a photo that comes piece by piece, and who may look at it."""

import dataclasses
import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from sangkien.confirmations.models import AuthorLink
from sangkien.confirmations.tests.asking import employer_says, employers_link, link_of, says, together
from sangkien.files import store, uploads
from sangkien.files.models import StoredFile, Upload
from sangkien.files.tests.making import docx, pdf, photo
from sangkien.files.uploads import CHUNK
from sangkien.initiatives.attachments import purpose_of
from sangkien.initiatives.content import PAPER, Moment, PaperEntry, PhotoEntry
from sangkien.initiatives.models import Draft
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import LimitsSpec, read
from sangkien.web.files.shown import Shown, shown
from sangkien.web.tests.submitting import Worker
from tests.cast import CATALOGUE, NOW, Cast

FOLDER = "sangkien.files.folder.Folder"
PHOTO = photo(size=(300, 200)) + b"\0" * CHUNK


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """A store of this test's own."""
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


class Phone:
    """A phone that sends a file for the draft of its worker."""

    def __init__(self, worker: Worker, data: bytes = PHOTO, *, question: str = "photo_BEFORE", **said: Any) -> None:
        self.client, self.draft, self.data = worker.client, worker.key, data
        self.key, self.question, purpose = str(uuid4()), question, purpose_of(question)
        told = {"key": self.key, "draft": self.draft, "purpose": purpose, "name": "trước.jpg", "size": len(data)}
        self.said = told | said

    def begins(self) -> HttpResponse:
        return self.client.post(reverse("upload-begin"), json.dumps(self.said), content_type="application/json")

    def sends(self, offset: int, data: bytes | None = None) -> HttpResponse:
        piece = self.data[offset : offset + CHUNK] if data is None else data
        address = reverse("upload-piece", args=[self.key, offset])
        return self.client.put(address, piece, content_type="application/octet-stream")

    def finishes(self) -> HttpResponse:
        """What has arrived is put to its question."""
        return self.client.post(f"/gui/{self.draft}/tep/", {"upload": self.key, "question": self.question})

    def sends_all(self) -> HttpResponse:
        self.begins()
        for offset in range(0, len(self.data), CHUNK):
            self.sends(offset)
        return self.finishes()

    def brings(self) -> Shown:
        """Sends all, and that is how pages show it."""
        assert self.sends_all().status_code == 200
        return shown(StoredFile.objects.get(uploads__key=self.key))


def _kept(phone: Phone) -> int:
    """Sends all: the key of the file."""
    phone.brings()
    return StoredFile.objects.get(uploads__key=phone.key).pk


def codes(answer: HttpResponse) -> list[str]:
    return [problem["code"] for problem in answer.json()["problems"]]


class TestAPhotoFromAPhone:
    def test_over_a_poor_network_arrives_whole(self, cast: Cast) -> None:
        phone = Phone(Worker(cast))

        assert phone.begins().json() == {"key": phone.key, "size": len(PHOTO), "received": 0}
        assert phone.sends(0).json()["received"] == CHUNK
        assert phone.begins().json()["received"] == CHUNK  # the answer was lost: it says so again, and goes on
        assert phone.sends(CHUNK).json()["received"] == len(PHOTO)
        kept = phone.finishes()

        file = StoredFile.objects.get()
        assert file.name == "trước.jpg"
        assert reverse("preview-small", args=[file.pk]) in kept.json()["html"]
        assert phone.finishes().json() == kept.json()

    def test_is_told_where_to_go_on(self, cast: Cast) -> None:
        phone = Phone(Worker(cast))
        phone.begins()

        for answer in (phone.sends(CHUNK), phone.finishes()):
            assert (answer.status_code, answer["Upload-Offset"], answer.json()["received"]) == (409, "0", 0)
        assert phone.begins()["Upload-Offset"] == "0"

    def test_may_send_a_piece_by_post_too(self, cast: Cast) -> None:
        phone = Phone(Worker(cast), photo())
        phone.begins()

        address = reverse("upload-piece", args=[phone.key, 0])
        answer = phone.client.post(address, photo(), content_type="application/octet-stream")

        assert answer.json()["received"] == len(photo())

    def test_begins_twice_with_one_key_and_never_with_two_files(self, cast: Cast) -> None:
        phone = Phone(Worker(cast))

        assert [phone.begins().status_code for _n in range(2)] == [200, 200]
        phone.said["size"] = 5
        assert (phone.begins().status_code, codes(phone.begins())) == (409, ["file_other"])

    def test_that_says_nonsense_is_told_so(self, cast: Cast) -> None:
        worker = Worker(cast)

        answer = worker.client.post("/tep/", b"[" * 3_990, content_type="application/json")

        assert answer.status_code == 400

    def test_what_is_wrong_with_it_is_said(self, cast: Cast) -> None:
        phone = Phone(Worker(cast), b"<html><script>alert(1)</script>")
        phone.begins()
        phone.sends(0)

        answer = phone.finishes()

        assert answer.status_code == 422
        [problem] = answer.json()["problems"]
        assert problem["text"].startswith("Đây là một trang web chứ không phải ảnh")
        assert not StoredFile.objects.exists()

    def test_is_a_photo_and_no_paper(self, cast: Cast) -> None:
        assert codes(Phone(Worker(cast), pdf()).sends_all()) == ["file_kind"]
        assert Phone(Worker(cast), pdf(), question=PAPER).brings().name == "trước.pdf"

    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"key": "1"}, "key"),
            ({"purpose": "VIRUS"}, "purpose"),
            ({"size": "lớn"}, "size"),
            ({"size": 2**40}, "size"),
            ({"sha256": "../x"}, "sha256"),
            ({"draft": None}, "draft"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, cast: Cast, said: dict[str, Any], field: str) -> None:
        answer = Phone(Worker(cast), **said).begins()

        assert answer.status_code == 400
        assert [problem["field"] for problem in answer.json()["problems"]] == [field]

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"1", b"x" * 5_000])
    def test_nonsense_is_refused(self, cast: Cast, body: bytes) -> None:
        answer = Worker(cast).client.post(reverse("upload-begin"), body, content_type="application/json")

        assert answer.status_code in (400, 422)
        assert not Upload.objects.exists()

    def test_a_piece_larger_than_a_piece_is_not_even_read(self, cast: Cast) -> None:
        phone = Phone(Worker(cast))
        phone.begins()

        answer = phone.sends(0, b"x" * (CHUNK + 1))

        assert (answer.status_code, codes(answer)) == (422, ["file_piece"])

    def test_too_much_for_a_day_is_said(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "MOST_FOR_A_DRAFT", 5)

        answer = Phone(Worker(cast)).begins()

        assert (answer.status_code, codes(answer)) == (429, ["file_quota"])

    def test_is_no_larger_than_the_programme_takes(self, cast: Cast) -> None:
        smaller = read(CATALOGUE / "ct1tsk.yaml").model_copy(update={"limits": LimitsSpec(largest_mb=2)})
        configure(smaller, by=None, at=NOW)

        phone = Phone(Worker(cast), size=2_000_001)

        assert phone.begins().json()["problems"][0]["text"].startswith("Tệp lớn hơn 2 MB.")
        assert "không quá 2 MB" in Worker(cast, "lan").opens("cong-nhan").content.decode()

    def test_a_store_that_fails_is_tried_again_later(self, cast: Cast, folder: Path) -> None:
        phone = Phone(Worker(cast))
        phone.begins()
        (folder / "parts").write_text("no folder")

        answer = phone.sends(0)

        assert (answer.status_code, codes(answer)) == (503, ["file_store"])
        (folder / "parts").unlink()
        assert phone.sends(0).json()["received"] == CHUNK

    def test_needs_the_form_s_token(self, cast: Cast) -> None:
        worker = Worker(cast)
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = worker.client.cookies
        phone = Phone(worker)
        phone.client = strict

        assert phone.begins().status_code == 403
        assert not Upload.objects.exists()

    def test_comes_too_late_for_a_dossier_that_was_sent(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.sends()

        answer = Phone(worker).begins()

        assert (answer.status_code, codes(answer)) == (422, ["file_sent"])


class TestWhoMay:
    def test_send_for_a_draft_is_who_may_write_it(self, cast: Cast) -> None:
        phone = Phone(Worker(cast))
        stranger = Phone(Worker(cast))
        phone.begins()
        stranger.key, stranger.said["key"] = phone.key, phone.key

        assert stranger.sends(0).status_code == 404
        assert stranger.finishes().status_code == 404
        stranger.said["draft"] = phone.said["draft"]
        assert stranger.begins().status_code == 404

    def test_look_at_a_photo_is_who_writes_the_draft(self, cast: Cast) -> None:
        worker = Worker(cast)
        kept = Phone(worker).brings()

        for client, status in [(worker.client, 200), (Worker(cast).client, 404), (cast.client("minh"), 404)]:
            assert client.get(kept.small).status_code == status
            assert client.get(kept.large).status_code == status
        assert Client().get(kept.original).status_code == 302

    def test_look_at_a_dossier_s_photos_and_papers_is_who_may_see_the_dossier(self, cast: Cast) -> None:
        kept = Phone(Worker(cast)).brings()
        file = StoredFile.objects.get().pk
        for attached in (
            {"photos": (PhotoEntry(file=file, moment=Moment.BEFORE),)},
            {"papers": (PaperEntry(code="decision", file=file),)},
        ):
            sent = cast.confirmed(**attached)

            seen = {who: cast.client(who).get(kept.small) for who in ("lan", "minh", "hung")}

            assert {who: answer.status_code for who, answer in seen.items()} == {"lan": 200, "minh": 200, "hung": 404}
            sent.photos.all().delete()

    def test_look_at_what_the_employer_wants_restricted_is_its_people_and_who_decides(self, cast: Cast) -> None:
        photo, decision = (_kept(Phone(Worker(cast))) for _twice in range(2))
        paper = dataclasses.replace(cast.content().recognition, paper=decision)
        sent = cast.confirmed(photos=(PhotoEntry(file=photo, moment=Moment.AFTER),), recognition=paper)
        employer_says(employers_link(cast, sent), disclosure="RESTRICTED")

        def opened(file: int) -> dict[str, int]:
            people = ("lan", "mai", "minh", "dong", "ha")
            return {who: cast.client(who).get(reverse("paper", args=[file])).status_code for who in people}

        assert opened(photo) == {"lan": 200, "mai": 200, "minh": 200, "dong": 404, "ha": 404}
        assert set(opened(decision).values()) == {200}

    def test_look_at_photos_by_an_author_s_link_is_whom_it_shows_the_work(self, cast: Cast) -> None:
        photo, decision = (_kept(Phone(Worker(cast))) for _twice in range(2))
        paper = dataclasses.replace(cast.content().recognition, paper=decision)
        sent = together(cast, photos=(PhotoEntry(file=photo, moment=Moment.AFTER),), recognition=paper)
        link, other = link_of(sent), link_of(together(cast, title="Giá để cuộn vải xoay được bốn phía"))

        def looked(by: AuthorLink, file: int) -> set[int]:
            names = ("author-photo-small", "author-photo-large")
            return {Client().get(reverse(name, args=[by.token, file])).status_code for name in names}

        page = Client().get(reverse("author-link", args=[link.token])).content.decode()
        assert reverse("author-photo-small", args=[link.token, photo]) in page
        assert looked(link, photo) == {200}
        assert looked(link, decision) == looked(other, photo) == {404}
        says(sent, "DENIED")
        assert looked(link, photo) == {404}

    def test_nobody_sees_a_file_that_is_not_there(self, cast: Cast) -> None:
        assert cast.client("ha").get(reverse("preview-small", args=[404])).status_code == 404
        assert cast.client("ha").get(reverse("paper", args=[404])).status_code == 404


class TestAPicture:
    def test_is_drawn_by_us_and_kept_only_by_the_visitor(self, cast: Cast) -> None:
        worker = Worker(cast)
        kept = Phone(worker).brings()

        answer = worker.client.get(kept.small)

        assert Image.open(io.BytesIO(answer.content)).format == "JPEG"
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "private, no-cache"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"

    def test_that_the_visitor_has_already_is_not_sent_again(self, cast: Cast) -> None:
        worker = Worker(cast)
        kept = Phone(worker).brings()
        mark = worker.client.get(kept.small)["ETag"]

        answer = worker.client.get(kept.small, headers={"if-none-match": mark})

        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", mark)

    def test_of_a_pdf_is_its_first_page(self, cast: Cast) -> None:
        worker = Worker(cast)
        kept = Phone(worker, pdf(), question=PAPER).brings()

        assert Image.open(io.BytesIO(worker.client.get(kept.large).content)).size == (1131, 1600)

    def test_there_is_none_of_a_word_document(self, cast: Cast) -> None:
        worker = Worker(cast)
        kept = Phone(worker, docx(), question=PAPER).brings()

        assert (kept.small, kept.large) == ("", "")
        assert worker.client.get(reverse("preview-small", args=[StoredFile.objects.get().pk])).status_code == 404

    def test_while_the_store_fails_says_so(self, cast: Cast, settings: Any, folder: Path) -> None:
        worker = Worker(cast)
        kept = Phone(worker).brings()
        (folder / "file").write_text("no folder")
        place = {"BACKEND": FOLDER, "OPTIONS": {"location": folder / "file"}}
        settings.STORAGES = {**settings.STORAGES, "default": place}

        answer = worker.client.get(kept.small)

        said = "Kho tệp đang trục trặc. Ít phút nữa anh/chị mở lại nhé."
        assert (answer.status_code, answer.content.decode()) == (503, said)


class TestTheFormWithoutAScript:
    def test_a_paper_sent_with_the_page_is_seen_by_its_writer(self, cast: Cast) -> None:
        worker = Worker(cast)
        paper = io.BytesIO(pdf())
        paper.name = "quyết định 41.pdf"

        worker.types("cong-nhan", recognition_paper=paper)

        file = StoredFile.objects.get()
        assert worker.client.get(reverse("preview-large", args=[file.pk])).status_code == 200
        assert Upload.objects.get().draft_key == Draft.objects.get().key
        answer = worker.client.get(reverse("paper", args=[file.pk]))
        assert answer.content == pdf() == store.read(store.address(file.sha256))
        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
