"""Loading the administrative map from the plain files of this room (map/README.md)."""

import csv
import gzip
import io
from datetime import date
from importlib.resources import files

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from sangkien.organisations.places import Commune, CommuneChange

REFORM = date(2025, 7, 1)  # no districts since then, 34 provinces
AT_ONCE = 5_000

Facts = tuple[str, str, str, str, str, str, date, date | None]


@transaction.atomic
def load_map() -> int:
    """Make the map what the files say; how many rows of communes were written, 0 when they stood already.

    A map that differs is written anew as a whole: nothing points at its rows, a place is kept as code and day.
    """
    wanted = [_facts(row) for row in _rows("communes.csv.gz")]
    if _known() == set(wanted):
        return 0
    Commune.objects.all().delete()
    communes = Commune.objects.bulk_create([_commune(facts) for facts in wanted], batch_size=AT_ONCE)
    CommuneChange.objects.bulk_create(_changes(communes), batch_size=AT_ONCE)
    return len(communes)


def _known() -> set[Facts]:
    columns = ("code", "name", "district_code", "district", "province_code", "province", "valid")
    return {(*facts, valid.lower, valid.upper) for *facts, valid in Commune.objects.values_list(*columns)}


def _facts(row: dict[str, str]) -> Facts:
    return (
        row["code"],
        row["name"],
        row["district_code"],
        row["district"],
        row["province_code"],
        row["province"],
        date.fromisoformat(row["since"]),
        date.fromisoformat(row["until"]) if row["until"] else None,
    )


def _commune(facts: Facts) -> Commune:
    code, name, district_code, district, province_code, province, since, until = facts
    commune = Commune(
        code=code,
        name=name,
        district_code=district_code,
        district=district,
        province_code=province_code,
        province=province,
        valid=DateRange(since, until),
    )
    commune.call()
    return commune


def _changes(communes: list[Commune]) -> list[CommuneChange]:
    before = {commune.code: commune for commune in communes if commune.valid.upper == REFORM}
    after = {commune.code: commune for commune in communes if commune.valid.lower == REFORM}
    return [
        CommuneChange(before=before[row["before"]], after=after[row["after"]], divided=row["divided"] == "1")
        for row in _rows("changes.csv.gz")
    ]


def _rows(name: str) -> list[dict[str, str]]:
    packed = files(__package__).joinpath("map", name).read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode())))
