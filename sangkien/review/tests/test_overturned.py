"""Whoever's verdict was changed is told what it is now and why: once it stands, and by nobody's blame."""

from datetime import timedelta

import pytest

from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.notices.models import Notice
from sangkien.notices.wording import message
from sangkien.review import actions as review
from sangkien.review import again
from sangkien.review.models import Verdict
from sangkien.review.queries import overturned
from sangkien.review.tests.test_again import PROTECTED, appealed, returned_twice, sent_back, told
from tests.cast import NOW, Cast


def corrected(cast: Cast, dossier: Initiative, to: State, *, note: str = "Số quyết định chưa đúng.") -> None:
    """By Yến, Minh's colleague."""
    reasons = PROTECTED if to == State.INELIGIBLE else []
    yen = cast.actor("yen")
    again.correct(dossier, to=to, note=note, reasons=reasons, seen=dossier.version, by=yen, at=NOW)


def read(cast: Cast, login: str = "minh") -> str:
    """The last message to this person, as it is read."""
    last = Notice.objects.filter(to=cast.person(login).phone).order_by("pk").last()
    return message(last.key, last.kind, to=last.to, params=last.params, language="vi").text


def shown(cast: Cast, login: str = "minh") -> list[str]:
    """The verdicts that the officer's page shows in the place of the own ones."""
    return [one.verdict for one in overturned(cast.actor(login))]


class TestWhoeverJudged:
    def test_reads_what_a_correction_made_of_the_verdict_and_why_once_the_author_is_told(self, cast: Cast) -> None:
        dossier = cast.valid()

        corrected(cast, dossier, State.INELIGIBLE)
        assert (told(cast, "minh"), shown(cast)) == ([], [])

        cast.told(dossier)
        assert told(cast, "minh") == ["verdict_changed"]
        assert f"{dossier.code} đã được xem lại, nay là: Không công nhận. Lý do: Số quyết định" in read(cast)
        assert shown(cast) == [Verdict.INELIGIBLE]

    def test_hears_nothing_of_a_correction_that_was_undone(self, cast: Cast) -> None:
        dossier = cast.valid()
        corrected(cast, dossier, State.INELIGIBLE)

        again.undo(dossier, seen=dossier.version + 1, by=cast.actor("yen"), at=NOW + timedelta(minutes=9))

        assert (told(cast, "minh"), shown(cast)) == ([], [])

    @pytest.mark.parametrize("note", ["Có người báo trùng.", "Có người báo trùng"])
    def test_is_told_at_once_that_it_is_looked_at_anew(self, cast: Cast, note: str) -> None:
        corrected(cast, cast.valid(), State.REVIEWING, note=note)

        assert "nay là: Đang thẩm định. Lý do: Có người báo trùng. Anh/chị" in read(cast)
        assert shown(cast) == [Verdict.REOPENED]

    def test_reads_that_an_appeal_was_granted(self, cast: Cast) -> None:
        dossier = appealed(cast)
        yen = cast.actor("yen")
        review.validate(dossier, seen=dossier.version, by=yen, at=NOW, note="Giải pháp chưa ai bảo hộ.")

        cast.told(dossier)

        assert "nay là: Đã công nhận. Lý do: Giải pháp chưa ai bảo hộ." in read(cast)

    def test_reads_where_to_find_why_when_nobody_wrote_it(self, cast: Cast) -> None:
        dossier = appealed(cast)
        review.validate(dossier, seen=dossier.version, by=cast.actor("yen"), at=NOW)

        cast.told(dossier)

        assert "Lý do: xem trong hồ sơ." in read(cast)

    def test_is_not_rung_for_an_appeal_that_was_declined(self, cast: Cast) -> None:
        dossier = appealed(cast)
        review.refuse(dossier, reasons=PROTECTED, seen=dossier.version, by=cast.actor("yen"), at=NOW)

        cast.told(dossier)

        assert (told(cast, "minh"), shown(cast)) == ([], [])

    def test_is_told_that_a_refusal_no_longer_stands(self, cast: Cast) -> None:
        ngoc = cast.reviewer_of_the_province()
        dossier = appealed(cast)

        again.hand_back(dossier, note="Thẩm định lại phần bảo hộ.", seen=dossier.version, by=ngoc, at=NOW)

        assert told(cast, "minh") == ["verdict_changed"]
        assert shown(cast) == [Verdict.HANDED_BACK]

    @pytest.mark.parametrize("as_wished", [True, False])
    def test_learns_what_became_of_the_third_return_where_it_is_not_as_wished(
        self, cast: Cast, as_wished: bool
    ) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), returned_twice(cast)
        sent_back(cast, dossier)
        dossier = cast.again(dossier)
        if as_wished:
            sent_back(cast, dossier, by="ngoc")
        else:
            review.validate(dossier, seen=dossier.version, by=ngoc, at=NOW)

        cast.told(dossier)

        assert told(cast, "minh") == ([] if as_wished else ["verdict_changed"])

    def test_whose_wish_is_handed_back_has_it_on_the_desk_again_which_says_it(self, cast: Cast) -> None:
        ngoc, dossier = cast.reviewer_of_the_province(), returned_twice(cast)
        sent_back(cast, dossier)
        dossier = cast.again(dossier)

        again.hand_back(dossier, note="Số quyết định đã rõ.", seen=dossier.version, by=ngoc, at=NOW)

        assert (told(cast, "minh"), shown(cast)) == ([], [])

    def test_of_a_made_up_dossier_is_not_rung(self, cast: Cast) -> None:
        dossier = cast.valid()
        Initiative.objects.update(made=True)

        corrected(cast, dossier, State.REVIEWING)

        assert told(cast, "minh") == []


def test_the_list_is_of_ones_own_for_thirty_days(cast: Cast) -> None:
    corrected(cast, cast.valid(), State.REVIEWING)

    later = cast.actor("minh", on=NOW.date() + timedelta(days=31))
    assert (shown(cast), shown(cast, "yen"), [*overturned(later)]) == ([Verdict.REOPENED], [], [])
