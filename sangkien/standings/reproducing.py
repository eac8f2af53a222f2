"""Drawing a frozen table again, and laying two of them beside one another."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sangkien.counting.models import Entry
from sangkien.counting.queries import View
from sangkien.counting.settling import one_moment
from sangkien.organisations.models import Organisation
from sangkien.standings.actions import sealed
from sangkien.standings.content import Frozen, content
from sangkien.standings.models import FIRST, Kind, Snapshot
from sangkien.statistics.ranking import Order
from sangkien.statistics.standings import Grouping

FIGURES = (
    "rank",
    "valid",
    "submitted",
    "count",
    "assigned",
    "registered",
    "self_raised",
    "target",
    "members",
    "employer_vnd",
    "wins",
)
"""What is compared of a line, in the order in which it is told."""


@dataclass(frozen=True)
class Difference:
    """One figure of one unit that is another in the second table; a unit that is in one only has None in the other."""

    code: str
    name: str
    what: str
    then: Any
    now: Any


@dataclass(frozen=True)
class Reproduced:
    """A snapshot drawn again. `same`: byte for byte, from the ledger as it stood then. If not, `differences` are what
    was set or reported otherwise since (targets, members, clusters). `booked`: entries made since for days that the
    table covers, and `since` what they change."""

    same: bool
    differences: list[Difference]
    booked: int
    since: list[Difference]
    chain_holds: bool


def reproduced(snapshot: Snapshot) -> Reproduced:
    """Draw it again, once as the ledger stood and once as it stands."""
    with one_moment():
        again, now = _drawn(snapshot, snapshot.mark), _drawn(snapshot, _last_entry())
    booked = Entry.objects.filter(
        pk__gt=snapshot.mark,
        programme=snapshot.programme_id,
        day__lte=snapshot.as_of,
        chain__contains=[snapshot.unit_id],
    ).count()
    return Reproduced(
        same=again == snapshot.content,
        differences=differences(snapshot.content, again),
        booked=booked,
        since=differences(again, now),
        chain_holds=_chain_holds(snapshot),
    )


def differences(then: str, now: str) -> list[Difference]:
    """Every figure that is not the same in both contents, unit by unit in the order of the second."""
    earlier, later = _by_unit(then), _by_unit(now)
    return [one for code in {**later, **earlier} for one in _of_unit(code, earlier.get(code), later.get(code))]


def groups(text: str) -> list[dict[str, Any]]:
    """The tables of a content, as they are read."""
    found: list[dict[str, Any]] = json.loads(text)["groups"]
    return found


def _drawn(snapshot: Snapshot, mark: int) -> str:
    """The content as the ledger stood at that entry."""
    told = Frozen(
        programme=snapshot.programme,
        unit=Organisation.objects.get(pk=snapshot.unit_id),
        kind=Kind(snapshot.kind),
        period=snapshot.period,
        grouping=Grouping(snapshot.grouping),
        order=Order(snapshot.order) if snapshot.order else None,
        view=View(snapshot.view),
        as_of=snapshot.as_of,
        mark=mark,
        at=snapshot.at,
    )
    return content(told)


def _last_entry() -> int:
    last = Entry.objects.order_by("pk").last()
    return last.pk if last else 0


def _chain_holds(snapshot: Snapshot) -> bool:
    """Do its own hash and its tie to the one before come out?"""
    before = Snapshot.objects.filter(
        programme=snapshot.programme_id, unit=snapshot.unit_id, number=snapshot.number - 1
    ).first()
    previous = before.sha256 if before else FIRST
    return snapshot.previous == previous and snapshot.sha256 == sealed(previous, snapshot.content)


def _by_unit(text: str) -> dict[str, dict[str, Any]]:
    return {line["unit"]: line for group in groups(text) for line in group["lines"]}


def _of_unit(code: str, then: dict[str, Any] | None, now: dict[str, Any] | None) -> Iterator[Difference]:
    name = (now or then or {})["name"]
    if then is None or now is None:
        yield Difference(code, name, "unit", then and name, now and name)
        return
    for what in FIGURES:
        if then.get(what) != now.get(what):
            yield Difference(code, name, what, then.get(what), now.get(what))
