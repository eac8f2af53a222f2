"""From terms to an honour: what is proposed and why, what is passed, awarded, taken back; and every "no" in a
sentence."""

from datetime import date, timedelta

import pytest

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.honours import actions, awarding, revoking
from sangkien.honours.assessing import Subject, assess
from sangkien.honours.models import Nomination, Question
from sangkien.honours.queries import (
    assessed_people,
    assessed_units,
    honours_in,
    honours_of,
    people_for,
    public_honours,
    terms_in_force,
    unnamed,
)
from sangkien.honours.states import State
from sangkien.honours.tests.honouring import (
    COLLECTIVE,
    PERSON,
    a_quota,
    awarded,
    honoured,
    lan,
    nominated,
    opened,
    passed,
    plan,
    revoked,
    somebody,
    with_terms,
)
from sangkien.notices.models import Notice
from tests.cast import NOW, TODAY, Cast


def said(no: pytest.ExceptionInfo[NotPossible]) -> set[str]:
    return {problem.code for problem in no.value.problems}


def test_lan_is_honoured_by_the_province_and_her_union_sees_why(cast: Cast) -> None:
    cast.valid()
    nomination = nominated(cast, a_quota(cast))

    awarded(cast, passed(cast, nomination))

    assert nomination.state == State.AWARDED
    [[reason]] = nomination.reasons
    assert (reason["met"], reason["found"]) == (True, 1)
    assert list(honours_of("+84912345001")) == [nomination]
    assert list(honours_in(cast.unit("CD-KCN"), on=TODAY)) == [nomination]
    verbs = Record.objects.filter(verb__startswith="honours.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"honours.{verb}" for verb in ("terms", "open", "nominate", "conclude", "award")]


class TestTerms:
    def test_a_form_without_terms_on_the_day_is_not_in_force(self, cast: Cast) -> None:
        with_terms(cast, since=TODAY + timedelta(days=1))

        with pytest.raises(NotPossible, match="chưa có điều kiện nào") as no:
            opened(cast)

        assert said(no) == {"not_in_force"}

    def test_those_that_the_product_knows_end_with_their_regulation_and_nobody_invents_what_follows(
        self, cast: Cast
    ) -> None:
        """Bằng Lao động sáng tạo: Decision 1689 until 28/05/2024; of what Decision 999 asks nothing is known."""
        top = cast.unit("TLD")
        entered = actions.shipped_terms(top, at=NOW)
        assert len(entered) == 2 and actions.shipped_terms(top, at=NOW) == []

        last, after = (terms_in_force(top, on=date(2024, 5, day)) for day in (28, 29))

        assert "bang-lao-dong-sang-tao" in last and "bang-lao-dong-sang-tao" not in after
        with pytest.raises(NotPossible, match="Ngày 29/05/2024 chưa có điều kiện nào của Bằng Lao động sáng tạo"):
            opened(cast, unit="TLD", opens_on=date(2024, 5, 29), closes_on=None, most={"bang-lao-dong-sang-tao": 1})

    def test_new_terms_end_the_old_and_a_union_without_any_has_those_above_it(self, cast: Cast) -> None:
        with_terms(cast, form="bieu-duong-quy", unit="TLD", lines=[[{"measure": "QUARTER"}]])
        with_terms(cast)
        with_terms(cast, since=date(2022, 7, 1), lines=[[{"measure": "INITIATIVES", "least": 3}]])
        province = cast.unit("LDLD-NINH-THUAN")

        before, after = (terms_in_force(province, on=day) for day in (date(2022, 6, 30), date(2022, 7, 1)))

        assert set(before) == set(after) == {PERSON, "bieu-duong-quy"}
        assert [one[PERSON].lines[0][0]["least"] for one in (before, after)] == [1, 3]

    def test_a_decision_of_a_day_with_other_terms_honours_nobody(self, cast: Cast) -> None:
        cast.valid()
        nomination = passed(cast, nominated(cast, a_quota(cast)))
        with_terms(cast, since=TODAY, lines=[[{"measure": "INITIATIVES", "least": 3}]])

        with pytest.raises(NotPossible) as no:
            awarded(cast, nomination)

        assert said(no) == {"not_in_force"}
        assert not Nomination.objects.honours().exists()

    @pytest.mark.parametrize(
        ("lines", "sentence"),
        [
            ([[{"measure": "BEAUTY"}]], "Không có điều kiện như vậy"),
            ([[{"measure": "ATTAINED", "least": 9_000}]], "không dành cho đối tượng"),
            ([[{"measure": "BENEFIT_ONCE"}]], "cần mức từ 1"),
            ([[{"measure": "BENEFIT_YEARS", "least": 1, "years": 1}]], "Số năm liên tục"),
            ([[]], "mỗi dòng có ít nhất"),
            ([[{"measure": "STATED"}]], "cần ghi bằng lời"),
        ],
    )
    def test_what_cannot_be_asked_is_said(self, cast: Cast, lines: object, sentence: str) -> None:
        with pytest.raises(NotPossible, match=sentence):
            with_terms(cast, lines=lines)


class TestOpening:
    def test_says_everything_that_is_wrong_at_once(self, cast: Cast) -> None:
        with_terms(cast)
        wrong = {"title": "", "first_day": None, "closes_on": TODAY - timedelta(days=1)}

        with pytest.raises(NotPossible) as no:
            opened(cast, **wrong, most={"co-thi-dua-tld": 1, PERSON: 0})

        assert said(no) == {"no_title", "no_day", "days", "not_competent", "quota"}

    def test_only_who_leads_the_union(self, cast: Cast) -> None:
        with_terms(cast)

        with pytest.raises(NotAllowed):
            actions.open_round(
                cast.unit("LDLD-NINH-THUAN"), plan(), programme=cast.programme, by=cast.actor("minh"), at=NOW
            )


class TestWhoIsProposed:
    def test_each_reason_says_what_is_asked_and_what_was_found(self, cast: Cast) -> None:
        """Bằng Lao động sáng tạo: benefit of 80 million once, or of 120 million in three years, and no manager."""
        cast.valid(benefit_vnd=75_000_000)
        lines = [
            [
                {"measure": "BENEFIT_ONCE", "least": 80_000_000},
                {"measure": "BENEFIT_YEARS", "least": 120_000_000, "years": 3},
            ],
            [{"measure": "NO_MANAGER"}],
        ]
        quota = a_quota(cast, lines=lines)

        [assessed] = assess(quota, [lan(cast)])

        assert not assessed.fits
        assert [(reason.met, reason.text) for reason in assessed.reasons] == [
            (False, "Có một giải pháp làm lợi từ 80.000.000 đồng trở lên: cao nhất 75.000.000 đồng"),
            (
                False,
                "3 năm liên tục có giải pháp, tổng giá trị làm lợi từ 120.000.000 đồng trở lên: "
                "chưa có giải pháp trong năm 2020, 2021",
            ),
            (True, "Không giữ chức vụ quản lý: hồ sơ sáng kiến không ghi chức vụ quản lý"),
        ]

    @pytest.mark.parametrize(("dong", "fits"), [(79_999_999, False), (80_000_000, True)])
    def test_exactly_the_threshold_is_enough(self, cast: Cast, dong: int, fits: bool) -> None:
        cast.valid(benefit_vnd=dong)
        quota = a_quota(cast, lines=[[{"measure": "BENEFIT_ONCE", "least": 80_000_000}]])

        assert assess(quota, [lan(cast)])[0].fits is fits

    def test_who_made_most_comes_first(self, cast: Cast) -> None:
        somebody(cast, 1)
        cast.valid(benefit_vnd=500_000_000)
        quota = a_quota(cast)

        found = assessed_people(quota, list(people_for(quota)))

        assert [one.subject.full_name for one in found] == ["Nguyễn Thị Lan", "Đỗ Thị Mơ B"]
        assert all(one.fits for one in found)

    def test_collectives_are_those_directly_below_with_what_they_reached(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast, COLLECTIVE, lines=[[{"measure": "INITIATIVES", "least": 1}]])

        assert [(one.subject.unit.code, one.fits) for one in assessed_units(quota)] == [
            ("CD-KCN", True),
            ("CDN-GIAO-DUC", False),
            ("LDLD-NINH-PHUOC", False),
        ]

    def test_whom_the_rules_do_not_propose_needs_a_word_and_evidence(self, cast: Cast) -> None:
        dossier = cast.valid()
        quota = a_quota(cast, lines=[[{"measure": "INITIATIVES", "least": 2}]])

        with pytest.raises(NotPossible) as no:
            nominated(cast, quota)
        nomination = nominated(cast, quota, beside="Một sáng kiến khác công nhận trên giấy.", dossiers=[dossier])

        assert said(no) == {"not_met", "no_beside", "no_exhibit"}
        assert nomination.exhibits.get().initiative == dossier


class TestWhoIsKeptOut:
    def test_already_honoured_for_the_same_days(self, cast: Cast) -> None:
        honoured(cast)
        again = opened(cast, title="Đợt hai").quotas.get()

        with pytest.raises(NotPossible, match="15/QĐ-LĐLĐ") as no:
            nominated(cast, again)

        assert said(no) == {"honoured"}

    def test_proposed_already_under_complaint_unwilling(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast)
        nominated(cast, quota)
        actions.complain(lan(cast), "Có đơn phản ánh về tác giả.", by=cast.actor("dong"), at=NOW)
        Person.objects.filter(username="lan").update(vouched_at=NOW)
        actions.say(Question.PROPOSE, agrees=False, by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotPossible) as no:
            nominated(cast, quota)

        assert said(no) == {"nominated", "complaint", "unwilling"}

    def test_a_complaint_that_is_closed_keeps_nobody_out(self, cast: Cast) -> None:
        cast.valid()
        complaint = actions.complain(lan(cast), "Có đơn phản ánh.", by=cast.actor("dong"), at=NOW)

        actions.close_complaint(complaint, "Phản ánh không đúng.", by=cast.actor("dong"), at=NOW)

        assert nominated(cast, a_quota(cast)).state == State.SENT

    def test_what_was_revoked_is_not_honoured_again(self, cast: Cast) -> None:
        revoked(cast)
        again = opened(cast, title="Đợt hai").quotas.get()

        with pytest.raises(NotPossible, match="đã bị thu hồi") as no:
            nominated(cast, again)

        assert said(no) == {"revoked"}


class TestProposing:
    def test_nobody_proposes_themselves_nor_a_stranger(self, cast: Cast) -> None:
        quota = a_quota(cast)
        mai = Subject(cast.unit("CS-MAY-TIEN-THUAN"), "+84912345003", "Trần Thị Mai")
        elsewhere = Subject(cast.unit("CS-HAEMIN"), "+84912345004", "Kim Min-ji")

        with pytest.raises(NotPossible, match="không tự đề nghị"):
            nominated(cast, quota, mai)
        with pytest.raises(NotPossible, match="không thuộc đơn vị của anh/chị"):
            nominated(cast, quota, elsewhere)

    def test_only_while_the_round_takes_nominations(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast, closes_on=TODAY)
        late = cast.actor("mai", on=TODAY + timedelta(days=1))

        with pytest.raises(NotPossible, match="đến hết ngày 18/05/2022"):
            actions.nominate(quota, lan(cast), achievement="x", by=late, at=NOW + timedelta(days=1))

    def test_a_worker_proposes_nobody(self, cast: Cast) -> None:
        quota = a_quota(cast)

        with pytest.raises(NotAllowed):
            nominated(cast, quota, by="lan")


class TestConcluding:
    def test_no_more_than_the_quota_is_passed(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast, most=1)
        passed(cast, nominated(cast, quota))
        second = nominated(cast, quota, somebody(cast, 2))

        with pytest.raises(NotPossible, match="đã dùng hết") as no:
            passed(cast, second)

        second.refresh_from_db()
        assert (said(no), second.state) == ({"quota"}, State.SENT)

    def test_who_has_an_office_in_the_collective_decides_nothing_about_it(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast, COLLECTIVE)
        nomination = nominated(cast, quota, Subject(cast.unit("CD-KCN")), by="minh")
        appoint(
            cast.person("minh"),
            role=Role.LEADER,
            organisation=cast.unit("LDLD-NINH-THUAN"),
            since=date(2022, 1, 1),
            by=None,
            at=NOW,
        )

        with pytest.raises(NotAllowed):
            actions.conclude(nomination, passed=True, by=cast.actor("minh", role=Role.LEADER), at=NOW)

    def test_what_came_up_meanwhile_stands_against_passing_and_awarding(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast)
        ready, waiting = passed(cast, nominated(cast, quota)), nominated(cast, quota, somebody(cast, 4))
        for subject in (lan(cast), Subject(waiting.unit, waiting.identity, waiting.full_name)):
            actions.complain(subject, "Có đơn phản ánh.", by=cast.actor("dong"), at=NOW)

        with pytest.raises(NotPossible, match="Đang có khiếu nại"):
            passed(cast, waiting)
        with pytest.raises(NotPossible, match="Nguyễn Thị Lan: Đang có khiếu nại"):
            awarded(cast, ready)

    def test_who_has_an_interest_is_told_that_somebody_else_writes_it_down(self, cast: Cast) -> None:
        cast.valid()
        nomination = passed(cast, nominated(cast, a_quota(cast)))
        appoint(
            cast.person("lan"),
            role=Role.LEADER,
            organisation=cast.unit("LDLD-NINH-THUAN"),
            since=date(2022, 1, 1),
            by=None,
            at=NOW,
        )

        with pytest.raises(NotPossible, match="Anh/chị có liên quan đến: Nguyễn Thị Lan"):
            awarded(cast, nomination, by="lan")

    def test_who_refuses_says_why(self, cast: Cast) -> None:
        cast.valid()
        nomination = nominated(cast, a_quota(cast))

        with pytest.raises(NotPossible, match="Ghi lý do"):
            actions.conclude(nomination, passed=False, by=cast.actor("dong"), at=NOW)
        actions.conclude(nomination, passed=False, reason="Thành tích chưa nổi bật.", by=cast.actor("dong"), at=NOW)

        nomination.refresh_from_db()
        assert nomination.state == State.REFUSED

    def test_a_decision_honours_all_or_nobody(self, cast: Cast) -> None:
        cast.valid()
        quota = a_quota(cast)
        ready, waiting = passed(cast, nominated(cast, quota)), nominated(cast, quota, somebody(cast, 3))

        with pytest.raises(NotPossible):
            awarding.award([ready, waiting], number="15/QĐ", signed_on=TODAY, by=cast.actor("dong"), at=NOW)

        assert not Nomination.objects.honours().exists()


class TestRevoking:
    def test_a_revoked_honour_counts_nowhere(self, cast: Cast) -> None:
        award = honoured(cast)
        agree(cast)
        assert public_honours().count() == 1

        revoked(cast, award)

        assert not Nomination.objects.honours().exists()
        assert (public_honours().count(), unnamed()) == (0, 0)
        assert [one.state for one in honours_of("+84912345001")] == [State.REVOKED]

    def test_lan_asks_and_somebody_else_gives_it_back(self, cast: Cast) -> None:
        revocation = revoked(cast)
        Person.objects.filter(username="lan").update(vouched_at=NOW)
        nomination = revocation.award.nomination
        plea = revoking.plead(nomination, "Số liệu là của tổ, có xác nhận.", by=cast.actor("lan"), at=NOW)

        with pytest.raises(NotAllowed):
            revoking.answer(plea, granted=True, text="Đúng.", by=cast.actor("dong"), at=NOW)
        revoking.answer(plea, granted=True, text="Hồ sơ đúng.", by=cast.actor("ha"), at=NOW)

        assert [one.state for one in honours_of("+84912345001")] == [State.AWARDED]

    def test_lan_is_told_of_her_honour_its_end_and_the_answer(self, cast: Cast) -> None:
        revocation = revoked(cast)
        Person.objects.filter(username="lan").update(vouched_at=NOW)
        plea = revoking.plead(revocation.award.nomination, "Xin xem lại.", by=cast.actor("lan"), at=NOW)
        revoking.answer(plea, granted=False, text="Đã xác minh.", by=cast.actor("ha"), at=NOW)

        told = Notice.objects.filter(to="+84912345001", kind__startswith="honour").order_by("pk")
        assert [(one.kind, one.params["number"]) for one in told] == [
            ("honour_given", "15/QĐ-LĐLĐ"),
            ("honour_revoked", "20/QĐ-LĐLĐ"),
            ("honour_plea_answered", "20/QĐ-LĐLĐ"),
        ]

    def test_nobody_pleads_for_another(self, cast: Cast) -> None:
        nomination = revoked(cast).award.nomination

        for who in ("hung", "mai", "dong"):
            with pytest.raises(NotAllowed):
                revoking.plead(nomination, "Xin xem lại.", by=cast.actor(who), at=NOW)


def agree(cast: Cast) -> None:
    """Lan lets her name stand on the public list."""
    Person.objects.filter(username="lan").update(vouched_at=NOW)
    actions.say(Question.PUBLISH, agrees=True, by=cast.actor("lan"), at=NOW)


def test_a_person_is_named_in_public_only_with_their_word(cast: Cast) -> None:
    honoured(cast)
    assert (public_honours().count(), unnamed()) == (0, 1)

    agree(cast)

    assert (public_honours().count(), unnamed()) == (1, 0)
