"""Photos of the old way and the new: with the page, piece by piece, and where they are seen."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.files.actions import keep
from sangkien.files.models import StoredFile
from sangkien.files.tests.making import photo
from sangkien.initiatives.attachments import FILES, attach, detach
from sangkien.initiatives.content import PAPER, Moment, PhotoEntry
from sangkien.initiatives.models import Draft, Initiative, Photo
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import LimitsSpec, read
from sangkien.web.tests.submitting import Worker, lines, no_upload_is_read, too_large
from sangkien.web.tests.test_files import FOLDER, Phone
from tests.cast import CATALOGUE, NOW, Cast

BEFORE, AFTER = "photo_BEFORE", "photo_AFTER"
SMALL = photo(size=(300, 200))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """A store of this test's own."""
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": FOLDER, "OPTIONS": {"location": tmp_path}}}
    return tmp_path


def picture(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SMALL if data is None else data, "image/jpeg")


def takes(photos: int) -> None:
    """From now on the programme takes that many."""
    spec = read(CATALOGUE / "ct1tsk.yaml")
    configure(spec.model_copy(update={"limits": LimitsSpec(photos=photos)}), by=None, at=NOW)


def names(worker: Worker, question: str) -> list[str]:
    kept = worker.draft.answers[FILES][question]
    return [StoredFile.objects.get(pk=pk).name for pk in kept]


class TestWithThePage:
    def test_a_worker_shows_the_old_way_beside_the_new_and_the_union_sees_both(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.types("cong-nhan", go="attach", photo_BEFORE=[picture("cu-1.jpg"), picture("cu-2.jpg")])
        answer = worker.types("cong-nhan", go="attach", photo_AFTER=picture("moi-1.jpg"))
        check = worker.opens("kiem-tra").content.decode()
        worker.sends()

        dossier = Initiative.objects.get()
        assert answer["Location"].endswith("/cong-nhan/#id_photos")
        assert check.count("nho.jpg") == 3
        places = list(Photo.objects.order_by("-moment", "position").values_list("moment", "position", "file__name"))
        assert places == [("BEFORE", 1, "cu-1.jpg"), ("BEFORE", 2, "cu-2.jpg"), ("AFTER", 1, "moi-1.jpg")]
        for login, address in [("lan", f"/toi/ho-so/{dossier.code}/"), ("mai", f"/duyet/{dossier.code}/")]:
            page = cast.client(login).get(address).content.decode()
            assert len(re.findall(r'<li class="pair">', page)) == 2
            assert page.count("nho.jpg") == 3

    def test_a_photo_is_taken_out_and_the_others_keep_their_order(self, cast: Cast) -> None:
        worker = Worker(cast)
        three = [picture(f"{n}.jpg") for n in (1, 2, 3)]
        worker.types("cong-nhan", go="attach", photo_BEFORE=three)
        second = worker.draft.answers[FILES][BEFORE][1]

        worker.types("cong-nhan", go=f"drop-photo_BEFORE-{second}")

        assert names(worker, BEFORE) == ["1.jpg", "3.jpg"]

    def test_a_hostile_one_among_five_is_named_and_the_others_stay(self, cast: Cast) -> None:
        worker = Worker(cast)
        five = [picture(f"{n}.jpg") for n in range(4)] + [picture("la.jpg", b"<svg onload=alert(1)>")]

        answer = worker.types("cong-nhan", go="attach", photo_AFTER=five)

        assert answer.status_code == 422
        assert next(iter(lines(answer).values())).startswith("la.jpg: ")
        assert names(worker, AFTER) == [f"{n}.jpg" for n in range(4)]

    def test_one_that_is_too_large_is_not_even_read(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        no_upload_is_read(monkeypatch)

        answer = Worker(cast).types("cong-nhan", go="attach", photo_AFTER=too_large())

        assert lines(answer)["#id_photo_AFTER"].startswith("Tệp lớn hơn 15 MB.")

    def test_more_than_the_programme_takes_are_refused_in_words(self, cast: Cast) -> None:
        takes(1)
        worker = Worker(cast)

        answer = worker.types("cong-nhan", go="attach", photo_BEFORE=[picture("1.jpg"), picture("2.jpg")])

        assert "Chương trình nhận nhiều nhất 1 ảnh" in lines(answer)["#id_photo_BEFORE"]
        assert names(worker, BEFORE) == ["1.jpg"]

    def test_nobody_is_asked_for_photos_of_a_secret(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("thay-doi", restricted="on", effect="Nhanh hơn 11 giây mỗi túi.")

        page = worker.opens("cong-nhan").content.decode()
        worker.types("cong-nhan", go="attach", photo_BEFORE=picture("bi-mat.jpg"))

        assert "photo_BEFORE" not in page
        assert not StoredFile.objects.exists()

    def test_a_programme_that_takes_none_does_not_ask(self, cast: Cast) -> None:
        takes(0)

        assert "photo_BEFORE" not in Worker(cast).opens("cong-nhan").content.decode()

    def test_a_completion_starts_with_those_of_the_dossier(self, cast: Cast) -> None:
        file = keep(photo(), name="cu.jpg", by=None, at=NOW)
        dossier = cast.returned(photos=(PhotoEntry(moment=Moment.BEFORE, file=file.pk),))
        lan = cast.client("lan")

        begun = lan.post(f"/toi/ho-so/{dossier.code}/bo-sung/")
        page = lan.get(f"/gui/{begun['Location'].split('/')[2]}/cong-nhan/").content.decode()

        assert page.count('value="drop-photo_BEFORE-') == 1


class TestPieceByPiece:
    def test_a_photo_is_put_to_its_question_once(self, cast: Cast) -> None:
        worker = Worker(cast)
        phone = Phone(worker, SMALL, question=BEFORE)

        answers = [phone.sends_all() for _n in range(2)]

        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[1].json()["html"].count('value="drop-photo_BEFORE-') == 1
        assert names(worker, BEFORE) == ["trước.jpg"]

    def test_a_page_saved_meanwhile_loses_no_photo_and_is_no_newer_for_it(self, cast: Cast) -> None:
        worker = Worker(cast)
        worker.types("cong-nhan")
        stamp = worker.draft.stamps["cong-nhan"]

        Phone(worker, SMALL, question=AFTER).brings()
        kept = worker.client.post(f"/gui/{worker.key}/cong-nhan/luu/", {"seen": stamp, "recognition_form": "not_yet"})

        assert kept.status_code == 200
        assert names(worker, AFTER) == ["trước.jpg"]

    def test_the_copy_of_the_decision_takes_the_same_way_and_the_place_of_the_one_before(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        for name in ("mot.jpg", "hai.jpg"):
            Phone(worker, photo(), question=PAPER, name=name).brings()
        worker.sends()

        assert Initiative.objects.get().recognition_paper == StoredFile.objects.get(name="hai.jpg")

    def test_what_was_sent_for_another_draft_stays_there(self, cast: Cast) -> None:
        mine, theirs = Worker(cast), Worker(cast)
        phone = Phone(theirs, photo())
        phone.brings()
        phone.client, phone.draft = mine.client, mine.key

        answer = phone.finishes()

        assert answer.status_code == 404
        with pytest.raises(NotPossible, match="chọn lại"):
            attach(
                mine.draft,
                BEFORE,
                StoredFile.objects.get().pk,
                by=Actor(None, NOW.date(), keys=frozenset([mine.draft.key])),
                at=NOW,
            )

    @pytest.mark.parametrize("question", [PAPER, "unit", "photo_NEVER", ""])
    def test_a_photo_goes_to_no_other_question(self, cast: Cast, question: str) -> None:
        phone = Phone(Worker(cast), SMALL)
        phone.question = question

        assert phone.sends_all().status_code in (404, 422)

    def test_after_the_dossier_is_sent_nothing_is_added(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        phone = Phone(worker, photo())
        phone.brings()
        worker.sends()

        assert phone.finishes().status_code == 410
        for change in (attach, detach):
            with pytest.raises(NotPossible, match="đã được gửi"):
                change(Draft.objects.get(), BEFORE, [1] if change is detach else 1, by=cast.actor("lan"), at=NOW)
