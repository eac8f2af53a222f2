"""One page of the form on its way to the reader: which draft, which step, what was typed, what needs another look."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise

from sangkien.base.problems import Problem
from sangkien.initiatives.models import Draft
from sangkien.web.doors import Request
from sangkien.web.guidance.beside import offered_in
from sangkien.web.submit.answers import Reading, all_answers, problems_in, read
from sangkien.web.submit.drafts import receipt_of, suggested
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.phone import Phone, resume_address, shared_mark
from sangkien.web.submit.sheet import Answers, Sheet
from sangkien.web.submit.steps import CHECK, WORKPLACE, Step, neighbours, steps_of


class SeeOther(HttpResponseRedirect):
    """303: after a POST the browser asks for the next page with GET, and reloading sends nothing again."""

    status_code = 303


class Line(NamedTuple):
    """One thing to look at again, and where."""

    address: str
    text: str | Promise


@dataclass(frozen=True)
class Page:
    """A step of a draft as one visitor sees it now."""

    request: Request
    sheet: Sheet
    step: Step

    @property
    def draft(self) -> Draft:
        """The draft."""
        return self.sheet.draft

    @property
    def back_to_check(self) -> bool:
        """Does the visitor only change an answer or two, and then check everything and send?"""
        return self.draft.correcting_id is not None or self.request.GET.get("ve") == CHECK.slug

    @cached_property
    def answers(self) -> dict[str, Answers]:
        """What was typed on all pages."""
        return all_answers(self.sheet)

    @property
    def own_answers(self) -> Answers:
        """What was typed on this page, or what it starts with."""
        typed = self.answers.get(self.step.slug)
        if typed is None or (self.step == WORKPLACE and not typed.get("unit")):
            return (typed or {}) | suggested(self.sheet, self.step, self.request.visit.person)
        return typed

    @property
    def question(self) -> str | Promise:
        """The page's heading."""
        return self.step.for_a_colleague if self.sheet.helping else self.step.question

    def form(self) -> StepForm:
        """The page's questions, as yet without a word about the answers."""
        return self.step.form(self.sheet, self.own_answers)

    def with_draft(self, draft: Draft) -> "Page":
        """The same page after something was saved."""
        return replace(self, sheet=replace(self.sheet, draft=draft))

    def with_typed(self, typed: Answers) -> "Page":
        """The same page showing what was typed although it could not be saved."""
        self.draft.answers = {**self.draft.answers, self.step.slug: typed}
        return self.with_draft(self.draft)

    def read(self) -> Reading:
        """All pages as they are understood."""
        return read(self.sheet, self.answers)

    def own_problems(self, reading: Reading) -> list[Problem]:
        """What needs another look on this page."""
        return [problem for problem in problems_in(reading) if reading.step_of(problem) == self.step]

    def url(self, step: Step | None = None, *, returning: bool = False) -> str:
        """The address of a step of this draft; `returning` to the last page from there."""
        address = reverse("form-step", args=[self.draft.key, (step or self.step).slug])
        return f"{address}?ve={CHECK.slug}" if returning else address

    def again(self, anchor: str = "") -> SeeOther:
        """This page, asked for anew."""
        return SeeOther(self.url(returning=self.back_to_check) + anchor)

    def onwards(self) -> SeeOther:
        """The page that comes next."""
        _before, after = neighbours(self.sheet.edition, self.step)
        return SeeOther(self.url(CHECK if self.back_to_check or after is None else after))

    def shown(self, extra: dict[str, Any] | None = None) -> HttpResponse:
        """The page. Whoever came to mend something sees at once what."""
        if self.back_to_check:
            reading = self.read()
            if problems := self.own_problems(reading):
                return self.complaining(reading.forms[self.step], problems, status=200, extra=extra)
        return self._answer(self.form(), [], 200, extra or {})

    def complaining(
        self, form: StepForm, problems: Iterable[Problem], *, status: int = 422, extra: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page with every problem above the form and beside its field, and everything typed still there."""
        problems = list(problems)
        form.put(problems)
        lines = [Line(f"#{form.focus(p.field)}" if p.field else "", p.text) for p in problems]
        return self._answer(form, lines, status, extra or {})

    def _answer(self, form: StepForm, lines: list[Line], status: int, extra: dict[str, Any]) -> HttpResponse:
        steps = steps_of(self.sheet.edition)
        before, after = neighbours(self.sheet.edition, self.step)
        context = {
            "page": self,
            "form": form,
            "draft": self.draft,
            "step": self.step,
            "number": steps.index(self.step) + 1,
            "total": len(steps),
            "lines": lines,
            "has_errors": bool(lines),
            "asked": self._asked(),
            "back": self._back(before),
            "receipt": receipt_of(self.draft) if self.draft.sent_at else None,
            "phone": self._phone(after),
            "articles": offered_in(self._union(), [self.step.slug], on=self.sheet.today),
        }
        return TemplateResponse(self.request, self.step.template, context | extra, status=status)

    def _union(self) -> str:
        """The code of the union, as far as the draft names one."""
        typed = self.draft.answers.get(WORKPLACE.slug, {}).get("unit", "")
        return str(typed) or (self.draft.correcting.unit.code if self.draft.correcting else "")

    def _phone(self, after: Step | None) -> Phone:
        onwards = self.url(CHECK if self.back_to_check or after is None else after)
        resume = resume_address(self.request, self.draft)
        return Phone(self.draft, self.step.slug, onwards, resume, shared_mark(self.request))

    def _back(self, before: Step | None) -> str:
        """Where "back" leads: to the last page whoever came from there, out from the last page of a correction."""
        if self.step == CHECK and self.draft.correcting:
            return reverse("dossier", args=[self.draft.correcting.code])
        if self.back_to_check and self.step != CHECK:
            return self.url(CHECK)
        return self.url(before) if before else reverse("start")

    def _asked(self) -> list[Line]:
        """What the union asked for when it returned the dossier, each with the way to its field."""
        steps = steps_of(self.sheet.edition)
        forms = {step: step.form(self.sheet, self.answers.get(step.slug, {})) for step in steps}
        return [Line(self._way_to(asked.field, forms), asked.text) for asked in self.sheet.asked]

    def _way_to(self, field: str, forms: dict[Step, StepForm]) -> str:
        step = next((step for step, form in forms.items() if form.holds(field)), None)
        return f"{self.url(step, returning=True)}#{forms[step].focus(field)}" if step else ""
