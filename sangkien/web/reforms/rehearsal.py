"""What the last step shows: everything that would come of the decision, as the rehearsal found it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.counting.queries import View
from sangkien.organisations.models import Organisation
from sangkien.reforms.actions import Outcome, rehearse
from sangkien.reforms.operations import Carried
from sangkien.reforms.queries import Told, told, without_reviewer
from sangkien.reforms.spec import Plan
from sangkien.reforms.totals import Total


@dataclass(frozen=True)
class Desk:
    """A union that receives open dossiers; `empty`: it has nobody to decide on them that day."""

    name: str
    dossiers: int
    empty: bool


@dataclass(frozen=True)
class TotalLine:
    """A national total in a view, before and after."""

    programme: str
    restated: bool
    before: Total
    after: Total

    @property
    def same(self) -> bool:
        """It must be."""
        return self.before == self.after


@dataclass(frozen=True)
class Rehearsal:
    """What would come. None of `told` where the same plan is in force already."""

    outcome: Outcome
    told: Told | None
    desks: Sequence[Desk]
    totals: Sequence[TotalLine]

    @property
    def dossiers(self) -> int:
        """How many open dossiers change desks."""
        return self.outcome.dossiers.total()

    @property
    def has_empty_desks(self) -> bool:
        """Does any dossier go where nobody decides?"""
        return any(desk.empty for desk in self.desks)

    @property
    def seal(self) -> str:
        """The numbers that the officer saw: running it compares them."""
        return seal(self.outcome.carried)


def rehearsed(plan: Plan, *, by: Actor, at: datetime) -> Rehearsal:
    """Do it all, look, and take it back. Raises as `apply`."""
    return rehearse(plan, by=by, at=at, see=lambda outcome: _seen(outcome, plan, by, at))


def seal(carried: Carried) -> str:
    """The numbers of unions and offices as one word."""
    numbers = (carried.founded, carried.changed, carried.ended, carried.offices_ended, carried.offices_moved)
    return ".".join(str(number) for number in numbers)


def _seen(outcome: Outcome, plan: Plan, by: Actor, at: datetime) -> Rehearsal:
    full = told(outcome.reform, by=by) if outcome.reform else None
    return Rehearsal(outcome, full, _desks(outcome, plan, at), _totals(outcome))


def _desks(outcome: Outcome, plan: Plan, at: datetime) -> list[Desk]:
    day = max(plan.effective, day_of(at))
    names = {unit.code: unit.name for unit in Organisation.objects.filter(code__in=outcome.dossiers).named(on=day)}
    empty = without_reviewer(list(outcome.dossiers), on=day)
    return [Desk(names.get(code) or code, count, code in empty) for code, count in outcome.dossiers.most_common()]


def _totals(outcome: Outcome) -> list[TotalLine]:
    pairs = zip(outcome.before, outcome.after, strict=True)
    return [TotalLine(before.programme, before.view == View.RESTATED, before, after) for before, after in pairs]
