"""Loading the national tree into a database that is empty or holds the small demonstration."""

from collections.abc import Iterable
from datetime import datetime

from sangkien.base.problems import NotPossible, Problem
from sangkien.ops.demo.load import BEGINS
from sangkien.ops.national.grassroots import grassroots
from sangkien.ops.national.registers import Row
from sangkien.ops.national.upper import upper
from sangkien.organisations.kinds import load_kinds
from sangkien.organisations.loading import ImportReport, import_units
from sangkien.organisations.models import Organisation
from sangkien.organisations.places_loading import load_map


def load(count: int, *, after: int = 0, at: datetime = BEGINS) -> ImportReport:
    """Load the tree with the made grassroots unions up to number `count`, those up to `after` left out; what is there
    already stays as it is.

    Raises NotPossible when they do not fit the unions that the database holds.
    """
    load_kinds()
    load_map()
    report = import_units(_missing([*upper().values(), *grassroots(count, after=after)]), by=None, at=at)
    if report.errors:
        raise NotPossible([Problem("units", f"{e.row} {e.column}: {e.message}") for e in report.errors[:20]])
    return report


def _missing(rows: Iterable[Row]) -> list[Row]:
    known = set(Organisation.objects.values_list("code", flat=True))
    return [row for row in rows if row["code"] not in known]
