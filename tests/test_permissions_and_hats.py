"""A permission goes no further than its hat: not on one's own dossiers, not after the appointment, not under another
hat, and in the tree as it is on the day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.accounts.actions import appoint, vouch
from sangkien.accounts.models import Appointment, Role
from sangkien.accounts.permissions import Actor, Permission, holders
from sangkien.base.days import day_of
from sangkien.initiatives import rules
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.actions import place
from sangkien.review import rules as review_rules
from tests.cast import NOW, Cast

TODAY = day_of(NOW)


class TestNobodyDecidesOnTheirOwn:
    """By account, by phone number, by having entered it or by having confirmed it: in all three answers."""

    def cannot(self, who: Actor, permission: Permission, dossier: Initiative) -> bool:
        people = holders(permission, dossier, on=TODAY)
        listed = dossier in who.among(permission, Initiative.objects.all())
        return not who.may(permission, dossier) and not listed and who.person not in people

    def test_who_entered_it(self, cast: Cast) -> None:
        cast_chair = cast.actor("mai")
        mine = cast.submitted(by="mai", authors=(AuthorEntry(full_name="Trần Thị Mai", phone="+84912345003"),))

        assert mine.state == State.SUBMITTED
        assert self.cannot(cast_chair, review_rules.CONFIRM, mine)
        assert self.cannot(cast_chair, review_rules.RETURN, mine)

    def test_whose_phone_number_stands_in_it(self, cast: Cast) -> None:
        dossier = cast.confirmed(authors=self.two_authors("+84912345005"))

        assert self.cannot(cast.actor("minh"), review_rules.DECIDE, dossier)
        assert not self.cannot(cast.actor("yen"), review_rules.DECIDE, dossier)

    def test_whose_account_stands_in_it_under_an_older_number(self, cast: Cast) -> None:
        minh = cast.person("minh")
        vouch(minh, by=cast.person("mai"), unit=None, at=NOW)
        dossier = cast.confirmed(authors=self.two_authors("+84912345005"))
        type(minh).objects.filter(pk=minh.pk).update(phone="+84999999999")

        assert self.cannot(cast.actor("minh"), review_rules.DECIDE, dossier)

    def test_who_confirmed_it(self, cast: Cast) -> None:
        dossier = cast.confirmed_in_its_place()

        assert self.cannot(cast.actor("minh"), review_rules.DECIDE, dossier)
        assert self.cannot(cast.actor("minh"), review_rules.REROUTE, dossier)

    def two_authors(self, phone: str) -> tuple[AuthorEntry, ...]:
        return (
            AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=7_000),
            AuthorEntry(full_name="Phạm Văn Minh", phone=phone, share=3_000),
        )


class TestAppointmentsEnd:
    def appointed_until(self, cast: Cast, day: date) -> Actor:
        """Mai, with the hat that she wears, on the last day on which she holds it."""
        actor = cast.actor("mai", on=day - timedelta(days=1))
        Appointment.objects.filter(person=actor.person).update(valid=DateRange(date(2021, 1, 1), day))
        return cast.actor("mai", on=day - timedelta(days=1))

    def test_the_last_day_still_counts(self, cast: Cast) -> None:
        dossier = cast.submitted()
        mai = self.appointed_until(cast, TODAY)

        assert mai.may(review_rules.CONFIRM, dossier)
        assert cast.person("mai") in holders(review_rules.CONFIRM, dossier, on=TODAY - timedelta(days=1))

    def test_the_day_after_does_not(self, cast: Cast) -> None:
        dossier = cast.submitted()
        self.appointed_until(cast, TODAY)

        assert cast.actor("mai").hat is None
        assert not cast.actor("mai").may(rules.SEE, dossier)
        assert cast.person("mai") not in holders(review_rules.CONFIRM, dossier, on=TODAY)

    def test_an_old_hat_opens_nothing_even_when_somebody_still_wears_it(self, cast: Cast) -> None:
        dossier = cast.submitted()
        mai = self.appointed_until(cast, TODAY)

        assert not replace(mai, on=TODAY).may(review_rules.CONFIRM, dossier)

    def test_a_hat_opens_nothing_before_its_first_day(self, cast: Cast) -> None:
        dossier, tomorrow = cast.submitted(), TODAY + timedelta(days=1)
        new = appoint(
            cast.person("hung"),
            role=Role.REVIEWER,
            organisation=cast.unit("CD-KCN"),
            since=tomorrow,
            by=None,
            at=NOW,
        )

        hung = Actor(person=cast.person("hung"), on=TODAY, hat=new)
        assert not hung.may(review_rules.CONFIRM, dossier)
        assert replace(hung, on=tomorrow).may(review_rules.CONFIRM, dossier)

    def test_somebody_elses_hat_opens_nothing(self, cast: Cast) -> None:
        dossier = cast.submitted()
        hung = Actor(person=cast.person("hung"), on=TODAY, hat=cast.actor("mai").hat)

        assert not hung.may(review_rules.CONFIRM, dossier)

    def test_a_closed_account_holds_nothing(self, cast: Cast) -> None:
        dossier = cast.submitted()
        type(cast.person("mai")).objects.filter(username="mai").update(is_active=False)

        assert cast.actor("mai").hat is None
        assert cast.person("mai") not in holders(review_rules.CONFIRM, dossier, on=TODAY)


class TestOnlyTheHatThatIsWornCounts:
    def test_as_reviewer_minh_does_not_speak_for_his_small_union(self, cast: Cast) -> None:
        dossier = cast.submitted(unit=cast.unit("CS-BQL-KCN").pk)

        may_return = {role: cast.actor("minh", role=role).may(review_rules.RETURN, dossier) for role in self.hats()}

        assert may_return == {Role.REVIEWER: False, Role.GRASSROOTS_OFFICER: True}

    def test_as_chair_he_decides_nothing(self, cast: Cast) -> None:
        dossier = cast.confirmed()

        may_decide = {role: cast.actor("minh", role=role).may(review_rules.DECIDE, dossier) for role in self.hats()}

        assert may_decide == {Role.REVIEWER: True, Role.GRASSROOTS_OFFICER: False}

    def test_without_a_hat_an_officer_is_a_worker_like_any_other(self, cast: Cast) -> None:
        dossier, minh = cast.confirmed(), replace(cast.actor("minh"), hat=None)

        assert not minh.may(review_rules.DECIDE, dossier)
        assert not minh.may(rules.SEE, dossier)

    def hats(self) -> list[Role]:
        return [Role.REVIEWER, Role.GRASSROOTS_OFFICER]


@pytest.mark.parametrize("login", ["lan", "mai", "minh", "hoa", "dong", "ha"])
def test_the_bar_of_a_hat_leads_nowhere_that_the_hat_may_not_go(cast: Cast, login: str) -> None:
    client = cast.client(login)
    bar = [item.url for item in client.get("/toi/").context["nav"]]

    assert {url: client.get(url, follow=True).status_code for url in bar} == dict.fromkeys(bar, 200)


class TestRightsFollowTheTree:
    """The factory's union moves from the industrial zones to the district on 1 June."""

    MOVE = date(2022, 6, 1)

    @pytest.fixture
    def leaders(self, cast: Cast) -> dict[str, Actor]:
        """Hùng leads the union of the zones, Kim the district's."""
        posts = {"hung": "CD-KCN", "kim": "LDLD-NINH-PHUOC"}
        for who, code in posts.items():
            appoint(
                cast.person(who),
                role=Role.LEADER,
                organisation=cast.unit(code),
                since=date(2022, 1, 1),
                by=None,
                at=NOW,
            )
        return {who: cast.actor(who, role=Role.LEADER) for who in posts}

    def move(self, cast: Cast) -> None:
        unit, parent = cast.unit("CS-MAY-TIEN-THUAN"), cast.unit("LDLD-NINH-PHUOC")
        place(unit, parent=parent, since=self.MOVE, by=None, at=NOW)

    def who_sees(self, leaders: dict[str, Actor], dossier: Initiative, day: date) -> set[str]:
        people = set(holders(rules.SEE, dossier, on=day))
        seeing = {who for who, actor in leaders.items() if replace(actor, on=day).may(rules.SEE, dossier)}
        assert seeing == {who for who, actor in leaders.items() if actor.person in people}
        return seeing

    def test_none_survives_a_move(self, cast: Cast, leaders: dict[str, Actor]) -> None:
        dossier = cast.submitted()

        self.move(cast)

        eve = self.MOVE - timedelta(days=1)
        assert self.who_sees(leaders, dossier, eve) == {"hung"}
        assert self.who_sees(leaders, dossier, self.MOVE) == {"kim"}

    def test_a_move_is_felt_at_once_by_an_actor_who_is_already_at_work(
        self, cast: Cast, leaders: dict[str, Actor]
    ) -> None:
        dossier, unit = cast.submitted(), cast.unit("CS-MAY-TIEN-THUAN")
        assert leaders["hung"].may(rules.SEE, dossier)

        place(unit, parent=cast.unit("LDLD-NINH-PHUOC"), since=TODAY, by=None, at=NOW)

        assert not leaders["hung"].may(rules.SEE, dossier)
        assert leaders["kim"].may(rules.SEE, dossier)

    def test_the_province_sees_it_before_and_after(self, cast: Cast) -> None:
        dossier, dong = cast.submitted(), cast.actor("dong")

        self.move(cast)

        assert all(replace(dong, on=day).may(rules.SEE, dossier) for day in (TODAY, self.MOVE))
