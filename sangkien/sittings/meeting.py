"""Sittings: called, moved, called off, opened and closed; who came and who left."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor, Permission
from sangkien.audit.actions import record
from sangkien.base.problems import NotAllowed, NotPossible, Problem
from sangkien.base.text import one_line, paragraphs
from sangkien.sittings import rules
from sangkien.sittings.excluding import keep_out
from sangkien.sittings.models import Council, Presence, Seat, Sitting
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.telling import tell_members


@transaction.atomic
def plan(council: Council, *, day: date, place: str, hour: time | None = None, by: Actor, at: datetime) -> Sitting:
    """Call the council together for that day. Raises NotAllowed, NotPossible."""
    council = Council.objects.select_for_update().get(pk=council.pk)
    by.must(rules.PLAN, council)
    place = one_line(place)
    if problems := rules.missing_to_plan(council, day=day, place=place, today=by.on):
        raise NotPossible(problems)
    last = council.sittings.aggregate(last=Max("number"))["last"] or 0
    sitting = Sitting.objects.create(council=council, number=last + 1, day=day, hour=hour, place=place)
    tell_members(sitting, "sitting_called", at=at)
    _log("sitting.plan", sitting, by=by, at=at, when=sitting.when, place=place)
    return sitting


@transaction.atomic
def move(sitting: Sitting, *, day: date, place: str, hour: time | None = None, by: Actor, at: datetime) -> Sitting:
    """Another day, hour or place, as long as it has not begun. Raises NotAllowed, NotPossible."""
    sitting = locked(sitting, by, rules.LEAD, State.PLANNED)
    place = one_line(place)
    if problems := rules.missing_to_plan(sitting.council, day=day, place=place, today=by.on):
        raise NotPossible(problems)
    sitting.day, sitting.hour, sitting.place = day, hour, place
    sitting.save(update_fields=["day", "hour", "place"])
    tell_members(sitting, "sitting_moved", at=at)
    _log("sitting.move", sitting, by=by, at=at, when=sitting.when, place=place)
    return sitting


@transaction.atomic
def call_off(sitting: Sitting, *, reason: str, by: Actor, at: datetime) -> Sitting:
    """It does not take place; what was on its agenda waits for another one. Raises NotAllowed, NotPossible."""
    sitting = locked(sitting, by, rules.LEAD, State.PLANNED)
    sitting.reason = paragraphs(reason)
    if problems := rules.missing_reason(sitting.reason):
        raise NotPossible(problems)
    for matter in sitting.matters.filter(state=MatterState.LISTED):
        matter.state, matter.put_off_for = MatterState.PUT_OFF, sitting.reason
        matter.save(update_fields=["state", "put_off_for"])
    sitting.state = State.CANCELLED
    sitting.save(update_fields=["state", "reason"])
    tell_members(sitting, "sitting_off", at=at)
    _log("sitting.call_off", sitting, by=by, at=at, reason=sitting.reason)
    return sitting


@transaction.atomic
def open_sitting(sitting: Sitting, *, by: Actor, at: datetime) -> Sitting:
    """Whoever opens is there; others are called up one by one, or say themselves that they have come. Raises
    NotAllowed, NotPossible."""
    sitting = locked(sitting, by, rules.LEAD, State.PLANNED)
    if problems := rules.missing_to_open(sitting, on=by.on):
        raise NotPossible(problems)
    sitting.state, sitting.opened_at = State.OPEN, at
    sitting.save(update_fields=["state", "opened_at"])
    _log("sitting.open", sitting, by=by, at=at)
    _come(sitting, by.somebody, by=by, at=at)
    return sitting


@transaction.atomic
def come(sitting: Sitting, person: Person, *, by: Actor, at: datetime) -> Presence:
    """The member is there, or there again. Everybody may say so of themselves, who leads of everybody. Raises
    NotAllowed, NotPossible."""
    sitting = _at_the_roll(sitting, person, by)
    if not Seat.objects.on(sitting.day).filter(council=sitting.council_id, person=person).exists():
        text = _("%(who)s không phải là thành viên hội đồng vào ngày họp") % {"who": person.full_name}
        raise NotPossible([Problem(code="no_seat", field="person", text=text)])
    return _come(sitting, person, by=by, at=at)


@transaction.atomic
def leave(sitting: Sitting, person: Person, *, by: Actor, at: datetime) -> Presence:
    """The member has left; what they voted on stands. Raises NotAllowed, NotPossible."""
    sitting = _at_the_roll(sitting, person, by)
    presence = sitting.presences.filter(person=person, left_at=None).first()
    if presence is None:
        text = _("%(who)s không có mặt tại phiên họp") % {"who": person.full_name}
        raise NotPossible([Problem(code="absent", field="person", text=text)])
    presence.left_at = at
    presence.save(update_fields=["left_at"])
    _log("sitting.leave", sitting, by=by, at=at, person=person.pk)
    return presence


@transaction.atomic
def close_sitting(sitting: Sitting, *, by: Actor, at: datetime) -> Sitting:
    """The sitting is over. Raises NotAllowed, NotPossible while something is neither decided nor put off."""
    sitting = locked(sitting, by, rules.LEAD, State.OPEN)
    if problems := rules.missing_to_close_sitting(sitting):
        raise NotPossible(problems)
    sitting.state, sitting.closed_at = State.CLOSED, at
    sitting.save(update_fields=["state", "closed_at"])
    _log("sitting.close", sitting, by=by, at=at)
    return sitting


def locked(sitting: Sitting, by: Actor, permission: Permission, *states: State) -> Sitting:
    """The sitting while nobody else changes it, if the actor may and it stands in one of the states."""
    held = Sitting.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=sitting.pk)
    by.must(permission, held)
    if held.state not in states:
        text = _("Phiên họp lúc này: %(state)s.") % {"state": State(held.state).label}
        raise NotPossible([Problem(code="wrong_moment", text=text)])
    return held


def _at_the_roll(sitting: Sitting, person: Person, by: Actor) -> Sitting:
    held = locked(sitting, by, rules.ATTEND, State.OPEN)
    if person != by.person and not by.may(rules.LEAD, held):
        raise NotAllowed(rules.LEAD.name)
    return held


def _come(sitting: Sitting, person: Person, *, by: Actor, at: datetime) -> Presence:
    seen = {"came_at": at, "by": by.somebody}
    presence, new = Presence.objects.get_or_create(sitting=sitting, person=person, defaults=seen)
    if not new:
        presence.left_at = None
        presence.save(update_fields=["left_at"])
    for matter in sitting.matters.filter(state=MatterState.LISTED):
        keep_out(matter, [person], by=by.somebody, at=at)
    _log("sitting.come", sitting, by=by, at=at, person=person.pk)
    return presence


def _log(verb: str, sitting: Sitting, *, by: Actor, at: datetime, **after: Any) -> None:
    record(verb=verb, target=sitting, by=by.person, at=at, unit=sitting.council.unit, after=after)
