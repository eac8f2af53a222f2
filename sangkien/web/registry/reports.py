"""Tổng hợp báo cáo: who below has reported, and drafting one's own report from what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Problem
from sangkien.organisations.models import Organisation
from sangkien.programmes.queries import current
from sangkien.registry.freezing import Of
from sangkien.registry.gathering import Report, consolidate, reporting, reports
from sangkien.registry.reaching import OfPeriod, OfStretch
from sangkien.registry.rules import OFFICERS
from sangkien.registry.sources import Source
from sangkien.registry.templates import Template
from sangkien.statistics.periods import periods
from sangkien.statistics.stretches import stretch_on
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.sources import begun_stretches

_USUAL = "phase-report"
_MOST = 60  # periods that are offered


@dataclass(frozen=True)
class Question:
    """Which report, of which stretch or period (`of`), by its title; `among`: titles of what may be asked, by code."""

    template: str
    of: Of
    title: str
    among: Mapping[str, str]


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def reports_page(request: Request, code: str) -> HttpResponse:
    """Who has sent the report (`mau`) of the stretch or period (`chang`); by POST the draft of one's own is made."""
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
    known, asked = reporting(), request.GET.get("mau", "")
    template = known.get(asked) or known[_USUAL]
    among = _among(unit, template, on=on)
    if not among:
        return None, []
    code = request.GET.get("chang", "")
    title, of = among.get(code) or among[_first(among, on=on)]
    question = Question(template.code, of, title, {code: title for code, (title, _of) in among.items()})
    return question, reports(unit, template.code, of, on=on)


def _among(unit: Organisation, template: Template, *, on: date) -> dict[str, tuple[str, Of]]:
    """What the report may be of, by code: stretches that have begun, or the periods of the template's span."""
    programme = current(on)
    if programme is None:
        return {}
    if template.source == Source.PERIOD and template.span:
        last = periods(programme, template.span, until=on)[:_MOST]
        return {one.code: (one.title, OfPeriod(programme, one, on)) for one in last}
    begun = begun_stretches(programme, unit, on=on)
    return {one.code: (one.title, OfStretch(one, min(on, one.last_day or on))) for one in begun}


def _first(among: Mapping[str, tuple[str, Of]], *, on: date) -> str:
    running = [of.stretch for _title, of in among.values() if isinstance(of, OfStretch)]
    return stretch_on(running, on=on).code if running else next(iter(among))


def _drafted(request: Request, unit: Organisation, asked: Question) -> int:
    return consolidate(unit, asked.template, asked.of, by=request.visit.actor, at=request.visit.now).pk
