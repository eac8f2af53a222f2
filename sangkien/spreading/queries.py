"""Questions: where an initiative went, and what people near one did."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.spreading.models import Adoption

NEAR = 3


@dataclass(frozen=True)
class Place:
    """Where it was adopted, with what it brought there."""

    name: str
    adoption: Adoption


def where_it_went(initiative: Initiative, *, on: date) -> list[Place]:
    """Every union that applies it, the newest last. Two queries."""
    found = Adoption.objects.filter(wish__initiative=initiative).select_related("wish").order_by("applied_on", "pk")
    adoptions = list(found)
    units = Organisation.objects.filter(pk__in={one.wish.unit_id for one in adoptions}).named(on=on)
    names = {unit.pk: unit.short_name or unit.name for unit in units}
    return [Place(names.get(one.wish.unit_id) or "", one) for one in adoptions]


def times_adopted(initiatives: Sequence[int]) -> Counter[int]:
    """In how many unions each (by its key) is applied. One query."""
    found = Adoption.objects.filter(wish__initiative__in=initiatives)
    return Counter(found.values_list("wish__initiative", flat=True))


def near(unit: int, field: int | None) -> list[Initiative]:
    """Small things that people of the same union, and of the same trade elsewhere, were recognised for, the smallest
    value first: for whoever thinks that theirs is too small. Two queries at most."""
    public = Initiative.objects.public().filter(restricted=False).for_list().order_by("benefit_vnd", "-pk")
    here = list(public.filter(unit=unit, benefit_vnd__isnull=False)[:NEAR])
    if len(here) < NEAR and field is not None:
        others = public.filter(field=field, benefit_vnd__isnull=False).exclude(pk__in=[one.pk for one in here])
        here += list(others[: NEAR - len(here)])
    return here
