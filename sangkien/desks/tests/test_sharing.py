"""Giao việc tự động: each dossier goes to the officer with the least in hand, and never to somebody who has a part."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Role
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.desks.actions import be_away, be_back, pass_on, release, switch_sharing, take
from sangkien.desks.models import Absence, Assignment, Why
from sangkien.desks.queries import absences_of, colleagues, mine, nobodys, shares
from sangkien.desks.sharing import share_out
from sangkien.desks.tests.desking import hat_of, officer, sharing, who_has
from sangkien.initiatives import actions
from sangkien.initiatives.content import AuthorEntry
from sangkien.review import actions as review
from sangkien.review.queries import queue
from tests.cast import NOW, Cast


class TestSharing:
    def test_gives_each_dossier_to_the_officer_with_the_fewest_in_hand(self, cast: Cast) -> None:
        sharing(cast)
        first, second, third = cast.confirmed(), cast.confirmed(), cast.confirmed()

        assert share_out(at=NOW) == 3

        assert [who_has(one) for one in (first, second, third)] == ["minh", "yen", "minh"]
        assert share_out(at=NOW) == 0

    def test_of_two_with_as_many_the_one_who_was_given_nothing_for_longest_comes_first(self, cast: Cast) -> None:
        sharing(cast)
        one, two = cast.confirmed(), cast.confirmed()
        share_out(at=NOW)
        for dossier in (one, two):
            seen = cast.again(dossier).version
            review.send_back(
                dossier, reasons=[review.Reason("other", "Ghi rõ hơn.")], seen=seen, by=cast.actor("yen"), at=NOW
            )

        take(cast.confirmed(), by=cast.actor("minh"), at=NOW + timedelta(hours=1))
        release(
            cast.again(Assignment.objects.latest("pk").initiative), by=cast.actor("minh"), at=NOW + timedelta(hours=1)
        )
        next_one = cast.confirmed()
        share_out(at=NOW + timedelta(hours=2))

        assert who_has(next_one) == "minh" or who_has(next_one) == "yen"
        assert Assignment.objects.filter(why=Why.SHARED).count() == 4

    def test_never_to_somebody_who_wrote_entered_or_confirmed_it(self, cast: Cast) -> None:
        """Minh also chairs a small union below: what he entered there goes to Yến, and Yến's own goes to Minh."""
        sharing(cast)
        unit = cast.unit("CS-BQL-KCN").pk
        entered = cast.submitted(by="minh", role=Role.GRASSROOTS_OFFICER, unit=unit)
        written = cast.confirmed(authors=(AuthorEntry(full_name="Lý Ngọc Yến", phone="+84912345006"),))

        share_out(at=NOW)

        assert (entered.desk_id, who_has(entered)) == (cast.unit("CD-KCN").pk, "yen")
        assert who_has(written) == "minh"

    def test_leaves_what_nobody_may_settle_to_nobody(self, cast: Cast) -> None:
        sharing(cast, "CS-MAY-TIEN-THUAN", "mai")
        own = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),))

        assert share_out(at=NOW) == 0
        assert who_has(own) is None

    def test_touches_only_desks_that_share(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        assert share_out(at=NOW) == 0
        sharing(cast)
        switch_sharing(cast.unit("CD-KCN"), on=False, by=cast.actor("yen"), at=NOW)
        assert (share_out(at=NOW), who_has(dossier), shares(cast.unit("CD-KCN"))) == (0, None, False)

    @pytest.mark.parametrize("login", ["lan", "mai", "thao", "dong"])
    def test_nobody_else_switches_it(self, cast: Cast, login: str) -> None:
        with pytest.raises(NotAllowed):
            switch_sharing(cast.unit("CD-KCN"), on=True, by=cast.actor(login), at=NOW)

    def test_gives_what_came_back_to_whoever_returned_it(self, cast: Cast) -> None:
        sharing(cast, "CS-MAY-TIEN-THUAN", "mai")
        officer(cast, "loan", "Phan Thị Loan", "CS-MAY-TIEN-THUAN", Role.GRASSROOTS_OFFICER)
        first, _second = cast.submitted(), cast.submitted()
        share_out(at=NOW)
        assert who_has(first) == "mai"
        reasons = [review.Reason("other", "Ghi rõ hơn.")]
        review.send_back(first, reasons=reasons, seen=1, by=cast.actor("mai"), at=NOW)
        assert who_has(first) is None
        for _one in range(3):  # meanwhile Mai is given more than Loan
            take(cast.submitted(), by=cast.actor("mai"), at=NOW)

        draft = actions.start_correction(cast.told(first), by=cast.actor("lan"), at=NOW)
        actions.resubmit(draft, cast.content(), by=cast.actor("lan"), at=NOW)
        share_out(at=NOW)

        assert who_has(first) == "mai"

    @pytest.mark.parametrize("rows", [2, 12])
    def test_costs_the_same_for_any_number_of_dossiers(self, cast: Cast, rows: int) -> None:
        sharing(cast)
        for _one in range(rows):
            cast.confirmed()

        with CaptureQueriesContext(connection) as asked:
            assert share_out(at=NOW) == rows

        assert len(asked) <= 24


class TestAway:
    def test_who_is_away_is_given_nothing_and_what_they_have_goes_to_colleagues(self, cast: Cast) -> None:
        sharing(cast)
        dossier = cast.confirmed()
        share_out(at=NOW)
        assert who_has(dossier) == "minh"

        be_away(NOW.date(), date(2022, 5, 20), by=cast.actor("minh"), at=NOW)
        share_out(at=NOW)

        assert who_has(dossier) == "yen"
        whys = Assignment.objects.filter(initiative=dossier).order_by("pk").values_list("why", flat=True)
        assert list(whys) == [Why.SHARED, Why.AWAY, Why.SHARED]

    def test_when_everybody_is_away_it_waits_for_nobody_in_particular(self, cast: Cast) -> None:
        sharing(cast)
        for login in ("minh", "yen"):
            be_away(NOW.date(), NOW.date(), by=cast.actor(login), at=NOW)
        dossier = cast.confirmed()

        assert share_out(at=NOW) == 0
        assert share_out(at=NOW + timedelta(days=1)) == 1
        assert who_has(dossier) == "minh"

    def test_back_earlier_one_is_there_again(self, cast: Cast) -> None:
        minh = cast.actor("minh")
        under_way = be_away(NOW.date() - timedelta(days=2), date(2022, 5, 20), by=minh, at=NOW)
        to_come = be_away(date(2022, 6, 1), date(2022, 6, 3), by=minh, at=NOW)

        be_back(under_way, by=minh, at=NOW)
        be_back(to_come, by=minh, at=NOW)

        assert not absences_of(cast.person("minh"), on=NOW.date()).exists()
        assert Absence.objects.get().days.upper == NOW.date()
        with pytest.raises(NotAllowed):
            be_back(Absence.objects.get(), by=cast.actor("yen"), at=NOW)

    @pytest.mark.parametrize(
        ("first", "last", "code"),
        [
            (date(2022, 5, 20), date(2022, 5, 19), "ends_before"),
            (date(2022, 5, 1), date(2022, 5, 2), "past"),
            (date(2022, 5, 20), date(2023, 5, 21), "too_long"),
            (date(2022, 6, 2), date(2022, 6, 4), "noted"),
        ],
    )
    def test_says_what_is_wrong_with_the_days(self, cast: Cast, first: date, last: date, code: str) -> None:
        be_away(date(2022, 6, 1), date(2022, 6, 3), by=cast.actor("minh"), at=NOW)

        with pytest.raises(NotPossible) as no:
            be_away(first, last, by=cast.actor("minh"), at=NOW)

        assert [problem.code for problem in no.value.problems] == [code]


class TestByHand:
    def test_an_officer_takes_passes_on_and_gives_back(self, cast: Cast) -> None:
        dossier, minh, yen = cast.confirmed(), cast.actor("minh"), cast.actor("yen")

        take(dossier, by=minh, at=NOW)
        assert who_has(dossier) == "minh"
        pass_on(dossier, to=cast.person("yen"), by=minh, at=NOW)
        assert who_has(dossier) == "yen"
        with pytest.raises(NotPossible):
            release(dossier, by=minh, at=NOW)
        release(dossier, by=yen, at=NOW)
        assert who_has(dossier) is None
        assert cast.again(dossier).version == dossier.version

    def test_what_one_gave_back_is_given_to_somebody_else(self, cast: Cast) -> None:
        sharing(cast)
        dossier = cast.confirmed()
        share_out(at=NOW)
        release(dossier, by=cast.actor("minh"), at=NOW)

        share_out(at=NOW)

        assert who_has(dossier) == "yen"

    def test_nobody_takes_their_own_nor_what_lies_elsewhere(self, cast: Cast) -> None:
        unit = cast.unit("CS-BQL-KCN").pk
        entered = cast.submitted(by="minh", role=Role.GRASSROOTS_OFFICER, unit=unit)

        for login in ("minh", "thao", "mai", "dong", "lan"):
            with pytest.raises(NotAllowed):
                take(entered, by=cast.actor(login), at=NOW)

    def test_nor_is_it_passed_on_to_them_or_to_who_is_away(self, cast: Cast) -> None:
        unit = cast.unit("CS-BQL-KCN").pk
        entered, other = cast.submitted(by="minh", role=Role.GRASSROOTS_OFFICER, unit=unit), cast.confirmed()
        be_away(NOW.date(), NOW.date(), by=cast.actor("minh"), at=NOW)

        for dossier, code in [(entered, "may_not"), (other, "away")]:
            with pytest.raises(NotPossible) as no:
                pass_on(dossier, to=cast.person("minh"), by=cast.actor("yen"), at=NOW)
            assert [problem.code for problem in no.value.problems] == [code]

    def test_the_list_knows_mine_nobodys_and_my_colleagues(self, cast: Cast) -> None:
        own, other, free = cast.confirmed(), cast.confirmed(), cast.confirmed()
        take(own, by=cast.actor("minh"), at=NOW)
        take(other, by=cast.actor("yen"), at=NOW)
        minh = cast.actor("minh")

        assert [
            list(mine(queue(minh), minh)),
            list(nobodys(queue(minh), minh)),
            list(colleagues(queue(minh), minh)),
        ] == [
            [own],
            [free],
            [other],
        ]

    def test_who_settles_it_need_not_be_the_one_who_has_it(self, cast: Cast) -> None:
        dossier = cast.confirmed()
        take(dossier, by=cast.actor("yen"), at=NOW)

        review.validate(dossier, seen=dossier.version, by=cast.actor("minh"), at=NOW)

        assert who_has(dossier) is None

    def test_a_new_colleague_may_be_given_work_at_once(self, cast: Cast) -> None:
        dossier, loan = cast.confirmed(), officer(cast, "loan", "Phan Thị Loan", "CD-KCN")

        pass_on(dossier, to=loan, by=cast.actor("minh"), at=NOW)

        assert who_has(dossier) == "loan"
        release(dossier, by=hat_of(loan), at=NOW)
