"""Questions about the desks: who holds what, whose work it is, who is away, what was escalated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.desks.models import Absence, Escalation, Reminder, Sharing
from sangkien.desks.rules import SEE_LATE, stands
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.turns import Turn, turn_at
from sangkien.organisations.models import Organisation

OFFICES = (Role.GRASSROOTS_OFFICER, Role.REVIEWER)


@dataclass(frozen=True)
class Holding:
    """Who holds a dossier: its `turn`, the union by its name of the day, whether the union above `was_told` that nobody
    answered in time, and for the union's own people the `officer` who works on it ("" otherwise)."""

    turn: Turn
    union: str = ""
    was_told: str = ""
    officer: str = ""

    def late(self, on: date) -> bool:
        """Is the last day behind us?"""
        return self.turn.late(on)


def holding(initiatives: Iterable[Initiative], *, on: date, reader: Actor | None = None) -> dict[int, Holding]:
    """Who holds each of these dossiers, by their keys. Three queries, whatever their number; one more for a hat."""
    found = list(initiatives)
    told = _told([one.pk for one in found])
    desks = {one.desk_id for one in found if one.desk_id}
    names = _names(desks | set(told.values()), on=on)
    officers = _officers_of(found, reader)
    return {
        one.pk: Holding(
            turn_at(one),
            names.get(one.desk_id or 0, ""),
            names.get(told.get(one.pk, 0), ""),
            officers.get(one.officer_id or 0, ""),
        )
        for one in found
    }


def told_above(initiative: Initiative, *, on: date) -> str:
    """The union above that was told that nobody answered in time, by its name of the day; "" while there is no need.
    No query before the last day is over, then two."""
    if not turn_at(initiative).late(on):
        return ""
    return "".join(_names(set(_told([initiative.pk]).values()), on=on).values())


def _told(keys: list[int]) -> dict[int, int]:
    return dict(Escalation.objects.filter(stands(), initiative__in=keys).values_list("initiative", "to"))


def _names(keys: set[int], *, on: date) -> Mapping[int, str]:
    named = Organisation.objects.filter(pk__in=keys).named(on=on)
    return {unit.pk: unit.short_name or unit.code for unit in named}


def _officers_of(found: Iterable[Initiative], reader: Actor | None) -> dict[int, str]:
    """The names of those who work on them, where they are the reader's colleagues."""
    if reader is None or reader.hat is None:
        return {}
    own = set(Organisation.objects.now_in(reader.office, on=reader.on).values_list("pk", flat=True))
    named = {one.officer_id for one in found if one.officer_id and one.desk_id in own}
    return dict(Person.objects.filter(pk__in=named).values_list("pk", "full_name")) if named else {}


# Whose work it is. For the list that waits for a hat.
def mine(rows: "QuerySet[Initiative]", actor: Actor) -> "QuerySet[Initiative]":
    """Của tôi: those that were given to the actor."""
    return rows.filter(officer=actor.person)


def nobodys(rows: "QuerySet[Initiative]", _actor: Actor) -> "QuerySet[Initiative]":
    """Chưa giao: those that were given to nobody."""
    return rows.filter(officer=None)


def colleagues(rows: "QuerySet[Initiative]", actor: Actor) -> "QuerySet[Initiative]":
    """Của đồng nghiệp: those that were given to somebody else."""
    return rows.filter(officer__isnull=False).exclude(officer=actor.person)


def shares(unit: Organisation) -> bool:
    """Has the union its work given out?"""
    return Sharing.objects.filter(unit=unit, on=True).exists()


def officers_of(unit: Organisation, *, on: date) -> "QuerySet[Appointment]":
    """The offices that work at the union's desk that day, with their people, away or not."""
    return (
        Appointment.objects.on(on).filter(organisation=unit, role__in=OFFICES).select_related("person").order_by("pk")
    )


def away(people: Iterable[int], *, on: date) -> set[int]:
    """Who of these people (keys) is away that day. One query."""
    return set(Absence.objects.filter(person__in=people, days__contains=on).values_list("person", flat=True))


def absences_of(person: Person, *, on: date) -> "QuerySet[Absence]":
    """Those that are not over yet, the next first."""
    return Absence.objects.filter(person=person).exclude(days__fully_lt=(on, None)).order_by("days")


def loads(unit: Organisation) -> dict[int, int]:
    """How many open dossiers each person has in hand at this desk; who has none is left out. One query."""
    counted = Initiative.objects.filter(desk=unit, officer__isnull=False).order_by().values_list("officer")
    return dict(counted.annotate(Count("pk")))


def late_below(actor: Actor) -> "QuerySet[Escalation]":
    """Quá hạn ở cấp dưới: what was escalated to the hat's union and still waits there, the longest late first."""
    standing = Escalation.objects.filter(stands()).select_related("initiative", "desk")
    return actor.among(SEE_LATE, standing.order_by("due_on", "pk"))


def reminded_at(escalations: Iterable[int]) -> dict[int, tuple[datetime, datetime]]:
    """When the desk was last reminded about each of these escalations (keys), and from when it may be again."""
    reminders = Reminder.objects.filter(escalation__in=escalations).order_by("at")
    return {one: (at, again) for one, at, again in reminders.values_list("escalation", "at", "again_at")}
