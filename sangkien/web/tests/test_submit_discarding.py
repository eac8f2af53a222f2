"""Putting away a draft that one does not want any more, and taking it back."""

from datetime import timedelta

import pytest

from sangkien.audit.models import Record
from sangkien.initiatives.actions import start_correction
from sangkien.initiatives.unowned import forget_drafts
from sangkien.web.tests.submitting import GOOD, Worker, set_clock
from tests.cast import NOW, Cast

TITLE = str(GOOD["thay-doi"]["title"])


def put_away(cast: Cast, login: str | None = "lan") -> Worker:
    worker = Worker(cast, login)
    worker.types("thay-doi")
    worker.client.post(worker.address("bo"), {"go": "discard"})
    return worker


class TestPuttingAway:
    @pytest.mark.parametrize("login", ["lan", None])
    def test_asks_first_and_takes_the_draft_out_of_the_list(self, cast: Cast, login: str | None) -> None:
        worker = Worker(cast, login)
        worker.types("thay-doi")

        asked = worker.opens("bo").content.decode()
        still = worker.client.get("/gui/").content.decode()
        worker.client.post(worker.address("bo"), {"go": "discard"})

        assert "Bỏ bài này?" in asked and TITLE in asked and TITLE in still
        assert TITLE not in worker.client.get("/gui/").content.decode()

    def test_says_until_when_it_can_be_taken_back(self, cast: Cast) -> None:
        page = put_away(cast).opens("bo").content.decode()

        assert "Hệ thống giữ bài đến hết ngày 17/07/2022" in page
        assert 'data-kind="receipt"' in page, "the phone forgets what the server has"

    def test_leaves_my_page_too(self, cast: Cast) -> None:
        assert TITLE not in put_away(cast).client.get("/cua-toi/").content.decode()

    def test_twice_is_once(self, cast: Cast) -> None:
        worker = put_away(cast)
        worker.client.post(worker.address("bo"), {"go": "discard"})

        assert Record.objects.filter(verb="draft.discard").count() == 1

    def test_of_what_was_sent_leads_to_the_receipt(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.sends()

        assert "/bien-nhan/" in worker.client.post(worker.address("bo"), {"go": "discard"})["Location"]

    def test_is_for_whoever_writes_it(self, cast: Cast) -> None:
        address = Worker(cast, "lan").address("bo")

        assert [cast.client(who).post(address, {}).status_code for who in ("hung", None)] == [404, 404]

    def test_is_not_for_a_completion_which_the_union_waits_for(self, cast: Cast) -> None:
        draft = start_correction(cast.returned(), by=cast.actor("lan"), at=NOW)

        assert cast.client("lan").get(f"/gui/{draft.key}/bo/").status_code == 404


class TestTakingBack:
    def test_has_everything_as_it_was(self, cast: Cast) -> None:
        worker = put_away(cast)

        worker.client.post(worker.address("bo"), {"go": "take-back"})

        assert worker.draft.discarded_at is None
        assert TITLE in worker.client.get("/gui/").content.decode()

    def test_comes_with_writing_on(self, cast: Cast) -> None:
        worker = put_away(cast)

        worker.types("loi-ich")

        assert worker.draft.discarded_at is None

    def test_comes_with_sending_it_from_another_tab(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.client.post(worker.address("bo"), {"go": "discard"})

        answer = worker.sends()

        assert "/bien-nhan/" in answer["Location"]
        assert worker.draft.discarded_at is None

    def test_comes_with_a_phone_that_was_finished_without_a_network(self, cast: Cast) -> None:
        worker = Worker(cast, "lan").fills_in()
        worker.client.post(worker.address("bo"), {"go": "discard"})

        answer = worker.client.post(worker.address("gui-ca-bai"), {"programme": "CT1TSK"})

        assert answer.status_code == 201
        assert worker.draft.discarded_at is None

    def test_ends_when_it_is_erased(self, cast: Cast) -> None:
        worker = put_away(cast)
        later = NOW + timedelta(days=61)

        kept = forget_drafts(untouched_since=NOW - timedelta(days=1), at=NOW)
        erased = forget_drafts(untouched_since=later - timedelta(days=60), at=later)

        assert (kept, erased) == (0, 1)
        assert worker.opens("bo").status_code == 404


class TestAPhoneThatStillHasIt:
    def test_is_told_to_forget_it_when_it_says_the_same(self, cast: Cast) -> None:
        worker = put_away(cast)

        answer = worker.client.post(worker.address("thay-doi/luu"), {**GOOD["thay-doi"], "seen": ""})

        assert (answer.status_code, answer.json()) == (410, {"sent": worker.address("bo"), "same": True})
        assert worker.draft.discarded_at

    def test_has_it_back_when_it_says_something_new(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        worker = put_away(cast)
        set_clock(monkeypatch, NOW + timedelta(hours=1))

        stamp = worker.draft.stamps["thay-doi"]
        answer = worker.client.post(
            worker.address("thay-doi/luu"), {**GOOD["thay-doi"], "title": "Đồ gá mới hẳn", "seen": stamp}
        )

        assert answer.status_code == 200
        assert worker.draft.discarded_at is None
