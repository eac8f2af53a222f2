"""Declaring single days."""

from datetime import date, datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.text import one_line
from sangkien.workdays import rules
from sangkien.workdays.calendar import Calendar
from sangkien.workdays.models import DecidedDay


@transaction.atomic
def declare(day: date, *, works: bool, decision: str, by: Actor | None, at: datetime) -> DecidedDay:
    """Say that the day is off, or one at work, by a decision; said again it is corrected, and the log keeps both.

    What was promised in working days is reckoned anew (`initiatives.turns.redate`). `by` None: a command. Raises
    NotAllowed, and NotPossible where the decision is missing or the day is so anyway."""
    rules.must_declare(by)
    decision = one_line(decision)
    if problems := missing(day, works=works, decision=decision):
        raise NotPossible(problems)
    earlier = DecidedDay.objects.select_for_update().filter(day=day).first()
    said = {"works": works, "decision": decision}
    declared, _created = DecidedDay.objects.update_or_create(
        day=day, defaults={**said, "by": by.person if by else None, "at": at}
    )
    _log("workdays.declare", declared, earlier, said, by=by, at=at)
    return declared


def missing(day: date, *, works: bool, decision: str) -> list[Problem]:
    """What keeps the day from being declared, told before it is."""
    anyway = Calendar().works(day)
    return rules.missing_to_declare(day, works=works, decision=one_line(decision), works_anyway=anyway)


@transaction.atomic
def retract(day: date, *, by: Actor | None, at: datetime) -> bool:
    """The week and the law hold again for that day. False when nothing was declared for it. Raises NotAllowed."""
    rules.must_declare(by)
    declared = DecidedDay.objects.select_for_update().filter(day=day).first()
    if declared is None:
        return False
    _log("workdays.retract", declared, declared, {}, by=by, at=at)
    declared.delete()
    return True


def _log(
    verb: str,
    declared: DecidedDay,
    earlier: DecidedDay | None,
    said: dict[str, object],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    before = {"works": earlier.works, "decision": earlier.decision} if earlier else {}
    record(
        verb=verb,
        target=declared,
        by=by.person if by else None,
        at=at,
        unit=by.unit if by else None,
        before=before,
        after={"day": declared.day.isoformat(), **said},
    )
