"""The unions above the grassroots: what is real, and the local sector unions assumed for every province.

Where the small demonstration has a union of the same meaning its row is taken as it stands, code and all: the
national tree then fits around the demonstration.
"""

from collections.abc import Iterator
from functools import cache

from sangkien.ops.national.registers import (
    MAP,
    Central,
    District,
    Row,
    central,
    demo_districts,
    demo_rows,
    districts,
)

ROOT = "TLD"
SINCE = "2004-01-01"  # assumed: the day on which the last of the 63 provinces came to be
MADE = "du-lieu-dung"  # the external code that marks a union as made

SECTORS = {"CDN-GIAO-DUC": "ngành Giáo dục", "CDN-Y-TE": "ngành Y tế", "CDN-VIEN-CHUC": "Viên chức"}
ZONES = "CD-KCN"
WITHOUT_ZONES = {"06", "11", "12"}  # Bắc Kạn, Điện Biên, Lai Châu: hardly any industry (assumed)


@cache
def upper() -> dict[str, Row]:
    """Every union above the grassroots by its code, parents first."""
    rows = [demo_rows()[ROOT], *(row for union in central() for row in _with_those_below(union))]
    return {row["code"]: row for row in rows}


@cache
def below(code: str) -> list[Row]:
    """The unions of `upper` directly under this one."""
    return [row for row in upper().values() if row["parent"] == code]


def _with_those_below(union: Central) -> Iterator[Row]:
    yield demo_rows().get(union.code) or _federation(union)
    if not union.province:
        return
    for district in districts()[union.province]:
        yield demo_districts().get(district.code) or _district(district, union)
    yield from _demo_sectors(union) or _sectors(union)


def _federation(union: Central) -> Row:
    codes = f"{MAP}={union.province}" if union.province else ""
    return _row(union.code, ROOT, union.kind, union.name, union.short_name, codes)


def _district(district: District, above: Central) -> Row:
    name = district.name[0].lower() + district.name[1:]
    full = f"Liên đoàn Lao động {name}, {above.place}"
    return _row(f"LDLD-{district.code}", above.code, "DISTRICT", full, f"LĐLĐ {name}", f"{MAP}={district.code}")


def _demo_sectors(above: Central) -> list[Row]:
    kinds = {"LOCAL_SECTOR", "INDUSTRIAL_ZONES"}
    return [row for row in demo_rows().values() if row["parent"] == above.code and row["kind"] in kinds]


def _sectors(above: Central) -> list[Row]:
    rows = [
        _made(f"{code}-{above.slug}", above, "LOCAL_SECTOR", f"Công đoàn {name} {above.place}", f"CĐ {name}")
        for code, name in SECTORS.items()
    ]
    if above.province not in WITHOUT_ZONES:
        name = f"Công đoàn Các khu công nghiệp {above.place}"
        rows.append(_made(f"{ZONES}-{above.slug}", above, "INDUSTRIAL_ZONES", name, "CĐ Các KCN"))
    return rows


def _made(code: str, above: Central, kind: str, name: str, short_name: str) -> Row:
    return _row(code, above.code, kind, name, short_name, f"{MADE}={code}")


def _row(code: str, parent: str, kind: str, name: str, short_name: str, external_codes: str) -> Row:
    return {
        "code": code,
        "parent": parent,
        "kind": kind,
        "name": name,
        "short_name": short_name,
        "valid_from": SINCE,
        "external_codes": external_codes,
    }
