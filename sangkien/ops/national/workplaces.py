"""Made workplaces: a name as such places bear, who owns it, what it does, how many members its union has."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log
from random import Random

from sangkien.ops.national import words
from sangkien.ops.national.registers import Central, Commune, District

SMALLEST, LARGEST = 5, 30_000


@dataclass(frozen=True)
class Place:
    """Where the workplace is. `commune` is None on five islands."""

    province: str  # "Ninh Thuận"
    district: District
    commune: Commune | None

    @property
    def commune_name(self) -> str:
        """Without what it is: "Phước Hậu"; for an island that of the district."""
        name = self.commune.name if self.commune else self.district.name
        return _bare(name)

    @property
    def district_name(self) -> str:
        """As the end of a name: "huyện Ninh Phước"."""
        return self.district.name[0].lower() + self.district.name[1:]


@dataclass(frozen=True)
class Made:
    """A made workplace; `short` is what people call it, `taxed` whether it has a tax code of its own."""

    name: str
    short: str
    ownership: str
    sector: str
    members: int
    taxed: bool = True


Maker = Callable[[Random, Place], Made]


def private_firm(rng: Random, place: Place) -> Made:
    """Công ty TNHH, cổ phần …, sometimes with the name of its district or province."""
    trade = rng.choice(list(words.TRADES))
    form = rng.choice(["Công ty TNHH", "Công ty TNHH", "Công ty TNHH MTV", "Công ty Cổ phần", "Doanh nghiệp tư nhân"])
    ends = ["", "", "", "", f" {place.province}", f" {_bare(place.district.name)}", f" {rng.randint(2, 9)}"]
    called = f"{trade} {_proper(rng)}{rng.choice(ends)}"
    return Made(f"{form} {called}", called, "private", words.TRADES[trade], _people(rng, 32, 1.2))


def foreign_firm(rng: Random, place: Place) -> Made:
    """A firm with foreign capital, under a name that no firm bears."""
    trade = rng.choice(list(words.TRADES)[:14])
    proper = f"{rng.choice(words.FOREIGN_FIRST)}{rng.choice(words.FOREIGN_SECOND)} {rng.choice(words.FOREIGN_ENDS)}"
    called = f"{trade} {proper}" if rng.random() < 0.4 else proper
    place_name = f" {place.province}" if rng.random() < 0.1 else ""
    name = f"Công ty TNHH {called}{place_name}"
    return Made(name, f"{called}{place_name}", "fdi", words.TRADES[trade], _people(rng, 140, 1.25))


def cooperative(rng: Random, place: Place) -> Made:
    """Hợp tác xã of a commune."""
    trade = rng.choice(["nông nghiệp", "dịch vụ nông nghiệp", "vận tải", "thủy sản", "dịch vụ"])
    name = f"Hợp tác xã {trade} {_proper(rng)} {place.commune_name}"
    return Made(name, name.replace("Hợp tác xã", "HTX"), "cooperative", "Nông nghiệp", _people(rng, 24, 0.6))


def school(rng: Random, place: Place) -> Made:
    """A nursery, primary or secondary school of a district."""
    level, short = rng.choice(
        [
            ("Trường Mầm non", "MN"),
            ("Trường Tiểu học", "TH"),
            ("Trường Trung học cơ sở", "THCS"),
            ("Trường Mẫu giáo", "MG"),
        ]
    )
    called = rng.choice(words.FLOWERS if short in ("MN", "MG") else words.HEROES)
    called = rng.choice([place.commune_name, f"{place.commune_name} {rng.randint(1, 3)}", called])
    name = f"{level} {called}, {place.district_name}"
    return Made(name, f"{short} {called}", "public_service", "Giáo dục", _people(rng, 34, 0.45), taxed=False)


def high_school(rng: Random, place: Place) -> Made:
    """A school or college directly under the province."""
    level, short = rng.choice(
        [("Trường Trung học phổ thông", "THPT")] * 3
        + [("Trường Cao đẳng", "CĐ"), ("Trung tâm Giáo dục thường xuyên", "GDTX")]
    )
    called = rng.choice([place.commune_name, _bare(place.district.name), rng.choice(words.HEROES)])
    name = f"{level} {called}, {place.province}"
    return Made(name, f"{short} {called}", "public_service", "Giáo dục", _people(rng, 72, 0.5), taxed=False)


def clinic(rng: Random, place: Place) -> Made:
    """A hospital or health centre."""
    called = f"{rng.choice(words.HEALTH)} {rng.choice([place.district_name, place.province])}"
    return Made(called, called, "public_service", "Y tế", _people(rng, 120, 0.9), taxed=False)


def office(rng: Random, place: Place) -> Made:
    """A department of the province."""
    called = f"{rng.choice(words.OFFICES)} {place.province}"
    called = called if rng.random() < 0.4 else f"{called}, khu vực {_bare(place.district.name)}"
    return Made(called, called, "state", "Quản lý nhà nước", _people(rng, 48, 0.6), taxed=False)


def district_office(rng: Random, place: Place) -> Made:
    """An office of the district."""
    called = f"{rng.choice(words.DISTRICT_OFFICES)} {place.district_name}"
    return Made(called, called, "state", "Quản lý nhà nước", _people(rng, 18, 0.5), taxed=False)


def commune_office(rng: Random, place: Place) -> Made:
    """The office of a commune: each commune has one."""
    commune = place.commune.name if place.commune else place.district.name
    called = f"Ủy ban nhân dân {commune[0].lower()}{commune[1:]}"
    short = called.replace("Ủy ban nhân dân", "UBND")
    return Made(
        f"{called}, {place.district_name}", short, "state", "Quản lý nhà nước", _people(rng, 24, 0.3), taxed=False
    )


def public_firm(rng: Random, place: Place) -> Made:
    """A firm of the province."""
    trade = rng.choice(list(words.PUBLIC_FIRMS))
    called = f"{trade} {rng.choice([place.province, _bare(place.district.name)])}"
    form = rng.choice(["Công ty TNHH MTV", "Công ty Cổ phần"])
    return Made(f"{form} {called}", called, "state", words.PUBLIC_FIRMS[trade], _people(rng, 110, 0.8))


def of_central(union: Central) -> Maker:
    """What hangs under this central union."""
    patterns, sector = words.OF_CENTRAL[union.code]

    def make(rng: Random, place: Place) -> Made:
        proper = rng.choice([place.province, _bare(place.district.name), _proper(rng), _proper(rng)])
        name = f"{rng.choice(patterns.split('|'))} {proper}"
        name = name if rng.random() < 0.5 else f"{name} {rng.randint(1, 99)}"
        return Made(name, name, rng.choice(["state", "state", "private"]), sector, _people(rng, 95, 0.9))

    return make


def _proper(rng: Random) -> str:
    return f"{rng.choice(words.FIRST)} {rng.choice(words.SECOND)}"


def _people(rng: Random, median: float, sigma: float) -> int:
    """Members are spread log-normally: many small unions, a few very large ones."""
    return min(LARGEST, max(SMALLEST, round(exp(rng.gauss(log(median), sigma)))))


def _bare(name: str) -> str:
    """The name of a district or commune without what it is; "Quận 1" and "Phường 5" stay whole."""
    kind, _space, rest = name.partition(" ")
    if kind in ("Thành", "Thị"):  # Thành phố, Thị xã, Thị trấn
        rest = rest.partition(" ")[2]
    return name if rest.isdecimal() else rest
