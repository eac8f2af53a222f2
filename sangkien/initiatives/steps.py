"""The steps of a dossier's life: the one place where state, version, history, counts and log move together.

Both `initiatives.actions` and the room above, `review`, take their steps here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.base.statements import insert
from sangkien.counting.actions import Standing, strike
from sangkien.counting.actions import move as move_counts
from sangkien.counting.models import OF_WHAT_IS_VALID, Measure
from sangkien.initiatives import focus, levels
from sangkien.initiatives.models import Author, Event, Initiative, Untold
from sangkien.initiatives.rules import LETTER_2_3
from sangkien.initiatives.states import COUNTS, NEXT, ON_A_DESK, WAITS_FOR, State
from sangkien.initiatives.telling import restore
from sangkien.initiatives.turns import Turn, begin_turn, turn_at
from sangkien.organisations.models import Organisation
from sangkien.organisations.seats import seat
from sangkien.programmes.models import Programme, Workflow


@dataclass(frozen=True)
class Place:
    """The union, its direct superior and the ids of the chain on a day, the union itself first; `focus`: the traits
    that its workplace gives to what is valid there."""

    unit: Organisation
    superior: Organisation
    chain: list[int]
    on: date
    focus: list[Measure]


def place_in(unit: int, *, on: date) -> Place:
    """Where a dossier of the grassroots union with this id, or of who stands for it, goes that day. Raises NotPossible
    when the union takes no dossiers or has no superior: the chain is derived from the tree, never chosen by hand."""
    found = seat(unit, on)
    if found is None or found.superior is None or not found.takes_dossiers:
        raise NotPossible([_no_workplace()])
    return Place(unit=found.unit, superior=found.superior, chain=found.chain, on=on, focus=focus.of_workplace(found))


def locate(initiative: Initiative, place: Place) -> None:
    """Put the dossier there (not saved). Of the same union, or of who stands for it, it moves to the superior of today
    and goes on counting where it was sent; of another it counts there."""
    if initiative.unit_id != place.unit.pk and not _stands_for_its_union(initiative, place):
        initiative.chain, initiative.chain_on, initiative.focus = place.chain, place.on, place.focus
    initiative.unit, initiative.superior = place.unit, place.superior


def _stands_for_its_union(initiative: Initiative, place: Place) -> bool:
    if initiative._state.adding:  # just being sent
        return False
    return Organisation.objects.standing_for(initiative.unit, on=place.on).filter(pk=place.unit.pk).exists()


def first_state(programme: Programme) -> State:
    """Where a dossier begins, or begins again, that somebody looks at: with the grassroots union, where the programme
    has it confirm, or with the superior."""
    return State.REVIEWING if programme.workflow in (Workflow.NONE, Workflow.ONE_STEP) else State.SUBMITTED


def first_desk(initiative: Initiative) -> Organisation | None:
    """On whose desk a dossier of this state lies at first: its union's, then its superior's; None: on nobody's."""
    state = State(initiative.state)
    desk: Organisation | None = getattr(initiative, WAITS_FOR[state]) if state in ON_A_DESK else None
    return desk


def locked(pk: int, *, seen: int) -> Initiative:
    """The dossier under lock, if it still is the version that was seen. Raises Stale otherwise, so that of
    two people at once the second is told and nothing is overwritten."""
    read_with = ("programme", "edition", "unit", "superior", "desk")
    initiative = Initiative.objects.select_for_update(of=("self",)).select_related(*read_with).get(pk=pk)
    if initiative.version != seen:
        last = initiative.events.select_related("by").order_by("pk").last()
        who = last.by.full_name if last and last.by else _("hệ thống")
        text = _("Trong lúc anh/chị xem, %(who)s đã xử lý hồ sơ này. Anh/chị xem lại bản mới nhất nhé.")
        raise Stale([Problem(code="stale", text=text % {"who": who})])
    return initiative


def step(
    initiative: Initiative,
    *,
    verb: str,
    to: State,
    by: Actor,
    at: datetime,
    desk: Organisation | None = None,
    back_to: Untold | None = None,
    counted_before: Standing | None = None,
    detail: dict[str, Any] | None = None,
    struck: bool = False,
) -> Event:
    """Move a locked dossier along an arrow of NEXT: state, desk, version, history, counts and log in one go. The line
    of the history.

    `desk` is the union that has to act next, where it is not the first one of the new state; `back_to` what the dossier
    is put back to as it was. `counted_before` is the standing before the caller changed other fields. `struck`: what
    was valid never was, so that it counts on no day any more, and not only from today on. Raises NotPossible when there
    is no such arrow."""
    before = State(initiative.state)
    counted = counted_before or standing(initiative)
    if to not in NEXT[before]:
        text = _("Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc này.") % {"state": before.label}
        raise NotPossible([Problem(code="no_such_arrow", text=text)])
    ended = turn_at(initiative)
    initiative.state, initiative.version = to, initiative.version + 1
    if to != State.VALID:
        initiative.verified_vnd = None
    initiative.desk = desk or first_desk(initiative)
    if initiative.desk_id != ended.union:
        initiative.officer = None
    begin_turn(initiative, at=at)
    initiative.closed_at = None if to in WAITS_FOR else at
    if back_to:
        restore(initiative, back_to)
    initiative.save()
    event = add_event(initiative, verb=verb, before=before, by=by, at=at, detail=detail, ended=ended)
    if struck:
        strike(initiative.pk)
        counted = replace(counted, measures=counted.measures.difference(OF_WHAT_IS_VALID))
    move_counts(counted, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
    record(
        verb=f"initiative.{verb}",
        target=initiative,
        by=by.person,
        at=at,
        unit=by.unit,
        before={"state": before, "version": initiative.version - 1},
        after={"state": to, "version": initiative.version, **event.detail},
    )
    return event


def attest(
    initiative: Initiative, *, by: Person | None, at: datetime, unit: Organisation | None = None, **words: object
) -> None:
    """Write down whose word stands for the value of a locked dossier now (`agreed`, `employer_vnd`, `verified_vnd`);
    the counts follow. It is no step of its life: whoever reviews it meanwhile is not held up."""
    changed = {name: word for name, word in words.items() if getattr(initiative, name) != word}
    if not changed:
        return
    counted, level = standing(initiative), levels.level_of(initiative)
    for name, word in changed.items():
        setattr(initiative, name, word)
    initiative.save(update_fields=list(changed))
    move_counts(counted, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
    record(
        verb="initiative.attest",
        target=initiative,
        by=by,
        at=at,
        unit=unit,
        before={"level": level},
        after={"level": levels.level_of(initiative), **changed},
    )


def standing(initiative: Initiative, authors: Iterable[Author] | None = None) -> Standing:
    """How the dossier stands for the counts in its present state. A valid one is asked for its authors, one query,
    unless they are handed in."""
    measures = COUNTS[State(initiative.state)]
    if Measure.VALID not in measures:
        return _standing(initiative, measures)
    credited = focus.credited(initiative) if authors is None else focus.Credited.of(authors)
    measures |= levels.COUNTS[levels.level_of(initiative)]
    return _standing(initiative, measures, traits=focus.traits_of(initiative, credited), people=credited.marks)


def _standing(initiative: Initiative, measures: frozenset[Measure], **focus: Any) -> Standing:
    return Standing(
        programme_id=initiative.programme_id,
        phase_id=initiative.phase_id,
        chain=tuple(initiative.chain),
        measures=measures,
        benefit=initiative.benefit_vnd or 0,
        actual=initiative.verified_vnd or 0,
        **focus,
    )


def add_event(
    initiative: Initiative,
    *,
    verb: str,
    before: State | None,
    by: Actor,
    at: datetime,
    detail: dict[str, Any] | None = None,
    ended: Turn | None = None,
) -> Event:
    """One line of the history; `ended` is the turn that ended with it."""
    turn = ended or Turn()
    event = Event(
        initiative_id=initiative.pk,
        at=at,
        verb=verb,
        from_state=before or "",
        to_state=initiative.state,
        by_id=by.somebody.pk,
        unit_id=by.unit.pk if by.unit else None,
        version=initiative.version,
        detail=detail or {},
        desk_id=turn.union,
        since=turn.since,
        due_on=turn.until,
    )
    insert(event)
    return event


def _no_workplace() -> Problem:
    return Problem(code="no_workplace", field="unit", text=_("Chọn nơi anh/chị làm việc"), source=LETTER_2_3)
