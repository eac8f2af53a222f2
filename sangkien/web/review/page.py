"""The page of one dossier, whatever brought the officer there: a link, a refusal, or a colleague who was faster."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import Problem
from sangkien.base.text import one_line
from sangkien.confirmations.rules import READ_METHOD
from sangkien.initiatives.models import Initiative, Untold
from sangkien.initiatives.rules import ANSWER_LATE
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.organisations.search import Found, search_workplaces
from sangkien.programmes.models import Term, TermList
from sangkien.review.deciding import looked_at_again
from sangkien.review.models import Verdict
from sangkien.review.queries import WORK
from sangkien.review.rules import ANSWER, PROPOSE, UNDO, missing_to_validate, must_be_referred
from sangkien.rewards.rules import SEE as SEE_REWARDS
from sangkien.triage.rules import TICK
from sangkien.web.confirmations.shown import as_read_by, interleaved, shown
from sangkien.web.councils.panel import council_of
from sangkien.web.desks.dossier import held
from sangkien.web.doors import Request, get_for
from sangkien.web.evidence.correcting import ASKED, suggested, wrong
from sangkien.web.evidence.worth import worth_of
from sangkien.web.history import awaited, history
from sangkien.web.photos import pairs_of
from sangkien.web.public.cards import Card, card
from sangkien.web.review import dossier
from sangkien.web.review.asking import asked_about
from sangkien.web.review.changes import changes_of
from sangkien.web.review.checklist import checklist
from sangkien.web.review.desk import Row, actable, behind, names_of, rows_of
from sangkien.web.review.forms import (
    CorrectForm,
    DuplicateForm,
    HandBackForm,
    LateForm,
    ReasonsForm,
    RerouteForm,
    VerbForm,
)
from sangkien.web.review.sieve import Sieve, listed
from sangkien.web.review.tasks import WAYS, Task, Way, hindrance, open_to, why_not
from sangkien.web.review.twins import ListingForm, in_common
from sangkien.web.talk import MessageForm, talk_about

OFFICERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER, Role.ADMINISTRATOR)
AHEAD = "X-Ahead"  # what a page fetched before it is asked for comes with
_BESIDE, _AHEAD, _UNDOABLE = 8, 2, 3  # lines shown beside; fetched before they are asked for; to undo
AT_ONCE = 25  # verdicts that may be undone, on the list: as many as may be settled at once
PREVIEW = "xem-truoc"  # the button that shows what the author will read
# One question each: joined to the dossier's own, they cost the database more to plan than all of them to answer.
_READ_TOO = (
    *("authors", "kind", "field", "recognition", "recognition_paper", "entered_by", "judged_by"),
    *("duplicate_of", "late__phase", "place", "untold"),
)
_LISTS = {
    Task.SEND_BACK: TermList.RETURN_REASON,
    Task.REFUSE: TermList.REFUSAL_REASON,
    Task.CORRECT: TermList.REFUSAL_REASON,
}


def opened(request: Request, code: str) -> Initiative:
    """The dossier of this code with all that its page reads; 404 when the hat may not open it."""
    actor = request.visit.actor
    objects = Initiative.objects.select_related("unit", "superior", "programme", "edition", "phase")
    return as_read_by(actor, get_for(actor, WORK, objects.prefetch_related(*_READ_TOO), code=code))


def show(
    request: Request,
    initiative: Initiative,
    *,
    task: Task | None = None,
    form: VerbForm | None = None,
    message: MessageForm | None = None,
    late: LateForm | None = None,
    listing: ListingForm | None = None,
    problems: Sequence[Problem] = (),
    previewed: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page. `form`: what was typed for `task`, `previewed`: shown as the author will read it; `message`: what was
    to be said; `late`: the word on a late arrival; `listing`: how many initiatives the decision lists; `problems` stand
    on top."""
    actor, sieve = request.visit.actor, Sieve.read(request.GET)
    ways = open_to(actor, initiative)
    alike = dossier.alike_to(initiative, actor)
    names = names_of([initiative.unit_id, initiative.superior_id, initiative.desk_id], on=actor.on)
    way = next((way for way in ways if way.task == task), None)
    if way and form is None:
        form = empty_form(way.task, initiative, actor=actor, alike=alike, given=request.GET)
    row = rows_of([initiative], on=actor.on)[0]
    context = {
        **evidence_of(initiative, actor),
        "row": row,
        "held": held(initiative, actor),
        "checks": checklist(initiative, row.signs, alike=len(alike)),
        "council": council_of(initiative, actor),
        "may_tick": actor.may(TICK, initiative),
        **_decision(ways, initiative, way, form, actor=actor),
        "late_form": (late or LateForm()) if actor.may(ANSWER_LATE, initiative) else None,
        "alike": alike,
        "merged": dossier.merged_into(initiative, actor),
        **in_common(initiative, actor, listing),
        "own": "" if ways else why_not(actor, initiative),
        "wrong": wrong(initiative, actor) if any(one.task == Task.CORRECT for one in ways) else None,
        "previewed": previewed,
        "again": looked_at_again(initiative) if way or initiative.desk_id else None,
        "refers": bool(way and way.task == Task.SEND_BACK and must_be_referred(initiative)),
        "undoable": _elsewhere(undoable(actor, at=request.visit.now, most=_UNDOABLE), initiative),
        "read_back": _read_back(form, actor) if previewed and isinstance(form, DuplicateForm) else None,
        "choosing": request.GET.get("viec") == "khac",
        "found": _units(request, initiative, actor) if way and way.task == Task.REROUTE else None,
        "asked": _asked(request),
        "beside": _beside(initiative, actor, sieve),
        "history": _steps(initiative, names),
        "may_propose": actor.may(PROPOSE, initiative) and bool(missing_to_validate(initiative)),
        "may_see_rewards": initiative.state == State.VALID and actor.may(SEE_REWARDS, initiative),
        **_talk(request, initiative, message),
        "sieve": sieve,
        "problems": problems,
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "review/dossier.html", context, status=status)


def evidence_of(initiative: Initiative, actor: Actor) -> dict[str, Any]:
    """What the dossier says, for a page that shows it: as much of it as the actor may read."""
    reads = actor.may(READ_METHOD, initiative)
    return {
        "initiative": initiative,
        "reads": reads,
        "changes": changes_of(initiative, reads=reads),
        "authors": dossier.authors_of(initiative),
        "helper": dossier.helper_of(initiative),
        "chain": dossier.chain_of(initiative),
        "answers": dossier.answers_of(initiative),
        "effects": dossier.effects_of(initiative),
        "builds_on": dossier.builds_on(initiative, actor),
        "amount_in_words": dossier.amount_in_words(initiative),
        "worth": worth_of(initiative, for_officers=True),
        "said": shown(initiative),
        **(_method(initiative) if reads else {}),
    }


def _method(initiative: Initiative) -> dict[str, Any]:
    return {
        "papers": dossier.papers_of(initiative),
        "pairs": pairs_of(initiative),
        **dossier.reckoning_of(initiative),
    }


def _steps(initiative: Initiative, names: Mapping[int, str]) -> list[Any]:
    """What happened and was said, and what is still to come."""
    told = interleaved(history(initiative, for_officers=True), initiative)
    return [*told, *awaited(initiative, names, for_officers=True)]


def _talk(request: Request, initiative: Initiative, message: MessageForm | None) -> dict[str, Any]:
    """The talk, for those who handle the dossier; who only oversees leaves it to them."""
    actor = request.visit.actor
    if not actor.may(ANSWER, initiative):
        return {"talk": None}
    whole = request.GET.get("tin") == "het"
    ahead = AHEAD in request.headers  # nobody has it before their eyes yet
    wanted = asked_about(request.GET.get("hoi", ""))
    return {
        "talk": talk_about(initiative, actor=actor, whole=whole, reads=not ahead),
        "message": message or MessageForm(initial={"text": wanted}),
    }


def _decision(
    ways: list[Way], initiative: Initiative, way: Way | None, form: VerbForm | None, *, actor: Actor
) -> dict[str, Any]:
    hindered = hindrance(ways, initiative, actor)
    withheld = (Task.CONFIRM, Task.VALIDATE, Task.CONCLUDE) if hindered else ()
    return {
        "ways": [(one, one.url(initiative)) for one in ways if one.task not in withheld],
        "hindered": hindered,
        "way": way,
        "verb": way.url(initiative) if way else "",
        "form": form,
        # Typed, but no longer possible: kept in sight so that nothing has to be thought of twice.
        "unsent": form.written if form and form.is_bound and way is None else [],
    }


def task_asked(request: Request) -> Task | None:
    """Which verb's form the officer wants to see."""
    asked = request.GET.get("viec", "")
    return Task(asked) if asked in set(Task) and not WAYS[Task(asked)].at_once else None


def empty_form(
    task: Task, initiative: Initiative, *, actor: Actor, alike: Sequence[dossier.Alike], given: Mapping[str, str]
) -> VerbForm:
    """The form of a verb before anything is typed; `ho-so` in the address chooses the record it doubles, `way`
    that it makes it better, `hau-kiem` the inspection whose finding it is corrected by."""
    if task == Task.CORRECT:
        initial = suggested(initiative, given.get(ASKED, ""))
        return CorrectForm(terms=reasons_of(task, initiative), now=State(initiative.state), initial=initial)
    if task in _LISTS:
        return ReasonsForm(terms=reasons_of(task, initiative), wished=_wished(task, initiative))
    if task == Task.HAND_BACK:
        return HandBackForm()
    if task == Task.DUPLICATE:
        chosen = one_line(given.get("ho-so", ""))[:40]
        offered = dossier.mergeable(initiative, alike)
        listed = chosen in {one.initiative.code for one in offered}
        initial = {"record" if listed else "code": chosen, "way": given.get("way", "")}
        return DuplicateForm(records=dossier.comparable(actor), alike=offered, initial=initial)
    if task == Task.REROUTE:
        return RerouteForm(units=Organisation.objects.on(actor.on))
    return VerbForm()


def _wished(task: Task, initiative: Initiative) -> list[dict[str, str]]:
    """The reasons for which a colleague would have returned it a third time."""
    before = looked_at_again(initiative) if task == Task.SEND_BACK else None
    return before.reasons if before and before.verdict == Verdict.REFERRED else []


def _read_back(form: DuplicateForm, actor: Actor) -> Card:
    """The record behind a typed code, as far as the actor may know it."""
    unit = names_of([form.of.unit_id], on=form.of.chain_on).get(form.of.unit_id, "")
    return card(form.of, unit=unit, named=[])


def _elsewhere(untold: list[Untold], initiative: Initiative) -> list[Untold]:
    """The page's own verdict is undone among its verbs."""
    return [one for one in untold if one.initiative_id != initiative.pk]


def undoable(actor: Actor, *, at: datetime, most: int = AT_ONCE) -> list[Untold]:
    """The verdicts that the actor may still take back under this hat, the last one first. One query."""
    mine = Untold.objects.filter(initiative__in=actor.among(UNDO, Initiative.objects.all()), until__gt=at)
    return list(mine.select_related("initiative").order_by("-until")[:most])


def reasons_of(task: Task, initiative: Initiative) -> list[Term]:
    """The programme's reasons for this verb, in their order."""
    return list(initiative.programme.terms.filter(list=_LISTS[task]).order_by("position"))


def _asked(request: Request) -> str:
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    return one_line(given.get("noi", ""))


def _units(request: Request, initiative: Initiative, actor: Actor) -> list[Found]:
    found = search_workplaces(_asked(request), actor.on)
    return [unit for unit in found if unit.organisation_id != initiative.unit_id]


@dataclass(frozen=True)
class Beside:
    """A line of the list beside the dossier. `key` leads there (j, k); `ahead`: it may be fetched before it is asked
    for."""

    row: Row
    key: str = ""
    ahead: bool = False


def _beside(initiative: Initiative, actor: Actor, sieve: Sieve) -> list[Beside]:
    """The list from one line before this dossier on, so that the next, and the last one, are one click or key away."""
    rows, order = listed(actor, sieve), sieve.order
    here = rows.filter(pk=initiative.pk).first()
    if here is None:
        shown = list(rows[:_BESIDE])
        keys = {one.pk: "j" for one in shown[:1]}
    else:
        before = order.arranged(rows.filter(behind(here, order, backwards=True)), backwards=True).first()
        after = list(rows.filter(behind(here, order))[: _BESIDE - 1])
        shown = [line for line in [before, here, *after] if line]
        keys = {one.pk: key for one, key in [(before, "k"), (after[0] if after else None, "j")] if one}
    following = shown[shown.index(here) + 1 :] if here else shown
    ahead = actable(actor, [one.pk for one in following])
    ahead_of_time = [one.pk for one in following if one.pk in ahead][:_AHEAD]
    lines = rows_of(shown, on=actor.on)
    return [Beside(row, keys.get(row.initiative.pk, ""), row.initiative.pk in ahead_of_time) for row in lines]
