"""The same form for a dossier that has come back, and for another programme."""

import re
from datetime import datetime
from typing import Any

import pytest

from sangkien.base.days import VIETNAM
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.states import State
from sangkien.programmes.actions import configure
from sangkien.programmes.spec import read
from sangkien.web.submit.answers import answers_of, content_of
from sangkien.web.submit.sheet import Sheet
from sangkien.web.tests.submitting import GOOD, Worker, lines, photo, set_clock
from tests.cast import CATALOGUE, NOW, Cast


class TestCorrecting:
    def test_every_reason_stands_at_its_field_and_in_the_list(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")

        benefit = lan.get(f"/gui/{draft.key}/loi-ich/").content.decode()
        check = lan.get(f"/gui/{draft.key}/kiem-tra/")

        assert re.search(
            r"Công đoàn đề nghị bổ sung:</b> Anh/chị ghi cách tính\..*id=\"id_benefit_vnd\"", benefit, re.S
        )
        assert [
            (line.address.partition("/gui/")[2].partition("/")[2], line.text) for line in check.context["asked"]
        ] == [
            ("cong-nhan/?ve=kiem-tra#id_recognition_number", "Anh/chị ghi lại số quyết định."),
            ("loi-ich/?ve=kiem-tra#id_benefit_vnd", "Anh/chị ghi cách tính."),
        ]

    def test_starts_from_what_the_dossier_says(self, cast: Cast) -> None:
        draft = _correction(cast)

        assert content_of(Sheet(draft, NOW.date())) == cast.content()

    def test_changes_one_page_and_sends_the_same_dossier_again(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")

        mended = lan.post(f"/gui/{draft.key}/cong-nhan/", {**GOOD["cong-nhan"], "recognition_number": "57/QĐ-TT"})
        sent = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})
        again = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})

        initiative = Initiative.objects.get()
        assert mended["Location"] == f"/gui/{draft.key}/kiem-tra/"
        assert sent["Location"] == again["Location"] == f"/gui/bien-nhan/{initiative.code}/"
        assert (initiative.state, initiative.recognition_number) == (State.SUBMITTED, "57/QĐ-TT")
        assert initiative.title == cast.content().title
        assert f'data-key="{draft.key}"' in lan.get(sent["Location"]).content.decode()  # the phone forgets this draft

    def test_somebody_who_sent_it_first_is_named(self, cast: Cast) -> None:
        draft = _correction(cast)
        lan = cast.client("lan")
        actions.withdraw(draft.correcting, seen=draft.seen_version, by=cast.actor("lan"), at=NOW)

        answer = lan.post(f"/gui/{draft.key}/kiem-tra/", {"go": "send"})

        assert answer.status_code == 409
        assert "Nguyễn Thị Lan đã xử lý hồ sơ này" in answer.content.decode()

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"restricted": True, "before": "", "after": "", "effect": "Nhanh hơn 11 giây"},
            {"benefit_kind": "SOCIAL", "benefit_vnd": None, "benefit_method": ""},
            {"benefit_vnd": 15_000_000_000, "publish_name": True},
            {
                "authors": (
                    AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=3334),
                    AuthorEntry(full_name="Hồ Thị Lài", job="TECHNICAL", share=3333),
                    AuthorEntry(full_name="Trần Văn Tú", department="Chuyền 2", share=3333),
                )
            },
        ],
        ids=["whole", "secret", "social", "large", "group"],
    )
    def test_what_the_dossier_says_comes_back_unchanged(self, cast: Cast, changes: dict[str, Any]) -> None:
        content = cast.content(**changes)
        initiative = cast.returned(**changes)
        draft = actions.start_correction(initiative, by=cast.actor("lan"), at=NOW)

        assert content_of(Sheet(draft, NOW.date())) == content
        assert answers_of(initiative)["noi-lam-viec"] == {"unit": "CS-MAY-TIEN-THUAN"}


class TestAnotherProgramme:
    def test_asks_its_own_questions_and_leaves_out_what_it_does_not_need(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = _yearly(cast, monkeypatch)

        authors = worker.opens("tac-gia").content.decode()
        change = worker.opens("thay-doi").content.decode()
        benefit = worker.opens("loi-ich").content.decode()

        assert "Trình độ đào tạo của tác giả chính" in authors
        assert "Có thể áp dụng ở những nơi nào khác?" in change
        assert "Sáng kiến thuộc loại nào?" not in change
        assert "Đã áp dụng được bao nhiêu năm?" in benefit

    def test_a_required_question_is_required(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = _yearly(cast, monkeypatch).types("tac-gia")

        assert lines(answer) == {"#id_extra_training_0": "Trả lời câu hỏi: Trình độ đào tạo của tác giả chính"}

    def test_the_answers_come_with_the_dossier(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        worker = _yearly(cast, monkeypatch).fills_in()
        worker.types("tac-gia", extra_training="worker")
        worker.types("thay-doi", field="industry", kind=None, before="", applied_on="", extra_spread="Các chuyền may")
        worker.types("loi-ich", effects=["safety"], extra_years="3")
        worker.types("cong-nhan", recognition_form="council", paper_value_confirmed=photo("xac-nhan.jpg"))

        worker.sends()

        sent = Initiative.objects.get()
        assert sent.programme.code == "LDST-2026"
        assert sent.extra == {"training": "worker", "spread": "Các chuyền may", "years": 3}
        assert (sent.kind, sent.before, sent.applied_on) == (None, "", None)


def _correction(cast: Cast) -> Draft:
    return actions.start_correction(cast.returned(), by=cast.actor("lan"), at=NOW)


def _yearly(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Worker:
    set_clock(monkeypatch, datetime(2026, 6, 1, 9, 0, tzinfo=VIETNAM))
    configure(read(CATALOGUE / "ldst.yaml"), by=None, at=NOW)
    return Worker(cast, "lan")
