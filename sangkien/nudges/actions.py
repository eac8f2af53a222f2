"""Nudging a union."""

from datetime import date, datetime, timedelta

from django.db import transaction

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of, start_of
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.counting.models import Measure
from sangkien.notices.actions import write
from sangkien.nudges import rules
from sangkien.nudges.models import Nudge
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.statistics.figures import figures
from sangkien.statistics.work import last_sent

_TOLD = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)


@transaction.atomic
def nudge(unit: Organisation, *, programme: Programme, by: Actor, at: datetime) -> Nudge:
    """Ask a silent union to take part: a message to each of its officers, in the words of everybody's nudge. Raises
    NotAllowed, and NotPossible for a union that is not silent, was nudged within three days or has nobody to tell."""
    by.must(rules.NUDGE, unit)
    hold(f"nudge {programme.pk} {unit.pk}")
    reached = figures(unit, programme=programme, phase=None, as_of=day_of(at))
    last = Nudge.objects.filter(programme=programme, unit=unit).order_by("at").last()
    problems = rules.missing_to_nudge(
        unit,
        office=by.office,
        sent=sum(reached.in_last(rules.SILENT, Measure.SUBMITTED)),
        again_at=last.again_at if last else None,
        at=at,
    )
    if problems:
        raise NotPossible(problems)
    sent = last_sent([unit.pk], programme=programme, as_of=day_of(at)).get(unit.pk)
    since = sent if reached.submitted > 0 else None  # what was withdrawn or went elsewhere was not sent
    told = _tell(unit, since, by=by, at=at)
    if not told:
        raise NotPossible([rules.nobody_to_tell()])
    made = Nudge.objects.create(
        programme=programme,
        unit=unit,
        office=by.office,
        by=by.somebody,
        last_on=since,
        phones=len(told),
        at=at,
        again_at=start_of(day_of(at + rules.QUIET)),
    )
    record(verb="unit.nudge", target=made, by=by.person, at=at, unit=by.unit, after={"unit": unit.code})
    return made


def _tell(unit: Organisation, since: date | None, *, by: Actor, at: datetime) -> list[Person]:
    on = day_of(at)
    names = {one.pk: one.short_name for one in Organisation.objects.filter(pk__in=[unit.pk, by.office.pk]).named(on=on)}
    params = {"union": names[unit.pk], "above": names[by.office.pk]}
    kind = "silent_so_far" if since is None else "silent_lately"
    if since:
        params["days"] = str((on - since).days)
    people = _officers(unit, on=on)
    for person in people:
        write(kind, to=person.phone or "", params=params, at=at, until=end_of(on + timedelta(days=1)))
    return people


def _officers(unit: Organisation, *, on: date) -> list[Person]:
    hats = Appointment.objects.on(on).filter(organisation=unit, role__in=_TOLD, person__is_active=True)
    people = {hat.person_id: hat.person for hat in hats.select_related("person")}
    return [person for person in people.values() if person.phone]
