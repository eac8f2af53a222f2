"""Cử người xem lại: a third return or an appeal where one person alone reviews and nobody above does."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import holders, unheld
from sangkien.accounts.queries import hats
from sangkien.audit.models import Record
from sangkien.base.problems import NotAllowed, NotPossible, Stale
from sangkien.desks import naming
from sangkien.desks.naming import name_reviewer, waiting_for_somebody, waits_for_somebody
from sangkien.desks.tests.desking import hat_of
from sangkien.initiatives.models import Initiative
from sangkien.notices.models import Notice
from sangkien.review import actions as review
from sangkien.review.rules import RETURN
from sangkien.review.tests.test_again import appealed, returned_twice, sent_back
from tests.cast import NOW, TODAY, Cast

UNTIL = TODAY + timedelta(days=30)


def minh_alone(cast: Cast) -> None:
    """Nobody else reviews at the zones, and nobody above them: it is for the province to name somebody."""
    Appointment.objects.filter(person=cast.person("yen")).delete()


def waiting(cast: Cast) -> Initiative:
    """Minh refused it, and the author asked for another look."""
    minh_alone(cast)
    return appealed(cast)


def named(
    cast: Cast, dossier: Initiative, login: str = "thao", *, by: str = "dong", until: date = UNTIL, seen: int = 0
) -> Appointment:
    seen = seen or dossier.version
    return name_reviewer(dossier, cast.person(login), until=until, seen=seen, by=cast.actor(by), at=NOW)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in no.value.problems]


class TestWhatWaits:
    def test_for_somebody_is_listed_for_the_desk_those_above_and_the_owner(self, cast: Cast) -> None:
        dossier = waiting(cast)

        assert waits_for_somebody(dossier, on=TODAY)
        listed = {login: [*waiting_for_somebody(cast.actor(login))] for login in ("minh", "dong", "ha", "thao", "mai")}
        assert listed == {"minh": [dossier], "dong": [dossier], "ha": [dossier], "thao": [], "mai": [dossier]}

    def test_is_also_a_third_return(self, cast: Cast) -> None:
        dossier = returned_twice(cast)
        minh_alone(cast)
        sent_back(cast, dossier)

        assert [*waiting_for_somebody(cast.actor("dong"))] == [dossier]

    def test_is_nothing_where_a_colleague_or_somebody_above_is_there(self, cast: Cast) -> None:
        below = appealed(cast)
        cast.reviewer_of_the_province()
        above = appealed(cast, cast.refused(title="Khay chia phụ liệu"))

        assert not any(waits_for_somebody(one, on=TODAY) for one in (below, above))
        assert not waiting_for_somebody(cast.actor("dong"))

    def test_is_found_behind_those_that_somebody_may_look_at(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(naming, "MOST", 1)
        named(cast, waiting(cast))
        dossier = appealed(cast, cast.refused(title="Khay chia phụ liệu"))
        dossier.authors.update(person=cast.person("thao"))

        assert [*waiting_for_somebody(cast.actor("dong"))] == [dossier]

    @pytest.mark.parametrize("part", ["confirmed_by", "authors__person", "phone"])
    def test_is_also_what_the_only_other_one_has_a_part_in(self, cast: Cast, part: str) -> None:
        dossier, thao = waiting(cast), cast.person("thao")
        named(cast, dossier)
        if part == "authors__person":
            dossier.authors.update(person=thao)
        else:
            held = {"parties": [thao.phone]} if part == "phone" else {part: thao}
            Initiative.objects.filter(pk=dossier.pk).update(**held)

        assert [*waiting_for_somebody(cast.actor("dong"))] == [dossier]
        assert waits_for_somebody(cast.again(dossier), on=TODAY)

    def test_is_asked_of_ten_with_as_many_queries_as_of_one(self, cast: Cast) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert list(waiting_for_somebody(cast.actor("dong")))
            return len(queries)

        waiting(cast)
        one = asked()
        for number in range(4):
            appealed(cast, cast.refused(title=f"Khay chia phụ liệu số {number}"))

        assert asked() == one


class TestNaming:
    def test_lets_somebody_else_decide_until_a_day(self, cast: Cast) -> None:
        dossier = waiting(cast)

        office = named(cast, dossier)

        assert (office.role, office.organisation.code) == (Role.REVIEWER, "LDLD-NINH-THUAN")
        assert (office.valid.lower, office.valid.upper) == (TODAY, UNTIL + timedelta(days=1))
        hat = next(hat for hat in hats(cast.person("thao"), on=TODAY) if hat.pk == office.pk)
        thao = hat_of(cast.person("thao"))
        review.validate(dossier, seen=dossier.version, by=type(thao)(person=thao.person, on=TODAY, hat=hat), at=NOW)
        assert cast.again(dossier).state == "VALID"

    def test_is_told_and_kept(self, cast: Cast) -> None:
        dossier = waiting(cast)
        named(cast, dossier)

        notice = Notice.objects.get(kind="named_reviewer")
        assert (notice.to, notice.params["dossier"]) == ("+84912345007", dossier.code)
        assert Record.objects.get(verb="desk.name_reviewer").after["desk"] == "LDLD-NINH-THUAN"

    @pytest.mark.parametrize("login", ["dong", "ha"])
    def test_is_for_who_leads_above_and_for_the_owner(self, cast: Cast, login: str) -> None:
        assert named(cast, waiting(cast), by=login)

    @pytest.mark.parametrize("login", ["minh", "mai", "lan", "thao"])
    def test_is_for_nobody_else(self, cast: Cast, login: str) -> None:
        dossier = waiting(cast)

        with pytest.raises(NotAllowed):
            named(cast, dossier, by=login)

    @pytest.mark.parametrize(
        ("login", "until", "code"),
        [
            ("dong", UNTIL, ("oneself", "phone")),
            ("minh", UNTIL, ("part_in_it", "phone")),
            ("lan", UNTIL, ("part_in_it", "phone")),
            ("mai", UNTIL, ("part_in_it", "phone")),
            ("thao", TODAY - timedelta(days=1), ("until", "until")),
            ("thao", TODAY + timedelta(days=92), ("until", "until")),
        ],
    )
    def test_is_refused_for_whoever_has_a_part_in_it_and_for_days_that_are_none(
        self, cast: Cast, login: str, until: date, code: tuple[str, str]
    ) -> None:
        dossier = waiting(cast)

        with pytest.raises(NotPossible) as no:
            named(cast, dossier, login, until=until)

        assert codes(no) == [code]

    def test_is_done_once(self, cast: Cast) -> None:
        dossier = waiting(cast)
        named(cast, dossier)

        with pytest.raises(NotPossible) as no:
            named(cast, dossier, "hung", by="ha")

        assert codes(no) == [("somebody_is_there", "")]

    def test_from_an_old_page_is_told_so(self, cast: Cast) -> None:
        with pytest.raises(Stale):
            named(cast, waiting(cast), seen=1)


class TestWhoIsThere:
    """`unheld` says of many what `holders` says of each."""

    def test_is_the_same_however_it_is_asked(self, cast: Cast) -> None:
        cast.reviewer_of_the_province()
        dossiers = [cast.submitted(), cast.confirmed(), cast.returned(), cast.valid(), appealed(cast)]
        dossiers += [cast.confirmed(by="minh"), cast.submitted(by="hung", unit=cast.unit("CS-HTX-PHUOC-HAU").pk)]
        Person.objects.filter(username="thao").update(is_active=False)

        alone = unheld(RETURN, Initiative.objects.all(), on=TODAY)

        assert alone == {one.pk for one in dossiers if not holders(RETURN, one, on=TODAY).exists()}
        assert 0 < len(alone) < len(dossiers)
