"""What officers do about who works on what."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.desks import rules
from sangkien.desks.models import Absence, Sharing, Why
from sangkien.desks.queries import away, officers_of
from sangkien.desks.sharing import put
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation


@transaction.atomic
def take(initiative: Initiative, *, by: Actor, at: datetime) -> None:
    """Work on it oneself, be it nobody's or a colleague's. Raises NotAllowed, NotPossible."""
    initiative = _opened(initiative, by=by)
    if initiative.officer_id != by.somebody.pk:
        _give(initiative, by.somebody, why=Why.TAKEN, by=by, at=at)


@transaction.atomic
def pass_on(initiative: Initiative, *, to: Person, by: Actor, at: datetime) -> None:
    """Give it to a colleague at the same desk. Raises NotAllowed, and NotPossible where the colleague may not settle it
    or is away."""
    initiative = _opened(initiative, by=by)
    if problems := _cannot_have_it(to, initiative, on=by.on):
        raise NotPossible(problems)
    _give(initiative, to, why=Why.PASSED, by=by, at=at)


@transaction.atomic
def release(initiative: Initiative, *, by: Actor, at: datetime) -> None:
    """Give back what one was given; the desk gives it to somebody else. Raises NotAllowed, and NotPossible where it is
    not one's own."""
    initiative = _opened(initiative, by=by)
    if initiative.officer_id != by.somebody.pk:
        raise NotPossible([Problem(code="not_mine", text=_("Hồ sơ này không còn do anh/chị xử lý."))])
    _give(initiative, None, why=Why.RELEASED, by=by, at=at)


@transaction.atomic
def switch_sharing(unit: Organisation, *, on: bool, by: Actor, at: datetime) -> Sharing:
    """Have the union's work given out from now on, or no longer; who works on what stays. Raises NotAllowed."""
    by.must(rules.ARRANGE, unit)
    Sharing.objects.get_or_create(unit=unit, defaults={"at": at})
    sharing = Sharing.objects.select_for_update(of=("self",)).get(unit=unit)
    before, sharing.on, sharing.at, sharing.by = sharing.on, on, at, by.somebody
    sharing.save(update_fields=["on", "at", "by"])
    _log("desk.share", sharing, by=by, at=at, before={"on": before}, after={"on": on})
    return sharing


@transaction.atomic
def be_away(first: date, last: date, *, by: Actor, at: datetime) -> Absence:
    """Note that one is away on these days, both included: nothing is given to one, and what one has goes to colleagues.
    Raises NotPossible."""
    days = DateRange(first, last + timedelta(days=1)) if first <= last else DateRange(empty=True)
    person = Person.objects.select_for_update().get(pk=by.somebody.pk)
    others = Absence.objects.filter(person=person, days__overlap=days).exists()
    if problems := rules.missing_to_be_away(first, last, on=by.on, others=others):
        raise NotPossible(problems)
    absence = Absence.objects.create(person=person, days=days, by=person, at=at)
    _log("desk.away", absence, by=by, at=at, after={"from": first.isoformat(), "to": last.isoformat()})
    return absence


@transaction.atomic
def be_back(absence: Absence, *, by: Actor, at: datetime) -> None:
    """From today on one is there again: an absence to come is dropped, one under way ends yesterday. Raises NotAllowed
    for another's."""
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if absence.person_id != by.somebody.pk:
        raise NotAllowed("desk.away")
    before = {"from": absence.days.lower.isoformat(), "to": (absence.days.upper - timedelta(days=1)).isoformat()}
    _log("desk.back", absence, by=by, at=at, before=before)
    if absence.days.lower >= by.on:
        absence.delete()
    elif absence.days.upper > by.on:
        absence.days = DateRange(absence.days.lower, by.on)
        absence.save(update_fields=["days"])


def _opened(initiative: Initiative, *, by: Actor) -> Initiative:
    locked = Initiative.objects.select_for_update(of=("self",)).select_related("desk").get(pk=initiative.pk)
    if locked.desk is None:
        text = _("Hồ sơ vừa được xử lý xong hoặc đang chờ tác giả, nên không cần giao cho ai nữa.")
        raise NotPossible([Problem(code="on_no_desk", text=text)])
    by.must(rules.HANDLE, locked)
    return locked


def _give(initiative: Initiative, officer: Person | None, *, why: Why, by: Actor, at: datetime) -> None:
    assert initiative.desk is not None
    before = initiative.officer_id
    put([(initiative, officer)], desk=initiative.desk, why=why, by=by.somebody, at=at)
    after = {"officer": officer.pk if officer else None, "why": why}
    _log("desk.give", initiative, by=by, at=at, before={"officer": before}, after=after)


def _cannot_have_it(to: Person, initiative: Initiative, *, on: date) -> list[Problem]:
    assert initiative.desk is not None
    hats = officers_of(initiative.desk, on=on).filter(person=to)
    if not any(Actor(person=to, on=on, hat=hat).may(rules.HANDLE, initiative) for hat in hats):
        text = _("%(who)s không xử lý được hồ sơ này: là người trong cuộc, hoặc không thuộc đơn vị đang giữ hồ sơ.")
        return [Problem(code="may_not", field="to", text=text % {"who": to.full_name})]
    if away([to.pk], on=on):
        text = _("%(who)s đang vắng mặt, anh/chị chọn người khác nhé.") % {"who": to.full_name}
        return [Problem(code="away", field="to", text=text)]
    return []


def _log(
    verb: str,
    target: Initiative | Sharing | Absence,
    *,
    by: Actor,
    at: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    record(verb=verb, target=target, by=by.person, at=at, unit=by.unit, before=before, after=after)
