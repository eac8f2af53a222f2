"""What the honoured are called: a person with their union, or the union."""

from collections.abc import Iterable
from datetime import date

from sangkien.honours.models import Nomination
from sangkien.organisations.models import Organisation


def named(nomination: Nomination, *, on: date) -> str:
    """One. A query."""
    return called([nomination], on=on)[nomination.pk]


def called(nominations: Iterable[Nomination], *, on: date) -> dict[int, str]:
    """Many, by key, as their unions are called that day. One query."""
    found = list(nominations)
    known = Organisation.objects.filter(pk__in={one.unit_id for one in found}).named(on=on)
    units = {unit.pk: unit.name or unit.code for unit in known}
    return {one.pk: ", ".join(filter(None, [one.full_name, units[one.unit_id]])) for one in found}
