"""What a council votes on: put on the agenda, voted on, closed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor, Permission
from sangkien.audit.actions import record
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.base.text import one_line, paragraphs
from sangkien.sittings import rules
from sangkien.sittings.excluding import keep_out
from sangkien.sittings.meeting import locked
from sangkien.sittings.models import Box, Cast, Matter, Outcome, Recusal, Sitting, Vote
from sangkien.sittings.queries import count, members
from sangkien.sittings.states import MatterState, State
from sangkien.sittings.thresholds import TWO_THIRDS, Threshold, carried


@transaction.atomic
def put_on_agenda(
    sitting: Sitting,
    *,
    title: str,
    kind: str = "",
    key: str = "",
    choices: rules.Choices = rules.FOR_OR_AGAINST,
    parties: Collection[str] = (),
    secret: bool = False,
    threshold: Threshold = TWO_THIRDS,
    by: Actor,
    at: datetime,
) -> Matter:
    """The council is to vote on this at the sitting, which is planned or under way.

    `kind` and `key` name the thing of the room that asks: it is on one agenda at a time. `parties` are the marks of all
    who have an interest in it; members among them are kept out at once. The first of `choices` (code, words) is the one
    that says yes. Raises NotAllowed, NotPossible.
    """
    sitting = locked(sitting, by, rules.LEAD, State.PLANNED, State.OPEN)
    title, num, den = one_line(title), threshold.num, threshold.den
    if problems := rules.missing_to_put(sitting, kind=kind, key=key, title=title, choices=choices, num=num, den=den):
        raise NotPossible(problems)
    matter = Matter.objects.create(
        sitting=sitting,
        position=(sitting.matters.aggregate(last=Max("position"))["last"] or 0) + 1,
        kind=kind,
        key=key,
        title=title,
        choices=[list(choice) for choice in choices],
        parties=sorted(set(parties)),
        secret=secret,
        num=num,
        den=den,
        base=threshold.base,
        more=threshold.more,
        by=by.somebody,
        at=at,
    )
    if secret:
        Box.objects.create(matter=matter)
    keep_out(matter, members(sitting), by=by.somebody, at=at)
    _log("matter.put", matter, by=by, at=at, title=title, kind=kind, key=key, secret=secret)
    return matter


@transaction.atomic
def put_off(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter:
    """Not decided at this sitting; it may come before a later one. Raises NotAllowed, NotPossible."""
    locked(matter.sitting, by, rules.LEAD, State.PLANNED, State.OPEN)
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    reason = paragraphs(reason)
    if problems := [*rules.missing_moment(matter), *rules.missing_reason(reason)]:
        raise NotPossible(problems)
    matter.state, matter.put_off_for = MatterState.PUT_OFF, reason
    matter.save(update_fields=["state", "put_off_for"])
    _log("matter.put_off", matter, by=by, at=at, reason=reason)
    return matter


@transaction.atomic
def recuse(matter: Matter, person: Person, *, reason: str, by: Actor, at: datetime) -> Recusal:
    """The member has an interest in the matter and no voice in it. Everybody declares it of themselves, who leads of
    everybody; a vote that was given stands in its way. Raises NotAllowed, NotPossible."""
    matter = _held(matter, by, rules.RECUSE)
    if person != by.person and not by.may(rules.LEAD, matter.sitting):
        raise NotAllowed(rules.LEAD.name)
    reason = one_line(reason)
    if problems := [*rules.missing_reason(reason), *rules.missing_to_recuse(matter, person)]:
        raise NotPossible(problems)
    row = Recusal.objects.create(matter=matter, person=person, reason=reason, by=by.somebody, at=at)
    _log("matter.recuse", matter, by=by, at=at, person=person.pk, reason=reason)
    return row


@transaction.atomic
def cast(matter: Matter, choice: str, *, by: Actor, at: datetime) -> None:
    """Vote, once and for good. Of a secret vote the log and the rows say that somebody voted, never how.

    Raises NotAllowed (no seat that day, or an interest in the matter), NotPossible (not there, voted already)."""
    matter = _held(matter, by, rules.VOTE)
    if problems := rules.missing_to_vote(matter, choice, by.somebody):
        raise NotPossible(problems)
    if matter.secret:
        Cast.objects.create(matter=matter, person=by.somebody, at=at)
        box = Box.objects.get(matter=matter)
        box.slips = sorted([*box.slips, choice])
        box.save(update_fields=["slips"])
    else:
        Vote.objects.create(matter=matter, person=by.somebody, choice=choice, at=at)
    _log("matter.vote", matter, by=by, at=at)


@transaction.atomic
def close(matter: Matter, *, by: Actor, at: datetime) -> Outcome:
    """Count the votes, for good. Raises NotAllowed (nobody who leads, or an interest in it), NotPossible (fewer votes
    than a quorum: nothing is decided)."""
    Sitting.objects.select_for_update().get(pk=matter.sitting_id)  # nobody comes or leaves while votes are counted
    matter = _held(matter, by, rules.CLOSE)
    told = count(matter)
    if problems := rules.missing_quorum(matter.sitting.council, told.cast, seats=told.seats):
        raise NotPossible(problems)
    of = told.of(matter.threshold.base)
    outcome = Outcome.objects.create(
        matter=matter,
        seats=told.seats,
        excluded=told.excluded,
        present=told.present,
        cast=told.cast,
        counts=told.counts,
        chosen=carried(told.counts, matter.threshold, of=of),
        by=by.somebody,
        at=at,
    )
    matter.state = MatterState.DECIDED
    matter.save(update_fields=["state"])
    _log("matter.close", matter, by=by, at=at, counts=told.counts, chosen=outcome.chosen)
    return outcome


def _held(matter: Matter, by: Actor, permission: Permission) -> Matter:
    """The matter while nobody else votes on it, if the actor may."""
    held = Matter.objects.select_for_update(of=("self",)).select_related("sitting__council__unit").get(pk=matter.pk)
    by.must(permission, held)
    return held


def _log(verb: str, matter: Matter, *, by: Actor, at: datetime, **after: Any) -> None:
    record(verb=verb, target=matter, by=by.person, at=at, unit=matter.sitting.council.unit, after=after)
