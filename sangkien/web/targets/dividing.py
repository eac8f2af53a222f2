"""Giving numbers to the unions below: by what, the table, what would be decided, and deciding it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem
from sangkien.programmes.models import Programme
from sangkien.registry.actions import draft
from sangkien.registry.giving import OfTargets
from sangkien.targets.actions import allocate
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Which
from sangkien.targets.rules import ALLOCATE, missing_in_paper
from sangkien.web.doors import Request, wearing
from sangkien.web.targets.asked import read
from sangkien.web.targets.forms import MethodForm, PaperForm
from sangkien.web.targets.sheet import Giving, Sheet, Table, giving

MANAGING = (Role.LEADER, Role.ADMINISTRATOR)


@wearing(*MANAGING)
@require_safe
def choose(request: Request, code: str, stage: str, indicator: str) -> HttpResponse:
    """By what the number is divided."""
    begun = _giving(request, code, stage, indicator)
    form = _form(begun, None)
    return TemplateResponse(request, "targets/choose.html", _page(begun, form))


@wearing(*MANAGING)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, code: str, stage: str, indicator: str) -> HttpResponse:
    """The numbers to be put right, the preview, and the decision. The method stands in the address."""
    begun = _giving(request, code, stage, indicator)
    form = _form(begun, request.GET)
    if not form.is_valid():
        return TemplateResponse(request, "targets/choose.html", _page(begun, form), status=422)
    source = sources_of(begun.which.indicator, on=begun.on).get(form.terms.source)
    return _Steps(request, form, Table(begun, form.terms, form.divided_kind, source)).answer()


class _Steps:
    """One request of the table: what stands in it, and the page that follows."""

    def __init__(self, request: Request, form: MethodForm, table: Table) -> None:
        self.request, self.form, self.table, self.begun = request, form, table, table.giving
        self.raw = request.POST
        self.paper = PaperForm(self.raw if request.method == "POST" else None)
        self.paper.is_valid()

    def answer(self) -> HttpResponse:
        """What the pressed button asks for."""
        if self.request.method != "POST":
            return self._show(self.table.fresh())
        sheet, task = self.table.read(self.raw), self.raw.get("viec", "")
        if task == "chia-lai":
            again = self.table.divided_again(sheet)
            return self._show(again, status=422 if again.problems else 200)
        if task == "dan":
            pasted = self.table.pasted(sheet, self.raw.get("dan", "")[:200_000])
            return self._show(pasted, status=422 if pasted.problems else 200)
        if task not in ("xem", "ghi", "du-thao"):
            return self._show(sheet)
        return self._checked(sheet.missing(), task)

    def _checked(self, sheet: Sheet, task: str) -> HttpResponse:
        if task != "du-thao":
            self.paper.put_missing(missing_in_paper(self.paper.signed, self.begun.which, on=self.begun.on))
        if sheet.is_wrong or (self.paper.errors and task != "du-thao"):
            return self._show(sheet, status=422)
        if task == "du-thao":
            return self._draft(sheet)
        if task == "ghi" and self.raw.get("da-xem") == sheet.seal:
            return self._decide(sheet)
        return self._preview(sheet, changed=task == "ghi")

    def _decide(self, sheet: Sheet) -> HttpResponse:
        actor, paper = self.request.visit.actor, self.paper.signed
        try:
            made = allocate(
                self.begun.unit,
                sheet.plan,
                paper=paper,
                follows=self.begun.follows,
                by=actor,
                at=self.request.visit.now,
            )
        except NotPossible as no:
            return self._show(sheet, problems=no.problems, status=409)
        messages.success(self.request, _("Đã ghi quyết định và giao chỉ tiêu cho từng đơn vị."))
        return redirect("target-decision", code=self.begun.unit.code, key=made.pk)

    def _draft(self, sheet: Sheet) -> HttpResponse:
        """The decision in the registry, which gives it its number; once it is issued the targets are given by it."""
        begun, visit = self.begun, self.request.visit
        of = OfTargets(sheet.plan, begun.assigned, begun.follows, begun.on)
        try:
            drafted = draft(begun.unit, "target-decision", of, by=visit.actor, at=visit.now)
        except NotPossible as no:
            return self._show(sheet, problems=no.problems, status=409)
        return redirect("official-paper", key=drafted.pk)

    def _show(self, sheet: Sheet, *, problems: Sequence[Problem] = (), status: int = 200) -> HttpResponse:
        if status == 200:
            self.paper = PaperForm(initial=self.raw.dict())
        page = _page(self.begun, self.form) | {
            "sheet": sheet,
            "paper": self.paper,
            "wrong": _at_their_boxes(sheet, problems),
            "pasted": self.raw.get("dan", "") if status != 200 else "",
            "pasted_wrong": next((problem.text for problem in sheet.problems if problem.field == "dan"), ""),
        }
        return TemplateResponse(self.request, "targets/table.html", page, status=status)

    def _preview(self, sheet: Sheet, *, changed: bool) -> HttpResponse:
        page = _page(self.begun, self.form) | {"sheet": sheet, "paper": self.paper, "changed": changed}
        return TemplateResponse(self.request, "targets/preview.html", page, status=409 if changed else 200)


def _at_their_boxes(sheet: Sheet, others: Sequence[Problem]) -> list[Problem]:
    """What is wrong, each with the box it leads to; the sum leads to none but stands above the table."""
    of_rows = [Problem(code="row", text=row.error, field=row.box) for row in sheet.rows if row.error]
    found = [*sheet.problems, *others]
    return [*(replace(problem, field="dan" if problem.field == "dan" else "") for problem in found), *of_rows]


def _giving(request: Request, code: str, stage: str, indicator: str) -> Giving:
    asked = read(request, code, ALLOCATE)
    return giving(asked.unit, asked.which(stage, indicator), on=request.visit.actor.on)


def _form(begun: Giving, data: Any) -> MethodForm:
    return MethodForm(data, which=begun.which, own=begun.own, sources=_offered(begun))


def _page(begun: Giving, form: MethodForm) -> dict[str, Any]:
    return {"giving": begun, "unit": begun.unit, "which": begun.which, "form": form, "has_errors": bool(form.errors)}


def _offered(begun: Giving) -> list[tuple[str, str]]:
    """The stretches that have begun, the newest first, but for the one that is given for."""
    own = (begun.which.programme.pk, begun.which.phase.pk if begun.which.phase else None)
    return [
        (key, named(which))
        for key, which in sources_of(begun.which.indicator, on=begun.on).items()
        if (which.programme.pk, which.phase.pk if which.phase else None) != own
    ]


def named(which: Which) -> str:
    """A stretch among those of several programmes."""
    return f"{which.programme.name}, {which.title}" if which.phase else which.title


def sources_of(indicator: Indicator, *, on: date) -> dict[str, Which]:
    """Of which stretches there are results by that day, by the codes of programme and phase. Two queries."""
    found: dict[str, Which] = {}
    programmes = Programme.objects.filter(opens__startswith__lte=on).order_by("-opens", "-pk")
    for programme in programmes.prefetch_related("phases"):
        phases = [phase for phase in programme.phases.all() if phase.first_day <= on]
        for phase in sorted(phases, key=lambda phase: phase.first_day, reverse=True):
            found[f"{programme.code}/{phase.code}"] = Which(programme, phase, indicator)
        found[f"{programme.code}/"] = Which(programme, None, indicator)
    return found
