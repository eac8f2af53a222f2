"""The verbs of review. Each names the version of the dossier that was seen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sangkien.accounts.actions import vouch
from sangkien.accounts.permissions import Actor, Permission
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import locate, locked, place_in, standing, step
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme, TermList, Workflow
from sangkien.review import rules
from sangkien.review.models import Decision, Verdict


@dataclass(frozen=True)
class Reason:
    """Why a dossier comes back or is refused: a code of the programme's list, the form's field it speaks of
    (empty for the whole), and the text that the author reads."""

    code: str
    text: str
    field: str = ""


@transaction.atomic
def confirm(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Decision:
    """The grassroots union says: this is our worker and this was done here. The direct superior's turn.

    It also vouches for the worker's account. Raises NotAllowed, NotPossible, Stale."""
    initiative = _opened(initiative, rules.CONFIRM, seen=seen, by=by)
    initiative.confirmed_by = by.person
    _vouch_for_author(initiative, by=by, at=at)
    return _decided(initiative, Verdict.CONFIRMED, State.REVIEWING, by=by, at=at)


@transaction.atomic
def validate(initiative: Initiative, *, seen: int, by: Actor, at: datetime, note: str = "") -> Decision:
    """The direct superior finds the dossier valid: from this moment it counts against the targets.

    Raises NotAllowed, NotPossible (not recognised yet, denied by all its authors, wrong moment), Stale."""
    initiative = _opened(initiative, rules.DECIDE, seen=seen, by=by)
    if problems := [*rules.missing_to_validate(initiative), *rules.denied_by_its_authors(initiative)]:
        raise NotPossible(problems)
    return _decided(initiative, Verdict.VALID, State.VALID, by=by, at=at, note=note)


@transaction.atomic
def send_back(
    initiative: Initiative, *, reasons: Sequence[Reason], seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Return the dossier for completion with all reasons at once; a return without a reason is impossible."""
    initiative = _opened(initiative, rules.RETURN, seen=seen, by=by)
    reasons = _reasoned(reasons, initiative, TermList.RETURN_REASON)
    return _decided(initiative, Verdict.RETURNED, State.RETURNED, by=by, at=at, reasons=reasons, note=note)


@transaction.atomic
def refuse(
    initiative: Initiative, *, reasons: Sequence[Reason], seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Find the dossier not eligible, saying why. It stays counted as submitted, never as valid."""
    initiative = _opened(initiative, rules.DECIDE, seen=seen, by=by)
    reasons = _reasoned(reasons, initiative, TermList.REFUSAL_REASON)
    return _decided(initiative, Verdict.INELIGIBLE, State.INELIGIBLE, by=by, at=at, reasons=reasons, note=note)


@transaction.atomic
def mark_duplicate(
    initiative: Initiative, *, of: Initiative, seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Find that the dossier doubles a named record of the same programme. Raises NotPossible for itself, for
    another programme's record, and for a record that is itself a duplicate or withdrawn."""
    both = Initiative.objects.filter(pk__in=[initiative.pk, of.pk]).order_by("pk")
    of = {each.pk: each for each in both.select_for_update(of=("self",))}[of.pk]  # as it stands now, in one order
    initiative = _opened(initiative, rules.DECIDE, seen=seen, by=by)
    if problem := _cannot_be_doubled(initiative, of):
        raise NotPossible([problem])
    initiative.duplicate_of = of
    return _decided(initiative, Verdict.DUPLICATE, State.DUPLICATE, by=by, at=at, note=note, duplicate_of=of)


@transaction.atomic
def reroute(
    initiative: Initiative, *, to: Organisation, seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Send the dossier to the union it belongs to; the trace stays, and if that is another it counts there from today.

    Letter of phase 2, item 3 ("lựa chọn chính xác công đoàn cấp trên trực tiếp")."""
    initiative = _opened(initiative, rules.REROUTE, seen=seen, by=by)
    place = place_in(to.pk, on=day_of(at))
    if (place.unit, place.superior) == (initiative.unit, initiative.superior):
        text = _("Hồ sơ đang ở đúng đơn vị này rồi.")
        raise NotPossible([Problem(code="same_unit", field="to_unit", text=text)])
    counted, came_from = standing(initiative), initiative.unit
    locate(initiative, place)
    initiative.confirmed_by = None
    return _decided(
        initiative,
        Verdict.REROUTED,
        _first_state(initiative.programme),
        by=by,
        at=at,
        note=note,
        to_unit=to,
        counted_before=counted,
        detail={"from_unit": came_from.code, "to_unit": to.code},
    )


def _first_state(programme: Programme) -> State:
    return State.REVIEWING if programme.workflow == Workflow.ONE_STEP else State.SUBMITTED


def _opened(initiative: Initiative, permission: Permission, *, seen: int, by: Actor) -> Initiative:
    initiative = locked(initiative.pk, seen=seen)
    by.must(permission, initiative)
    return initiative


def _decided(
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
    **stepping: Any,
) -> Decision:
    step(initiative, verb=verdict.lower(), to=to, by=by, at=at, **stepping)
    return Decision.objects.create(
        initiative=initiative,
        event=initiative.events.get(version=initiative.version),
        verdict=verdict,
        by=by.somebody,
        unit=by.office,
        at=at,
        reasons=[asdict(reason) for reason in reasons],
        note=note,
        duplicate_of=duplicate_of,
        to_unit=to_unit,
    )


def _reasoned(reasons: Sequence[Reason], initiative: Initiative, term_list: TermList) -> Sequence[Reason]:
    """At least one, and only reasons of the programme's list. "other" needs words of its own."""
    known = set(initiative.programme.terms.filter(list=term_list).values_list("code", flat=True))
    if not reasons:
        text = _("Chọn ít nhất một lý do, để tác giả biết cần làm gì.")
        raise NotPossible([Problem(code="no_reason", field="reasons", text=text)])
    if any(reason.code not in known or not reason.text.strip() for reason in reasons):
        text = _("Mỗi lý do cần một lời giải thích để tác giả đọc.")
        raise NotPossible([Problem(code="unknown_reason", field="reasons", text=text)])
    return reasons


def _cannot_be_doubled(initiative: Initiative, of: Initiative) -> Problem | None:
    if of.pk == initiative.pk:
        return Problem("own_duplicate", _("Một hồ sơ không thể trùng với chính nó."), "duplicate_of")
    if of.programme_id != initiative.programme_id:
        return Problem("other_programme", _("Hồ sơ kia thuộc chương trình khác."), "duplicate_of")
    if of.state in {State.DUPLICATE, State.WITHDRAWN}:
        return Problem("not_a_record", _("Hồ sơ kia đã gộp hoặc đã rút, hãy chọn hồ sơ gốc."), "duplicate_of")
    return None


def _vouch_for_author(initiative: Initiative, *, by: Actor, at: datetime) -> None:
    person = initiative.entered_by
    if person.phone and initiative.authors.filter(phone=person.phone).exists():
        vouch(person, by=by.person, unit=by.unit, at=at)
