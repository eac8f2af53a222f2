"""To whom a paper goes within the tree, and how many unions are addressed in few lines."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import chain, children
from sangkien.registry.templates import GoesTo

# In the order of the letters: federations, sectors, zones. What more than one of a kind are called together; other
# kinds are named one by one, at the end.
_TOGETHER = {
    "PROVINCIAL": "Các Liên đoàn Lao động tỉnh, thành phố trực thuộc Trung ương",
    "CENTRAL_SECTOR": "Các công đoàn ngành Trung ương và tương đương",
    "CORPORATION": "Các công đoàn tổng công ty",
    "DISTRICT": "Các Liên đoàn Lao động huyện, thành phố",
    "LOCAL_SECTOR": "Các công đoàn ngành địa phương",
    "INDUSTRIAL_ZONES": "Các công đoàn khu công nghiệp",
    "COMMUNE": "Các công đoàn xã, phường, đặc khu",
    "GRASSROOTS": "Các công đoàn cơ sở trực thuộc",
}


def addressed(units: Sequence[Organisation]) -> list[str]:
    """The lines of "Kính gửi" for these unions, named: a kind in one line, or its only union by name."""
    many = Counter(unit.kind_code for unit in units)
    lines = [
        _TOGETHER[unit.kind_code] if many[unit.kind_code] > 1 and unit.kind_code in _TOGETHER else unit.name
        for unit in sorted(units, key=_place)
    ]
    return list(dict.fromkeys(lines))


def _place(unit: Organisation) -> int:
    kinds = list(_TOGETHER)
    return kinds.index(unit.kind_code) if unit.kind_code in kinds else len(kinds)


def reached(unit: Organisation, goes_to: GoesTo, *, on: date) -> list[Organisation]:
    """The unions that a paper is for that day, named; of a series those that were chosen, which nobody knows here."""
    if goes_to == GoesTo.BELOW:
        return list(children(unit, on))
    above = [link.organisation_id for link in chain(unit, on)[1:2]] if goes_to == GoesTo.ABOVE else []
    return list(Organisation.objects.filter(pk__in=above).named(on=on))
