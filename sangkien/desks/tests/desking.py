"""What the tests of the desks share: more officers, a desk that shares, and who has a dossier."""

from datetime import date, datetime

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.base.days import VIETNAM
from sangkien.desks.actions import switch_sharing
from sangkien.desks.models import Assignment
from sangkien.initiatives.models import Initiative
from tests.cast import NOW, TODAY, Cast

LATE = datetime(2022, 5, 26, 8, 0, tzinfo=VIETNAM)  # a day after the superior's last day for what came on 18 May


def officer(cast: Cast, login: str, name: str, unit: str, role: Role = Role.REVIEWER) -> Person:
    """Somebody new with an office."""
    person = Person.objects.create_person(username=login, full_name=name, phone=None, password=None)
    since = date(2021, 1, 1)
    appoint(person, role=role, organisation=cast.unit(unit), since=since, by=None, at=NOW)
    return person


def hat_of(person: Person, *, on: date = TODAY) -> Actor:
    return Actor(person=person, on=on, hat=hats(person, on=on)[0])


def sharing(cast: Cast, unit: str = "CD-KCN", login: str = "minh") -> None:
    switch_sharing(cast.unit(unit), on=True, by=cast.actor(login), at=NOW)


def who_has(dossier: Initiative) -> str | None:
    """The user name of the officer who works on it; the last line of its assignments says the same."""
    found = Initiative.objects.select_related("officer").get(pk=dossier.pk).officer
    last = Assignment.objects.filter(initiative=dossier).order_by("pk").last()
    assert found is None or (last and last.officer == found)
    return found.username if found else None
