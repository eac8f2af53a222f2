"""Holding an update day, changing and cancelling it, and counting who comes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.gatherings import rules
from sangkien.gatherings.codes import new_code
from sangkien.gatherings.models import Scan, Start, UpdateDay
from sangkien.gatherings.rules import Details
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Campaign, CampaignKind
from sangkien.programmes.nesting import move_day, nest_day

_TRIES = 20  # for a code that is still free


@transaction.atomic
def hold(organiser: Organisation, details: Details, *, pin: str, by: Actor, at: datetime) -> UpdateDay:
    """Announce an update day of the union: a campaign of one day inside another, with a short code of its own.

    Rule: letter of the 40-day campaign, item 2, fourth dash. Raises NotAllowed, and NotPossible with all that is
    missing."""
    by.must(rules.HOLD, organiser)
    if problems := [*rules.missing_to_hold(details, organiser=organiser, at=at), *rules.missing_in_pin(pin)]:
        raise NotPossible(problems)
    code = _free_code()
    update_day = UpdateDay(code=code, campaign=_nested(organiser, details, code), pin=make_password(pin))
    _settle(update_day, details)
    update_day.save(force_insert=True)
    record(verb="update_day.hold", target=update_day, by=by.person, at=at, unit=by.unit, after=_told(update_day))
    return update_day


@transaction.atomic
def change(update_day: UpdateDay, details: Details, *, seen: int, by: Actor, at: datetime, pin: str = "") -> UpdateDay:
    """Another place, other hours, another campaign of the same programme; without a new `pin` the old one stays.

    The code never changes: posters hang. Raises Stale when somebody else changed it since it was `seen`."""
    update_day = _locked(update_day, seen=seen)
    by.must(rules.MANAGE, update_day)
    if problems := rules.missing_to_change(update_day, details, pin=pin, at=at):
        raise NotPossible(problems)
    before = _told(update_day)
    _settle(update_day, details)
    update_day.pin = make_password(pin) if pin else update_day.pin
    assert details.parent is not None  # missing_to_hold saw to it
    move_day(update_day.campaign, parent=details.parent, day=update_day.day)
    _changed(update_day)
    after = _told(update_day) | ({"pin": "changed"} if pin else {})
    record(verb="update_day.change", target=update_day, by=by.person, at=at, unit=by.unit, before=before, after=after)
    return update_day


@transaction.atomic
def cancel(update_day: UpdateDay, *, seen: int, by: Actor, at: datetime) -> UpdateDay:
    """Call it off; its page says so and still leads to the form. What was begun and sent there stays as it is."""
    update_day = _locked(update_day, seen=seen)
    by.must(rules.MANAGE, update_day)
    if update_day.ends_at <= at:
        text = _("Ngày hội này đã diễn ra nên không hủy được nữa.")
        raise NotPossible([Problem(code="over", text=text)])
    update_day.cancelled_at = at
    _changed(update_day)
    record(verb="update_day.cancel", target=update_day, by=by.person, at=at, unit=by.unit)
    return update_day


def note_scan(update_day: UpdateDay, *, mark: UUID, at: datetime) -> None:
    """A browser has opened the event's page. The same browser again changes nothing."""
    Scan.objects.bulk_create([Scan(update_day=update_day, mark=mark, at=at)], ignore_conflicts=True)


@transaction.atomic
def note_start(update_day: UpdateDay, *, draft_key: UUID, at: datetime) -> Start:
    """Give the form with this key the next number of the event; the same form keeps the number it has.

    Numbers have no gaps, since each is given under the lock of the event and only if its draft is kept too: to be
    called in the transaction that begins the draft."""
    UpdateDay.objects.select_for_update(of=("self",)).get(pk=update_day.pk)
    if given := Start.objects.filter(draft_key=draft_key).first():
        return given
    last = Start.objects.filter(update_day=update_day).order_by("-number").values_list("number", flat=True).first()
    return Start.objects.create(update_day=update_day, number=(last or 0) + 1, draft_key=draft_key, at=at)


# Helpers, in the order of call -----------------------------------------------------------------------------


def _free_code() -> str:
    for _try in range(_TRIES):
        code = new_code()
        if not UpdateDay.objects.filter(code=code).exists():
            return code
    raise IntegrityError("No free code for an update day: the alphabet is used up.")


def _nested(organiser: Organisation, details: Details, code: str) -> Campaign:
    assert details.parent is not None and details.starts_at is not None  # missing_to_hold saw to it
    day = day_of(details.starts_at)
    named = Organisation.objects.named(on=day).get(pk=organiser.pk)
    return nest_day(
        details.parent,
        organiser=organiser,
        kind=CampaignKind.UPDATE_DAY,
        code=code,
        name=f"Ngày hội cập nhật sáng kiến {named.short_name}"[:200],
        name_en=f"Initiative update day of {named.short_name}"[:200],
        day=day,
    )


def _settle(update_day: UpdateDay, details: Details) -> None:
    assert details.starts_at is not None and details.ends_at is not None
    update_day.place, update_day.contact, update_day.goal = details.place, details.contact, details.goal
    update_day.starts_at, update_day.ends_at = details.starts_at, details.ends_at


def _locked(update_day: UpdateDay, *, seen: int) -> UpdateDay:
    locked = UpdateDay.objects.select_for_update(of=("self",)).select_related("campaign__organiser")
    found = locked.get(pk=update_day.pk)
    if found.version != seen:
        raise Stale
    return found


def _changed(update_day: UpdateDay) -> None:
    update_day.version += 1
    update_day.save()


def _told(update_day: UpdateDay) -> dict[str, Any]:
    """What the log keeps of it: no PIN."""
    return {
        "code": update_day.code,
        "place": update_day.place,
        "starts_at": update_day.starts_at.isoformat(),
        "ends_at": update_day.ends_at.isoformat(),
        "contact": update_day.contact,
        "goal": update_day.goal,
    }
