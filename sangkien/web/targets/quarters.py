"""Chỉ tiêu quý: what the unions below are to reach in one quarter, where a decision says so; else it goes by days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, NotUnderstood, Problem
from sangkien.clusters.actions import set_quarter_targets
from sangkien.clusters.models import QuarterTarget
from sangkien.clusters.queries import quarter_targets
from sangkien.clusters.rules import LONGEST_DECISION, SET_QUARTER
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.statistics.quarters import Quarter, by_days, parts_of, quarters
from sangkien.targets.models import Indicator
from sangkien.web.doors import Request, wearing
from sangkien.web.forms import Questions
from sangkien.web.standings.views import quarter_of
from sangkien.web.submit.fields import TextField
from sangkien.web.targets.asked import Asked, read
from sangkien.web.targets.dividing import MANAGING
from sangkien.web.targets.numbers import read_number, typed


class BasisForm(Questions):
    """By which paper. That one is needed is a rule (`clusters.rules`)."""

    decision = TextField(
        most=LONGEST_DECISION,
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ngày, nơi ban hành; ví dụ 12/QĐ-LĐLĐ ngày 01/04/2022 của LĐLĐ tỉnh"),
    )


@dataclass(frozen=True)
class Row:
    """A union below, what it has by the days of the phases, what was set, and what stands in its box."""

    unit: Organisation
    by_days: Fraction | None
    kept: QuarterTarget | None
    typed: str
    value: int | None = None
    error: str = ""

    @property
    def box(self) -> str:
        """The name of its box."""
        return f"so-{self.unit.code}"

    @property
    def is_changed(self) -> bool:
        """Is there something else in the box than what was set?"""
        return self.value != (self.kept.value if self.kept else None)


@wearing(*MANAGING)
@require_http_methods(["GET", "HEAD", "POST"])
def quarter_page(request: Request, code: str) -> HttpResponse:
    """The numbers of a quarter, and setting them. An empty box: by days."""
    asked = read(request, code, SET_QUARTER)
    on = request.visit.actor.on
    among = quarters(asked.programme, until=asked.programme.last_day or max(on, asked.programme.opens.lower))
    asked_for = quarter_of(request.GET, among) if request.GET.get("quy") else None
    quarter = asked_for or _of_today(among, Quarter.of(on))
    rows = _rows(asked, quarter, list(children(asked.unit, on)))
    form = BasisForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        rows = [_read(row, request.POST) for row in rows]
        if form.is_valid() and not any(row.error for row in rows):
            try:
                return _set(request, asked, quarter, rows, form)
            except NotPossible as no:
                wrong = {problem.field: problem.text for problem in no.problems}
                rows = [replace(row, error=wrong.pop(row.unit.code, "")) for row in rows]
                form.put([problem for problem in no.problems if problem.field in wrong])
    problems = [Problem(code="row", text=row.error, field=row.box) for row in rows if row.error]
    page = {
        "unit": asked.unit,
        "asked": asked,
        "quarter": quarter,
        "quarters": among,
        "rows": rows,
        "is_over": quarter.last_day < on,
        "form": form,
        "wrong": problems,
    }
    return TemplateResponse(request, "targets/quarters.html", page, status=422 if problems or form.errors else 200)


def _of_today(among: Sequence[Quarter], today: Quarter) -> Quarter:
    """Today's, or the one of the programme that is nearest to it."""
    return min(max(today, among[-1]), among[0])


def _rows(asked: Asked, quarter: Quarter, below: Sequence[Organisation]) -> list[Row]:
    """A query, and one for each phase with days in the quarter, whatever the number of unions."""
    keys = [unit.pk for unit in below]
    kept = quarter_targets(keys, programme=asked.programme, year=quarter.year, number=quarter.number)
    parts = parts_of(keys, asked.programme, quarter)
    return [
        Row(unit, by_days(parts.get(unit.pk, ())), kept.get(unit.pk), _typed(kept.get(unit.pk)), _value(kept, unit))
        for unit in below
    ]


def _value(kept: Mapping[int, QuarterTarget], unit: Organisation) -> int | None:
    return kept[unit.pk].value if unit.pk in kept else None


def _typed(kept: QuarterTarget | None) -> str:
    return typed(Indicator.VALID, kept.value if kept else None)


def _read(row: Row, raw: QueryDict) -> Row:
    """The row with what was typed."""
    said = raw.get(row.box, "")[:200]
    try:
        value = read_number(Indicator.VALID, said)
    except NotUnderstood as no:
        return replace(row, typed=said, error=str(no.text))
    return replace(row, typed=said, value=value)


def _set(request: Request, asked: Asked, quarter: Quarter, rows: Sequence[Row], form: BasisForm) -> HttpResponse:
    """Do it and show the page anew. Raises NotPossible."""
    told: dict[str, Any] = {"programme": asked.programme, "year": quarter.year, "number": quarter.number}
    told |= {"decision": form.cleaned_data["decision"], "by": request.visit.actor, "at": request.visit.now}
    set_quarter_targets({row.unit: row.value for row in rows if row.is_changed}, **told)
    messages.success(request, _("Đã ghi chỉ tiêu quý."))
    return redirect(f"{reverse('quarter-targets', args=[asked.unit.code])}?quy={quarter}")
