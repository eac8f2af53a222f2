"""A reviewer sees that a photo or a decision was used before, and says how many initiatives the paper lists."""

from typing import Any

import pytest
from django.utils.html import strip_tags

from sangkien.audit.models import Record
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.files.actions import keep
from sangkien.files.tests.conftest import folder  # noqa: F401 a fixture
from sangkien.initiatives.content import AuthorEntry, Moment, PhotoEntry, Recognition
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.similarity.marking import take_marks
from sangkien.similarity.models import DecisionListing
from sangkien.similarity.tests.drawing import jpeg, scene
from tests.cast import NOW, Cast

OTHER = {"title": "Phần mềm quản lý kho vải theo mã vạch", "before": "Ghi sổ tay.", "after": "Quét mã vạch."}
ANOTHER_DECISION = Recognition(form="recognition_decision", number="77/QĐ-TT", on=NOW.date(), issuer="Công ty khác")
pytestmark = pytest.mark.usefixtures("folder")


def with_photo(number: int) -> dict[str, Any]:
    file = keep(jpeg(scene(number)), name="anh.jpg", by=None, at=NOW).pk
    return {"photos": (PhotoEntry(file=file, moment=Moment.AFTER),), "recognition": ANOTHER_DECISION}


def page_of(cast: Cast, one: Initiative, login: str = "minh") -> str:
    while take_marks():
        pass
    return cast.client(login).get(f"/duyet/{one.code}/").content.decode()


class TestAPhotoUsedBefore:
    def test_is_shown_beside_the_other_one(self, cast: Cast) -> None:
        first, one = cast.valid(**with_photo(1), **OTHER), cast.confirmed(**with_photo(1))

        html = page_of(cast, one)

        assert f"Ảnh này đã dùng ở hồ sơ {first.code} “{first.title}”." in html
        for photo in (first.photos.get(), one.photos.get()):
            assert f"/tep/{photo.file_id}/nho.jpg" in html
        compared = cast.client("minh").get(f"/duyet/{one.code}/so-sanh/{first.code}/").content.decode()
        assert "Hai hồ sơ có 1 ảnh giống nhau." in compared

    def test_of_a_public_record_is_told_but_not_shown(self, cast: Cast) -> None:
        authors = (AuthorEntry(full_name="Võ Văn Hùng"),)
        elsewhere = {"by": "hung", "unit": cast.unit("CS-HTX-PHUOC-HAU").pk, "authors": authors}
        first = cast.submitted(**elsewhere, **with_photo(1), **OTHER)
        one = cast.confirmed(**with_photo(1))
        assert first.code not in page_of(cast, one)

        Initiative.objects.filter(pk=first.pk).update(state=State.VALID, closed_at=NOW)

        html = page_of(cast, one)
        assert first.code in html and "chỉ đơn vị giữ hồ sơ xem được" in html
        assert f"/tep/{first.photos.get().file_id}/" not in html

    def test_is_kept_from_who_may_not_read_the_work(self, cast: Cast) -> None:
        first, one = cast.valid(**with_photo(1), **OTHER), cast.confirmed(**with_photo(1))
        employer_says(employers_link(cast, first), disclosure="RESTRICTED")

        assert "Ảnh này đã dùng" in page_of(cast, one)
        assert "Ảnh này đã dùng" not in page_of(cast, one, "dong")

    def test_is_no_longer_told_of_two_that_were_told_apart(self, cast: Cast) -> None:
        first, one = cast.valid(**with_photo(1), **OTHER), cast.confirmed(**with_photo(1))
        assert "Ảnh này đã dùng" in page_of(cast, one)

        cast.client("minh").post(f"/duyet/{one.code}/so-sanh/{first.code}/khong-trung/")

        assert "Ảnh này đã dùng" not in page_of(cast, one)


class TestADecisionUsedBefore:
    def test_is_said_with_the_other_dossiers(self, cast: Cast) -> None:
        first, one = cast.valid(**OTHER), cast.confirmed()

        html = page_of(cast, one)

        assert "Quyết định 41/QĐ-TT còn được ghi ở 1 hồ sơ khác." in html
        assert f"/duyet/{one.code}/so-sanh/{first.code}/" in html
        assert "Nhiều hơn 1 sáng kiến" in html

    def test_is_no_longer_flagged_once_the_officer_has_read_how_many_it_lists(self, cast: Cast) -> None:
        cast.valid(**OTHER)
        one = cast.confirmed()
        page_of(cast, one)

        page = cast.client("minh").post(f"/duyet/{one.code}/quyet-dinh/", {"lists": "40"}, follow=True)

        html = page.content.decode()
        assert "quyết định có 40 sáng kiến" in html and "Trong số quyết định ghi" in html
        assert "Nhiều hơn" not in html
        logged = Record.objects.get(verb="decision.note_listing")
        assert logged.after["lists"] == 40 and logged.by_id == cast.person("minh").pk

    @pytest.mark.parametrize("typed", ["", "0", "1001", "bốn mươi", "-3", "9" * 400])
    def test_says_at_its_place_what_is_no_number(self, cast: Cast, typed: str) -> None:
        cast.valid(**OTHER)
        one = cast.confirmed()
        page_of(cast, one)

        page = cast.client("minh").post(f"/duyet/{one.code}/quyet-dinh/", {"lists": typed})

        assert page.status_code == 422 and page.context["listing"].errors["lists"]
        assert 'href="#id_lists"' in page.content.decode()
        assert not DecisionListing.objects.exists()

    @pytest.mark.parametrize("login", ["mai", "kim", "thao", "dong", "ha"])
    def test_is_for_who_handles_the_dossier(self, cast: Cast, login: str) -> None:
        cast.valid(**OTHER)
        one = cast.confirmed()
        page_of(cast, one)

        cast.client(login).post(f"/duyet/{one.code}/quyet-dinh/", {"lists": "40"})

        assert not DecisionListing.objects.exists()

    def test_names_no_dossier_that_the_reader_may_not_see(self, cast: Cast) -> None:
        authors = (AuthorEntry(full_name="Bùi Thị Nga"),)
        hidden = cast.submitted(by="hung", unit=cast.unit("CS-HAEMIN").pk, authors=authors, **OTHER)
        one = cast.submitted()

        assert hidden.code in page_of(cast, one, "minh")
        text = strip_tags(page_of(cast, one, "mai"))
        assert hidden.code not in text and "Quyết định dùng chung" not in text

    def test_says_which_gives_it_another_day(self, cast: Cast) -> None:
        given = cast.content().recognition
        other_day = Recognition(form=given.form, number=given.number, on=NOW.date(), issuer=given.issuer)
        cast.valid(recognition=other_day, **OTHER)

        assert "ghi ngày khác: 18/05/2022" in strip_tags(page_of(cast, cast.confirmed()))
