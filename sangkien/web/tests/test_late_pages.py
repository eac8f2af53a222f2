"""Ends as people meet them: late arrivals at the superior's desk, extensions wherever an end is told."""

import html
from datetime import datetime, timedelta

import pytest

from sangkien.accounts.models import Role
from sangkien.base.days import VIETNAM
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft, Initiative, LateArrival
from sangkien.programmes.extending import beat, extend
from sangkien.web.tests.submitting import GOOD, Worker, set_clock
from tests.cast import Cast

END = datetime(2022, 6, 1, 0, 0, tzinfo=VIETNAM)
HOUR = timedelta(hours=1)


@pytest.fixture
def late(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Initiative:
    """Lan finished at 23:00 of the last day; the server heard of it at 01:00."""
    set_clock(monkeypatch, END + 2 * HOUR)
    return _late(cast)


class TestTheDesk:
    def test_the_reviewer_sees_both_times_and_accepts(self, cast: Cast, late: Initiative) -> None:
        yen = cast.client("yen")

        queue = yen.get("/duyet/gui-muon/").content.decode()
        page = yen.get(f"/duyet/{late.code}/").content.decode()
        answered = yen.post(f"/duyet/{late.code}/gui-muon/", {"seen": "1", "answer": "accept"}, follow=True)

        for shown in (queue, page):
            assert "23:00 31/05/2022" in shown
            assert "01:00 01/06/2022" in shown
        assert "Đã chấp nhận là gửi muộn do mất mạng" in answered.content.decode()
        assert cast.again(late).phase.code == "GD1"
        assert "Không có hồ sơ gửi muộn nào chờ anh/chị" in yen.get("/duyet/gui-muon/").content.decode()

    def test_declining_takes_a_sentence_which_the_author_reads(self, cast: Cast, late: Initiative) -> None:
        yen, address = cast.client("yen"), f"/duyet/{late.code}/gui-muon/"

        empty = yen.post(address, {"seen": "1", "answer": "decline", "note": " "})
        told = yen.post(address, {"seen": "1", "answer": "decline", "note": "Hôm đó mạng vẫn tốt."})
        page = html.unescape(cast.client("lan").get(f"/toi/ho-so/{late.code}/").content.decode())

        assert (empty.status_code, told.status_code) == (422, 302)
        assert 'href="#id_late_note"' in empty.content.decode()
        assert "Hôm đó mạng vẫn tốt." in page
        assert "điện thoại ghi là viết xong lúc 23:00 31/05/2022" in page

    def test_who_saw_an_older_version_is_told_and_keeps_the_words(self, cast: Cast, late: Initiative) -> None:
        sent = {"seen": "9", "answer": "decline", "note": "Lời đã viết."}

        answer = cast.client("yen").post(f"/duyet/{late.code}/gui-muon/", sent)

        assert answer.status_code == 409
        assert "Lời đã viết." in answer.content.decode()

    def test_the_queue_tells_of_it(self, cast: Cast, late: Initiative) -> None:
        yen = cast.client("yen")

        assert "1 hồ sơ gửi muộn do mất mạng" in yen.get("/duyet/").content.decode()
        assert "Gửi muộn do mất mạng" in yen.get("/duyet/?trang-thai=SUBMITTED").content.decode()

    @pytest.mark.parametrize(
        ("who", "status"), [("", 302), ("lan", 404), ("mai", 404), ("thao", 404), ("dong", 404), ("ha", 404)]
    )
    def test_nobody_else_answers(self, cast: Cast, late: Initiative, who: str, status: int) -> None:
        answer = cast.client(who or None).post(f"/duyet/{late.code}/gui-muon/", {"seen": "1", "answer": "accept"})

        assert answer.status_code == status
        assert LateArrival.objects.get().accepted is None

    def test_a_reviewer_without_the_right_hat_neither(self, cast: Cast, late: Initiative) -> None:
        chair = cast.client("minh", role=Role.GRASSROOTS_OFFICER)

        assert chair.get("/duyet/gui-muon/").status_code == 404


class TestTheWorker:
    def test_the_receipt_tells_kindly(self, cast: Cast, late: Initiative) -> None:
        page = html.unescape(cast.client("lan").get(f"/gui/bien-nhan/{late.code}/").content.decode())

        assert "Điện thoại của anh/chị ghi là viết xong lúc 23:00 31/05/2022" in page
        assert "CĐ Các KCN sẽ xem để tính hồ sơ vào Giai đoạn 1." in page

    def test_a_phone_hands_in_the_next_morning_what_it_finished(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_clock(monkeypatch, END + 8 * HOUR)
        pages = {name: value for page in GOOD.values() for name, value in page.items()}
        key = "7d4b3c1e-5a06-4a55-9a39-0c60e5d0a7aa"
        body = pages | {"programme": "CT1TSK", "finished_at": "2022-05-31T23:50:00+07:00"}

        asked_in = cast.client().post(f"/gui/{key}/gui-ca-bai/", body)
        lan = cast.client("lan")
        answer = lan.post(f"/gui/{key}/gui-ca-bai/", body)

        assert (asked_in.status_code, answer.status_code) == (401, 201)
        assert LateArrival.objects.get().finished_at == END - HOUR / 6

    @pytest.mark.parametrize("finished", ["", "hôm qua", "2022-05-31T23:50:00", "2022-06-02T09:00:00+07:00"])
    def test_a_moment_that_means_nothing_changes_nothing(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, finished: str
    ) -> None:
        set_clock(monkeypatch, END + 8 * HOUR)
        pages = {name: value for page in GOOD.values() for name, value in page.items()}
        key = "7d4b3c1e-5a06-4a55-9a39-0c60e5d0a7ab"

        answer = cast.client("lan").post(
            f"/gui/{key}/gui-ca-bai/", pages | {"programme": "CT1TSK", "finished_at": finished}
        )

        assert answer.status_code == 201
        assert not LateArrival.objects.exists()

    def test_a_finished_draft_can_still_be_sent_page_by_page_after_the_programme(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        set_clock(monkeypatch, datetime(2023, 8, 31, 22, 0, tzinfo=VIETNAM))
        worker = Worker(cast, "lan").fills_in()
        Draft.objects.update(finished_at=datetime(2023, 8, 31, 23, 0, tzinfo=VIETNAM))
        set_clock(monkeypatch, datetime(2023, 9, 1, 7, 0, tzinfo=VIETNAM))

        check = worker.opens("kiem-tra").content.decode()
        sent = worker.sends()

        assert "đã kết thúc nhận" not in check
        assert sent.status_code == 303
        assert LateArrival.objects.get().phase.code == "GD2"


class TestExtended:
    def test_the_end_is_told_where_people_look_for_it(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        beat(at=END - 3 * HOUR)
        beat(at=END - 2.5 * HOUR)
        set_clock(monkeypatch, END + HOUR)
        told = "Gia hạn đến hết ngày 01/06/2022, do hệ thống gián đoạn từ 21:00 31/05/2022 đến 21:30 31/05/2022."

        pages = ["/gui/", "/chuong-trinh/CT1TSK/", "/bang/CD-KCN/?chang=GD1"]
        texts = [html.unescape(cast.client("yen").get(page).content.decode()) for page in pages]

        assert [told in text for text in texts] == [True, True, True]

    def test_a_dossier_of_the_extra_day_belongs_to_the_phase(self, cast: Cast) -> None:
        extend(cast.programme, cast.phase, until=END.date(), decision="CV 99/TLĐ", by=None, at=END - 9 * HOUR)

        initiative = cast.submitted(at=END + 23 * HOUR)

        assert initiative.phase == cast.phase
        assert cast.submitted(by="hung", at=END + 24 * HOUR).phase.code == "GD2"

    def test_a_decision_is_named(self, cast: Cast) -> None:
        extend(cast.programme, cast.phase, until=END.date(), decision="CV 99/TLĐ", by=None, at=END - 9 * HOUR)

        page = html.unescape(cast.client().get("/chuong-trinh/CT1TSK/").content.decode())

        assert "Gia hạn đến hết ngày 01/06/2022 theo quyết định: CV 99/TLĐ." in page


def _late(cast: Cast) -> Initiative:
    lan = cast.actor("lan", on=END.date())
    draft = actions.start_draft(cast.programme, by=lan, at=END - 50 * HOUR)
    Draft.objects.filter(pk=draft.pk).update(finished_at=END - HOUR)
    return actions.submit(draft, cast.content(), by=lan, at=END + HOUR)
