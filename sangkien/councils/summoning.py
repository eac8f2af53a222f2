"""Councillors are told what waits for their sheet: one message for all of it, not one for each dossier."""

from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.councils.models import Summons
from sangkien.councils.queries import to_score
from sangkien.councils.rules import SCORING
from sangkien.initiatives.models import Initiative
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation

QUIET_FOR = timedelta(days=3)
AT_ONCE = 50


def summon(*, at: datetime) -> int:
    """Tell councillors how many dossiers wait for their sheet, each at most once in three days and some at a time; how
    many were told. Who has no number that is vouched for sees it on their page."""
    told = (_summon(seat, at=at) for seat in _seats(at).select_related("person", "organisation"))
    return sum(islice(filter(None, told), AT_ONCE))  # who has scored all of theirs stands in nobody's way


def _seats(at: datetime) -> "QuerySet[Appointment]":
    """The seats on councils before which something lies, of people with a number who were told nothing lately."""
    desks = Initiative.objects.filter(SCORING, made=False).order_by().values("superior")
    councils = Organisation.objects.standing_for(Organisation.objects.filter(pk__in=desks), on=day_of(at))
    held = Appointment.objects.on(day_of(at)).filter(role=Role.COUNCILLOR, organisation__in=councils.values("pk"))
    reached = held.filter(person__phone__isnull=False, person__vouched_at__isnull=False)
    lately = Summons.objects.filter(person=OuterRef("person"), at__gt=at - QUIET_FOR)
    return reached.filter(~Exists(lately)).order_by("pk")


@transaction.atomic
def _summon(seat: Appointment, *, at: datetime) -> int:
    """Whoever holds the person's lock writes; another worker that comes to them finds it done."""
    person = Person.objects.select_for_update().get(pk=seat.person_id)
    actor = Actor(person=person, on=day_of(at), hat=seat)
    waiting = to_score(actor).filter(made=False).count()
    if not waiting or Summons.objects.filter(person=person, at__gt=at - QUIET_FOR).exists():
        return 0
    Summons.objects.create(person=person, waiting=waiting, at=at)
    write("to_score", to=person.phone or "", params={"name": person.full_name, "waiting": waiting}, at=at)
    return 1
