"""What was printed of the results, written down beside them: where two sources differ, the page says why.

Only at the size of the country do the made figures agree with printed ones; a smaller nation has none.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime

from sangkien.ops.national.registers import HERE
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.standings.publishing import Told, note


def write_down(programme: Programme, *, at: datetime) -> None:
    """All of `printed.csv`."""
    phases = {phase.code: phase for phase in programme.phases.all()}
    units = Organisation.objects.in_bulk([row["unit"] for row in _rows()], field_name="code")
    for row in _rows():
        told = Told(
            as_of=date.fromisoformat(row["as_of"]),
            source=row["source"],
            count=int(row["count"]),
            at_least=row["at_least"] == "1",
            percent=row["percent"],
            phase=phases.get(row["phase"]),
        )
        note(units[row["unit"]], told, programme=programme, by=None, at=at)


def _rows() -> Iterator[dict[str, str]]:
    with (HERE / "printed.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
