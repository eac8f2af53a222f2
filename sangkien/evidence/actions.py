"""Verifying a value after a year, and reminding unions of what is due."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from sangkien.accounts.models import Appointment, Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.text import one_line, paragraphs
from sangkien.confirmations.rules import SCANS
from sangkien.evidence import rules
from sangkien.evidence.models import Outcome, Reminder, Verification
from sangkien.evidence.queries import due
from sangkien.evidence.rules import VERIFY, Found
from sangkien.files.actions import Checked, look_into, put_away
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.steps import attest
from sangkien.notices.actions import write
from sangkien.organisations.models import Organisation

REMINDED_FOR = timedelta(days=30)
_UNITS_AT_ONCE = 50


def verify(initiative: Initiative, found: Found, *, seen: int, by: Actor, at: datetime) -> Verification:
    """Write down what a year of use has brought. A value that was found makes the dossier "đã kiểm chứng" and stands
    beside the declared one; the last word counts.

    `seen` is the key of the last verification that was read, 0 for none. Raises NotAllowed, NotPossible (too early, or
    all that is missing), Stale when a colleague was faster.
    """
    found = _tidy(found)
    by.must(VERIFY, initiative)
    if problems := [*rules.too_early(initiative, on=day_of(at)), *rules.missing_in(found)]:
        raise NotPossible(problems)
    paper = look_into(found.paper.data, name=found.paper.name, field="paper", limits=SCANS) if found.paper else None
    return _written(initiative, found, paper, seen=seen, by=by, at=at)


def remind(*, at: datetime) -> int:
    """Tell grassroots unions what is due with them, each at most once in thirty days and some at a time; how many. Who
    has no phone number of their own sees it on their pages."""
    lately = Reminder.objects.filter(unit=OuterRef("unit"), at__gt=at - REMINDED_FOR)
    waiting = due(on=day_of(at)).filter(~Exists(lately), made=False).order_by().values("unit").annotate(n=Count("pk"))
    told = 0
    for row in waiting[:_UNITS_AT_ONCE]:
        told += _remind(row["unit"], row["n"], at=at)
    return told


# Helpers ----------------------------------------------------------------------------------------------------


def _tidy(found: Found) -> Found:
    """Only a value that was found has a method and a witness."""
    is_found = found.outcome == Outcome.FOUND
    return replace(
        found,
        actual_vnd=found.actual_vnd if is_found else None,
        method=paragraphs(found.method) if is_found else "",
        employer=one_line(found.employer) if is_found else "",
        position=one_line(found.position) if is_found else "",
        note=paragraphs(found.note),
    )


@transaction.atomic
def _written(
    initiative: Initiative, found: Found, paper: Checked | None, *, seen: int, by: Actor, at: datetime
) -> Verification:
    initiative = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    by.must(VERIFY, initiative)
    last = initiative.verifications.order_by("pk").last()
    if (last.pk if last else 0) != seen:
        raise Stale([_faster(last)])
    row = Verification.objects.create(
        initiative=initiative,
        outcome=found.outcome,
        declared_vnd=initiative.benefit_vnd or 0,
        actual_vnd=found.actual_vnd,
        method=found.method,
        employer=found.employer,
        position=found.position,
        note=found.note,
        again_on=day_of(at) + timedelta(days=rules.AGAIN_AFTER) if found.outcome == Outcome.UNCLEAR else None,
        paper=put_away(paper, by=by.person, at=at) if paper else None,
        by=by.somebody,
        unit=by.office,
        at=at,
    )
    after = {"initiative": initiative.code, "outcome": found.outcome, "actual_vnd": found.actual_vnd}
    record(verb="value.verify", target=row, by=by.person, at=at, unit=by.unit, after=after)
    if found.outcome == Outcome.FOUND:
        attest(initiative, verified_vnd=found.actual_vnd, by=by.person, unit=by.unit, at=at)
    return row


def _faster(last: Verification | None) -> Problem:
    who = last.by.full_name if last else _("hệ thống")
    text = _("Trong lúc anh/chị viết, %(who)s đã ghi kết quả của sáng kiến này. Anh/chị xem lại kết quả mới nhất nhé.")
    return Problem(code="stale", text=text % {"who": who})


@transaction.atomic
def _remind(unit: int, number: int, *, at: datetime) -> int:
    """Whoever holds its lock writes; another worker that comes to the same union finds it done."""
    union = Organisation.objects.select_for_update().get(pk=unit)
    if Reminder.objects.filter(unit=union, at__gt=at - REMINDED_FOR).exists():
        return 0
    Reminder.objects.create(unit=union, due=number, at=at)
    for officer in _officers(union, at):
        write("values_due", to=officer.phone or "", params={"name": officer.full_name, "due": number}, at=at)
    return 1


def _officers(union: Organisation, at: datetime) -> list[Person]:
    """Who speaks for the union or for who stands for it that day, and has a number that is vouched for."""
    day = day_of(at)
    standing = Organisation.objects.standing_for(union, on=day)
    held = Appointment.objects.on(day).filter(role=Role.GRASSROOTS_OFFICER, organisation__in=standing)
    return list(Person.objects.filter(pk__in=held.values("person"), phone__isnull=False, vouched_at__isnull=False))
