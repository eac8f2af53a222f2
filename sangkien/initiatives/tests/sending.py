"""What the tests of sending and completing share."""

import pytest

from sangkien.base.problems import NotPossible
from sangkien.counting.models import Entry, Measure
from sangkien.initiatives.content import AuthorEntry
from tests.cast import Cast

LAN = AuthorEntry(full_name="Nguyễn Thị Lan", phone="+84912345001", share=6_000)
HUNG = AuthorEntry(full_name="Võ Văn Hùng", phone="+84912345002", share=4_000)


def codes(no: pytest.ExceptionInfo[NotPossible]) -> list[str]:
    return [problem.code for problem in no.value.problems]


def figures(cast: Cast, code: str = "CS-MAY-TIEN-THUAN") -> dict[str, int]:
    """What the ledger says of a union's own dossiers."""
    counted = dict.fromkeys(Measure.values, 0)
    for entry in Entry.objects.filter(unit=cast.unit(code)):
        counted[entry.measure] += entry.count
    return {measure: count for measure, count in counted.items() if count}
