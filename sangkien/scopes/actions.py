"""Asking for a level, scoring, concluding."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

from sangkien.accounts.permissions import Actor, Permission
from sangkien.audit.actions import record
from sangkien.base.days import format_day
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible
from sangkien.base.text import one_line, paragraphs
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.scopes import rules
from sangkien.scopes.models import BELOW, Criteria, Finding, Level, Request, Sheet
from sangkien.scopes.queries import competent, criteria_for, interested, sheets_that_count
from sangkien.scopes.states import State
from sangkien.sittings import actions as sittings
from sangkien.sittings.models import Matter, Sitting
from sangkien.sittings.queries import outcome_of, waiting
from sangkien.sittings.thresholds import TWO_THIRDS, Threshold


@transaction.atomic
def adopt(
    unit: Organisation,
    level: Level,
    *,
    points: Mapping[str, int],
    enough: int,
    basis: str,
    since: date,
    by: Actor | None,
    at: datetime,
) -> Criteria:
    """From that day on councils of the union and below score this level so; what was asked before keeps its own. `by`
    None: a command. Raises NotAllowed, NotPossible."""
    if by is not None:
        by.must(rules.ADOPT, unit)
    hold(f"scope criteria {unit.pk} {level}")
    basis = one_line(basis)
    if problems := rules.missing_to_adopt(unit, level, points, enough, basis, since=since):
        raise NotPossible(problems)
    for former in Criteria.objects.on(since).filter(unit=unit, level=level):
        former.valid = DateRange(former.valid.lower, since)
        former.save(update_fields=["valid"])
    told = {"points": dict(points), "most": sum(points.values()), "enough": enough, "basis": basis}
    criteria = Criteria.objects.create(unit=unit, level=level, valid=DateRange(since, None), **told)
    _log("scope.adopt", criteria, by=by, at=at, level=level, since=format_day(since), **told)
    return criteria


@transaction.atomic
def ask(initiative: Initiative, level: Level, *, by: Actor, at: datetime) -> Request:
    """The dossier goes before the competent council of the level, with the criteria of the day. Raises NotAllowed,
    NotPossible (the level below is not recognised, no council, no criteria in force)."""
    initiative = Initiative.objects.select_for_update(of=("self",)).select_related("unit").get(pk=initiative.pk)
    by.must(rules.ASK, initiative)
    council = competent(initiative, level, on=by.on)
    criteria = criteria_for(council, level, on=by.on) if council else None
    below = BELOW.get(level)
    if problems := rules.missing_to_ask(initiative, level, below=below) or rules.missing_council(council, criteria):
        raise NotPossible(problems)
    assert council is not None
    assert criteria is not None
    request = Request.objects.create(
        initiative=initiative, level=level, council=council, criteria=criteria, by=by.somebody, unit=by.office, at=at
    )
    _log("scope.ask", request, by=by, at=at, initiative=initiative.code, level=level)
    return request


@transaction.atomic
def withdraw(request: Request, *, reason: str, by: Actor, at: datetime) -> Request:
    """The union takes its request back. Raises NotAllowed, NotPossible."""
    request = _locked(request, by, rules.WITHDRAW)
    reason = paragraphs(reason)
    if problems := rules.missing_withdrawal(reason, listed=waiting(rules.KIND, str(request.pk)) is not None):
        raise NotPossible(problems)
    request.state, request.reason = State.WITHDRAWN, reason
    request.save(update_fields=["state", "reason"])
    _log("scope.withdraw", request, by=by, at=at, reason=reason)
    return request


@transaction.atomic
def put_before(
    request: Request,
    sitting: Sitting,
    *,
    secret: bool = True,
    threshold: Threshold = TWO_THIRDS,
    by: Actor,
    at: datetime,
) -> Matter:
    """The request is on the agenda of a sitting of its council; authors, who entered the dossier and who confirmed it
    are kept out. Raises NotAllowed, NotPossible."""
    request = _locked(request, by, rules.CONCLUDE)
    if sitting.council_id != request.council_id:
        raise NotPossible([rules.other_council()])
    dossier = request.initiative
    title = f"{Level(request.level).label}: {dossier.title} ({dossier.code})"
    return sittings.put_on_agenda(
        sitting,
        title=title,
        kind=rules.KIND,
        key=str(request.pk),
        parties=interested(dossier),
        secret=secret,
        threshold=threshold,
        by=by,
        at=at,
    )


@transaction.atomic
def score(request: Request, points: Mapping[str, int | None], *, by: Actor, at: datetime) -> Sheet:
    """Give points by every criterion; until the vote is closed another sheet may take its place. How many stands in the
    sheet alone, not in the log. Raises NotAllowed, NotPossible."""
    request = _locked(request, by, rules.SCORE)
    outcome = outcome_of(rules.KIND, str(request.pk))
    if problems := rules.missing_after_vote(outcome) or rules.missing_in_sheet(points, request.criteria):
        raise NotPossible(problems)
    given = {code: points[code] or 0 for code in request.criteria.points}
    sheet = Sheet.objects.create(request=request, person=by.somebody, points=given, total=sum(given.values()), at=at)
    _log("scope.score", request, by=by, at=at, sheet=sheet.pk)
    return sheet


@transaction.atomic
def conclude(request: Request, *, applied: bool, replicable: bool, note: str = "", by: Actor, at: datetime) -> Finding:
    """Lock what the council found: recognised when its vote carried and the average of the sheets is enough. `applied`
    and `replicable` say whether it counts for a title (Law 06/2022/QH15, article 3(4)). Raises NotAllowed, NotPossible.
    """
    request = _locked(request, by, rules.CONCLUDE)
    outcome, sheets = outcome_of(rules.KIND, str(request.pk)), sheets_that_count(request)
    if problems := rules.missing_to_conclude(request, outcome, sheets):
        raise NotPossible(problems)
    assert outcome is not None
    points = sum(sheet.total for sheet in sheets)
    finding = Finding.objects.create(
        request=request,
        outcome=outcome,
        sheets=len(sheets),
        points=points,
        recognised=outcome.agreed and points >= request.criteria.enough * len(sheets),
        applied=applied,
        replicable=replicable,
        note=paragraphs(note),
        by=by.somebody,
        at=at,
    )
    request.state = State.FOUND
    request.save(update_fields=["state"])
    said = {"recognised": finding.recognised, "applied": applied, "replicable": replicable}
    _log("scope.conclude", request, by=by, at=at, points=points, sheets=len(sheets), **said)
    return finding


def _locked(request: Request, by: Actor, permission: Permission) -> Request:
    held = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    by.must(permission, held)
    return held


def _log(verb: str, target: Model, *, by: Actor | None, at: datetime, **after: Any) -> None:
    person, office = (by.person, by.unit) if by else (None, None)
    record(verb=verb, target=target, by=person, at=at, unit=office, after=after)
