"""The plain files of the demonstration: unions, people, how busy each union is, and the targets."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from sangkien.ops.demo.plans import TargetPlan

HERE = Path(__file__).parent
PROVINCE = "LDLD-NINH-THUAN"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A union of units.csv and, for a grassroots union, its workplace."""

    code: str
    parent: str
    kind: str
    name: str
    short_name: str
    workplace: str
    ownership: str
    sector: str
    tax_code: str
    members: int
    since: date

    @property
    def place(self) -> str:
        """The workplace as the end of a sentence names it."""
        return self.workplace.removeprefix("Cơ quan ")

    @property
    def is_public(self) -> bool:
        """Whether its people are civil servants or public employees."""
        return self.ownership in {"state", "public_service"} and not self.tax_code


@dataclass(frozen=True, kw_only=True)
class Hat:
    """A line of people.csv: a person in a union, with a role or (as a worker) without."""

    login: str
    phone: str
    full_name: str
    role: str
    unit: str
    since: date
    office: str


@dataclass(frozen=True, kw_only=True)
class Activity:
    """How much a grassroots union sends (relative to the others), who types, and its update days
    (ngày hội cập nhật sáng kiến, letter of the 40-day campaign, item 2)."""

    unit: str
    weight: int
    typing: str
    update_days: tuple[date, ...]


@cache
def units() -> dict[str, Unit]:
    """The Confederation and all unions of the province by code. The neighbour's (units-khanh-hoa.csv) take no part."""
    rows = (_unit(row) for row in _rows("units.csv"))
    return {unit.code: unit for unit in rows}


@cache
def hats() -> tuple[Hat, ...]:
    """All appointments and workplaces of people, in the order of the file."""
    return tuple(_hat(row) for row in _rows("people.csv"))


@cache
def activities() -> tuple[Activity, ...]:
    """The grassroots unions that send anything. All others stay silent through phase 1."""
    return tuple(_activity(row) for row in _rows("activity.csv"))


@cache
def officers(unit: str) -> tuple[Hat, ...]:
    """Who takes care of a union's dossiers, the chair first. Whoever leads others decides on none."""
    return tuple(hat for hat in hats() if hat.unit == unit and hat.role not in ("", "LEADER"))


@cache
def workers(unit: str) -> tuple[Hat, ...]:
    """Who works there and has an account."""
    return tuple(hat for hat in hats() if hat.unit == unit and not hat.role)


def targets() -> tuple[TargetPlan, ...]:
    """The targets of the direct superiors; what is assigned to them sums to the province's 1,000."""
    return tuple(target for target in _targets() if target.unit != PROVINCE)


def province_target() -> TargetPlan:
    """The province's own target (letter of the 40-day campaign, item 1)."""
    return next(target for target in _targets() if target.unit == PROVINCE)


def e164(written: str) -> str:
    """0912 345 001 as +84912345001."""
    return "+84" + written.replace(" ", "")[1:]


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _unit(row: dict[str, str]) -> Unit:
    plain = ["code", "parent", "kind", "name", "short_name", "workplace", "ownership", "sector", "tax_code"]
    return Unit(
        **{name: row[name] for name in plain},
        members=int(row["members"] or 0),
        since=date.fromisoformat(row["valid_from"]),
    )


def _hat(row: dict[str, str]) -> Hat:
    return Hat(
        login=row["login"],
        phone=e164(row["phone"]),
        full_name=row["full_name"],
        role=row["role"],
        unit=row["unit"],
        since=date.fromisoformat(row["from"]),
        office=row["office"] or "",
    )


def _activity(row: dict[str, str]) -> Activity:
    days = tuple(date.fromisoformat(day) for day in row["update_days"].split())
    return Activity(unit=row["unit"], weight=int(row["weight"]), typing=row["typing"], update_days=days)


@cache
def _targets() -> tuple[TargetPlan, ...]:
    return tuple(_target(row) for row in _rows("targets.csv"))


def _target(row: dict[str, str]) -> TargetPlan:
    return TargetPlan(
        unit=row["unit"],
        assigned=int(row["assigned"]),
        registered=int(row["registered"]) if row["registered"] else None,
        self_raised=int(row["self_raised"]) if row["self_raised"] else None,
        decided_on=date.fromisoformat(row["decided_on"]),
    )
