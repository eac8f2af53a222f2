"""Hậu kiểm: what everybody may see of an inspection, and what officers do with it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.evidence import inspecting
from sangkien.evidence.models import Inspection, Sampled
from sangkien.evidence.results import latest, published, results, whole
from sangkien.evidence.rules import DRAW, JUDGE, PLAN, SEE_INSPECTION, Plan, missing_to_judge, missing_to_plan
from sangkien.initiatives.rules import SEE
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme
from sangkien.web.doors import Request, get_for, open_to_all, wearing
from sangkien.web.evidence.correcting import wrong
from sangkien.web.evidence.forms import JudgeForm, PlanForm, PrizeForm, Stretch
from sangkien.web.evidence.strata import named
from sangkien.web.evidence.worth import worth_of
from sangkien.web.people.forms import Seen

INSPECTORS = (Role.LEADER, Role.REVIEWER, Role.ADMINISTRATOR)
_A_PAGE = 20


@open_to_all
@require_safe
def inspections(request: Request) -> HttpResponse:
    """Every inspection, announced, drawn or judged; the newest first."""
    page = Paginator(every().order_by("-pk"), _A_PAGE).get_page(request.GET.get("page"))
    names = names_for({one.unit_id for one in page.object_list}, request.visit.actor)
    rows = [(one, names.get(one.unit_id, one.unit.code)) for one in page.object_list]
    context = {"page": page, "rows": rows, "may_plan": _may_plan(request.visit.actor)}
    return TemplateResponse(request, "evidence/inspections.html", context)


@open_to_all
@require_safe
def inspection(request: Request, code: str) -> HttpResponse:
    """One inspection as everybody sees it: what was fixed before the draw, the draw, and what was found."""
    one, actor = _one(code), request.visit.actor
    parts = results(one)
    names = names_for({one.unit_id, one.office_id}, actor)
    context = {
        "one": one,
        "drawn": getattr(one, "draw", None),
        "unit": names.get(one.unit_id, one.unit.code),
        "office": names.get(one.office_id, one.office.code),
        "parts": list(zip(named(one, [part.stratum for part in parts], actor), parts, strict=True)),
        "whole": whole(one, parts),
        "may_draw": actor.may(DRAW, one) if actor.hat else False,
        "may_see": actor.may(SEE_INSPECTION, one) if actor.hat else False,
    }
    return TemplateResponse(request, "evidence/inspection.html", context)


@open_to_all
@require_safe
def inspection_data(request: Request, code: str) -> HttpResponse:
    """Everything that anybody needs to do the draw again, as one file."""
    answer = JsonResponse(published(_one(code)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{code}.json"'
    return answer


@wearing(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_inspection(request: Request) -> HttpResponse:
    """Plan one of one's own union or one directly below it."""
    actor = request.visit.actor
    asked: dict[str, Any] = {"units": _units(actor), "stretches": _stretches()}
    if request.method != "POST":
        return _asking(request, PlanForm(**asked))
    form = PlanForm(request.POST, **asked)
    readable, given = form.is_valid(), form.plan()
    if not readable or given is None:
        form.put(_else_missing(form, given, actor))
        return _asking(request, form, status=422)
    try:
        planned = inspecting.plan(*given, by=actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _asking(request, form, status=422)
    messages.success(request, _("Đã công bố đợt hậu kiểm %(code)s.") % {"code": planned.code})
    return redirect("inspection", planned.code)


@wearing(*INSPECTORS)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_inspection(request: Request, code: str) -> HttpResponse:
    """Bring the prize and draw."""
    actor = request.visit.actor
    one = get_for(actor, DRAW, every(), code=code)
    form = PrizeForm(request.POST) if request.method == "POST" else PrizeForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                inspecting.draw(one, form.cleaned_data["prize"], by=actor, at=request.visit.now)
            except NotPossible as no:
                form.put(no.problems)
            else:
                messages.success(request, _("Đã rút mẫu. Ai cũng rút lại được từ dữ liệu công bố."))
                return redirect("inspection", one.code)
    context = {"one": one, "form": form, "has_errors": status != 200}
    return TemplateResponse(request, "evidence/draw_inspection.html", context, status=status)


@wearing(*INSPECTORS)
@require_safe
def sample(request: Request, code: str) -> HttpResponse:
    """The records that were drawn, for those who look at them again."""
    one = get_for(request.visit.actor, SEE_INSPECTION, every(), code=code)
    found = latest(one)
    drawn = one.sampled.select_related("listed__initiative").order_by("position")
    page = Paginator(drawn, 50).get_page(request.GET.get("page"))
    rows = [(sampled, sampled.listed.initiative, found.get(sampled.pk)) for sampled in page.object_list]
    context = {"one": one, "page": page, "rows": rows, "done": len(found), "all": page.paginator.count}
    return TemplateResponse(request, "evidence/sample.html", context)


@wearing(*INSPECTORS)
@require_http_methods(["GET", "HEAD", "POST"])
def judge_sampled(request: Request, code: str, position: int) -> HttpResponse:
    """One record of the sample: what was declared, what was found, and the questions."""
    actor = request.visit.actor
    one = get_for(actor, SEE_INSPECTION, every(), code=code)
    sampled = one.sampled.select_related("listed__initiative").filter(position=position).first()
    if sampled is None:
        raise Http404
    if request.method != "POST":
        return _judging(request, one, sampled, JudgeForm(initiative=sampled.listed.initiative))
    form = JudgeForm(request.POST, initiative=sampled.listed.initiative)
    if not form.is_valid():
        missing = missing_to_judge(sampled.listed.initiative, form.judgement())
        form.put(problem for problem in missing if problem.field not in form.errors)
        return _judging(request, one, sampled, form, status=422)
    try:
        seen = Seen(request.POST).seen()
        inspecting.judge(sampled, form.judgement(), seen=seen, by=actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _judging(request, one, sampled, form, status=409 if isinstance(no, Stale) else 422)
    messages.success(request, _("Đã ghi kết quả hồ sơ số %(n)s.") % {"n": sampled.position})
    return redirect("inspection-sample", one.code)


# Helpers ----------------------------------------------------------------------------------------------------


def every() -> "QuerySet[Inspection]":
    """Each with what its pages tell of it."""
    return Inspection.objects.select_related("unit", "office", "programme", "phase", "draw")


def _one(code: str) -> Inspection:
    found = every().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _may_plan(actor: Actor) -> bool:
    return actor.hat is not None and actor.may(PLAN, actor.office)


def names_for(units: set[int], actor: Actor) -> dict[int, str]:
    """The names of unions that day, by key. One query."""
    named = Organisation.objects.filter(pk__in=units).named(on=actor.on)
    return {unit.pk: unit.name for unit in named}


def _units(actor: Actor) -> list[Organisation]:
    own = Organisation.objects.named(on=actor.on).get(pk=actor.office.pk)
    return [own, *children(own, actor.on)]


def _stretches() -> list[Stretch]:
    every = Programme.objects.filter(rehearsal=False).prefetch_related("phases").order_by("-pk")
    return [
        stretch
        for one in every
        for stretch in [
            (one.code, one, None),
            *((f"{one.code}/{phase.code}", one, phase) for phase in one.phases.all()),
        ]
    ]


def _else_missing(form: PlanForm, given: tuple[Organisation, Plan] | None, actor: Actor) -> list[Problem]:
    """What is missing besides what could not be read."""
    every = missing_to_plan(given[1], on=actor.on) if given else ()
    return [problem for problem in every if problem.field not in form.errors]


def _asking(request: Request, form: PlanForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "has_errors": status != 200}
    return TemplateResponse(request, "evidence/plan_inspection.html", context, status=status)


def _judging(
    request: Request, one: Inspection, sampled: Sampled, form: JudgeForm, *, status: int = 200
) -> HttpResponse:
    actor, initiative = request.visit.actor, sampled.listed.initiative
    found = list(sampled.findings.select_related("by").order_by("-pk"))
    context = {
        "one": one,
        "sampled": sampled,
        "initiative": initiative,
        "unit": names_for({initiative.unit_id}, actor).get(initiative.unit_id, ""),
        "worth": worth_of(initiative, for_officers=True),
        "form": form,
        "found": found,
        "seen": found[0].pk if found else 0,
        "may_judge": actor.may(JUDGE, sampled),
        "may_open": actor.may(SEE, initiative),
        "wrong": wrong(initiative, actor),
        "has_errors": status != 200,
    }
    return TemplateResponse(request, "evidence/judge_sampled.html", context, status=status)
