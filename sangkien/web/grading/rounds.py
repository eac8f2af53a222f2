"""Đợt xếp loại: those that concern the hat's union, and one with its result as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.clusters.queries import gathered
from sangkien.grading.models import Appeal, Round, Sheet, Step
from sangkien.grading.queries import Outcome, outcome, tabled
from sangkien.grading.rules import ORGANISE, READ_SHEET, SCORE_COUNCIL, SEE, SEE_RESULT, STEER
from sangkien.grading.states import GIVEN_IN, NEXT, State
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, signed_in
from sangkien.web.grading import votes, words
from sangkien.web.grading.asked import KNOWN, round_of
from sangkien.web.grading.forms import StepForm
from sangkien.web.sittings.forms import AgendaForm

A_PAGE = 25
A_LONG_PAGE = 100


@dataclass(frozen=True)
class Row:
    """A union in the table of a round. `left`: so many lines still lack points of the present step."""

    outcome: Outcome
    left: int
    remarks: list[str]

    @property
    def points(self) -> str:
        """What it has come to so far."""
        return words.points(self.outcome.graded.total.points)


@signed_in
@require_safe
def gradings(request: Request) -> HttpResponse:
    """Those that the hat's union organises, is graded in, or stands above; the newest first."""
    actor = request.visit.actor
    page = Paginator(rounds_of(actor), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "names": names_of(page, actor), "may_organise": _may_organise(actor)}
    return TemplateResponse(request, "grading/list.html", context | {"here": "rounds"})


def rounds_of(actor: Actor) -> "QuerySet[Round]":
    """Every round that the actor may see."""
    return actor.among(SEE, KNOWN.order_by("-pk"))


def names_of(rounds: Iterable[Round], actor: Actor) -> dict[int, str]:
    """The names of who organises them, by key. One query."""
    units = Organisation.objects.filter(pk__in=[one.organiser_id for one in rounds]).named(on=actor.on)
    return {unit.pk: unit.short_name or unit.name for unit in units}


def _may_organise(actor: Actor) -> bool:
    return actor.unit is not None and actor.may(ORGANISE, actor.unit)


@signed_in
@require_safe
def grading(request: Request, key: int) -> HttpResponse:
    """One of them."""
    return show(request, round_of(request, key))


def show(
    request: Request,
    one: Round,
    form: StepForm | None = None,
    *,
    tabling: AgendaForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a round; the forms with what a step, or the agenda, has to say on them."""
    actor = request.visit.actor
    rows = rows_of(one, actor)
    steps = Step.objects.filter(round=one).select_related("by").order_by("pk")
    context = {
        "round": one,
        "spec": one.spec,
        "organiser": names_of([one], actor)[one.organiser_id],
        "lead": _lead(one),
        "page": Paginator(rows, A_LONG_PAGE).get_page(request.GET.get("page")),
        "whole": actor.may(SEE_RESULT, one),
        "is_final": one.state == State.LOCKED,
        "figures": words.figures_of(one),
        "entry": "" if one.table_id else words.entry_of(one),
        "ties": words.ties(one.spec),
        "grades": grades_of(one),
        "steps": [_step(each) for each in steps],
        "moves": _moves(one) if actor.may(STEER, one) else [],
        "may_agree": one.state == State.COUNCIL and any(row.left for row in rows) and _council(actor, one).exists(),
        **_before_the_council(one, rows, actor, tabling),
        "appeals": _waiting(one) if one.state == State.APPEAL else 0,
        "form": form or StepForm(label_suffix=""),
        "has_errors": status >= 400,
    }
    return TemplateResponse(request, "grading/round.html", context, status=status)


def _before_the_council(one: Round, rows: list[Row], actor: Actor, tabling: AgendaForm | None) -> dict[str, Any]:
    """What the council votes on, for who reads all; what it has not agreed to yet, and who may put it on an agenda."""
    if not actor.may(SEE_RESULT, one):
        return {}
    standing = tabled(one)
    found = [row.outcome.graded for row in rows]
    open_still = [each for each in found if not ((row := standing.get(each.sheet.pk)) and row.holds)]
    at_it = one.state == State.COUNCIL
    return {
        "votes": votes.votes(found, standing, actor),
        "open_still": len(open_still) if at_it else 0,
        "tabling": (tabling or votes.agenda_form(actor, one)) if open_still else tabling,
        "council": votes.council_of(one, actor) if at_it else None,
    }


def _lead(one: Round) -> Organisation | None:
    """Who led the cluster on the day of the figures."""
    return gathered([one.cluster], on=one.as_of)[0].lead if one.cluster else None


def _step(one: Step) -> dict[str, Any]:
    return {"what": one.get_state_display(), "who": one.by.full_name, "at": one.at, "said": one.note}


def rows_of(one: Round, actor: Actor) -> list[Row]:
    """The lines of the result that the actor may read: all, or as long as it is not told one's own."""
    may = set(actor.among(READ_SHEET, Sheet.objects.filter(round=one)).values_list("pk", flat=True))
    stage = GIVEN_IN.get(State(one.state))
    return [
        Row(line, line.graded.left(stage) if stage else 0, words.why(line.placed, one.spec))
        for line in outcome(one)
        if line.graded.sheet.pk in may
    ]


def grades_of(one: Round) -> list[tuple[str, str]]:
    """Every grade with what it asks of so many unions."""
    of = Sheet.objects.filter(round=one).count()
    return [(grade.name, words.bounds(grade, one.spec, of)) for grade in one.spec.grades]


def _waiting(one: Round) -> int:
    return Appeal.objects.filter(sheet__round=one, answer__isnull=True).count()


def _council(actor: Actor, one: Round) -> "QuerySet[Sheet]":
    return actor.among(SCORE_COUNCIL, Sheet.objects.filter(round=one))


def _moves(one: Round) -> list[dict[str, Any]]:
    """Where the round can go from here: the way on first, calling it off last."""
    told = {
        (State.SELF, State.REVIEW): _("Kết thúc tự chấm, chuyển cấp trên chấm"),
        (State.REVIEW, State.COUNCIL): _("Chuyển hội đồng xét"),
        (State.REVIEW, State.SELF): _("Trả lại cho các đơn vị tự chấm"),
        (State.COUNCIL, State.APPEAL): _("Công bố kết quả dự kiến"),
        (State.COUNCIL, State.REVIEW): _("Trả lại cấp trên chấm"),
        (State.APPEAL, State.LOCKED): _("Khóa kết quả"),
    }
    now = State(one.state)
    on = [{"to": to, "label": label, "main": place == 0} for place, ((at, to), label) in enumerate(_of(told, now))]
    may_end = State.CANCELLED in NEXT[now]
    return [*on, {"to": State.CANCELLED, "label": _("Hủy đợt này"), "main": False}] if may_end else on


def _of(told: dict[tuple[State, State], str], now: State) -> list[tuple[tuple[State, State], str]]:
    return [(arrow, label) for arrow, label in told.items() if arrow[0] == now]
