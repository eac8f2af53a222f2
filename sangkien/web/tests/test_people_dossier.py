"""One's own dossier: where it stands, withdrawing and completing it, its paper."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from sangkien.base.days import VIETNAM
from sangkien.desks.escalating import escalate
from sangkien.files import store
from sangkien.files.actions import keep
from sangkien.files.models import StoredFile
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry, Recognition
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State
from sangkien.review import actions as review
from sangkien.review.actions import Reason
from sangkien.web.people.turns import turn_of
from sangkien.web.review.desk import names_of
from sangkien.web.tests.reading import page_of, queries
from tests.cast import NOW, Cast


class TestDossier:
    def test_anothers_looks_like_none_at_all(self, cast: Cast) -> None:
        code = cast.submitted().code

        for login in ("hung", "thao", "mai", "minh", "ha"):
            assert cast.client(login).get(reverse("dossier", args=[code])).status_code == 404
        assert cast.client("lan").get(reverse("dossier", args=["SK-2022-999999"])).status_code == 404

    def test_a_returned_one_lists_every_reason_and_leads_to_completing_it(self, cast: Cast) -> None:
        returned = cast.returned()

        page = page_of(cast.client("lan"), "dossier", returned.code)

        assert "Công đoàn đề nghị bổ sung 2 mục" in page
        assert (
            page.index("Công đoàn đề nghị bổ sung 2 mục")
            < page.index("Đường đi của hồ sơ")
            < page.index("Nội dung hồ sơ")
        )
        assert "Chờ anh/chị bổ sung" in page
        assert "<li>Anh/chị ghi lại số quyết định.</li><li>Anh/chị ghi cách tính.</li>" in page
        assert "Bổ sung ngay" in page

    def test_the_path_ends_with_who_holds_it_now_and_until_when(self, cast: Cast) -> None:
        page = page_of(cast.client("lan"), "dossier", cast.confirmed().code)

        path = page[page.index("Đường đi của hồ sơ") :]
        assert path.index("Công đoàn cơ sở đã xác nhận") < path.index("Chờ công đoàn cấp trên trực tiếp thẩm định")
        assert "CĐ Các KCN · hẹn chậm nhất ngày 25/05/2022" in path
        closed = page_of(cast.client("lan"), "dossier", cast.valid().code)
        assert "Chờ công đoàn" not in closed

    def test_officers_are_named_by_role_and_union_only(self, cast: Cast) -> None:
        page = page_of(cast.client("lan"), "dossier", cast.returned().code)

        assert "Cán bộ công đoàn cơ sở, CĐCS May Tiến Thuận" in page
        assert "Cán bộ thẩm định, CĐ Các KCN" in page
        assert "Trần Thị Mai" not in page
        assert "Phạm Văn Minh" not in page

    def test_a_valid_one_is_congratulated_and_leads_to_its_public_page(self, cast: Cast) -> None:
        valid = cast.valid()

        page = page_of(cast.client("lan"), "dossier", valid.code)

        assert "Chúc mừng anh/chị" in page
        assert reverse("initiative", args=[valid.code]) in page
        assert "Rút hồ sơ" not in page
        assert "Bổ sung ngay" not in page

    def test_a_refused_one_says_why(self, cast: Cast) -> None:
        page = page_of(cast.client("lan"), "dossier", cast.refused().code)

        assert "Kết luận của công đoàn" in page
        assert "<p>Giải pháp đang được bảo hộ.</p>" in page

    def test_shows_what_was_sent_as_it_is_read(self, cast: Cast) -> None:
        page = page_of(cast.client("lan"), "dossier", cast.submitted().code)

        for said in ("120.000.000 đồng", "01/03/2022", "Giải pháp kỹ thuật", "số 41/QĐ-TT, ngày 12/04/2022"):
            assert said in page

    def test_typed_markup_is_never_run(self, cast: Cast) -> None:
        sent = cast.submitted(before="<img src=x onerror=alert(1)>")

        page = page_of(cast.client("lan"), "dossier", sent.code)

        assert "<img src=x" not in page
        assert "&lt;img src=x" in page

    def test_costs_the_same_after_two_steps_and_after_many(self, cast: Cast) -> None:
        confirmed = cast.confirmed()
        once = queries(cast.client("lan"), reverse("dossier", args=[confirmed.code]))
        returned = cast.returned()
        _completed(cast, returned)
        again = cast.again(returned)
        review.reroute(again, to=cast.unit("CS-HAEMIN"), seen=again.version, by=cast.actor("mai"), at=NOW)

        assert queries(cast.client("lan"), reverse("dossier", args=[returned.code])) == once


class TestTurn:
    def words(self, initiative: Initiative, on: date) -> str:
        names = names_of([initiative.unit_id, initiative.superior_id], on=on)
        return turn_of(initiative, names, on=on)

    def test_the_last_promised_day_is_still_in_time_and_the_next_is_not(self, cast: Cast) -> None:
        sent = cast.submitted()

        assert "chậm nhất ngày 23/05/2022" in self.words(sent, date(2022, 5, 23))
        assert "chưa xong" in self.words(sent, date(2022, 5, 24))

    def test_once_it_is_late_the_author_reads_that_the_union_above_was_told(self, cast: Cast) -> None:
        dossier = cast.submitted(at=datetime(2022, 5, 9, 9, 0, tzinfo=VIETNAM))
        escalate(at=NOW)

        page = cast.client("lan").get(f"/toi/ho-so/{dossier.code}/").content.decode()

        assert "đến ngày 12/05/2022 nhưng chưa xong. CĐ Các KCN đã được báo" in page

    def test_after_the_grassroots_union_the_superior_has_its_own_days(self, cast: Cast) -> None:
        assert self.words(cast.confirmed(), NOW.date()).startswith("CĐ Các KCN đang thẩm định")
        assert "25/05/2022" in self.words(cast.confirmed(), NOW.date())

    @pytest.mark.parametrize("state", [state for state in State if state != State.RETURNED])
    def test_every_state_names_a_day(self, cast: Cast, state: State) -> None:
        sent = cast.submitted()
        sent.state = state
        closed = state in {State.VALID, State.INELIGIBLE, State.DUPLICATE, State.WITHDRAWN}
        sent.closed_at = NOW if closed else None
        sent.duplicate_of = cast.valid() if state == State.DUPLICATE else None

        assert "/05/2022" in self.words(sent, NOW.date())

    def test_a_merged_one_says_whether_the_other_counts(self, cast: Cast) -> None:
        record, double = cast.confirmed(), cast.confirmed()
        review.mark_duplicate(double, of=record, seen=2, by=cast.actor("minh"), at=NOW)
        double = cast.told(double)
        assert "hồ sơ kia đang được xem xét" in self.words(double, NOW.date())

        reasons = [Reason("ip_protected", "Giải pháp đang được bảo hộ.")]
        review.refuse(record, reasons=reasons, seen=2, by=cast.actor("minh"), at=NOW)
        assert "đang được xem xét" in self.words(cast.again(double), NOW.date())  # nobody is told yet

        cast.told(record)
        assert "nay không được công nhận" in self.words(cast.again(double), NOW.date())


class TestWithdraw:
    def test_asks_once_more(self, cast: Cast) -> None:
        sent = cast.submitted()

        page = page_of(cast.client("lan"), "withdraw", sent.code)

        assert "Rút hồ sơ này?" in page
        assert cast.again(sent).state == State.SUBMITTED

    def test_takes_the_dossier_back_and_says_so(self, cast: Cast) -> None:
        sent = cast.submitted()

        answer = cast.client("lan").post(reverse("withdraw", args=[sent.code]), {"version": 1}, follow=True)

        assert cast.again(sent).state == State.WITHDRAWN
        assert "Anh/chị đã rút hồ sơ" in answer.content.decode()

    def test_a_button_pressed_twice_is_no_fault(self, cast: Cast) -> None:
        sent, client = cast.submitted(), cast.client("lan")
        client.post(reverse("withdraw", args=[sent.code]), {"version": 1})

        answer = client.post(reverse("withdraw", args=[sent.code]), {"version": 1})

        assert answer.url == reverse("dossier", args=[sent.code])

    @pytest.mark.parametrize("version", ["1", "", "x", "-1", "9" * 30])
    def test_what_changed_meanwhile_is_told_and_nothing_is_done(self, cast: Cast, version: str) -> None:
        confirmed = cast.confirmed()

        answer = cast.client("lan").post(reverse("withdraw", args=[confirmed.code]), {"version": version})

        assert answer.status_code == 409
        assert "đã xử lý hồ sơ này" in answer.content.decode()
        assert cast.again(confirmed).state == State.REVIEWING

    def test_a_valid_one_stays(self, cast: Cast) -> None:
        valid, client = cast.valid(), cast.client("lan")

        asked = client.get(reverse("withdraw", args=[valid.code]))
        answer = client.post(reverse("withdraw", args=[valid.code]), {"version": valid.version})

        assert asked.url == reverse("dossier", args=[valid.code])
        assert answer.status_code == 422
        assert "Lúc này không thể rút hồ sơ." in answer.content.decode()
        assert cast.again(valid).state == State.VALID

    def test_nobody_withdraws_for_others(self, cast: Cast) -> None:
        sent = cast.submitted()

        for login in ("hung", "mai", "minh"):
            assert cast.client(login).post(reverse("withdraw", args=[sent.code]), {"version": 1}).status_code == 404
        assert cast.again(sent).state == State.SUBMITTED


class TestComplete:
    def test_opens_the_form_at_the_first_page_that_is_asked_about(self, cast: Cast) -> None:
        returned = cast.returned()

        answer = cast.client("lan").post(reverse("complete", args=[returned.code]))

        draft = Draft.objects.get(correcting=returned)
        assert answer.url == reverse("form-step", args=[draft.key, "loi-ich"])

    def test_pressed_twice_goes_on_with_the_same(self, cast: Cast) -> None:
        returned, client = cast.returned(), cast.client("lan")

        answers = [client.post(reverse("complete", args=[returned.code])) for _ in range(2)]

        assert answers[0].url == answers[1].url
        assert "Bổ sung tiếp" in page_of(client, "dossier", returned.code)

    def test_what_did_not_come_back_is_not_opened(self, cast: Cast) -> None:
        sent = cast.submitted()

        answer = cast.client("lan").post(reverse("complete", args=[sent.code]))

        assert answer.status_code == 422
        assert "Lúc này không thể bổ sung hồ sơ." in answer.content.decode()

    def test_nobody_completes_for_others(self, cast: Cast) -> None:
        returned = cast.returned()

        assert cast.client("hung").post(reverse("complete", args=[returned.code])).status_code == 404
        assert not Draft.objects.filter(correcting=returned).exists()


@pytest.fixture
def photo(cast: Cast, settings: Any, tmp_path: Any) -> StoredFile:
    """A photo of a decision, in a store of this test's own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return keep(out.getvalue(), name="quyết định 41.png", by=cast.person("lan"), at=NOW)


class TestPaper:
    def sent_with(self, cast: Cast, photo: StoredFile) -> None:
        given = replace(cast.content().recognition, paper=photo.pk)
        cast.submitted(recognition=given)

    def test_whoever_may_see_the_dossier_gets_the_file_to_save(self, cast: Cast, photo: StoredFile) -> None:
        self.sent_with(cast, photo)

        for login in ("lan", "mai", "minh", "dong", "ha"):
            answer = cast.client(login).get(reverse("paper", args=[photo.pk]))
            assert answer.status_code == 200
            assert answer.content.startswith(b"\x89PNG")
            assert answer["Content-Disposition"].startswith("attachment;")
            assert answer["Content-Type"] == "image/png"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "no-store" in answer["Cache-Control"]

    def test_to_others_it_is_not_there(self, cast: Cast, photo: StoredFile) -> None:
        self.sent_with(cast, photo)

        for login in ("hung", "thao", "kim"):
            assert cast.client(login).get(reverse("paper", args=[photo.pk])).status_code == 404
        assert Client().get(reverse("paper", args=[photo.pk])).status_code == 302

    def test_having_a_dossier_of_ones_own_opens_nobody_elses_paper(self, cast: Cast, photo: StoredFile) -> None:
        self.sent_with(cast, photo)
        cast.submitted(by="hung", authors=(AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002"),))

        assert cast.client("hung").get(reverse("paper", args=[photo.pk])).status_code == 404

    def test_a_file_that_no_dossier_names_is_not_served(self, cast: Cast, photo: StoredFile) -> None:
        assert cast.client("lan").get(reverse("paper", args=[photo.pk])).status_code == 404

    def test_a_file_that_is_gone_from_the_store_is_not_found(self, cast: Cast, photo: StoredFile) -> None:
        self.sent_with(cast, photo)
        store.remove(store.address(photo.sha256))

        assert cast.client("lan").get(reverse("paper", args=[photo.pk])).status_code == 404


def _completed(cast: Cast, returned: Initiative) -> None:
    lan = cast.actor("lan")
    draft = actions.start_correction(returned, by=lan, at=NOW)
    given = Recognition(form="not_yet")
    actions.resubmit(draft, cast.content(benefit_method="1.000 túi", recognition=given), by=lan, at=NOW)
