"""Launching a campaign: one page of questions, one preview, one confirmation."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from sangkien.base.days import format_day
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import current, phase_on
from sangkien.programmes.rules import LAUNCH, LONGEST_STRETCH_NAME
from sangkien.registry.addressing import addressed
from sangkien.registry.queries import heading_on, printed, saying
from sangkien.registry.rules import signers
from sangkien.steering.launching import Prepared, launch, letter, prepare, with_total
from sangkien.steering.plans import Launching
from sangkien.steering.queries import launched_with
from sangkien.steering.rules import joinable, kind_of_total
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Which
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.steering.forms import LaunchForm
from sangkien.web.steering.overview import LEADING
from sangkien.web.targets.dividing import named, sources_of
from sangkien.web.targets.sheet import Giving, Sheet, Table, giving

_FORTY = timedelta(days=39)  # the campaign of the letter lasted forty days, both ends included


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def launch_page(request: Request, code: str) -> HttpResponse:
    """The questions, the table of targets, the preview (`viec=xem`), and launching it (`viec=ghi`)."""
    unit, on = unit_of(request, code, LAUNCH), request.visit.actor.on
    programme = current(on)
    if programme is None:
        return redirect("steering-of", code=code)
    return _Page(request, unit, programme).answer()


def _at_their_boxes(sheet: Sheet) -> list[Problem]:
    """What is wrong in the table: of one number, at its box; that the sum is another stands at the target."""
    of_rows = [Problem(code="row", text=row.error, field=row.box) for row in sheet.rows if row.error]
    return [*(problem for problem in sheet.problems if problem.field != "total"), *of_rows]


@dataclass
class _Page:
    """One request of the page."""

    request: Request
    unit: Organisation
    programme: Programme

    def answer(self) -> HttpResponse:
        """What the pressed button asks for."""
        task = self.request.POST.get("viec", "")
        if self.request.method != "POST":
            return self._ask()
        readable, sheet = self.form.is_valid(), self.sheet
        if task == "sua" or not readable:
            return self._ask(status=200 if readable else 422)
        if task == "chia":
            return self._ask(status=422 if sheet and sheet.problems else 200)
        return self._checked(task)

    def _checked(self, task: str) -> HttpResponse:
        actor, at = self.request.visit.actor, self.request.visit.now
        if made := launched_with(self.unit, self.form.pressed):  # pressed twice
            return redirect("launched-campaign", code=self.unit.code, key=made.pk)
        try:
            if task == "ghi" and self.request.POST.get("da-xem") == self.seal:
                made = launch(self.unit, self.launching, by=actor, at=at)
                return redirect("launched-campaign", code=self.unit.code, key=made.pk)
            prepared = prepare(self.unit, self.launching, by=actor, at=at)
        except NotPossible as no:
            rows = {row.unit.code for row in self.sheet.rows} if self.sheet else set()
            self.form.put([problem for problem in no.problems if problem.field not in rows])
            return self._ask(status=409 if isinstance(no, Stale) else 422)
        return self._preview(prepared, changed=task == "ghi")

    @cached_property
    def form(self) -> LaunchForm:
        """The questions, with what can be proposed."""
        on, below = self.on, list(children(self.unit, self.on))
        return LaunchForm(
            self.request.POST if self.request.method == "POST" else None,
            joinable=joinable(self.unit, on=on),
            sources=[(key, named(which)) for key, which in self.sources.items()],
            signers=signers(self.unit, on=on),
            by=self.request.visit.actor.person,
            initial=self._proposed() | {"addressees": "\n".join(addressed(below))},
        )

    @property
    def on(self) -> date:
        """The visitor's day."""
        return self.request.visit.actor.on

    def _proposed(self) -> dict[str, Any]:
        """Forty days from today, but no longer than the phase, and the union's number in it."""
        phase = phase_on(self.programme, self.on)
        ends = (phase.last_day if phase else self.programme.last_day) or date.max
        last = min(self.on + _FORTY, ends) if ends >= self.on else None
        own = self._giving(phase).own.values
        first = {"total": format_int(own[0]) if own else None, "first_day": format_day(self.on)}
        return first | {"last_day": format_day(last) if last else ""}

    @cached_property
    def sources(self) -> dict[str, Which]:
        """Of which stretches there are results."""
        return sources_of(Indicator.VALID, on=self.on)

    def _giving(self, phase: Phase | None) -> Giving:
        return giving(self.unit, Which(self.programme, phase, Indicator.VALID), on=self.on)

    @cached_property
    def sheet(self) -> Sheet | None:
        """The table of targets; None where they stay as they are."""
        if not self.form.divides or self.form.cleaned_data.get("total") is None:
            return None
        total: int = self.form.cleaned_data["total"]
        begun = self._giving(self._phase())
        kind = kind_of_total(begun.own, total)
        begun = replace(begun, own=with_total(begun.own, kind, total))
        table = Table(begun, self.form.terms, kind, self.sources.get(self.form.terms.source))
        return self._filled(table)

    def _filled(self, table: Table) -> Sheet:
        raw = self.request.POST
        if raw.get("chia-tu") != self.divided_by:
            return table.fresh()
        sheet = table.read(raw)
        return table.divided_again(sheet) if raw.get("viec") == "chia" else sheet.missing()

    @cached_property
    def divided_by(self) -> str:
        """From what the table was made: it is made anew for another number or way."""
        said = self.form.cleaned_data
        return "/".join(str(said.get(name) or "") for name in ("total", "method", "source"))

    def _phase(self) -> Phase | None:
        """That in which the campaign lies; without days the one of today."""
        joined = self.form.joined
        first = joined.window.lower if joined else self.form.details.first_day
        return phase_on(self.programme, first or self.on)

    @cached_property
    def launching(self) -> Launching:
        """What the form says, as the action takes it."""
        form, sheet = self.form, self.sheet
        name = form.joined.title if form.joined else form.details.name
        return Launching(
            key=form.pressed,
            programme=self.programme,
            joins=form.joined,
            details=form.details,
            letter=form.letter,
            week=form.week(f"Tuần cao điểm: {name}"[:LONGEST_STRETCH_NAME]),
            plan=sheet.plan if sheet else None,
            total=form.cleaned_data.get("total") or 0,
            decision=form.signed,
        )

    @property
    def seal(self) -> str:
        """What was seen in the preview: every answer, and the targets as they were and will be."""
        said = sorted((name, str(value)) for name, value in self.form.cleaned_data.items())
        seen = (said, self.sheet.seal if self.sheet else "")
        return hashlib.sha256(repr(seen).encode()).hexdigest()

    def _ask(self, *, status: int = 200) -> HttpResponse:
        sheet = self.sheet if self.request.method == "POST" else None
        page = self._said() | {
            "sheet": sheet,
            "divided_by": self.divided_by if sheet else "",
            "wrong": _at_their_boxes(sheet) if sheet else [],
            "kept": [] if sheet else self._kept(),
            "heading": heading_on(self.unit, on=self.on),
        }
        return TemplateResponse(self.request, "steering/launch.html", page, status=status)

    def _kept(self) -> list[tuple[str, str]]:
        """The numbers of a table that cannot be drawn, since its total cannot be read: they come again with it."""
        raw = self.request.POST
        return [(name, raw[name][:200]) for name in raw if name.startswith("so-") or name in ("tay", "chia-tu")]

    def _preview(self, prepared: Prepared, *, changed: bool) -> HttpResponse:
        draft = letter(self.unit, self.launching, prepared, by=self.request.visit.actor)
        page = self._said() | {
            "sheet": self.sheet,
            "divided_by": self.divided_by,
            "stretch": prepared.of.stretch,
            "launching": self.launching,
            "said": saying(draft, on=self.on),
            "laid": printed(draft, on=self.on),
            "seal": self.seal,
            "changed": changed,
        }
        return TemplateResponse(self.request, "steering/preview.html", page, status=409 if changed else 200)

    def _said(self) -> dict[str, Any]:
        which = Which(self.programme, None, Indicator.VALID)
        return {"unit": self.unit, "form": self.form, "programme": self.programme, "which": which}
