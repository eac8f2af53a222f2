"""Báo quá hạn: what no desk answered in time is told one level up, once, and what the union above may do about it."""

from datetime import timedelta

import pytest

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.desks.escalating import escalate, give_back, remind, take_over
from sangkien.desks.models import Escalation
from sangkien.desks.queries import holding, late_below
from sangkien.desks.tests.desking import LATE, hat_of, officer, who_has
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.turns import turn_at
from sangkien.notices.models import Notice
from sangkien.review import actions as review
from sangkien.review.queries import queue
from tests.cast import Cast

DAY = timedelta(days=1)


def above(cast: Cast) -> Actor:
    """A reviewer of the province, above the industrial zones."""
    return hat_of(officer(cast, "quyen", "Vũ Thị Quyên", "LDLD-NINH-THUAN"), on=LATE.date())


def late_at_the_zones(cast: Cast) -> tuple[Initiative, Escalation]:
    dossier = cast.confirmed()
    assert escalate(at=LATE) == 1
    return cast.again(dossier), Escalation.objects.get()


class TestEscalating:
    def test_a_dossier_the_superior_did_not_answer_is_told_to_the_province_once(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        assert escalate(at=LATE - DAY) == 0

        assert escalate(at=LATE) == 1

        told = Escalation.objects.get()
        assert (told.desk.code, told.to.code, told.due_on) == ("CD-KCN", "LDLD-NINH-THUAN", dossier.due_on)
        assert (escalate(at=LATE), escalate(at=LATE + DAY)) == (0, 0)

    def test_what_the_grassroots_union_did_not_confirm_is_told_to_its_superior(self, cast: Cast) -> None:
        cast.submitted()

        escalate(at=LATE)

        assert [one.desk.code for one in late_below(cast.actor("minh", on=LATE.date()))] == ["CS-MAY-TIEN-THUAN"]

    def test_the_officers_below_are_told_in_one_friendly_message(self, cast: Cast) -> None:
        cast.submitted()
        cast.submitted()

        escalate(at=LATE)

        notice = Notice.objects.get(kind="late_at_desk")
        assert (notice.to, notice.params) == ("+84912345003", {"number": "2"})

    def test_never_beyond_the_top(self, cast: Cast) -> None:
        _dossier, told = late_at_the_zones(cast)
        quyen = above(cast)
        taken = take_over(told, seen=told.initiative.version, by=quyen, at=LATE)
        top = cast.unit("TLD")
        Initiative.objects.filter(pk=taken.pk).update(desk=top)

        assert escalate(at=LATE + 30 * DAY) == 0

    def test_a_turn_that_begins_anew_may_be_told_again(self, cast: Cast) -> None:
        dossier = cast.submitted()
        escalate(at=LATE)
        review.confirm(dossier, seen=1, by=cast.actor("mai", on=LATE.date()), at=LATE)

        assert not late_below(cast.actor("minh", on=LATE.date())).exists()
        assert escalate(at=LATE + 10 * DAY) == 1

    def test_is_seen_only_by_reviewers_and_leaders_of_the_union_above(self, cast: Cast) -> None:
        late_at_the_zones(cast)
        above(cast)

        seen = {
            login: late_below(cast.actor(login, on=LATE.date())).count() for login in ("dong", "minh", "thao", "mai")
        }

        assert seen == {"dong": 1, "minh": 0, "thao": 0, "mai": 0}


class TestReminding:
    def test_the_leader_above_reminds_and_not_again_for_three_days(self, cast: Cast) -> None:
        _dossier, told = late_at_the_zones(cast)
        dong = cast.actor("dong", on=LATE.date())

        remind(told, by=dong, at=LATE)

        assert Notice.objects.filter(kind="late_reminder").count() == 2  # Minh and Yến
        with pytest.raises(NotPossible) as no:
            remind(told, by=dong, at=LATE + 2 * DAY)
        assert "từ ngày 29/05/2022" in no.value.problems[0].text
        remind(told, by=dong, at=LATE + 3 * DAY)
        assert Record.objects.filter(verb="desk.remind").count() == 2

    def test_not_once_it_was_answered(self, cast: Cast) -> None:
        dossier, told = late_at_the_zones(cast)
        review.validate(dossier, seen=dossier.version, by=cast.actor("minh", on=LATE.date()), at=LATE)

        with pytest.raises(NotPossible):
            remind(told, by=cast.actor("dong", on=LATE.date()), at=LATE)

    @pytest.mark.parametrize("login", ["minh", "mai", "lan", "thao", "ha"])
    def test_nobody_else_reminds(self, cast: Cast, login: str) -> None:
        _dossier, told = late_at_the_zones(cast)

        with pytest.raises(NotAllowed):
            remind(told, by=cast.actor(login, on=LATE.date()), at=LATE)


class TestTakingOver:
    def test_the_province_takes_it_with_days_of_its_own_and_decides(self, cast: Cast) -> None:
        dossier, told = late_at_the_zones(cast)
        quyen = above(cast)

        taken = take_over(told, seen=dossier.version, by=quyen, at=LATE)

        turn = turn_at(cast.again(taken))
        assert (turn.union, turn.late(LATE.date()), who_has(taken)) == (cast.unit("LDLD-NINH-THUAN").pk, False, "quyen")
        review.validate(taken, seen=taken.version, by=quyen, at=LATE)
        assert cast.again(taken).state == "VALID"

    def test_the_superior_confirms_what_it_took_from_the_grassroots_union(self, cast: Cast) -> None:
        dossier = cast.submitted()
        escalate(at=LATE)
        minh = cast.actor("minh", on=LATE.date())

        taken = take_over(Escalation.objects.get(), seen=dossier.version, by=minh, at=LATE)
        assert list(queue(minh)) == [taken]
        review.confirm(taken, seen=taken.version, by=minh, at=LATE)

        now = cast.again(dossier)
        assert (now.state, now.confirmed_by, now.desk) == ("REVIEWING", cast.person("minh"), cast.unit("CD-KCN"))

    def test_nobody_takes_what_they_have_a_part_in(self, cast: Cast) -> None:
        unit = cast.unit("CS-BQL-KCN").pk
        dossier = cast.submitted(unit=unit, authors=(AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),))
        escalate(at=LATE)

        with pytest.raises(NotAllowed):
            take_over(Escalation.objects.get(), seen=dossier.version, by=cast.actor("minh", on=LATE.date()), at=LATE)

    def test_a_leader_does_not_decide_and_so_does_not_take(self, cast: Cast) -> None:
        dossier, told = late_at_the_zones(cast)

        with pytest.raises(NotAllowed):
            take_over(told, seen=dossier.version, by=cast.actor("dong", on=LATE.date()), at=LATE)

    def test_of_two_at_once_the_second_is_told(self, cast: Cast) -> None:
        dossier, told = late_at_the_zones(cast)
        quyen = above(cast)
        take_over(told, seen=dossier.version, by=quyen, at=LATE)

        with pytest.raises(Stale):
            take_over(told, seen=dossier.version, by=quyen, at=LATE)
        with pytest.raises(NotPossible):
            take_over(told, seen=dossier.version + 1, by=quyen, at=LATE)

    def test_it_is_handed_back_with_days_anew(self, cast: Cast) -> None:
        dossier, told = late_at_the_zones(cast)
        quyen = above(cast)
        taken = take_over(told, seen=dossier.version, by=quyen, at=LATE)

        back = give_back(taken, seen=taken.version, by=quyen, at=LATE)

        assert (turn_at(back).union, turn_at(back).late(LATE.date()), who_has(back)) == (
            cast.unit("CD-KCN").pk,
            False,
            None,
        )
        minh = cast.actor("minh", on=LATE.date())
        with pytest.raises(NotPossible):
            give_back(back, seen=back.version, by=minh, at=LATE)


class TestHolding:
    def test_says_who_holds_it_and_that_the_union_above_knows(self, cast: Cast) -> None:
        dossier, _told = late_at_the_zones(cast)

        [held] = holding([dossier], on=LATE.date()).values()

        assert (held.union, held.was_told, held.officer) == ("CĐ Các KCN", "LĐLĐ tỉnh Ninh Thuận", "")
        assert held.late(LATE.date())

    def test_names_the_officer_only_to_colleagues(self, cast: Cast) -> None:
        officer(cast, "loan", "Phan Thị Loan", "CD-KCN", Role.REVIEWER)
        dossier, told = late_at_the_zones(cast)
        quyen = above(cast)
        taken = take_over(told, seen=dossier.version, by=quyen, at=LATE)

        def named(reader: Actor) -> str:
            return holding([cast.again(taken)], on=LATE.date(), reader=reader)[taken.pk].officer

        assert named(quyen) == "Vũ Thị Quyên"
        assert [named(cast.actor(login, on=LATE.date())) for login in ("minh", "mai", "lan")] == ["", "", ""]
        assert named(cast.actor("dong", on=LATE.date())) == "Vũ Thị Quyên"  # the leader of the same union

    @pytest.mark.parametrize("rows", [2, 9])
    def test_costs_the_same_for_any_number(
        self, cast: Cast, rows: int, django_assert_num_queries: "pytest.FixtureRequest"
    ) -> None:
        found = [cast.submitted() for _one in range(rows)]
        minh = cast.actor("minh")

        with django_assert_num_queries(3):
            assert len(holding(found, on=LATE.date(), reader=minh)) == rows
