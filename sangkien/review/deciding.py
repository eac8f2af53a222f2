"""What every decision has in common: the lock, the permission, the step, and the row that says it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor, Permission
from sangkien.base.problems import NotPossible, Problem
from sangkien.base.statements import insert
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import locked, step
from sangkien.initiatives.telling import keep_back, standing_before
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import TermList
from sangkien.review.models import JUDGING, TOLD_LATER, Decision, Verdict


@dataclass(frozen=True)
class Reason:
    """Why a dossier comes back or is refused: a code of the programme's list, the form's field it speaks of
    (empty for the whole), and the text that the author reads."""

    code: str
    text: str
    field: str = ""


def opened(initiative: Initiative, permission: Permission, *, seen: int, by: Actor) -> Initiative:
    """The dossier under lock, as it was seen, for whoever may do this. Raises NotAllowed, NotPossible, Stale."""
    initiative = locked(initiative.pk, seen=seen)
    by.must(permission, initiative)
    return initiative


def decided(
    initiative: Initiative,
    verdict: Verdict,
    to: State,
    *,
    by: Actor,
    at: datetime,
    reasons: Sequence[Reason] = (),
    note: str = "",
    duplicate_of: Initiative | None = None,
    to_unit: Organisation | None = None,
    about: Decision | None = None,
    **stepping: Any,
) -> Decision:
    """Take the step and write down who judged. What the author is told of waits ten minutes."""
    before, about = standing_before(initiative), about or looked_at_again(initiative)
    judges = verdict in JUDGING
    initiative.judged_by, initiative.judged_for = (by.somebody, by.office) if judges else (None, None)
    initiative.duplicate_of = duplicate_of
    event = step(initiative, verb=verdict.lower(), to=to, by=by, at=at, **stepping)
    decision = Decision(
        initiative=initiative,
        event=event,
        verdict=verdict,
        by=by.somebody,
        unit=by.office,
        at=at,
        reasons=[asdict(reason) for reason in reasons],
        note=note,
        duplicate_of=duplicate_of,
        to_unit=to_unit,
        about=about,
    )
    insert(decision)
    if verdict in TOLD_LATER:
        keep_back(initiative, before, at=at)
    return decision


def looked_at_again(initiative: Initiative) -> Decision | None:
    """The verdict that the dossier has, or that is being looked at again. One query where somebody has judged."""
    if initiative.judged_by_id is None:
        return None
    return initiative.decisions.filter(verdict__in=JUDGING, by=initiative.judged_by_id).order_by("pk").last()


def reasoned(reasons: Sequence[Reason], initiative: Initiative, term_list: TermList) -> Sequence[Reason]:
    """At least one, and only reasons of the programme's list, each with words of its own."""
    known = set(initiative.programme.terms.filter(list=term_list).values_list("code", flat=True))
    if not reasons:
        text = _("Chọn ít nhất một lý do, để tác giả biết cần làm gì.")
        raise NotPossible([Problem(code="no_reason", field="reasons", text=text)])
    if any(reason.code not in known or not reason.text.strip() for reason in reasons):
        text = _("Mỗi lý do cần một lời giải thích để tác giả đọc.")
        raise NotPossible([Problem(code="unknown_reason", field="reasons", text=text)])
    return reasons
