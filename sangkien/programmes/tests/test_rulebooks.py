"""A programme in memory is the programme as the database has it at that moment, whoever changed it, and however."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.programmes.actions import configure
from sangkien.programmes.models import Phase, Programme, Term
from sangkien.programmes.rulebooks import Rulebook, calendar_of, phase_of, rulebook
from sangkien.programmes.spec import read
from sangkien.workdays.actions import declare
from tests.cast import CATALOGUE, NOW, TODAY, Cast

SATURDAY = date(2022, 5, 21)


def known() -> Rulebook:
    found = rulebook("CT1TSK")
    assert found is not None
    return found


def _edition(cast: Cast) -> None:
    newest = cast.programme.edition
    newest.pk, newest.number, newest.confirm_above = None, newest.number + 1, 5
    newest.save(force_insert=True)


CHANGES: dict[str, tuple[Callable[[Cast], object], Callable[[Rulebook], object], object]] = {
    "the programme": (
        lambda cast: Programme.objects.filter(code="CT1TSK").update(opens=DateRange(TODAY, None)),
        lambda known: known.programme.opens.lower,
        TODAY,
    ),
    "a phase": (
        lambda cast: Phase.objects.filter(code="GD1").update(window=DateRange(TODAY, TODAY + timedelta(days=1))),
        lambda known: known.phases[0].window.lower,
        TODAY,
    ),
    "a term": (
        lambda cast: Term.objects.filter(list="KIND", code="technical").update(name="Máy móc"),
        lambda known: known.edition.terms()["KIND", "technical"].name,
        "Máy móc",
    ),
    "a term that goes": (
        lambda cast: Term.objects.filter(list="KIND", code="research").delete(),
        lambda known: ("KIND", "research") in known.edition.terms(),
        False,
    ),
    "an edition": (_edition, lambda known: known.edition.confirm_above, 5),
    "its week": (
        lambda cast: Programme.objects.filter(code="CT1TSK").update(week="MON_SAT"),
        lambda known: known.calendar.works(SATURDAY),
        True,
    ),
    "a day that is declared": (
        lambda cast: declare(TODAY, works=False, decision="Thông báo 9/TB", by=None, at=NOW),
        lambda known: known.calendar.works(TODAY),
        False,
    ),
}


class TestARulebook:
    @pytest.mark.parametrize("what", CHANGES)
    def test_sees_a_change_at_once(self, cast: Cast, what: str) -> None:
        change, said, then = CHANGES[what]
        assert said(known()) != then

        change(cast)

        assert said(known()) == then

    @pytest.mark.parametrize("what", CHANGES)
    def test_forgets_a_change_that_was_taken_back(self, cast: Cast, what: str) -> None:
        change, said, then = CHANGES[what]
        before = said(known())

        with transaction.atomic():
            change(cast)
            assert said(known()) == then
            transaction.set_rollback(True)

        assert said(known()) == before

    def test_is_read_again_only_when_something_has_changed(self, cast: Cast) -> None:
        first = known()

        with connection.execute_wrapper(_nothing_of_djangos_own):
            assert known() is first
        configure(read(CATALOGUE / "ct1tsk.yaml"), by=None, at=NOW)
        assert known().edition == first.edition

    def test_knows_the_phase_of_a_day(self, cast: Cast) -> None:
        first = cast.phase

        days = [
            first.first_day - timedelta(days=1),
            first.first_day,
            first.last_day,
            date(2022, 6, 1),
            date(2030, 1, 1),
        ]

        for programme in (known().programme, cast.programme):
            found = [phase_of(programme, day) for day in days if day]
            assert [phase and phase.code for phase in found] == [None, "GD1", "GD1", "GD2", None]

    def test_counts_in_the_working_days_of_now(self, cast: Cast) -> None:
        assert calendar_of(cast.programme).works(TODAY)

        declare(TODAY, works=False, decision="Thông báo 9/TB", by=None, at=NOW)

        assert not calendar_of(cast.programme).works(TODAY)
        assert not calendar_of(known().programme).works(TODAY)

    @pytest.mark.parametrize("code", ["", "KHONG-CO"])
    def test_is_there_only_for_a_programme_that_is(self, cast: Cast, code: str) -> None:
        assert rulebook(code) is None


def _nothing_of_djangos_own(*_asked: object) -> None:
    raise AssertionError("It was read again.")
