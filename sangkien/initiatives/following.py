"""Hồ sơ đi theo cây tổ chức: open dossiers lie with today's unions, whatever decisions on the organisation do.

Rights do not wait for this (see `accounts.permissions`): whoever stands for a union that has ended finds its dossiers
from the first second. Here they are put on the right desk, with a line in their history that says why.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from sangkien.accounts.models import Person
from sangkien.base.days import day_of
from sangkien.counting.actions import move as move_counts
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.initiatives.steps import standing
from sangkien.organisations.models import Organisation

AT_ONCE = 1_000

# From each pair of union and superior with open dossiers to the pair of the day. The union is the one that stands for
# it, if workers belong there; otherwise nobody can confirm any more and the superior decides.
_ASTRAY = """
WITH desk AS (
    SELECT DISTINCT unit_id, superior_id FROM initiatives_initiative WHERE state = ANY(%(open)s)
), line AS (
    SELECT a.descendant_id AS unit_id, a.ancestor_id, a.depth, k.takes_dossiers, k.reviews
    FROM organisations_ancestry a
    JOIN organisations_classification c ON c.organisation_id = a.ancestor_id AND c.valid @> %(on)s
    JOIN organisations_unitkind k ON k.code = c.kind_id
    WHERE a.descendant_id IN (SELECT unit_id FROM desk) AND a.valid @> %(on)s
), today AS (
    SELECT desk.unit_id, desk.superior_id, here.ancestor_id AS unit_now, (
        SELECT line.ancestor_id FROM line
        WHERE line.unit_id = desk.unit_id AND line.reviews AND line.ancestor_id <> coalesce(here.ancestor_id, 0)
        ORDER BY line.depth LIMIT 1) AS superior_now
    FROM desk LEFT JOIN line here ON here.unit_id = desk.unit_id AND here.depth = 0 AND here.takes_dossiers
)
SELECT unit_id, superior_id, unit_now, superior_now FROM today
WHERE superior_now IS NOT NULL AND (
    (coalesce(unit_now, unit_id), superior_now) <> (unit_id, superior_id)
    OR unit_now IS NULL AND EXISTS (
        SELECT FROM initiatives_initiative i WHERE i.state = %(unconfirmed)s
          AND (i.unit_id, i.superior_id) = (today.unit_id, today.superior_id)))
ORDER BY unit_id, superior_id
"""


@dataclass(frozen=True)
class Astray:
    """Open dossiers of `unit` that lie with `superior` and belong elsewhere (keys of unions). `unit_now` is None where
    nobody stands for the union to whom workers belong."""

    unit: int
    superior: int
    unit_now: int | None
    superior_now: int

    @property
    def stays(self) -> bool:
        """Only what nobody can confirm any more has anything to do."""
        return self.unit_now is None and self.superior_now == self.superior


@dataclass(frozen=True)
class Followed:
    """How many open dossiers changed desks, by the superior that has them now, and how many were booked anew."""

    moved: Counter[int]
    rebooked: int


@transaction.atomic
def follow_the_tree(*, why: str, by: Person | None, at: datetime, on: date, late_since: date | None = None) -> Followed:
    """Put every open dossier on the desk of `on` (a day in Vietnam, today but for a preview).

    `why` is the code of the decision, for the history. With `late_since` the decision was entered after it took
    effect: dossiers sent since that day count where the tree as now known puts them, from today on, and no figure of
    an earlier evening changes. Doing it again changes nothing.
    """
    rebooked = _rebook(late_since, at=at) if late_since else 0
    moved: Counter[int] = Counter()
    for stray in astray(on):
        moved[stray.superior_now] += _move(stray, why=why, by=by, at=at)
    return Followed(moved=+moved, rebooked=rebooked)


def astray(on: date) -> list[Astray]:
    """Whose open dossiers lie on a desk that is not that of the day. One query."""
    open_states = [state.value for state in WAITS_FOR]
    asked: dict[str, Any] = {"open": open_states, "unconfirmed": State.SUBMITTED.value, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(_ASTRAY, asked)
        return [Astray(*row) for row in cursor.fetchall()]


def _move(stray: Astray, *, why: str, by: Person | None, at: datetime) -> int:
    open_states = [State.SUBMITTED] if stray.stays else WAITS_FOR
    lying = Initiative.objects.filter(state__in=open_states, unit=stray.unit, superior=stray.superior).order_by("pk")
    done = 0
    while batch := list(lying.select_for_update(of=("self",))[:AT_ONCE]):
        _seat(batch, stray, why=why, by=by, at=at)
        done += len(batch)
    return done


def _seat(batch: list[Initiative], stray: Astray, *, why: str, by: Person | None, at: datetime) -> None:
    before = [State(initiative.state) for initiative in batch]
    for initiative in batch:
        initiative.unit_id = stray.unit_now or stray.unit
        initiative.superior_id = stray.superior_now
        initiative.version += 1
        if stray.unit_now is None and initiative.state == State.SUBMITTED:
            initiative.state = State.REVIEWING
    Initiative.objects.bulk_update(batch, ["unit", "superior", "version", "state"])
    detail = {"decision": why, **_codes(stray)}
    Event.objects.bulk_create(
        Event(
            initiative=initiative,
            at=at,
            verb="moved",
            from_state=state,
            to_state=initiative.state,
            by=by,
            version=initiative.version,
            detail=detail,
        )
        for initiative, state in zip(batch, before, strict=True)
    )


def _codes(stray: Astray) -> dict[str, str]:
    keys = {
        "from_unit": stray.unit,
        "to_unit": stray.unit_now or stray.unit,
        "from_superior": stray.superior,
        "to_superior": stray.superior_now,
    }
    codes = dict(Organisation.objects.filter(pk__in=keys.values()).values_list("pk", "code"))
    return {name: codes[key] for name, key in keys.items()}


def go_back(*, why: str, by: Person | None, at: datetime) -> int:
    """Put what the decision `why` moved, and nobody has dealt with since, back on the desks it came from. How many?"""
    moved = Event.objects.filter(verb="moved", detail__decision=why, version=F("initiative__version"))
    last = {event.initiative_id: event for event in moved.exclude(detail__has_key="taken_back")}
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=_named_in(last.values()))}
    for initiative in _locked(last):
        event = last[initiative.pk]
        state, initiative.state = initiative.state, event.from_state
        initiative.unit = units[event.detail["from_unit"]]
        initiative.superior = units[event.detail["from_superior"]]
        initiative.version += 1
        initiative.save(update_fields=["state", "unit", "superior", "version"])
        _note(initiative, state, {"decision": why, "taken_back": True}, by=by, at=at)
    return len(last)


def _named_in(events: Iterable[Event]) -> set[str]:
    return {event.detail[name] for event in events for name in ("from_unit", "from_superior")}


def _note(initiative: Initiative, state: str, detail: dict[str, Any], *, by: Person | None, at: datetime) -> None:
    Event.objects.create(
        initiative=initiative,
        at=at,
        verb="moved",
        from_state=state,
        to_state=initiative.state,
        by=by,
        version=initiative.version,
        detail=detail,
    )


# The chain that the tree, as it is known now, gives a dossier on the day it was sent.
_BOOKED_OTHERWISE = """
SELECT i.id, drawn.chain FROM initiatives_initiative i
CROSS JOIN LATERAL (
    SELECT array_agg(a.ancestor_id ORDER BY a.depth) AS chain FROM organisations_ancestry a
    WHERE a.descendant_id = i.chain[1] AND a.valid @> i.chain_on
) drawn
WHERE i.chain_on >= %s AND drawn.chain IS DISTINCT FROM i.chain AND drawn.chain IS NOT NULL
ORDER BY i.id
"""


def _rebook(since: date, *, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED_OTHERWISE, [since])
        chains: dict[int, list[int]] = dict(cursor.fetchall())
    for initiative in _locked(chains):
        before = standing(initiative)
        initiative.chain = chains[initiative.pk]
        initiative.save(update_fields=["chain"])
        move_counts(before, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
    return len(chains)


def _locked(keys: Iterable[int]) -> Iterable[Initiative]:
    return Initiative.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).iterator(AT_ONCE)
