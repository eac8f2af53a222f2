"""Make the room's administrative map from a folder of snapshots: `python scripts/administrative_map.py FOLDER`.

The folder holds the tables that `sangkien/organisations/map/README.md` describes. The results are committed, so this
runs only when the sources change. A change has the day of the first snapshot that shows it: the sources know no other.
"""

import csv
import gzip
import io
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from sangkien.base.text import fold, one_line

MAP = Path(__file__).resolve().parent.parent / "sangkien" / "organisations" / "map"

ALWAYS, FOR_EVER = "1900-01-01", ""
REFORM = "2025-07-01"  # no districts since then, 34 provinces
LAST_SNAPSHOT = "2025-03-01"
DONG_NAI_A_CITY = "2026-04-30"

COLUMNS = ("code", "name", "district_code", "district", "province_code", "province", "since", "until")

Row = dict[str, str]
Table = list[Row]


@dataclass(frozen=True)
class Stretch:
    """What a place was called and where it lay from a day up to another."""

    since: str
    until: str
    name: str
    parent: str = ""

    def holds_on(self, day: str) -> bool:
        return self.since <= day and (self.until == FOR_EVER or day < self.until)


Lives = dict[str, list[Stretch]]


def main(folder: Path) -> None:
    """Write both tables and say how large the map is."""
    before, after = _map_with_districts(folder), _map_without_districts(folder)
    changes = list(_changes(folder))
    _write(MAP / "communes.csv.gz", COLUMNS, [*before, *after])
    _write(MAP / "changes.csv.gz", ("before", "after", "divided"), changes)
    print(f"{len(before)} + {len(after)} communes, {len(changes)} changes")  # noqa: T201 a script speaks


def _map_with_districts(folder: Path) -> Table:
    changes = _table(folder, "admin_changes_2021-07_2025-03.csv")
    provinces = _lives(_names(_table(folder, "provinces_63.csv")), _of(changes, "province"))
    districts = _lives(_names(_table(folder, "districts_2022-10.csv"), "province_code"), _of(changes, "district"))
    communes = _lives(_names(_table(folder, "communes_2022-10.csv"), "district_code"), _of(changes, "commune"))
    _must_show(communes, folder, "communes_2022-10.csv", "2022-10-01")
    _must_show(communes, folder, "communes_2025-03.csv", LAST_SNAPSHOT)
    _end(communes, [row["code"] for row in _table(folder, "communes_2025-03.csv") if row["listed_2025-07-18"] == "0"])
    return [row for code in sorted(communes) for row in _described(code, communes, districts, provinces)]


def _map_without_districts(folder: Path) -> Table:
    provinces: Lives = {}
    for row in _table(folder, "provinces_34.csv"):
        provinces[row["code"]] = _renamed(row["name_full_2025-07"], row["name_full_2026-04"])
    later = {row["code"]: row for row in _table(folder, "communes_34_2025-07_vs_2026-07.csv")}
    communes: Lives = {}
    for row in _table(folder, "communes_34_2025-07.csv"):
        change = later.get(row["code"])
        retyped = change and change["difference"] == f"type_changed_{DONG_NAI_A_CITY}"
        name = _clean(row["name_full"])
        later_name = _clean(change["name_2026-07_source"]) if change and retyped else name
        communes[row["code"]] = _renamed(name, later_name, row["province_code"])
    return [row for code in sorted(communes) for row in _described(code, communes, {}, provinces)]


def _renamed(name: str, later: str, parent: str = "") -> list[Stretch]:
    """A place of the map without districts, which changed once or not at all. Hòa and Hoà are one name."""
    if fold(name) == fold(later):
        return [Stretch(REFORM, FOR_EVER, name, parent)]
    return [Stretch(REFORM, DONG_NAI_A_CITY, name, parent), Stretch(DONG_NAI_A_CITY, FOR_EVER, later, parent)]


def _lives(snapshot: dict[str, tuple[str, str]], changes: Table) -> Lives:
    """Every place that ever was, with its stretches until the reform. What never changed is as in the snapshot."""
    lives = {code: [Stretch(ALWAYS, REFORM, *facts)] for code, facts in snapshot.items()}
    of_one: dict[str, Table] = defaultdict(list)
    for change in sorted(changes, key=itemgetter("snapshot_date")):
        of_one[change["code"]].append(change)
    return lives | {code: list(_life(steps)) for code, steps in of_one.items()}


def _life(steps: Table) -> Iterator[Stretch]:
    first = steps[0]
    if first["change"] != "added":
        yield Stretch(ALWAYS, first["snapshot_date"], _clean(first["name_before"]), first["parent_before"])
    ends = [step["snapshot_date"] for step in steps[1:]] + [REFORM]
    for step, until in zip(steps, ends, strict=True):
        if step["change"] != "removed":
            yield Stretch(step["snapshot_date"], until, _clean(step["name_after"]), step["parent_after"])


def _end(communes: Lives, codes: list[str]) -> None:
    """Communes that the last snapshot still lists though they had ended: they end there."""
    for code in codes:
        last = communes[code][-1]
        communes[code][-1] = Stretch(last.since, LAST_SNAPSHOT, last.name, last.parent)


def _described(code: str, communes: Lives, districts: Lives, provinces: Lives) -> Iterator[Row]:
    """The commune's rows: one for every stretch in which nothing changed, not the names above it either."""
    for stretch in communes[code]:
        district = districts.get(stretch.parent, [])
        province_code = district[0].parent if district else stretch.parent
        above = [*district, *provinces[province_code]]
        cuts = {name.since for name in above if stretch.since < name.since and stretch.holds_on(name.since)}
        days = [stretch.since, *sorted(cuts), stretch.until]
        for since, until in pairwise(days):
            yield {
                "code": code,
                "name": stretch.name,
                "district_code": stretch.parent if district else "",
                "district": _called(district, since) if district else "",
                "province_code": province_code,
                "province": _called(provinces[province_code], since),
                "since": since,
                "until": until,
            }


def _called(life: list[Stretch], day: str) -> str:
    """Its name that day; of a district that ended before its last communes did, the last name."""
    return life[max(0, bisect_right([stretch.since for stretch in life], day) - 1)].name


def _changes(folder: Path) -> Iterator[Row]:
    for row in _table(folder, "commune_map_old_to_2025.csv"):
        if row["old_commune_code"]:  # five island districts had no communes
            yield {
                "before": row["old_commune_code"],
                "after": row["new_commune_code"],
                "divided": row["old_commune_divided"],
            }


def _must_show(communes: Lives, folder: Path, name: str, day: str) -> None:
    """The map must be on that day what the snapshot of the day says."""
    wanted = _names(_table(folder, name), "district_code")
    shown = {
        code: (stretch.name, stretch.parent)
        for code, life in communes.items()
        for stretch in life
        if stretch.holds_on(day)
    }
    if shown != wanted:
        raise SystemExit(f"{name}: the changes do not lead there")


def _names(table: Table, parent: str = "") -> dict[str, tuple[str, str]]:
    return {row["code"]: (_clean(row["name_full"]), row[parent] if parent else "") for row in table}


def _of(changes: Table, level: str) -> Table:
    return [change for change in changes if change["level"] == level]


def _clean(name: str) -> str:
    """NFC, one line; and one name is typed "Thị Xã", one begins with a small letter."""
    name = one_line(name).replace("Thị Xã ", "Thị xã ")
    return name[:1].upper() + name[1:]


def _table(folder: Path, name: str) -> Table:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return [{column: one_line(cell) for column, cell in row.items()} for row in csv.DictReader(file)]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
