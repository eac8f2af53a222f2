"""A union enters for its workers: all questions on one page, one colleague after another."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.confirmations.actions import answer
from sangkien.confirmations.models import AuthorLink, Said
from sangkien.confirmations.rules import AuthorSays
from sangkien.consents.models import Consent, Means
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.states import State
from sangkien.web.helping import entry
from sangkien.web.tests.submitting import GOOD, lines, no_upload_is_read, photo, too_large
from tests.cast import NOW, Cast

PAGE = "/co-so/nhap-thay/"
TU = {"author-1-full_name": "Trần Văn Tú", "author-1-phone": "0987 654 321"}


class Helper:
    """Mai at the page on which a union enters for others."""

    def __init__(self, cast: Cast, login: str = "mai") -> None:
        self.client: Client = cast.client(login)

    def opens(self, query: str = "") -> HttpResponse:
        return self.client.get(PAGE + query)

    def enters(self, *, go: str = "next", key: str = "", **changes: Any) -> HttpResponse:
        """Tú's good answers with some changed."""
        typed: dict[str, Any] = {name: value for page in GOOD.values() for name, value in page.items()}
        typed |= TU | changes | {"go": go, "key": key or str(uuid4())}
        return self.client.post(PAGE, {name: value for name, value in typed.items() if value is not None})


@pytest.fixture
def mai(cast: Cast) -> Helper:
    return Helper(cast)


def said(cast: Cast, word: Said) -> None:
    """The first author answers by the link."""
    dossier = Initiative.objects.get()
    until = NOW + timedelta(days=30)
    mark = mark_of(dossier.credited[0])
    link = AuthorLink.objects.create(initiative=dossier, mark=mark, version=1, made_at=NOW, expires_at=until)
    answer(link, AuthorSays(said=word), address="127.0.0.1", at=NOW)


class TestOnePage:
    def test_asks_everything_but_the_workplace_which_is_the_unions_own(self, cast: Cast, mai: Helper) -> None:
        page = mai.opens().content.decode()

        for name in ["author-1-full_name", "title", "before", "benefit_vnd", "recognition_number", "slip"]:
            assert f'name="{name}"' in page
        assert 'name="unit"' not in page
        assert "Công đoàn cơ sở Công ty TNHH May Tiến Thuận" in page

    def test_sends_and_opens_for_the_next_colleague(self, cast: Cast, mai: Helper) -> None:
        answer = mai.enters()

        assert (answer.status_code, answer["Location"]) == (303, PAGE)
        sent = Initiative.objects.get()
        assert (sent.entered_by, sent.unit.code, sent.state) == (
            cast.person("mai"),
            "CS-MAY-TIEN-THUAN",
            State.REVIEWING,
        )
        assert [author.full_name for author in sent.credited] == ["Trần Văn Tú"]
        assert f"Đã gửi {sent.code} của Trần Văn Tú" in mai.opens().content.decode()

    def test_pressed_twice_sends_once(self, mai: Helper) -> None:
        key = str(uuid4())

        mai.enters(key=key)
        again = mai.enters(key=key)

        code = Initiative.objects.get().code
        assert again["Location"] == reverse("confirmations", args=[code])

    def test_pressed_again_while_the_first_is_being_sent_leads_on(self, mai: Helper, monkeypatch: Any) -> None:
        key = str(uuid4())
        seen: list[Draft] = []
        drafted = entry._draft

        def as_it_was_before(*args: Any) -> Draft:
            seen.append(drafted(*args))
            return seen[0]  # read before the first press had sent it

        monkeypatch.setattr(entry, "_draft", as_it_was_before)
        mai.enters(key=key)

        assert mai.enters(key=key).status_code == 303
        assert Initiative.objects.count() == 1

    def test_says_everything_that_is_missing_and_keeps_what_was_typed(self, mai: Helper) -> None:
        answer = mai.enters(title="Đồ gá", recognition_number="", benefit_vnd="nhiều lắm")

        assert answer.status_code == 422
        assert {"#id_title", "#id_recognition_number", "#id_benefit_vnd"} <= set(lines(answer))
        assert "nhiều lắm" in answer.content.decode()
        assert Draft.objects.get().answers["loi-ich"]["benefit_vnd"] == "nhiều lắm"

    def test_nobody_agrees_to_publish_a_name_for_others(self, mai: Helper) -> None:
        mai.enters(publish_name="on")

        assert not Initiative.objects.get().publish_name

    @pytest.mark.parametrize("key", ["", "x", "0" * 40])
    def test_a_key_that_is_none_begins_another(self, mai: Helper, key: str) -> None:
        assert mai.client.post(PAGE, {"go": "exit", "key": key}).status_code == 303
        assert Draft.objects.count() == 1


class TestButtons:
    def test_one_more_author_adds_no_line_to_the_reckoning(self, mai: Helper) -> None:
        key = str(uuid4())

        answer = mai.enters(go="add", key=key, who="group", **{"author-1-share": "60"})

        assert answer["Location"] == f"{PAGE}?bai={key}#id_author-2-full_name"
        answers = Draft.objects.get(key=key).answers
        assert len(answers["tac-gia"]["authors"]) == 2
        assert answers["loi-ich"]["lines"] == []

    def test_save_and_leave_keeps_it_in_the_log(self, mai: Helper) -> None:
        answer = mai.enters(go="exit", title="Giá để cuộn chỉ")

        assert answer["Location"] == reverse("entered-for")
        page = mai.client.get(reverse("entered-for")).content.decode()
        key = Draft.objects.get().key
        assert "Giá để cuộn chỉ" in page
        assert f"?bai={key}" in page
        assert "Giá để cuộn chỉ" in mai.opens(f"?bai={key}").content.decode()

    def test_a_strangers_draft_is_not_there(self, cast: Cast, mai: Helper) -> None:
        mai.enters(go="exit")
        key = Draft.objects.get().key

        assert Helper(cast, "kim").opens(f"?bai={key}").status_code == 404


class TestFortyOfOneDecision:
    def test_the_decision_goes_on_to_the_next(self, mai: Helper) -> None:
        mai.enters(carry="yes", recognition_paper=photo())
        key = re.search(r'name="key" value="([^"]+)"', mai.opens().content.decode())
        assert key

        page = mai.opens().content.decode()
        mai.enters(key=key[1], title="Giá treo kéo tại từng bàn may", carry="yes")

        assert 'value="41/QĐ-TT"' in page
        assert "quyet-dinh" in page
        papers = set(Initiative.objects.values_list("recognition_paper", flat=True))
        assert len(papers) == 1
        assert None not in papers

    def test_unless_nobody_wants_it(self, mai: Helper) -> None:
        mai.enters()

        assert 'value="41/QĐ-TT"' not in mai.opens().content.decode()


class TestTheSameTitle:
    def test_is_asked_about_once(self, mai: Helper) -> None:
        mai.enters()

        answer = mai.enters(**{"author-1-full_name": "Lê Thị Hoa", "author-1-phone": ""})

        assert answer.status_code == 422
        assert "Đơn vị đã có hồ sơ" in lines(answer)["#id_different"]
        assert 'name="different"' in answer.content.decode()

    def test_and_sent_when_it_is_another(self, mai: Helper) -> None:
        mai.enters()

        mai.enters(different="yes", **{"author-1-full_name": "Lê Thị Hoa", "author-1-phone": ""})

        assert Initiative.objects.count() == 2


class TestProof:
    def test_a_signed_slip_goes_with_the_dossier(self, cast: Cast, mai: Helper) -> None:
        mai.enters(slip=photo("phieu.jpg"))

        consent = Consent.objects.get()
        assert (consent.means, consent.by, consent.initiative) == (
            Means.SLIP,
            cast.person("mai"),
            Initiative.objects.get(),
        )

    def test_a_slip_has_to_be_chosen_again_and_the_page_says_so_on_top(self, mai: Helper) -> None:
        answer = mai.enters(slip=photo("phieu.jpg"), title="")

        assert lines(answer)["#id_slip"] == "Ảnh phiếu chưa được lưu cùng, anh/chị chọn lại ảnh này nhé"
        assert len(lines(answer)) == 2

    def test_a_slip_that_is_too_large_is_not_even_read(self, mai: Helper, monkeypatch: pytest.MonkeyPatch) -> None:
        no_upload_is_read(monkeypatch)

        answer = mai.enters(slip=too_large())

        assert lines(answer)["#id_slip"].startswith("Tệp lớn hơn 15 MB.")
        assert not Initiative.objects.exists()

    def test_a_slip_that_is_no_picture_sends_nothing(self, mai: Helper) -> None:
        broken = photo("phieu.jpg")
        broken.write(b"<svg onload=alert(1)>")
        broken.seek(0)

        answer = mai.enters(slip=broken)

        assert answer.status_code == 422
        assert "#id_slip" in lines(answer)
        assert "anh/chị chọn lại ảnh này nhé" in answer.content.decode()
        assert not Initiative.objects.exists()


class TestTheLog:
    def test_names_what_was_entered_and_gives_credit(self, cast: Cast, mai: Helper) -> None:
        mai.enters()
        said(cast, Said.CONFIRMED)

        page = mai.client.get(reverse("entered-for")).content.decode()

        assert "Anh/chị đã giúp đồng nghiệp gửi <b>1</b> sáng kiến: <b>1</b> bài tác giả đã xác nhận" in page
        assert "Tác giả đã xác nhận" in page
        assert Initiative.objects.get().code in page

    def test_takes_a_photo_of_a_slip_for_no_authors_word(self, mai: Helper) -> None:
        mai.enters(slip=photo("phieu.jpg"))

        page = mai.client.get(reverse("entered-for")).content.decode()

        assert "Có ảnh phiếu đồng ý" in page
        assert "<b>0</b> bài tác giả đã xác nhận" in page

    def test_says_that_an_author_denies_it(self, cast: Cast, mai: Helper) -> None:
        mai.enters()
        said(cast, Said.DENIED)

        assert "Tác giả trả lời khác với hồ sơ" in mai.client.get(reverse("entered-for")).content.decode()

    def test_does_not_hold_ones_own(self, cast: Cast) -> None:
        cast.submitted()

        assert "Anh/chị chưa nhập giúp hồ sơ nào" in cast.client("lan").get(reverse("entered-for")).content.decode()

    def test_costs_the_same_however_long(self, cast: Cast, mai: Helper, django_assert_num_queries: Any) -> None:
        self._enters(mai, range(2))
        with CaptureQueriesContext(connection) as asked:
            mai.client.get(reverse("entered-for"))
        of_two = len(asked)
        self._enters(mai, range(2, 9))

        with django_assert_num_queries(of_two):
            page = mai.client.get(reverse("entered-for")).content.decode()

        assert "Người 0" in page and "Người 8" in page

    def _enters(self, mai: Helper, numbers: Iterable[int]) -> None:
        for number in numbers:
            mai.enters(different="yes", **{"author-1-full_name": f"Người {number}", "author-1-phone": ""})


@pytest.mark.parametrize(("login", "status"), [(None, 302), ("lan", 404), ("minh", 404), ("mai", 200), ("dong", 404)])
def test_the_page_is_for_grassroots_officers(cast: Cast, login: str | None, status: int) -> None:
    assert cast.client(login).get(PAGE).status_code == status
