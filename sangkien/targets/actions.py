"""Setting targets: one by one, what a union says of itself, and by a decision for all below it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import Line, record, record_many
from sangkien.base.days import format_day
from sangkien.base.locks import hold
from sangkien.base.problems import NotPossible, Stale
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.targets import rules
from sangkien.targets.models import Allocation, Allotment, Indicator, Target, TargetKind, Withdrawal
from sangkien.targets.plan import Plan, Signed, Which
from sangkien.targets.queries import Targets, in_force, last_decision, targets_of


@transaction.atomic
def set_target(
    organisation: Organisation,
    *,
    programme: Programme,
    phase: Phase | None,
    kind: TargetKind,
    value: int,
    by: Person | None,
    at: datetime,
    indicator: Indicator = Indicator.VALID,
) -> Target:
    """Set one of the three numbers; the earlier value stays in the log. `value` counts what the indicator says."""
    which = Which(programme, phase, indicator)
    _put({organisation: value}, which, kind, by=by, at=at)
    return Target.objects.get(organisation=organisation, kind=kind, **which.key)


@transaction.atomic
def pledge(unit: Organisation, values: dict[TargetKind, int], *, which: Which, by: Actor, at: datetime) -> None:
    """The union registers or raises numbers for itself (đăng ký, tự phấn đấu); what is assigned stays beside them.

    Raises NotAllowed (only its own officers) and NotPossible (the stretch is over, a number is too large).
    """
    by.must(rules.PLEDGE, unit)
    if problems := rules.missing_to_pledge(which, values, on=by.on):
        raise NotPossible(problems)
    for kind in (TargetKind.REGISTERED, TargetKind.SELF_RAISED):
        if kind in values:
            _put({unit: values[kind]}, which, kind, by=by.person, at=at)


@transaction.atomic
def allocate(
    unit: Organisation, plan: Plan, *, paper: Signed, follows: Allocation | None, by: Actor, at: datetime
) -> Allocation:
    """Give each union directly below its number, by a decision that stands after `follows`, the last one seen.

    All or nothing: the decision, its parts, the targets, the log. Where a percentage comes to more than the union
    has, that becomes what it raises for itself. Raises NotAllowed, Stale (the unions or the last decision are others
    by now) and NotPossible with every problem at its place.
    """
    hold(f"targets below {unit.pk}")
    by.must(rules.ALLOCATE, unit)
    which = plan.which
    if last_decision(unit, **which.key) != follows or set(children(unit, by.on)) != set(plan.parts):
        raise Stale()
    own = targets_of([unit.pk], **which.key, restated_to=by.on).get(unit.pk, Targets())
    if problems := rules.missing_to_allocate(plan, own, paper, on=by.on):
        raise NotPossible(problems)

    raised = rules.raises(plan, own)
    divides = TargetKind.SELF_RAISED if raised else plan.divides
    whole = plan.total if which.indicator.sums_over_units else own.of(divides)
    said = {"divides": divides, "whole": whole, "number": paper.number, "signed_on": paper.on}
    decision = _decide(unit, plan, **said, follows=follows, by=by.somebody, at=at)
    if raised:
        _put({unit: plan.total}, which, TargetKind.SELF_RAISED, by=by.person, at=at, decision=_said(paper))
    values = {below: part.value or 0 for below, part in plan.parts.items()}
    _put(values, which, TargetKind.ASSIGNED, by=by.person, at=at, decision=_said(paper))
    after = {"number": paper.number, "whole": decision.whole, "unions": len(values), "method": plan.terms.method}
    record(verb="target.allocate", target=decision, by=by.person, at=at, unit=by.unit, after=after)
    return decision


def _decide(unit: Organisation, plan: Plan, **said: Any) -> Allocation:
    """The decision and its parts, with what each had before."""
    how = {"method": plan.terms.method, "terms": plan.terms.kept}
    decision = Allocation.objects.create(organisation=unit, **plan.which.key, **how, **said)
    assigned = _now(plan.parts, plan.which, TargetKind.ASSIGNED)
    Allotment.objects.bulk_create(
        Allotment(
            allocation=decision,
            organisation=below,
            value=part.value or 0,
            proposed=part.proposed,
            by_hand=part.by_hand,
            before=assigned[below.pk].value if below.pk in assigned else None,
            before_at=assigned[below.pk].set_at if below.pk in assigned else None,
        )
        for below, part in plan.parts.items()
    )
    return decision


@transaction.atomic
def withdraw(decision: Allocation, *, paper: Signed, by: Actor, at: datetime) -> Withdrawal:
    """Take a decision back by another paper: every union has again what it had before.

    What the union had raised for itself stays. Raises NotAllowed, and NotPossible where a later decision or a later
    number stands on it, or the paper is not named.
    """
    unit = decision.organisation
    hold(f"targets below {unit.pk}")
    by.must(rules.ALLOCATE, unit)
    which = Which(decision.programme, decision.phase, Indicator(decision.indicator))
    parts = list(decision.allotments.select_related("organisation"))
    now = _now([part.organisation for part in parts], which, TargetKind.ASSIGNED)
    names = Organisation.objects.filter(pk__in=rules.changed_since(decision, now)).named(on=by.on)
    changed = [unit.short_name or unit.code for unit in names]
    last = in_force(unit, **which.key)
    if problems := rules.missing_to_withdraw(decision, paper, which, last=last, changed=changed, on=by.on):
        raise NotPossible(problems)

    said: dict[str, Any] = {"number": paper.number, "signed_on": paper.on, "by": by.somebody, "at": at}
    taken = Withdrawal.objects.create(allocation=decision, **said)
    _put_back(parts, now, by=by.person, at=at, decision=_said(paper))
    record(verb="target.withdraw", target=decision, by=by.person, at=at, unit=by.unit, after={"number": paper.number})
    return taken


def _now(units: Any, which: Which, kind: TargetKind) -> dict[int, Target]:
    """The rows as they are, by union, held until the transaction ends."""
    rows = Target.objects.select_for_update().filter(organisation__in=list(units), kind=kind, **which.key)
    return {row.organisation_id: row for row in rows.order_by("pk")}


def _put(
    values: Mapping[Organisation, int],
    which: Which,
    kind: TargetKind,
    *,
    by: Person | None,
    at: datetime,
    decision: str = "",
) -> None:
    """Set the numbers of many unions; one that is as it was changes and logs nothing. Four queries at most."""
    now = _now(values, which, kind)
    before = {unit.pk: row.value for unit in values if (row := now.get(unit.pk))}
    changed = {unit: value for unit, value in values.items() if before.get(unit.pk) != value}
    rows = [
        now.get(unit.pk) or Target(organisation=unit, kind=kind, **which.key)  # a row that is there keeps its key
        for unit in changed
    ]
    for row, value in zip(rows, changed.values(), strict=True):
        row.value, row.set_at = value, at
    Target.objects.bulk_create([row for row in rows if row.pk is None])
    Target.objects.bulk_update([row for row in rows if row.organisation_id in before], ["value", "set_at"])
    why = {"decision": decision} if decision else {}
    lines = [
        Line(row, unit, {"value": before[unit.pk]} if unit.pk in before else {}, {"value": value, **why})
        for row, (unit, value) in zip(rows, changed.items(), strict=True)
    ]
    record_many(lines, verb="target.set", by=by, at=at)


def _put_back(
    parts: list[Allotment], now: dict[int, Target], *, by: Person | None, at: datetime, decision: str
) -> None:
    """What each had before, as it had it: when it was set decides for whom it speaks after a merger."""
    lines = []
    for part in parts:
        row = now[part.organisation_id]
        after = {"decision": decision} | ({} if part.before is None else {"value": part.before})
        lines.append(Line(row, part.organisation, {"value": row.value}, after))
    record_many(lines, verb="target.set", by=by, at=at)
    for part in parts:
        row = now[part.organisation_id]
        if part.before is not None and part.before_at is not None:
            row.value, row.set_at = part.before, part.before_at
    kept = [now[part.organisation_id] for part in parts if part.before is not None]
    Target.objects.bulk_update(kept, ["value", "set_at"])
    new = [now[part.organisation_id].pk for part in parts if part.before is None]
    Target.objects.filter(pk__in=new).delete()


def _said(paper: Signed) -> str:
    """As the log keeps it: 45/QĐ-LĐLĐ, 20/04/2022."""
    return f"{paper.number}, {format_day(paper.on)}" if paper.on else paper.number
