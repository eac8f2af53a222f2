"""Cử người xem lại: somebody else has to look, and at the desk there is nobody else.

After a third return or an appeal whoever judged does not judge again. Where they are the only one who reviews there,
and nobody reviews above, the dossier waits until that union, one above it or the programme's owner has named somebody.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor, unheld
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.desks import rules
from sangkien.initiatives.models import Initiative, InitiativeQuerySet
from sangkien.initiatives.states import ON_A_DESK
from sangkien.initiatives.steps import locked
from sangkien.notices.actions import write
from sangkien.organisations.models import Ancestry, Organisation
from sangkien.review.queries import WORK
from sangkien.review.rules import NO_PART, RETURN

MOST = 100


def waiting_for_somebody(actor: Actor) -> InitiativeQuerySet:
    """Those that the hat sees and that nobody may look at again, the longest waiting first, a hundred at most. One
    query, however many wait for another look that somebody may take."""
    again = Initiative.objects.filter(~_somebody(on=actor.on), state__in=ON_A_DESK, judged_by__isnull=False)
    return again.filter(pk__in=actor.among(WORK, Initiative.objects.all())).oldest_first()[:MOST]


def waits_for_somebody(initiative: Initiative, *, on: date) -> bool:
    """Is there nobody at its desk who may look at it again? No query unless somebody has judged."""
    if initiative.judged_by_id is None:
        return False
    return bool(unheld(RETURN, Initiative.objects.filter(pk=initiative.pk), on=on))


def _somebody(*, on: date) -> Exists:
    """Of a dossier: somebody reviews at its desk, or at who stands for it, without a part in it. What `RETURN` says,
    but for who has the name of an author without a number: no query compares names as `base.text.fold` does."""
    lines = Ancestry.objects.on(on, ended=True).filter(descendant=OuterRef(OuterRef("desk")), depth=0)
    office = Appointment.objects.on(on).filter(role=Role.REVIEWER, organisation__in=lines.values("ancestor"))
    for part in NO_PART:
        if "__" in part:
            office = office.exclude(person__in=_people(*part.split("__")))
        else:
            office = office.exclude(person=Coalesce(OuterRef(part), 0))
    parties = ExpressionWrapper(OuterRef("parties"), output_field=ArrayField(CharField()))
    return Exists(office.alias(parties=parties).exclude(Q(parties__contains=[F("person__phone")])))


def _people(rows: str, who: str) -> "QuerySet[Model, Any]":
    """Who stands in these rows of the dossier, for a question about somebody's office."""
    related = Initiative._meta.get_field(rows).related_model
    assert isinstance(related, type)
    theirs = related._default_manager.filter(initiative=OuterRef(OuterRef("pk")))
    return theirs.filter(**{f"{who}__isnull": False}).values(who)


@transaction.atomic
def name_reviewer(
    initiative: Initiative, person: Person, *, until: date, seen: int, by: Actor, at: datetime
) -> Appointment:
    """Appoint the person to review at the dossier's desk from today until that day, included, and tell them. Raises
    NotAllowed, NotPossible (somebody is there by now, or see `rules.cannot_be_named`), Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.NAME_REVIEWER, initiative)
    if not waits_for_somebody(initiative, on=by.on):
        text = _("Ở đơn vị đang giữ hồ sơ đã có người xem lại được, nên không cần cử thêm.")
        raise NotPossible([Problem(code="somebody_is_there", text=text)])
    desk = _standing(initiative, on=by.on)
    if problems := rules.cannot_be_named(person, initiative, desk=desk, until=until, by=by):
        raise NotPossible(problems)
    day_after = until + timedelta(days=1)
    office = appoint(person, role=Role.REVIEWER, organisation=desk, since=by.on, until=day_after, by=by.person, at=at)
    record(
        verb="desk.name_reviewer",
        target=initiative,
        by=by.person,
        at=at,
        unit=by.unit,
        after={"appointment": office.pk, "desk": desk.code, "until": until.isoformat()},
    )
    if person.phone:
        write("named_reviewer", to=person.phone, params={"name": person.full_name, "dossier": initiative.code}, at=at)
    return office


def _standing(initiative: Initiative, *, on: date) -> Organisation:
    """The desk's union, or who stands for it that day."""
    assert initiative.desk is not None
    return Organisation.objects.standing_for(initiative.desk, on=on).first() or initiative.desk
