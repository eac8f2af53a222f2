"""Cử người xem lại: somebody else has to look, and at the desk there is nobody else.

After a third return or an appeal whoever judged does not judge again. Where they are the only one who reviews there,
and nobody reviews above, the dossier waits until that union, one above it or the programme's owner has named somebody.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
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
from sangkien.organisations.models import Organisation
from sangkien.review.queries import WORK
from sangkien.review.rules import RETURN

MOST = 100


def waiting_for_somebody(actor: Actor) -> InitiativeQuerySet:
    """Those that the hat sees and that nobody may look at again, the longest waiting first: of the hundred that have
    waited longest to be looked at again. One query while there are none of these, then a fixed number."""
    again = Initiative.objects.filter(state__in=ON_A_DESK, judged_by__isnull=False).order_by("waiting_since", "pk")
    keys = list(actor.among(WORK, again).values_list("pk", flat=True)[:MOST])
    return Initiative.objects.filter(pk__in=_alone(keys, on=actor.on)).order_by("waiting_since", "pk")


def waits_for_somebody(initiative: Initiative, *, on: date) -> bool:
    """Is there nobody at its desk who may look at it again? No query unless somebody has judged."""
    return initiative.judged_by_id is not None and bool(_alone([initiative.pk], on=on))


def _alone(keys: list[int], *, on: date) -> set[int]:
    return unheld(RETURN, Initiative.objects.filter(pk__in=keys), on=on) if keys else set()


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
    if problems := rules.cannot_be_named(person, initiative, until=until, by=by):
        raise NotPossible(problems)
    desk = _standing(initiative, on=by.on)
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
