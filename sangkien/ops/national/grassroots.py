"""Made grassroots unions: each follows from the seed and its number alone, whatever else is made."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from stdnum.vn import mst

from sangkien.ops.national import workplaces as w
from sangkien.ops.national.registers import (
    MAP,
    Central,
    Commune,
    District,
    Row,
    central,
    communes,
    communes_of,
    district_named,
    districts,
    since,
)
from sangkien.ops.national.shares import Drawn, central_unions, superiors
from sangkien.ops.national.upper import MADE, upper

SEED = 2022
MOST_UNITS = 1_000_000  # tax codes do not reach further
COUNTED_ON = date(2021, 12, 31)
LAST_FOUNDED = date(2021, 6, 30)

EVERY = 12  # every twelfth union is that of a commune's office, until each commune has one
STEP = 7_919  # prime to the number of communes, so that every commune has its turn

OF_A_DISTRICT: dict[w.Maker, float] = {
    w.school: 0.40,
    w.private_firm: 0.36,
    w.district_office: 0.12,
    w.cooperative: 0.06,
    w.foreign_firm: 0.06,
}
OF_A_PROVINCE: dict[w.Maker, float] = {w.public_firm: 0.5, w.private_firm: 0.3, w.office: 0.2}
OF_ZONES: dict[w.Maker, float] = {w.foreign_firm: 0.5, w.private_firm: 0.5}
OF_SECTORS: dict[str, dict[w.Maker, float]] = {
    "Giáo dục": {w.high_school: 1.0},
    "Y tế": {w.clinic: 1.0},
    "Viên chức": {w.office: 1.0},
}


def grassroots(count: int, *, after: int = 0) -> Iterator[Row]:
    """The made unions after number `after`, up to `count` (at most a million), as rows of an import."""
    return (unit(number) for number in range(after + 1, count + 1))


def unit(number: int, seed: int = SEED) -> Row:
    """The made union of this number."""
    rng = Random(f"{seed}/{number}")
    commune = _commune_whose_office_it_is(number)
    if commune:
        place = _place(commune, district_named(commune.district))
        return _row(number, rng, _district_federation(commune.district), place, w.commune_office(rng, place))
    superior = superiors(central_unions().one(rng).code).one(rng)
    place, make = _somewhere(rng, superior), _kinds_under(superior["code"]).one(rng)
    return _row(number, rng, superior, place, make(rng, place))


def tax_code(province: str, number: int) -> str:
    """A tax code with the right check digit, from serials that are hardly ever given out (8 and 9 million)."""
    digits = [f"{province}{first}{number % MOST_UNITS:06}" for first in (9, 8)]
    return next(code for code in (d + str(mst.calc_check_digit(d)) for d in digits) if len(code) == 10)


def _row(number: int, rng: Random, superior: Row, place: w.Place, made: w.Made) -> Row:
    code = f"CS-{number:08}"
    members = made.members
    return {
        "code": code,
        "parent": superior["code"],
        "kind": "GRASSROOTS",
        "name": f"Công đoàn cơ sở {made.name}",
        "short_name": f"CĐCS {made.short}",
        "valid_from": str(_founded(rng, superior)),
        "external_codes": f"{MADE}={code}",
        "workplace": made.name,
        "tax_code": tax_code(place.district.province, number) if made.taxed else "",
        "ownership": made.ownership,
        "sector": made.sector,
        "commune_code": place.commune.code if place.commune else "",
        "members": str(members),
        "employees": str(members + round(members * rng.uniform(0, 0.15))),
        "counted_on": str(COUNTED_ON),
    }


def _founded(rng: Random, superior: Row) -> date:
    first = since(superior)
    return first + timedelta(days=rng.randrange((LAST_FOUNDED - first).days))


def _commune_whose_office_it_is(number: int) -> Commune | None:
    turn, rest = divmod(number, EVERY)
    all_of_them = communes()
    return all_of_them[turn * STEP % len(all_of_them)] if rest == 0 and turn <= len(all_of_them) else None


def _somewhere(rng: Random, superior: Row) -> w.Place:
    """A commune of the superior's district, province, or of the country."""
    district = rng.choice(_districts_of(superior["code"]))
    some = communes_of(district.code)
    return _place(rng.choice(some) if some else None, district)


def _place(commune: Commune | None, district: District) -> w.Place:
    return w.Place(_province_names()[district.province], district, commune)


@cache
def _district_federation(code: str) -> Row:
    return next(row for row in upper().values() if row["kind"] == "DISTRICT" and _map_code(row) == code)


@cache
def _districts_of(superior: str) -> list[District]:
    row = upper()[superior]
    if row["kind"] == "DISTRICT":
        return [district_named(_map_code(row))]
    province = _map_code(row) or _map_code(upper()[row["parent"]])
    return districts()[province] if province else [one for some in districts().values() for one in some]


@cache
def _kinds_under(superior: str) -> Drawn[w.Maker]:
    weights = _weights_under(superior)
    return Drawn.by(dict(enumerate(weights.values())), list(weights))


def _weights_under(superior: str) -> dict[w.Maker, float]:
    row = upper()[superior]
    if superior in _central():
        union = _central()[superior]
        return OF_A_PROVINCE if union.province else {w.of_central(union): 1.0}
    of_sector = (makers for word, makers in OF_SECTORS.items() if word in row["name"])
    by_kind = {"DISTRICT": OF_A_DISTRICT, "INDUSTRIAL_ZONES": OF_ZONES}
    return by_kind.get(row["kind"]) or next(of_sector, OF_A_PROVINCE)


@cache
def _central() -> dict[str, Central]:
    return {union.code: union for union in central()}


@cache
def _province_names() -> dict[str, str]:
    return {
        union.province: union.place.removeprefix("tỉnh ").removeprefix("thành phố ")
        for union in central()
        if union.province
    }


def _map_code(row: Row) -> str:
    """The code of the province or district of a federation; empty for other unions."""
    return row["external_codes"].partition(f"{MAP}=")[2]
