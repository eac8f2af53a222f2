"""Việc cần làm: what waits in a unit and all below it, as far as a hat may see it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Aggregate, Count, Max, Min, Q, QuerySet, Value

from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned
from sangkien.counting.models import Entry, Measure, Total
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import State
from sangkien.organisations.models import Ancestry, Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.review.queries import is_overdue
from sangkien.statistics.figures import Figures


@dataclass(frozen=True)
class Work:
    """How many dossiers wait, and for whom. `late` are those of `confirming` and `deciding` that no union
    has answered in time; `oldest` is the moment since which the longest of them has waited."""

    late: int
    oldest: datetime | None
    confirming: int
    deciding: int
    returned: int

    @property
    def waiting(self) -> int:
        """All that a union has to answer."""
        return self.confirming + self.deciding


def work(actor: Actor, unit: Organisation, *, programme: Programme, phase: Phase | None = None) -> Work:
    """What waits on the actor's day in the unit and below it, of one phase or of all: one query."""
    asked = {"unit": unit.pk, "programme": programme.pk}
    found = _OF_A_PHASE(actor, phase=phase.pk, **asked) if phase else _COUNTS(actor, **asked)
    return Work(*next(iter(found), (0, None, 0, 0, 0)))


def _counts(actor: Actor, *, unit: int, programme: int, **phase: int) -> "QuerySet[Initiative, tuple[Any, ...]]":
    """In the order of `Work`."""
    below = Ancestry.objects.on(actor.on, ended=True).filter(ancestor=unit).values("descendant")
    # those that are open: few of the millions that there are
    waiting = Initiative.objects.filter(programme=programme, unit__in=below, closed_at=None, **phase)
    late = is_overdue(actor.on)
    counts: dict[str, Aggregate] = {
        "late": Count("pk", filter=late),
        "oldest": Min("waiting_since", filter=late),
        "confirming": Count("pk", filter=Q(state=State.SUBMITTED)),
        "deciding": Count("pk", filter=Q(state=State.REVIEWING)),
        "returned": Count("pk", filter=Q(state=State.RETURNED)),
    }
    seen = waiting.filter(actor.where(SEE, Initiative)).order_by()
    return seen.values(all=Value(1)).annotate(**counts).values_list(*counts)


_COUNTS, _OF_A_PHASE = Planned(_counts), Planned(_counts)


def silent(all_figures: list[Figures], *, days: int = 7) -> list[Figures]:
    """The units that have sent nothing in the last days."""
    return [figures for figures in all_figures if sum(figures.in_last(days, Measure.SUBMITTED)) <= 0]


def last_sent(units: Iterable[int], *, programme: Programme, as_of: date) -> dict[int, date]:
    """The last day on which each of the units (keys), or one below it, sent more than was withdrawn; a unit of which
    there is none is left out. Two queries for any number of units."""
    found: dict[int, date] = {}
    asked = {"programme": programme, "measure": Measure.SUBMITTED, "day__lte": as_of, "count__gt": 0}
    folded = Total.objects.filter(unit__in=list(units), **asked).values_list("unit").annotate(last=Max("day"))
    waiting = Entry.objects.filter(folded=False, chain__overlap=list(units), **asked).values_list("chain", "day")
    for unit, day in [*folded, *((unit, day) for chain, day in waiting for unit in chain)]:
        found[unit] = max(day, found.get(unit, day))
    return found
