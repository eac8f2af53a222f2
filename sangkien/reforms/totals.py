"""National totals, before a decision and after: they must be the same in both views."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sangkien.counting.models import Measure
from sangkien.counting.queries import View, by_day
from sangkien.initiatives.worth import Value
from sangkien.organisations.models import Placement
from sangkien.programmes.models import Programme


@dataclass(frozen=True)
class Total:
    """What all unions together have in a programme by the evening of a day; the value with how far it is attested."""

    programme: str
    view: View
    submitted: int
    valid: int
    value: Value


def national_totals(on: date) -> list[Total]:
    """Of every programme in both views, summed over the roots of the tree."""
    roots = list(Placement.objects.on(on).filter(parent=None).values_list("organisation", flat=True))
    return [_total(programme, view, roots, on) for programme in Programme.objects.order_by("code") for view in View]


def _total(programme: Programme, view: View, roots: list[int], on: date) -> Total:
    counts: Counter[Measure] = Counter()
    benefits: Counter[Measure] = Counter()
    for figure in by_day(roots, programme=programme, phase=None, as_of=on, view=view):
        counts[figure.measure] += figure.count
        benefits[figure.measure] += figure.benefit
    return Total(programme.code, view, counts[Measure.SUBMITTED], counts[Measure.VALID], Value.of(benefits))
