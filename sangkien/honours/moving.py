"""Nominations move along their arrows."""

from datetime import datetime
from typing import Any

from sangkien.accounts.permissions import Actor, Permission
from sangkien.audit.actions import record
from sangkien.honours.models import Conclusion, Nomination, Quota
from sangkien.honours.states import NEXT, State


def held(nomination: Nomination, permission: Permission, by: Actor) -> Nomination:
    """The nomination, its quota locked so that of two who take the last place one waits, if the actor may. Raises
    NotAllowed, NotPossible."""
    Quota.objects.select_for_update().get(pk=nomination.quota_id)
    wide = Nomination.objects.select_related("quota__round__unit", "quota__terms", "unit")
    found = wide.select_for_update(of=("self",)).get(pk=nomination.pk)
    by.must(permission, found)
    return found


def move(nomination: Nomination, to: State, *, verb: str, by: Actor, at: datetime, **after: Any) -> Nomination:
    """Into that state, and write it down."""
    before = nomination.state
    assert to in NEXT[State(before)]
    nomination.state = to
    nomination.save(update_fields=["state"])
    told = {"state": to, **after}
    record(verb=verb, target=nomination, by=by.person, at=at, unit=by.unit, before={"state": before}, after=told)
    return nomination


def concluded(nomination: Nomination, made: Conclusion, *, by: Actor, at: datetime) -> Conclusion:
    """Passed or refused, as the conclusion says."""
    made.save(force_insert=True)
    move(nomination, State.PASSED if made.passed else State.REFUSED, verb="honours.conclude", by=by, at=at)
    return made
