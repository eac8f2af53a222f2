"""The targets of a union, and what it says of itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible
from sangkien.clusters.queries import quarters_set
from sangkien.clusters.rules import SET_QUARTER
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.targets.actions import pledge
from sangkien.targets.queries import Targets, decisions_of, history, targets_of
from sangkien.targets.rules import ALLOCATE, PLEDGE, missing_to_pledge
from sangkien.web.board.tiles import until_when
from sangkien.web.doors import Request, wearing
from sangkien.web.targets.asked import read
from sangkien.web.targets.forms import PledgeForm
from sangkien.web.targets.numbers import unit_of
from sangkien.web.targets.overview import stages

OFFICERS = [role for role in Role if role != Role.COUNCILLOR]


@wearing(*Role)
@require_safe
def own_targets(request: Request) -> HttpResponse:
    """To the targets of the hat's own union."""
    return redirect("targets-of", code=request.visit.actor.office.code)


@wearing(*Role)
@require_safe
@never_cache
def targets_page(request: Request, code: str) -> HttpResponse:
    """Everything that is set for the union, what it has reached, and what it has passed on."""
    actor, asked = request.visit.actor, read(request, code, SEE_FIGURES)
    found = stages(asked, on=actor.on)
    page = {
        "asked": asked,
        "unit": asked.unit,
        "stages": found,
        "meanings": {line.indicator: line.definition for stage in found for line in stage.lines},
        "decisions": decisions_of(asked.unit, programme=asked.programme),
        "history": history(asked.unit, programme=asked.programme),
        "quarters": quarters_set(asked.unit, programme=asked.programme),
        "may_give": actor.may(ALLOCATE, asked.unit),
        "may_set_quarter": actor.may(SET_QUARTER, asked.unit),
        "may_pledge": actor.may(PLEDGE, asked.unit),
        "is_own": asked.unit == actor.unit,
        "until": until_when(actor.on, now=request.visit.now),
    }
    return TemplateResponse(request, "targets/targets.html", page)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def pledge_page(request: Request, code: str, stage: str, indicator: str) -> HttpResponse:
    """What the union registers and raises for itself."""
    actor, asked = request.visit.actor, read(request, code, PLEDGE)
    which = asked.which(stage, indicator)
    found = targets_of([asked.unit.pk], **which.key, restated_to=actor.on)
    own = found.get(asked.unit.pk, Targets())
    form = PledgeForm(request.POST if request.method == "POST" else None, indicator=which.indicator, own=own)
    page = {"unit": asked.unit, "which": which, "own": own, "form": form, "unit_word": unit_of(which.indicator)}
    page["over"] = [problem.text for problem in missing_to_pledge(which, {}, on=actor.on)]
    if request.method == "POST" and form.is_valid():
        try:
            pledge(asked.unit, form.values, which=which, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi chỉ tiêu của đơn vị."))
            return redirect("targets-of", code=code)
    return TemplateResponse(request, "targets/pledge.html", page, status=422 if form.errors else 200)
