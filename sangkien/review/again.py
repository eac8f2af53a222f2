"""Looking at a verdict again: undone before it is told, appealed against, handed back, corrected.

Undoing is for the one who decided; everything else is for somebody else.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.base.text import paragraphs
from sangkien.initiatives.models import Initiative, Untold
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import step
from sangkien.programmes.models import TermList
from sangkien.review import rules
from sangkien.review.deciding import Reason, decided, looked_at_again, opened, reasoned
from sangkien.review.desks import desk_above
from sangkien.review.models import Appeal, Decision, Verdict
from sangkien.review.telling import tell_of


@transaction.atomic
def undo(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Decision:
    """Whoever decided takes the verdict back within ten minutes, before anybody is told: the dossier and its figures
    are what they were. The verdict stays in the records, with the row that undoes it.

    Raises NotAllowed (somebody else's verdict), NotPossible (told already; or it would be merged again into what is no
    record any more), Stale."""
    initiative = opened(initiative, rules.UNDO, seen=seen, by=by)
    undone = looked_at_again(initiative)
    untold = Untold.objects.select_for_update().filter(initiative=initiative).first()  # gone if it is just being told
    if untold is None or at >= untold.until:
        raise NotPossible([rules.too_late_to_undo()])
    if untold.duplicate_of and (gone := rules.cannot_be_doubled_again(untold.duplicate_of)):
        raise NotPossible(gone)
    untold.delete()
    event = step(initiative, verb="undone", to=State(untold.state), by=by, at=at, back_to=untold)
    return Decision.objects.create(
        initiative=initiative,
        event=event,
        verdict=Verdict.UNDONE,
        by=by.somebody,
        unit=by.office,
        at=at,
        about=undone,
    )


@transaction.atomic
def appeal(initiative: Initiative, text: str, *, seen: int, by: Actor, at: datetime) -> Appeal:
    """An author, or who entered the dossier, asks for the refusal to be looked at again: by somebody else, one desk up.

    Until that is decided the refusal does not stand: the dossier is under review, and counted so. Raises NotAllowed,
    NotPossible (see `rules.missing_to_appeal`), Stale."""
    initiative = opened(initiative, rules.APPEAL, seen=seen, by=by)
    text, refusal = paragraphs(text), looked_at_again(initiative)
    if problems := rules.missing_to_appeal(initiative, refusal, text, on=day_of(at)):
        raise NotPossible(problems)
    assert refusal is not None
    judged_for = initiative.judged_for or initiative.superior
    desk = desk_above(judged_for, initiative, besides=[initiative.judged_by_id], on=day_of(at))
    step(initiative, verb="appeal", to=State.REVIEWING, by=by, at=at, desk=desk, detail={"note": text})
    return Appeal.objects.create(decision=refusal, by=by.somebody, at=at, text=text)


@transaction.atomic
def hand_back(initiative: Initiative, *, note: str, seen: int, by: Actor, at: datetime) -> Decision:
    """Whoever was asked to look again gives the dossier back to the desk it came from, saying why: there it is looked
    at anew, also by whoever judged before. After an appeal the refusal no longer stands."""
    initiative = opened(initiative, rules.HAND_BACK, seen=seen, by=by)
    note, appealed = _why(note), hasattr(looked_at_again(initiative), "appeal")
    decision = decided(initiative, Verdict.HANDED_BACK, State(initiative.state), by=by, at=at, note=note)
    if appealed:
        tell_of(initiative, at=at)
    return decision


@transaction.atomic
def correct(
    initiative: Initiative,
    *,
    to: State,
    note: str,
    seen: int,
    by: Actor,
    at: datetime,
    reasons: Sequence[Reason] = (),
    struck: bool = False,
) -> Decision:
    """Put another verdict in the place of one that was told: VALID, INELIGIBLE with its `reasons`, or REVIEWING, which
    opens the dossier again. `note` says why; everybody concerned is told. `struck`: it was never to count, and does so
    on no day any more, for reasons of its own instead of the programme's list.

    Raises NotAllowed (one's own verdict or dossier, another's union), NotPossible (no words, the same verdict, what
    keeps it from being valid, or that the union above finds it so), Stale."""
    initiative = opened(initiative, rules.CORRECT, seen=seen, by=by)
    about, note = looked_at_again(initiative), _why(note)
    if to == State(initiative.state) or to not in _CORRECTED:
        raise NotPossible([rules.no_correction()])
    if to == State.INELIGIBLE and not struck:
        reasons = reasoned(reasons, initiative, TermList.REFUSAL_REASON)
    elif to == State.VALID:
        others = rules.left_to_others(initiative, desk=by.office.pk, on=day_of(at))
        if problems := others or rules.keeps_from_valid(initiative):
            raise NotPossible(problems)
    why = reasons if to == State.INELIGIBLE else ()
    decision = decided(initiative, _CORRECTED[to], to, by=by, at=at, note=note, reasons=why, about=about, struck=struck)
    if to == State.REVIEWING:
        tell_of(initiative, at=at)
    return decision


_CORRECTED = {
    State.VALID: Verdict.VALID,
    State.INELIGIBLE: Verdict.INELIGIBLE,
    State.REVIEWING: Verdict.REOPENED,
}


def _why(note: str) -> str:
    note = paragraphs(note)
    if not note:
        raise NotPossible([rules.no_words()])
    return note
