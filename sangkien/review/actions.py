"""The verbs of review. Each names the version of the dossier that was seen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from sangkien.accounts.actions import vouch
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible, Problem
from sangkien.councils.queries import tally
from sangkien.councils.results import Result
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.initiatives.steps import first_state, locate, place_in, standing
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import reviewing_above
from sangkien.programmes.models import TermList
from sangkien.review import rules
from sangkien.review.deciding import Reason as Reason
from sangkien.review.deciding import decided, opened, reasoned
from sangkien.review.desks import desk_above
from sangkien.review.models import Decision, Verdict

COUNCIL = "council"  # the reason of who was refused by the scores: no programme lists it


@transaction.atomic
def confirm(initiative: Initiative, *, seen: int, by: Actor, at: datetime) -> Decision:
    """The grassroots union says: this is our worker and this was done here. The direct superior's turn.

    It also vouches for the worker's account. Raises NotAllowed, NotPossible (the superior, in the union's place, while
    `rules.too_early_to_confirm`), Stale."""
    initiative = opened(initiative, rules.CONFIRM, seen=seen, by=by)
    if problems := rules.too_early_to_confirm(initiative, by=by, on=day_of(at)):
        raise NotPossible(problems)
    initiative.confirmed_by = by.person
    _vouch_for_author(initiative, by=by, at=at)
    return decided(initiative, Verdict.CONFIRMED, State.REVIEWING, by=by, at=at)


@transaction.atomic
def endorse(initiative: Initiative, *, seen: int, by: Actor, at: datetime, note: str = "") -> Decision:
    """The second of three steps: the direct superior finds that it ought to be recognised, and the union above decides.

    Raises NotAllowed, NotPossible (another workflow, not recognised yet, denied by all its authors), Stale."""
    initiative = opened(initiative, rules.ENDORSE, seen=seen, by=by)
    above = reviewing_above(initiative.superior, day_of(at)).first()
    if problems := rules.keeps_from_valid(initiative):
        raise NotPossible(problems)
    if above is None:
        raise NotPossible([rules.nobody_above()])
    return decided(initiative, Verdict.ENDORSED, State.REVIEWING, by=by, at=at, note=note, desk=above)


@transaction.atomic
def validate(initiative: Initiative, *, seen: int, by: Actor, at: datetime, note: str = "") -> Decision:
    """The deciding union finds the dossier valid: from this moment it counts against the targets.

    Raises NotAllowed, NotPossible (not recognised yet, denied by all its authors, to be endorsed or scored first, wrong
    moment), Stale."""
    initiative = opened(initiative, rules.DECIDE, seen=seen, by=by)
    others = rules.left_to_others(initiative, desk=initiative.desk_id, on=day_of(at))
    if problems := others or rules.keeps_from_valid(initiative):
        raise NotPossible(problems)
    return decided(initiative, Verdict.VALID, State.VALID, by=by, at=at, note=note)


@transaction.atomic
def conclude(initiative: Initiative, *, seen: int, by: Actor, at: datetime, note: str = "") -> Decision:
    """Decide by the council's scores: valid where their average reaches the programme's level, else not eligible, with
    the result as the reason. The arithmetic stands in the history.

    Raises NotAllowed (who gave a sheet themselves, too), NotPossible (another workflow, too few sheets; reaching the
    level, what keeps any dossier from being valid), Stale."""
    initiative = opened(initiative, rules.CONCLUDE, seen=seen, by=by)
    scored = tally(initiative)
    problems = rules.keeps_from_concluding(initiative, scored)
    if problems or scored.result is None:
        raise NotPossible(problems)
    verdict, state, reasons = _by_scores(scored.result)
    detail = {"council": scored.result.detail}
    return decided(initiative, verdict, state, by=by, at=at, reasons=reasons, note=note, detail=detail)


@transaction.atomic
def send_back(
    initiative: Initiative, *, reasons: Sequence[Reason], seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Return the dossier for completion with all reasons at once; a return without a reason is impossible.

    A third return does not reach the author: it goes one desk up with its reasons, to somebody who returns it, decides
    otherwise or hands it back (`Verdict.REFERRED`)."""
    initiative = opened(initiative, rules.RETURN, seen=seen, by=by)
    reasons = reasoned(reasons, initiative, TermList.RETURN_REASON)
    if rules.must_be_referred(initiative) and initiative.desk:
        above = desk_above(initiative.desk, initiative, besides=[by.somebody.pk], on=day_of(at))
        as_it_is = State(initiative.state)
        return decided(initiative, Verdict.REFERRED, as_it_is, by=by, at=at, reasons=reasons, note=note, desk=above)
    return decided(initiative, Verdict.RETURNED, State.RETURNED, by=by, at=at, reasons=reasons, note=note)


@transaction.atomic
def refuse(
    initiative: Initiative, *, reasons: Sequence[Reason], seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Find the dossier not eligible, saying why. It stays counted as submitted, never as valid."""
    initiative = opened(initiative, rules.DECIDE, seen=seen, by=by)
    reasons = reasoned(reasons, initiative, TermList.REFUSAL_REASON)
    return decided(initiative, Verdict.INELIGIBLE, State.INELIGIBLE, by=by, at=at, reasons=reasons, note=note)


@transaction.atomic
def mark_duplicate(
    initiative: Initiative, *, of: Initiative, seen: int, by: Actor, at: datetime, note: str = "", upgrade: bool = False
) -> Decision:
    """Find that the dossier doubles a named record, or (`upgrade`) makes an earlier one better. It is merged into that
    record, which alone goes on counting. Raises NotPossible where `rules.cannot_be_merged` says so."""
    both = Initiative.objects.filter(pk__in=[initiative.pk, of.pk]).order_by("pk")
    of = {each.pk: each for each in both.select_for_update(of=("self",))}[of.pk]  # as it stands now, in one order
    initiative = opened(initiative, rules.DECIDE, seen=seen, by=by)
    if problems := rules.cannot_be_merged(initiative, of, upgrade=upgrade):
        raise NotPossible(problems)
    verdict = Verdict.UPGRADE if upgrade else Verdict.DUPLICATE
    return decided(initiative, verdict, State.DUPLICATE, by=by, at=at, note=note, duplicate_of=of)


@transaction.atomic
def reroute(
    initiative: Initiative, *, to: Organisation, seen: int, by: Actor, at: datetime, note: str = ""
) -> Decision:
    """Send the dossier to the union it belongs to; the trace stays, and if that is another it counts there from today.

    Letter of phase 2, item 3 ("lựa chọn chính xác công đoàn cấp trên trực tiếp")."""
    initiative = opened(initiative, rules.REROUTE, seen=seen, by=by)
    place = place_in(to.pk, on=day_of(at))
    if (place.unit, place.superior) == (initiative.unit, initiative.superior):
        text = _("Hồ sơ đang ở đúng đơn vị này rồi.")
        raise NotPossible([Problem(code="same_unit", field="to_unit", text=text)])
    counted, came_from = standing(initiative), initiative.unit
    locate(initiative, place)
    initiative.confirmed_by = None
    return decided(
        initiative,
        Verdict.REROUTED,
        first_state(initiative.programme),
        by=by,
        at=at,
        note=note,
        to_unit=to,
        counted_before=counted,
        detail={"from_unit": came_from.code, "to_unit": to.code},
    )


def _by_scores(result: Result) -> tuple[Verdict, State, list[Reason]]:
    if result.passes:
        return Verdict.VALID, State.VALID, []
    with override("vi"):  # as every reason is kept; pages say it in the reader's language
        return Verdict.INELIGIBLE, State.INELIGIBLE, [Reason(COUNCIL, f"{result}.")]


def _vouch_for_author(initiative: Initiative, *, by: Actor, at: datetime) -> None:
    person = initiative.entered_by
    if person.vouched_at is None and person.phone and initiative.authors.filter(phone=person.phone).exists():
        vouch(person, by=by.person, unit=by.unit, at=at)
