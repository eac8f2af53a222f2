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
from django.db.models import Exists, F, OuterRef, QuerySet

from sangkien.accounts.models import Person
from sangkien.base.days import day_of
from sangkien.counting.actions import move as move_counts
from sangkien.initiatives.models import Draft, Event, Initiative
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.initiatives.steps import first_desk, standing
from sangkien.organisations.models import Organisation

AT_ONCE = 1_000

MOVED, HANDED_ON, REBOOKED = "moved", "handed_on", "rebooked"
FOLLOWING = (MOVED, HANDED_ON, REBOOKED)  # what happens to a dossier only because the tree changed

# From each pair of union and superior with open dossiers to the pair of the day. The union is the one that stands for
# it, if workers belong there; otherwise nobody can confirm any more and the superior decides. Where a whole branch
# ended and nobody above reviews, whoever stands for the old superior has it.
_ASTRAY = """
WITH desk AS (
    SELECT DISTINCT unit_id, superior_id FROM initiatives_initiative WHERE closed_at IS NULL
), line AS (
    SELECT a.descendant_id AS unit_id, a.ancestor_id, a.depth, k.takes_dossiers, k.reviews
    FROM organisations_ancestry a
    JOIN organisations_classification c ON c.organisation_id = a.ancestor_id AND c.valid @> %(on)s
    JOIN organisations_unitkind k ON k.code = c.kind_id
    WHERE a.descendant_id IN (SELECT unit_id FROM desk) AND a.valid @> %(on)s
), today AS (
    SELECT desk.unit_id, desk.superior_id, here.ancestor_id AS unit_now, coalesce((
        SELECT line.ancestor_id FROM line
        WHERE line.unit_id = desk.unit_id AND line.reviews AND line.ancestor_id <> coalesce(here.ancestor_id, 0)
        ORDER BY line.depth LIMIT 1
    ), (
        SELECT a.ancestor_id FROM organisations_ancestry a
        WHERE a.descendant_id = desk.superior_id AND a.depth = 0 AND a.valid @> %(on)s
    )) AS superior_now
    FROM desk LEFT JOIN line here ON here.unit_id = desk.unit_id AND here.depth = 0 AND here.takes_dossiers
)
SELECT unit_id, superior_id, unit_now, superior_now FROM today
WHERE superior_now IS NOT NULL AND (
    (coalesce(unit_now, unit_id), superior_now) <> (unit_id, superior_id)
    OR unit_now IS NULL AND EXISTS (
        SELECT FROM initiatives_initiative i WHERE i.closed_at IS NULL AND i.state = %(unconfirmed)s
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
    rebooked = _rebook(late_since, why=why, by=by, at=at) if late_since else 0
    moved: Counter[int] = Counter()
    for stray in astray(on):
        moved[stray.superior_now] += _move(stray, why=why, by=by, at=at)
    for ended, heir in _ended_desks(on):
        moved[heir.pk] += _hand_on(ended, heir, why=why, by=by, at=at)
    return Followed(moved=+moved, rebooked=rebooked)


def astray(on: date) -> list[Astray]:
    """Whose open dossiers lie on a desk that is not that of the day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ASTRAY, {"unconfirmed": State.SUBMITTED.value, "on": on})
        return [Astray(*row) for row in cursor.fetchall()]


def _move(stray: Astray, *, why: str, by: Person | None, at: datetime) -> int:
    open_states = [State.SUBMITTED] if stray.stays else WAITS_FOR
    lying = Initiative.objects.filter(state__in=open_states, unit=stray.unit, superior=stray.superior).order_by("pk")
    detail = {"decision": why, **_codes(stray)}
    done = 0
    while batch := list(lying.select_for_update(of=("self",))[:AT_ONCE]):
        _seat(batch, stray, detail, by=by, at=at)
        done += len(batch)
    return done


def _seat(batch: list[Initiative], stray: Astray, detail: dict[str, Any], *, by: Person | None, at: datetime) -> None:
    _corrections_go_on(batch)
    before = [State(initiative.state) for initiative in batch]
    for initiative in batch:
        initiative.unit_id = stray.unit_now or stray.unit
        initiative.superior_id = stray.superior_now
        initiative.version += 1
        if stray.unit_now is None and initiative.state == State.SUBMITTED:
            initiative.state = State.REVIEWING
        _keep_the_desk(initiative, stray.unit, stray.superior)
    Initiative.objects.bulk_update(batch, ["unit", "superior", "desk", "version", "state"])
    told = zip(batch, before, strict=True)
    Event.objects.bulk_create(_event(one, MOVED, state, detail, by=by, at=at) for one, state in told)


def _ended_desks(on: date) -> list[tuple[Organisation, Organisation]]:
    """The unions that have ended by then and on whose desks dossiers of others lie (taken over, or to be looked at
    again), each with who stands for it. One query, and one for each."""
    elsewhere = Initiative.objects.filter(closed_at=None, desk__isnull=False)
    desks = elsewhere.exclude(desk=F("unit")).exclude(desk=F("superior")).order_by().values("desk").distinct()
    ended = Organisation.objects.filter(pk__in=desks).exclude(pk__in=Organisation.objects.on(on).values("pk"))
    heirs = [(one, Organisation.objects.standing_for(one, on=on).first()) for one in ended.order_by("pk")]
    return [(one, heir) for one, heir in heirs if heir]


def _hand_on(ended: Organisation, heir: Organisation, *, why: str, by: Person | None, at: datetime) -> int:
    """What lies on the desk of a union that has ended lies on that of who stands for it, with the days that it had."""
    lying = Initiative.objects.filter(closed_at=None, desk=ended).order_by("pk")
    detail = {"decision": why, "from_desk": ended.code, "to_desk": heir.code}
    done = 0
    while batch := list(lying.select_for_update(of=("self",))[:AT_ONCE]):
        _corrections_go_on(batch)
        for initiative in batch:
            initiative.desk, initiative.version = heir, initiative.version + 1
        Initiative.objects.bulk_update(batch, ["desk", "version"])
        Event.objects.bulk_create(_event(one, HANDED_ON, one.state, detail, by=by, at=at) for one in batch)
        done += len(batch)
    return done


def _keep_the_desk(initiative: Initiative, *before: int) -> None:
    """It lies with the union or the superior of today; what was taken above stays there."""
    if initiative.desk_id is None or initiative.desk_id in before:
        initiative.desk = first_desk(initiative)


def _codes(stray: Astray) -> dict[str, str]:
    keys = {
        "from_unit": stray.unit,
        "to_unit": stray.unit_now or stray.unit,
        "from_superior": stray.superior,
        "to_superior": stray.superior_now,
    }
    codes = dict(Organisation.objects.filter(pk__in=keys.values()).values_list("pk", "code"))
    return {name: codes[key] for name, key in keys.items()}


def _corrections_go_on(batch: Iterable[Initiative]) -> None:
    """Who is completing a returned dossier goes on with what is typed: a new desk changed nothing of it."""
    typed = Draft.objects.filter(correcting__in=batch, sent_at=None, seen_version=F("correcting__version"))
    typed.update(seen_version=F("seen_version") + 1)


def _event(
    initiative: Initiative, verb: str, before: str, detail: dict[str, Any], *, by: Person | None, at: datetime
) -> Event:
    return Event(
        initiative=initiative,
        at=at,
        verb=verb,
        from_state=before,
        to_state=initiative.state,
        by=by,
        version=initiative.version,
        detail=detail,
    )


def moved_by(why: str, *, since: datetime) -> "QuerySet[Event]":
    """What the decision `why`, applied at `since`, did to dossiers."""
    events = Event.objects.filter(verb__in=FOLLOWING, detail__decision=why, at__gte=since)
    return events.exclude(detail__has_key="taken_back")


def dealt_with_later() -> Exists:
    """Of such an event: has somebody done something with the dossier since?"""
    later = Event.objects.filter(initiative=OuterRef("initiative"), version__gt=OuterRef("version"))
    return Exists(later.exclude(verb__in=FOLLOWING))


def go_back(*, why: str, since: datetime, by: Person | None, at: datetime) -> int:
    """Put what the decision `why`, applied at `since`, moved or booked anew, and nobody has dealt with since, back to
    where it was. How many changed desks?"""
    first: dict[int, dict[str, Event]] = {}
    for event in moved_by(why, since=since).exclude(dealt_with_later()).order_by("version"):
        first.setdefault(event.initiative_id, {}).setdefault(event.verb, event)
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=_named_in(first.values()))}
    for initiative in _locked(first):
        _return(initiative, first[initiative.pk], units, by=by, at=at)
    return sum(MOVED in events or HANDED_ON in events for events in first.values())


def _named_in(all_events: Iterable[dict[str, Event]]) -> set[str]:
    named = ("from_unit", "from_superior", "from_desk")
    details = [event.detail for events in all_events for event in events.values()]
    return {detail[name] for detail in details for name in named if name in detail}


def _return(
    initiative: Initiative,
    events: dict[str, Event],
    units: dict[str, Organisation],
    *,
    by: Person | None,
    at: datetime,
) -> None:
    _corrections_go_on([initiative])
    counted, state = standing(initiative), initiative.state
    here = initiative.unit_id, initiative.superior_id
    if moved := events.get(MOVED):
        initiative.state = moved.from_state
        initiative.unit, initiative.superior = units[moved.detail["from_unit"]], units[moved.detail["from_superior"]]
        _keep_the_desk(initiative, *here)
    if handed_on := events.get(HANDED_ON):
        initiative.desk = units[handed_on.detail["from_desk"]]
    if rebooked := events.get(REBOOKED):
        initiative.chain = rebooked.detail["from_chain"]
    initiative.version += 1
    initiative.save(update_fields=["state", "unit", "superior", "desk", "chain", "version"])
    why = next(iter(events.values())).detail["decision"]
    _event(initiative, MOVED, state, {"decision": why, "taken_back": True}, by=by, at=at).save()
    move_counts(counted, standing(initiative), initiative_id=initiative.pk, day=day_of(at))


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


def _rebook(since: date, *, why: str, by: Person | None, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED_OTHERWISE, [since])
        chains: dict[int, list[int]] = dict(cursor.fetchall())
    for initiative in _locked(chains):
        _corrections_go_on([initiative])
        counted, detail = standing(initiative), {"decision": why, "from_chain": initiative.chain}
        initiative.chain = chains[initiative.pk]
        initiative.version += 1
        initiative.save(update_fields=["chain", "version"])
        _event(initiative, REBOOKED, initiative.state, detail, by=by, at=at).save()
        move_counts(counted, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
    return len(chains)


def _locked(keys: Iterable[int]) -> Iterable[Initiative]:
    return Initiative.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)).iterator(AT_ONCE)
