"""Báo quá hạn lên một cấp: what no desk answered in time is told one level up, once for each turn.

The union above may remind the desk, or take the dossier over: then it lies on its own desk, with days of its own, and
nobody there who has a part in it touches it. It may hand back what it took. Above the highest union that reviews there
is nobody to tell.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of, start_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Problem
from sangkien.desks import rules
from sangkien.desks.models import Escalation, Reminder, Why
from sangkien.desks.queries import away, officers_of
from sangkien.desks.sharing import put
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.initiatives.steps import locked, step
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import direct_superior

AT_ONCE = 500
TAKEN_OVER, GIVEN_BACK = "taken_over", "given_back"


def escalate(*, at: datetime) -> int:
    """Tell the unions above what is late at the desks below, and the officers there that they were told. How many
    dossiers? Two workers at once tell it once."""
    desks = _late(on=day_of(at)).order_by().values_list("desk", flat=True).distinct()
    return sum(_escalate_from(desk, at=at) for desk in Organisation.objects.filter(pk__in=list(desks)).order_by("pk"))


def _late(*, on: date) -> "QuerySet[Initiative]":
    told = Escalation.objects.filter(initiative=OuterRef("pk"), since=OuterRef("waiting_since"))
    return Initiative.objects.filter(state__in=ON_A_DESK, due_on__lt=on).exclude(Exists(told))


@transaction.atomic
def _escalate_from(desk: Organisation, *, at: datetime) -> int:
    above = direct_superior(desk, day_of(at))
    if above is None:
        return 0
    hold(f"escalate {desk.pk}")
    late = _late(on=day_of(at)).filter(desk=desk).order_by("due_on", "pk")[:AT_ONCE]
    rows = [
        Escalation(initiative=one, desk=desk, to=above, since=one.waiting_since, due_on=one.due_on, at=at)
        for one in late
        if one.due_on
    ]
    Escalation.objects.bulk_create(rows)
    if rows:
        _tell_the_desk("late_at_desk", desk, {"number": str(len(rows))}, at=at)
    return len(rows)


def _tell_the_desk(kind: str, desk: Organisation, params: dict[str, str], *, at: datetime) -> None:
    """Each officer there once, but those who are away; by the end of the day after it says nothing new."""
    on = day_of(at)
    people = {hat.person_id: hat.person for hat in officers_of(desk, on=on)}
    gone = away(people, on=on)
    for person in people.values():
        if person.phone and person.pk not in gone:
            write(kind, to=person.phone, params=params, at=at, until=end_of(on + timedelta(days=1)))


@transaction.atomic
def remind(escalation: Escalation, *, by: Actor, at: datetime) -> Reminder:
    """Ask the desk once more, in the words of everybody's reminder. Raises NotAllowed, and NotPossible when it has
    answered meanwhile or was reminded less than three days ago."""
    escalation = (
        Escalation.objects.select_for_update(of=("self",)).select_related("initiative", "desk").get(pk=escalation.pk)
    )
    by.must(rules.REMIND, escalation)
    last = escalation.reminders.order_by("at").last()
    if problems := rules.too_soon_to_remind(last.again_at if last else None, at=at):
        raise NotPossible(problems)
    reminder = Reminder.objects.create(
        escalation=escalation, by=by.somebody, at=at, again_at=start_of(day_of(at + rules.QUIET))
    )
    _tell_the_desk("late_reminder", escalation.desk, {"dossier": escalation.initiative.code}, at=at)
    record(verb="desk.remind", target=escalation.initiative, by=by.person, at=at, unit=by.unit)
    return reminder


@transaction.atomic
def take_over(escalation: Escalation, *, seen: int, by: Actor, at: datetime) -> Initiative:
    """Take the dossier to the desk above, and work on it. Raises NotAllowed (also for whoever has a part in it),
    NotPossible, Stale."""
    initiative = locked(escalation.initiative_id, seen=seen)
    by.must(rules.TAKE_OVER, escalation)
    step(
        initiative,
        verb=TAKEN_OVER,
        to=State(initiative.state),
        desk=escalation.to,
        by=by,
        at=at,
        detail={"from_desk": escalation.desk.code},
    )
    put([(initiative, by.somebody)], desk=escalation.to, why=Why.TAKEN, by=by.somebody, at=at)
    return initiative


@transaction.atomic
def give_back(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Initiative:
    """Give what was taken over back to the desk where it lay at first, which has its days anew. Raises NotAllowed,
    NotPossible, Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.HANDLE, initiative)
    if not was_taken_over(initiative):
        raise NotPossible([Problem(code="not_taken", text=_("Hồ sơ này vốn thuộc đơn vị mình xử lý."))])
    step(initiative, verb=GIVEN_BACK, to=State(initiative.state), by=by, at=at)
    return initiative


def was_taken_over(initiative: Initiative) -> bool:
    """Does it lie on this desk because it was late below? One query."""
    began = initiative.events.filter(at=initiative.waiting_since).order_by("version").values_list("verb", flat=True)
    return began.last() == TAKEN_OVER
