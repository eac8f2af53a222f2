"""The plain files of the national tree, and what the small demonstration has of it already."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import sangkien.ops.demo

HERE = Path(__file__).parent
DEMO = Path(sangkien.ops.demo.__file__).parent
MAP = "ma-dia-ban"  # the external code that ties a federation to its province or district

Row = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Central:
    """A union directly under the Confederation; `province` is the code of its province, empty for a sector."""

    code: str
    kind: str
    name: str
    short_name: str
    province: str
    rank: int

    @property
    def slug(self) -> str:
        """The code without its prefix: "LDLD-NINH-THUAN" gives "NINH-THUAN"."""
        return self.code.partition("-")[2]

    @property
    def place(self) -> str:
        """The province as names of unions end with it: "tỉnh Ninh Thuận"."""
        return self.name.removeprefix("Liên đoàn Lao động ")


@dataclass(frozen=True, kw_only=True)
class District:
    """A district of October 2022; the name begins with what it is: "Huyện Ninh Phước"."""

    code: str
    province: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Commune:
    """A commune of October 2022; the name begins with what it is: "Xã Phước Hậu"."""

    code: str
    district: str
    name: str


@cache
def central() -> list[Central]:
    """The 83 unions directly under the Confederation."""
    return [
        Central(
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            short_name=row["short_name"],
            province=row["province_code"],
            rank=int(row["rank"]),
        )
        for row in _rows(HERE / "central.csv")
    ]


@cache
def districts() -> dict[str, list[District]]:
    """The 705 districts, by province."""
    by_province: dict[str, list[District]] = {}
    for row in _rows(HERE / "districts.csv"):
        found = District(code=row["code"], province=row["province_code"], name=row["name"])
        by_province.setdefault(found.province, []).append(found)
    return by_province


@cache
def communes() -> list[Commune]:
    """The 10,599 communes."""
    return [
        Commune(code=row["code"], district=row["district_code"], name=row["name"])
        for row in _rows(HERE / "communes.csv")
    ]


@cache
def communes_of(district: str) -> list[Commune]:
    """The communes of a district; none for five islands."""
    return _communes_by_district().get(district, [])


@cache
def district_named(code: str) -> District:
    """The district of this code."""
    return {found.code: found for some in districts().values() for found in some}[code]


@cache
def demo_rows() -> dict[str, Row]:
    """The unions of the small demonstration above the grassroots, as its files say them, by code."""
    rows = [row for file in sorted(DEMO.glob("units*.csv")) for row in _rows(file)]
    return {row["code"]: row for row in rows if row["kind"] != "GRASSROOTS"}


@cache
def demo_districts() -> dict[str, Row]:
    """Those of them that are district federations, by the code of the district."""
    rows = [row for row in demo_rows().values() if row["kind"] == "DISTRICT"]
    return {row["external_codes"].partition(f"{MAP}=")[2]: row for row in rows}


def since(row: Row) -> date:
    """The first day of the union."""
    return date.fromisoformat(row["valid_from"])


@cache
def _communes_by_district() -> dict[str, list[Commune]]:
    by_district: dict[str, list[Commune]] = {}
    for commune in communes():
        by_district.setdefault(commune.district, []).append(commune)
    return by_district


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
