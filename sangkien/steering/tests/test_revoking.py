"""Taken back in one go: what was recognised or honoured wrongly, with all that rests on it, seen from every day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from sangkien.audit.models import Record
from sangkien.base.days import VIETNAM
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.certificates.models import Certificate
from sangkien.certificates.states import State as Certified
from sangkien.certificates.tests.giving import given_to_lan, of_lans_honour
from sangkien.counting.actions import fold
from sangkien.counting.rebuilding import wrong_totals
from sangkien.honours.states import State as Honoured
from sangkien.honours.tests.honouring import a_quota, honoured, nominated, passed
from sangkien.initiatives.models import Author, Initiative
from sangkien.initiatives.states import State
from sangkien.notices.models import Notice
from sangkien.review import again
from sangkien.rewards import actions as rewards
from sangkien.rewards.models import Payment, Promise, Reward
from sangkien.rewards.rules import Paid, Promised
from sangkien.standings.models import Correction
from sangkien.standings.reproducing import differences, reproduced
from sangkien.standings.tests.test_snapshots import AFTER, frozen, valid
from sangkien.steering.models import Withdrawal
from sangkien.steering.plans import Ground
from sangkien.steering.revoking import revoke_honour, revoke_recognition, what_follows
from sangkien.stories.states import State as Told
from sangkien.stories.tests.telling import published
from tests.booking import book
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

LATER = datetime(2022, 6, 6, 9, 0, tzinfo=VIETNAM)
GROUND = Ground("Kê khai không đúng sự thật", "20/QĐ-CĐKCN", date(2022, 6, 6))


def taken_back(cast: Cast, dossier: Initiative, *, by: str = "yen", at: datetime = LATER, **said: Any) -> Withdrawal:
    dossier = cast.again(dossier)
    ground = replace(GROUND, **said)
    return revoke_recognition(dossier, ground, seen=dossier.version, by=cast.actor(by, on=at.date()), at=at)


def prized(cast: Cast, dossier: Initiative) -> Promise:
    """A million promised, half of it paid."""
    mai, giver = cast.actor("mai"), "Công ty TNHH May Tiến Thuận"
    said = Promised(Reward.PRIZE, "Nguyễn Thị Lan", giver, 1_000_000, "Thưởng nóng", TODAY)
    made = rewards.promise(dossier, said, by=mai, at=NOW)
    rewards.pay(made, Paid(500_000, TODAY, giver, "phiếu chi số 12"), by=mai, at=NOW)
    return made


def test_a_dossier_falls_with_its_certificate_its_prize_and_its_line_in_the_frozen_table(cast: Cast) -> None:
    certificate = given_to_lan(cast)
    dossier = Author.objects.get(pk=certificate.subject).initiative
    prized(cast, dossier)
    book(cast, "CS-THPT-AN-PHUOC", 1, on=TODAY)
    table = frozen(cast)
    ahead = {one.name: len(each) for one, each in what_follows(dossier)}
    assert ahead == {"certificates": 1, "rewards": 1, "tables": 1, "stories": 0}

    made = taken_back(cast, dossier)

    dossier, certificate = cast.again(dossier), Certificate.objects.get(pk=certificate.pk)
    assert (dossier.state, certificate.state) == (State.INELIGIBLE, Certified.REVOKED)
    assert certificate.ending.decision == "Quyết định số 20/QĐ-CĐKCN ngày 06/06/2022"
    assert sum(Promise.objects.values_list("vnd", flat=True)) == sum(Payment.objects.values_list("vnd", flat=True)) == 0
    [correction] = Correction.objects.filter(snapshot=table)
    told = [(one.code, one.what, one.then, one.now) for one in differences(table.content, correction.content)]
    assert ("CD-KCN", "valid", 1, 0) in told
    assert ("CDN-GIAO-DUC", "valid", 1, 1) not in told
    assert reproduced(table).same and reproduced(table).chain_holds
    assert {one["name"]: len(one["each"]) for one in made.fell} == ahead
    kinds = set(Notice.objects.values_list("kind", flat=True))
    assert {"corrected", "certificate_revoked"} <= kinds
    assert Record.objects.filter(verb="withdrawal.make").count() == 1


class TestWhatFell:
    def test_counts_on_no_day_nor_in_any_table_frozen_from_now_on(self, cast: Cast) -> None:
        kept, fallen = cast.valid(), cast.valid(title="Giá treo kéo cạnh máy may")
        fold()
        before = frozen(cast)

        taken_back(cast, fallen)
        fold()

        after = frozen(cast, at=AFTER.replace(day=8))
        assert (valid(before.content)["CD-KCN"], valid(after.content)["CD-KCN"]) == (2, 1)
        assert wrong_totals() == 0
        assert cast.again(kept).state == State.VALID

    def test_is_undone_by_nobody_but_may_be_appealed(self, cast: Cast) -> None:
        dossier = cast.valid()
        taken_back(cast, dossier)
        dossier = cast.again(dossier)

        with pytest.raises(NotPossible):
            again.undo(dossier, seen=dossier.version, by=cast.actor("yen", on=LATER.date()), at=LATER)
        lan = cast.actor("lan", on=LATER.date())
        again.appeal(dossier, "Tôi có đủ số liệu.", seen=dossier.version, by=lan, at=LATER)

        assert cast.again(dossier).state == State.REVIEWING

    def test_is_told_in_no_story_any_more(self, cast: Cast) -> None:
        story = published(cast)
        [(_stories, ahead)] = [each for each in what_follows(story.initiative) if each[0].name == "stories"]
        assert [one["text"] for one in ahead] == ["“Hai chốt nam châm cứu 11 giây mỗi chiếc túi” (CS-MAY-TIEN-THUAN)"]

        taken_back(cast, story.initiative)

        story.refresh_from_db()
        assert (story.state, story.note) == (Told.WITHDRAWN, "Thu hồi theo Quyết định số 20/QĐ-CĐKCN ngày 06/06/2022")

    def test_two_corrections_of_a_table_follow_each_other(self, cast: Cast) -> None:
        one, two = cast.valid(), cast.valid(title="Giá treo kéo cạnh máy may")
        table = frozen(cast)

        taken_back(cast, one)
        taken_back(cast, two)

        corrected = [valid(each.content)["CD-KCN"] for each in Correction.objects.order_by("number")]
        assert (valid(table.content)["CD-KCN"], corrected) == (2, [1, 0])

    def test_is_taken_back_by_whoever_may_correct_with_a_reason_and_a_decision(self, cast: Cast) -> None:
        dossier = cast.valid()

        for login in ("lan", "mai", "minh", "thao", "dong"):  # Minh found it valid himself
            with pytest.raises(NotAllowed):
                taken_back(cast, dossier, by=login)
        with pytest.raises(NotPossible) as no:
            taken_back(cast, dossier, reason=" ", number="", signed_on=date(2022, 6, 7))

        assert {problem.code for problem in no.value.problems} == {"no_reason", "no_number", "to_come"}
        assert (cast.again(dossier).state, Withdrawal.objects.exists()) == (State.VALID, False)


class TestAnHonour:
    def test_is_neither_passed_nor_given_on_evidence_that_has_fallen(self, cast: Cast) -> None:
        dossier = cast.valid()
        nomination = nominated(cast, a_quota(cast), dossiers=[dossier])

        taken_back(cast, dossier)

        with pytest.raises(NotPossible, match=f"không còn được công nhận: {dossier.code}"):
            passed(cast, nomination)

    def test_falls_with_the_certificate_of_it(self, cast: Cast) -> None:
        award = honoured(cast)
        certificate = of_lans_honour(cast, award)

        dong = cast.actor("dong", on=LATER.date())
        made = revoke_honour(award, GROUND, by=dong, at=LATER)

        award.nomination.refresh_from_db()
        certificate.refresh_from_db()
        assert (award.nomination.state, certificate.state) == (Honoured.REVOKED, Certified.REVOKED)
        assert made.fell[0]["each"][0]["serial"] == certificate.serial

    def test_of_another_union_is_not_theirs_to_take(self, cast: Cast) -> None:
        award = honoured(cast)

        for login in ("lan", "mai", "minh", "ha"):
            with pytest.raises(NotAllowed):
                revoke_honour(award, GROUND, by=cast.actor(login, on=LATER.date()), at=LATER)

        assert not Withdrawal.objects.exists()
