"""What the database refuses about the desks, whoever asks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.desks.models import Absence, Assignment, Escalation, Reminder, Why
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, TODAY, Cast
from tests.refused import refused, untried

QUIET = timedelta(days=3)


def assigned(cast: Cast, **facts: Any) -> Assignment:
    dossier = cast.confirmed()
    minh = cast.person("minh")
    said = {"desk": dossier.superior, "officer": minh, "why": Why.TAKEN, "by": minh, "at": NOW} | facts
    return Assignment.objects.create(initiative=dossier, **said)


def escalated(cast: Cast, **facts: Any) -> Escalation:
    dossier = cast.confirmed()
    said = {"desk": dossier.superior, "to": cast.unit("LDLD-NINH-THUAN"), "since": NOW, "due_on": TODAY, "at": NOW}
    return Escalation.objects.create(initiative=dossier, **said | facts)


def reminded(cast: Cast, escalation: Escalation | None = None, **facts: Any) -> Reminder:
    said = {"by": cast.person("dong"), "at": NOW, "again_at": NOW + QUIET} | facts
    return Reminder.objects.create(escalation=escalation or escalated(cast), **said)


def away(cast: Cast, days: DateRange) -> Absence:
    minh = cast.person("minh")
    return Absence.objects.create(person=minh, days=days, by=minh, at=NOW)


def away_twice(cast: Cast) -> None:
    away(cast, DateRange(TODAY, date(2022, 5, 21)))
    away(cast, DateRange(date(2022, 5, 20), date(2022, 5, 25)))


def escalated_twice(cast: Cast) -> None:
    escalation = escalated(cast)
    escalation.pk = None
    escalation.save(force_insert=True)


def reminded_too_soon(cast: Cast) -> None:
    first = reminded(cast)
    reminded(cast, first.escalation, at=NOW + timedelta(days=2), again_at=NOW + timedelta(days=5))


AGAINST: dict[str, Callable[[Cast], object]] = {
    "an_absence_lasts_at_least_a_day": lambda cast: away(cast, DateRange(empty=True)),
    "a_person_is_away_once_at_a_time": away_twice,
    "why_of_an_assignment_is_known": lambda cast: assigned(cast, why="LOT"),
    "what_is_released_is_nobodys": lambda cast: assigned(cast, why=Why.RELEASED),
    "only_the_rule_gives_without_a_person": lambda cast: assigned(cast, by=None),
    "nobody_is_given_their_own": lambda cast: assigned(cast, officer=cast.person("mai")),  # she confirmed it
    "a_turn_is_escalated_once": escalated_twice,
    "an_escalation_goes_to_another_union": lambda cast: escalated(cast, to=cast.unit("CD-KCN")),
    "a_reminder_gives_some_quiet": lambda cast: reminded(cast, again_at=NOW),
    "nobody_is_reminded_before_the_quiet_is_over": reminded_too_soon,
}
APPEND_ONLY: dict[str, Callable[[Cast], object]] = {
    "assignments_are_append_only": lambda cast: Assignment.objects.filter(pk=assigned(cast).pk).delete(),
    "escalations_are_append_only": lambda cast: Escalation.objects.filter(pk=escalated(cast).pk).update(due_on=TODAY),
    "reminders_are_append_only": lambda cast: Reminder.objects.filter(pk=reminded(cast).pk).update(at=NOW),
}


@pytest.mark.parametrize("constraint", AGAINST)
def test_the_database_refuses_what_breaks(constraint: str, cast: Cast) -> None:
    with refused(constraint):
        AGAINST[constraint](cast)


@pytest.mark.parametrize("trigger", APPEND_ONLY)
def test_rows_are_only_ever_added(trigger: str, cast: Cast) -> None:
    table = f"desks_{trigger.partition('s_are')[0]}"
    with refused(f"{table} is append-only"):
        APPEND_ONLY[trigger](cast)


@pytest.mark.parametrize("login", ["lan", "mai"])
def test_nobody_is_given_what_they_wrote_or_confirmed(cast: Cast, login: str) -> None:
    with refused("nobody_is_given_their_own"):
        assigned(cast, officer=cast.person(login))


def test_an_officer_leaves_with_the_desk_whoever_moves_it(cast: Cast) -> None:
    dossier = cast.confirmed()
    Initiative.objects.filter(pk=dossier.pk).update(officer=cast.person("minh"))

    Initiative.objects.filter(pk=dossier.pk).update(desk=cast.unit("LDLD-NINH-THUAN"))

    assert cast.again(dossier).officer is None


def test_every_rule_has_been_tried(db: None) -> None:
    assert untried("desks", {*AGAINST, *APPEND_ONLY}) == set()
