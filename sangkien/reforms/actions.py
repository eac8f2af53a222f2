"""Applying a decision, seeing beforehand what would come of it, and taking it back."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives.following import Followed, follow_the_tree, go_back
from sangkien.organisations.actions import lock_tree
from sangkien.organisations.models import Organisation
from sangkien.reforms import rules
from sangkien.reforms.models import Reform, Trace
from sangkien.reforms.operations import Carried, carry_out
from sangkien.reforms.spec import OPERATIONS, Operation, Plan
from sangkien.reforms.tables import TABLES, changed_since, put_back
from sangkien.reforms.totals import Total, national_totals

T = TypeVar("T")


class Refused(NotPossible):
    """An operation of the plan cannot be done: `number` (from 1) and `name` say which; 0 and "" the plan as a whole."""

    def __init__(self, problems: "tuple[Problem, ...] | list[Problem]", *, number: int = 0, name: str = "") -> None:
        super().__init__(problems)
        self.number, self.name = number, name


@dataclass(frozen=True)
class Outcome:
    """What has come of a plan, or would: numbers of unions, offices and open dossiers (`dossiers`: by code of the
    union they lie with now), and the national totals before and after, which are equal."""

    carried: Carried
    dossiers: Counter[str] = field(default_factory=Counter)
    rebooked: int = 0
    before: list[Total] = field(default_factory=list)
    after: list[Total] = field(default_factory=list)
    reform: Reform | None = None


class _Undo(Exception):
    """Take back everything and report."""

    def __init__(self, seen: Any) -> None:
        super().__init__()
        self.seen = seen


def preview(plan: Plan, *, by: Actor | None, at: datetime) -> Outcome:
    """Do everything, the open dossiers of the effective day included, count, and take it back: exactly what would
    come of it. Raises as `apply`."""
    return rehearse(plan, by=by, at=at, see=lambda outcome: outcome)


def rehearse(plan: Plan, *, by: Actor | None, at: datetime, see: Callable[[Outcome], T]) -> T:
    """The same, and what `see` finds while everything stands as it would. It must read all it needs: afterwards the
    rows are gone."""
    return _rehearsed(lambda: see(_apply(plan, by=by, at=at, rehearsing=True)))


def _rehearsed(act: Callable[[], T]) -> T:
    try:
        with transaction.atomic():
            raise _Undo(act())
    except _Undo as undo:
        seen: T = undo.seen
        return seen


@transaction.atomic
def apply(plan: Plan, *, by: Actor | None, at: datetime) -> Outcome:
    """Write the decision into the tree, in one transaction that readers see whole or not at all.

    From its effective day on it holds, also where that is still to come; open dossiers move on that day
    (`bring_about`), or at once where it has come. The same plan again changes nothing. `by` None: a command.
    Raises Refused with everything that stands against the first operation that cannot be done, and NotAllowed where
    the actor's office does not reach.
    """
    return _apply(plan, by=by, at=at, rehearsing=False)


def _apply(plan: Plan, *, by: Actor | None, at: datetime, rehearsing: bool) -> Outcome:
    rules.must_administer(by)
    lock_tree()
    person = by.somebody if by else None
    carried = Carried(since=plan.effective, by=person, at=at)
    if rules.applied_already(plan):
        carried.unchanged = len(plan.operations)
        return Outcome(carried)
    on = max(plan.effective, day_of(at))
    before = national_totals(on)
    reform = _written_down(plan, by=person, at=at)
    with _leaving_traces(reform):
        _carry_out(plan, carried)
    if not reform.traces.exists():
        raise Refused([rules.nothing_changes()])
    rules.must_reach(by, reform)
    followed = _followed(reform, by=person, at=at, rehearsing=rehearsing)
    _log("reform.apply", reform, by=person, at=at)
    return Outcome(carried, _by_code(followed.moved), followed.rebooked, before, national_totals(on), reform)


def _by_code(moved: Counter[int]) -> Counter[str]:
    codes = dict(Organisation.objects.filter(pk__in=moved).values_list("pk", "code"))
    return Counter({codes[unit]: number for unit, number in moved.items()})


def _written_down(plan: Plan, *, by: Person | None, at: datetime) -> Reform:
    said = {
        "title": plan.title,
        "number": plan.decision.number,
        "signed_on": plan.decision.signed_on,
        "issuer": plan.decision.issuer,
        "effective": plan.effective,
        "plan": plan.document(),
        "applied_at": at,
        "applied_by": by,
        "carried_at": None,
        "taken_back_at": None,
        "taken_back_by": None,
    }
    reform, _created = Reform.objects.update_or_create(code=plan.code, defaults=said)
    return reform


@contextmanager
def _leaving_traces(reform: Reform) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sangkien.reform', %s, true)", [str(reform.pk)])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('sangkien.reform', '', true)")


def _carry_out(plan: Plan, carried: Carried) -> None:
    names = {shape: name for name, shape in OPERATIONS.items()}
    for number, operation in enumerate(plan.operations, start=1):
        _do(operation, carried, number=number, name=names[type(operation)])
    try:
        _have_the_tree_checked()
    except IntegrityError as broken:
        raise Refused([rules.broken_promise(broken)]) from None


def _do(operation: Operation, carried: Carried, *, number: int, name: str) -> None:
    try:
        carry_out(operation, carried)
    except NotPossible as no:
        raise Refused(no.problems, number=number, name=name) from None
    except IntegrityError as broken:
        raise Refused([rules.broken_promise(broken)], number=number, name=name) from None


def _have_the_tree_checked() -> None:
    """What the database would check at the end of the transaction, now, so that it can be said in words."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _followed(reform: Reform, *, by: Person | None, at: datetime, rehearsing: bool = False) -> Followed:
    """Move the open dossiers if the day has come; a rehearsal looks ahead to it."""
    today = day_of(at)
    if reform.effective > today and not rehearsing:
        return Followed(Counter(), 0)
    late = reform.effective if reform.effective <= today else None
    followed = follow_the_tree(why=reform.code, by=by, at=at, on=max(today, reform.effective), late_since=late)
    reform.carried_at = at
    reform.save(update_fields=["carried_at"])
    return followed


def bring_about(*, at: datetime) -> int:
    """Move the open dossiers of every decision whose day has come: the worker's errand after midnight (Vietnam).
    Returns how many decisions were brought about; several workers share them."""
    done = 0
    for reform in Reform.objects.due(day_of(at)):
        with transaction.atomic():
            lock_tree()  # whoever applies a decision holds it while dossiers move: always in this order
            mine = Reform.objects.due(day_of(at)).filter(pk=reform.pk).select_for_update(of=("self",), skip_locked=True)
            for locked in mine:
                _followed(locked, by=None, at=at)
                done += 1
    return done


@transaction.atomic
def set_right(*, at: datetime) -> int:
    """Put open dossiers on the desks of today also where no decision moved them: after a correction of the tree, or
    sent while a decision was being written. Returns how many."""
    lock_tree()
    return follow_the_tree(why="", by=None, at=at, on=day_of(at)).moved.total()


@transaction.atomic
def take_back(reform: Reform, *, by: Actor | None, at: datetime) -> int:
    """Put every row back as the decision found it, and open dossiers back on their desks; returns how many of these.

    Raises NotPossible while something later depends on it, saying what: a row was changed since, a union that it
    founded is in use, dossiers have been sent or dealt with under the new arrangement.
    """
    lock_tree()
    reform = Reform.objects.select_for_update(of=("self",)).get(pk=reform.pk)
    rules.must_reach(by, reform)
    if problems := rules.depends_on_it(reform, on=day_of(at)):
        raise NotPossible(problems)
    person = by.somebody if by else None
    returned = go_back(why=reform.code, since=reform.applied_at, by=person, at=at)
    _put_back(reform)
    reform.taken_back_at, reform.taken_back_by = at, person
    reform.save(update_fields=["taken_back_at", "taken_back_by"])
    _log("reform.take_back", reform, by=person, at=at)
    _followed(reform, by=person, at=at)
    return returned


def preview_taking_back(reform: Reform, *, by: Actor | None, at: datetime) -> int:
    """How many open dossiers would go back to their desks; nothing changes. Raises as `take_back`."""
    return _rehearsed(lambda: take_back(reform, by=by, at=at))


def _put_back(reform: Reform) -> None:
    if table := next((table for table in TABLES if changed_since(reform, table)), None):
        raise NotPossible([rules.changed_since(reform, table)])
    try:
        for table in TABLES:
            put_back(reform, table)
        _have_the_tree_checked()
    except IntegrityError as used:
        raise NotPossible([rules.still_used(used)]) from None
    Trace.objects.filter(reform=reform).delete()


def _log(verb: str, reform: Reform, *, by: Person | None, at: datetime) -> None:
    after = {"code": reform.code, "effective": str(reform.effective), "number": reform.number}
    record(verb=verb, target=reform, by=by, at=at, after=after)
