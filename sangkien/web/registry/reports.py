"""Tổng hợp báo cáo: who below has reported of a stretch, and drafting one's own report from what they say."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.registry.gathering import Report, consolidate, reporting, reports
from sangkien.registry.rules import OFFICERS
from sangkien.statistics.stretches import Stretch, stretch_on
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.figures import begun_stretches


@dataclass(frozen=True)
class Question:
    """Which report, of which stretch; `among`: what may be asked."""

    template: str
    stretch: Stretch
    among: Mapping[str, Stretch]


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reports_page(request: Request, code: str) -> HttpResponse:
    """Who has sent the report (`mau`) of the stretch (`chang`); by POST the draft of one's own is made."""
    unit = unit_of(request, code)
    question, found = asked_reports(request, unit)
    wrong: tuple[Problem, ...] = ()
    if request.method == "POST" and question:
        try:
            paper = _drafted(request, unit, question)
        except NotPossible as no:
            wrong = no.problems
        else:
            messages.success(request, _("Đã soạn dự thảo từ báo cáo của các đơn vị. Anh/chị biên tập lại."))
            return redirect("edit-paper", key=paper)
    page = {
        "unit": unit,
        "question": question,
        "templates": reporting().values(),
        "reports": found,
        "came": sum(one.paper is not None for one in found),
        "wrong": wrong,
    }
    return TemplateResponse(request, "registry/reports.html", page, status=422 if wrong else 200)


def asked_reports(request: Request, unit: Organisation) -> tuple[Question | None, list[Report]]:
    """The question in the address, else that of today, and its answer; none while nothing has begun."""
    on = request.visit.actor.on
    among = {one.code: one for one in begun_stretches(request, unit)}
    if not among:
        return None, []
    known, asked = reporting(), request.GET.get("mau", "")
    template = asked if asked in known else next(iter(known))
    stretch = among.get(request.GET.get("chang", "")) or stretch_on(list(among.values()), on=on)
    return Question(template, stretch, among), reports(unit, template, stretch=stretch, on=on)


def _drafted(request: Request, unit: Organisation, asked: Question) -> int:
    actor = request.visit.actor
    as_of = min(actor.on, asked.stretch.last_day or actor.on)
    paper = consolidate(unit, asked.template, stretch=asked.stretch, as_of=as_of, by=actor, at=request.visit.now)
    return paper.pk
