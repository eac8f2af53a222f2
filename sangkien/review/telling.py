"""Telling the people of a dossier what was decided, ten minutes afterwards."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from sangkien.audit.actions import record
from sangkien.base.days import day_of, format_day
from sangkien.confirmations.models import Said
from sangkien.confirmations.queries import last_answers
from sangkien.initiatives.models import Initiative, Untold
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.states import State
from sangkien.notices.actions import write
from sangkien.review.models import Decision, Verdict
from sangkien.review.rules import appeal_closes

SOME = 200  # in one go


@transaction.atomic
def tell(*, at: datetime) -> int:
    """Tell of the verdicts that can no longer be undone, some at a time; how many. From now on the dossier's people and
    the public read them, and a message to their phones is in the outbox. What is just being undone is left alone."""
    due = Untold.objects.filter(until__lte=at).order_by("until")
    some = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("initiative__programme")[:SOME])
    for untold in some:
        _tell(untold, at=at)
    return len(some)


def tell_now(initiative: Initiative, *, at: datetime) -> None:
    """Tell of a verdict at once, in the caller's transaction: other things have followed from it, and nobody undoes it
    any more."""
    for untold in Untold.objects.select_for_update(of=("self",)).filter(initiative=initiative):
        _tell(untold, at=at)


def tell_of(initiative: Initiative, *, at: datetime) -> None:
    """Write to the dossier's people what was decided last, and to whoever had decided otherwise that it is another
    verdict now; unless a demonstration made it up."""
    if initiative.made:
        return
    last = initiative.decisions.exclude(verdict=Verdict.UNDONE).select_related("about").order_by("pk").last()
    if last is None:
        return
    kind, said = _words(initiative, last)
    for name, phone in people_of(initiative):
        write(kind, to=phone, params={"name": name, "dossier": initiative.code} | said, at=at)
    for overturning in Decision.objects.overturning().filter(pk=last.pk).select_related("about__by"):
        _tell_who_judged(initiative, overturning, at=at)


def _tell_who_judged(initiative: Initiative, decision: Decision, *, at: datetime) -> None:
    """Whoever had judged otherwise reads what the verdict is now, and why: in the words of whoever gave it."""
    assert decision.about
    person = decision.about.by
    if not person.phone:
        return
    why = decision.why.rstrip(".") or "xem trong hồ sơ"
    with override("vi"):
        said = {"name": person.full_name, "state": str(State(initiative.state).label), "why": why}
    write("verdict_changed", to=person.phone, params={"dossier": initiative.code} | said, at=at)


def people_of(initiative: Initiative) -> list[tuple[str, str]]:
    """Name and telephone number of those to be told: its authors but for who says that it is not theirs; where none of
    them has a number, whoever entered it. Each number once."""
    denied = {answer.link.mark for answer in last_answers([initiative.pk]) if answer.said == Said.DENIED}
    authors = [author for author in initiative.credited if mark_of(author) not in denied]
    phones = {author.phone: author.full_name for author in authors if author.phone}
    sender = initiative.entered_by
    told = phones or ({sender.phone: sender.full_name} if sender.phone else {})
    return [(name, phone) for phone, name in told.items()]


def _tell(untold: Untold, *, at: datetime) -> None:
    initiative = untold.initiative
    untold.delete()
    tell_of(initiative, at=at)
    record(verb="initiative.tell", target=initiative, by=None, at=at, after={"state": initiative.state})


def _words(initiative: Initiative, decision: Decision) -> tuple[str, dict[str, object]]:
    """The kind of notice and what it says besides name and code."""
    state, verdict = State(initiative.state), Verdict(decision.verdict)
    if verdict == Verdict.RETURNED:
        return "returned", {"points": len(decision.reasons)}
    if verdict in (Verdict.HANDED_BACK, Verdict.REOPENED):
        return "looked_at_anew", {}
    if _corrects(decision):
        with override("vi"):
            return "corrected", {"state": str(state.label)}
    if verdict == Verdict.VALID:
        return "recognised", {"day": format_day(day_of(decision.at))}
    return _not_counted(initiative, decision)


def _not_counted(initiative: Initiative, decision: Decision) -> tuple[str, dict[str, object]]:
    if decision.duplicate_of:
        kind = "upgrade" if decision.verdict == Verdict.UPGRADE else "merged"
        return kind, {"record": decision.duplicate_of.code}
    if decision.about and hasattr(decision.about, "appeal"):
        return "appeal_declined", {}
    until = appeal_closes(initiative)
    return "not_recognised", {"until": format_day(until) if until else ""}


def _corrects(decision: Decision) -> bool:
    """Does it put another verdict in the place of one that was told?"""
    return decision.event.from_state in (State.VALID, State.INELIGIBLE, State.DUPLICATE)
