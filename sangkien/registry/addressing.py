"""To whom a paper goes that goes to all unions directly below: how they are addressed in few lines."""

from collections import Counter
from collections.abc import Sequence

from sangkien.organisations.models import Organisation

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
