"""Giao việc tự động: what comes to a desk is given out among the union's officers.

Rule: each dossier goes to whoever had it before at this desk (who returned it knows it), else to the officer with the
fewest open dossiers in hand; of these to the one who was given nothing for longest, and at last by the order of their
accounts. Never to somebody who may not settle it, who is away that day, or who gave it back in this turn. What lies
with an officer who is away, or no longer one, is given out anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.desks.models import Assignment, Sharing, Why
from sangkien.desks.queries import away, loads, officers_of
from sangkien.desks.rules import HANDLE
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation

AT_ONCE = 200
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Hands:
    """An officer while work is given out: how many dossiers in hand, since when nothing new, and which of those that
    wait they may settle."""

    person: Person
    load: int
    last: datetime
    may: set[int]

    @property
    def turn(self) -> tuple[int, datetime, int]:
        """Whoever comes first here is next."""
        return self.load, self.last, self.person.pk


def share_out(*, at: datetime) -> int:
    """Give out what waits at every desk that shares; how many dossiers changed hands. A desk at which somebody else is
    just doing it is left to them."""
    return sum(_share(unit, at=at) for unit in Sharing.objects.filter(on=True).values_list("unit", flat=True))


@transaction.atomic
def _share(unit: int, *, at: datetime) -> int:
    locked = Sharing.objects.select_for_update(of=("self",), skip_locked=True).select_related("unit")
    sharing = locked.filter(unit=unit, on=True).first()
    if sharing is None:
        return 0
    hands = _hands(sharing.unit, at=at)
    done = _take_from_who_is_not_there(sharing.unit, hands, at=at)
    waiting = _lying(sharing.unit, nobodys=True)
    _may(hands, sharing.unit, waiting, at=at)
    given = list(_given(waiting, hands, _told_about(waiting)))
    put(given, desk=sharing.unit, why=Why.SHARED, by=None, at=at)
    return done + len(given)


def _hands(unit: Organisation, *, at: datetime) -> dict[int, Hands]:
    people = {hat.person_id: hat.person for hat in officers_of(unit, on=day_of(at))}
    gone, in_hand, last = away(people, on=day_of(at)), loads(unit), _last_given(unit)
    return {
        pk: Hands(person, in_hand.get(pk, 0), last.get(pk, _NEVER), set())
        for pk, person in people.items()
        if pk not in gone
    }


def _last_given(unit: Organisation) -> dict[int, datetime]:
    given = Assignment.objects.filter(desk=unit, officer__isnull=False).order_by().values_list("officer")
    return dict(given.annotate(Max("at")))


def _lying(unit: Organisation, *, nobodys: bool) -> list[Initiative]:
    lying = Initiative.objects.filter(desk=unit, officer__isnull=nobodys).oldest_first()
    return list(lying.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])


def _take_from_who_is_not_there(unit: Organisation, hands: Mapping[int, Hands], *, at: datetime) -> int:
    lying = Initiative.objects.filter(desk=unit, officer__isnull=False).exclude(officer__in=hands)
    stranded = list(lying.oldest_first().select_for_update(of=("self",), skip_locked=True)[:AT_ONCE])
    put([(one, None) for one in stranded], desk=unit, why=Why.AWAY, by=None, at=at)
    return len(stranded)


def _may(hands: Mapping[int, Hands], unit: Organisation, waiting: Iterable[Initiative], *, at: datetime) -> None:
    """Which of these each officer may settle, as the permission has it. A query for each office."""
    lying = Initiative.objects.filter(pk__in=[one.pk for one in waiting])
    for hat in officers_of(unit, on=day_of(at)):
        if hat.person_id in hands:
            actor = Actor(person=hat.person, on=day_of(at), hat=hat)
            hands[hat.person_id].may |= set(actor.among(HANDLE, lying).values_list("pk", flat=True))


@dataclass(frozen=True)
class _Told:
    """Of a dossier at this desk: who had it last, and who gave it back in this turn (keys of people)."""

    had_it: int | None
    gave_it_back: frozenset[int]


def _told_about(waiting: Iterable[Initiative]) -> dict[int, _Told]:
    began = {one.pk: (one.desk_id, one.waiting_since) for one in waiting}
    had: dict[int, int] = {}
    back: dict[int, set[int]] = {pk: set() for pk in began}
    rows = Assignment.objects.filter(initiative__in=began).order_by("pk")
    for pk, desk, officer, why, by, at in rows.values_list("initiative", "desk", "officer", "why", "by", "at"):
        if desk != began[pk][0]:
            continue
        if officer:
            had[pk] = officer
        elif why == Why.RELEASED and by and at >= began[pk][1]:
            back[pk].add(by)
    return {pk: _Told(had.get(pk), frozenset(back[pk])) for pk in began}


def _given(
    waiting: Iterable[Initiative], hands: Mapping[int, Hands], told: Mapping[int, _Told]
) -> Iterable[tuple[Initiative, Person | None]]:
    for one in waiting:
        known = told[one.pk]
        able = [hand for hand in hands.values() if one.pk in hand.may and hand.person.pk not in known.gave_it_back]
        if able:
            before = [hand for hand in able if hand.person.pk == known.had_it]
            chosen = min(before or able, key=lambda hand: hand.turn)
            chosen.load += 1
            yield one, chosen.person


def put(
    given: Iterable[tuple[Initiative, Person | None]],
    *,
    desk: Organisation,
    why: Why,
    by: Person | None,
    at: datetime,
) -> None:
    """Write down who works on these locked dossiers from now on. No version changes: whoever reads one goes on."""
    rows = [Assignment(initiative=one, desk=desk, officer=officer, why=why, by=by, at=at) for one, officer in given]
    Assignment.objects.bulk_create(rows)
    for officer in {row.officer_id for row in rows}:
        keys = [row.initiative_id for row in rows if row.officer_id == officer]
        Initiative.objects.filter(pk__in=keys).update(officer=officer)
