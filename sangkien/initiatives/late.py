"""Gửi muộn do mất mạng: finished on the phone before an end, received after it, within the programme's grace hours.

The phone's clock is only a claim. It lets the dossier in; where it counts, the direct superior says.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of, end_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.statements import insert
from sangkien.base.text import paragraphs
from sangkien.counting.actions import move as move_counts
from sangkien.initiatives import rules
from sangkien.initiatives.models import Draft, Initiative, LateArrival
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import add_event, locked, standing
from sangkien.programmes.models import Phase, Programme

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Claim:
    """When the phone says it was finished, and the phase that ran then; None: the programme had none that day."""

    finished_at: datetime
    phase: Phase | None

    @property
    def day(self) -> date:
        """The day of finishing in Vietnam."""
        return day_of(self.finished_at)


def claimed(draft: Draft, *, at: datetime) -> Claim | None:
    """The claim of a draft that arrives now, if it needs one and may be believed: the end came between finishing and
    arriving, the programme still waits, and nothing contradicts it (a moment to come, or before the form was begun)."""
    finished, programme = draft.finished_at, draft.programme
    if finished is None or finished > at or not (draft.by_phone or draft.started_at <= finished):
        return None
    phase = programme.phases.on(day_of(finished)).first()
    end = _end(programme, phase, day_of(finished))
    if end is None or not end <= at < end + timedelta(hours=programme.grace_hours):
        return None
    return Claim(finished, phase)


def keep(initiative: Initiative, claim: Claim | None) -> dict[str, str]:
    """Keep the claim with the dossier that was just sent; what its first step says of it."""
    if claim is None:
        return {}
    insert(LateArrival(initiative=initiative, finished_at=claim.finished_at, phase=claim.phase))
    return {"finished_at": claim.finished_at.isoformat()}


def received_on(initiative: Initiative) -> date:
    """The day that counts where the programme's opening days are asked about: that of receipt, or for a late arrival
    that of finishing. One query."""
    late = LateArrival.objects.filter(initiative=initiative).first()
    return day_of(late.finished_at if late else initiative.submitted_at)


@transaction.atomic
def answer(initiative: Initiative, *, accept: bool, seen: int, by: Actor, at: datetime, note: str = "") -> Initiative:
    """The direct superior accepts the claim: the dossier counts in the phase it was finished in, from today's booking
    on; or declines it with a sentence, and the dossier stays where its day of receipt has put it.

    Raises NotAllowed (one's own dossier, another's desk), NotPossible (answered, no reason given), Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(rules.ANSWER_LATE, initiative)
    note = paragraphs(note)[:LONGEST_NOTE]
    if not accept and not note:
        raise NotPossible([_no_reason()])
    counted, late = standing(initiative), initiative.late
    late.accepted, late.answered_by, late.answered_at = accept, by.somebody, at
    late.save(update_fields=["accepted", "answered_by", "answered_at"])
    if accept:
        initiative.phase = late.phase
    initiative.version += 1
    initiative.save(update_fields=["phase", "version"])
    _told(initiative, late, note=note, by=by, at=at)
    move_counts(counted, standing(initiative), initiative_id=initiative.pk, day=day_of(at))
    return initiative


def _end(programme: Programme, phase: Phase | None, day: date) -> datetime | None:
    """The end that the day stands before: of its phase, else of the programme that was open."""
    last_day = phase.last_day if phase else programme.last_day if programme.is_open_on(day) else None
    return end_of(last_day) if last_day else None


def _told(initiative: Initiative, late: LateArrival, *, note: str, by: Actor, at: datetime) -> None:
    verb = "late_accepted" if late.accepted else "late_declined"
    detail = {"finished_at": late.finished_at.isoformat(), "phase": late.phase.code if late.phase else ""}
    detail |= {"note": note} if note else {}
    add_event(initiative, verb=verb, before=State(initiative.state), by=by, at=at, detail=detail)
    record(verb=f"initiative.{verb}", target=initiative, by=by.person, at=at, unit=by.unit, after=detail)


def _no_reason() -> Problem:
    text = _("Nói vì sao chưa chấp nhận là gửi muộn do mất mạng, để tác giả hiểu.")
    return Problem(code="no_reason", field="note", text=text)
