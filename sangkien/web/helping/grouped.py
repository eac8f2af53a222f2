"""All questions of the form on one page, for a union that enters one colleague's initiative after another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from sangkien.base.problems import Problem
from sangkien.initiatives.models import Draft
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request
from sangkien.web.submit.answers import Reading, all_answers, problems_in, read
from sangkien.web.submit.attaching import with_files, without_file
from sangkien.web.submit.errands import rearranged
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.page import Line, Page
from sangkien.web.submit.sheet import Answers, Sheet
from sangkien.web.submit.steps import CHECK, WORKPLACE, Step, steps_of

_LEFT_OUT = (WORKPLACE, CHECK)  # the union is the helper's own, and nobody consents for others


@dataclass(frozen=True)
class Grouped:
    """A draft that a union writes for a colleague, all its pages at once."""

    request: Request
    draft: Draft
    unit: Organisation

    @cached_property
    def sheet(self) -> Sheet:
        """The draft on the day of the visit."""
        return Sheet(self.draft, self.request.visit.actor.on)

    @cached_property
    def pages(self) -> list[Page]:
        """The pages whose questions are asked here."""
        steps = [step for step in steps_of(self.draft.edition) if step not in _LEFT_OUT]
        return [Page(self.request, self.sheet, step) for step in steps]

    def typed(self, go: str) -> dict[str, Answers]:
        """What was typed, page by page, as the button `go` wants it."""
        return {page.step.slug: rearranged(page.step, page.form().typed(self.request.POST), go) for page in self.pages}

    def with_files(self, go: str) -> tuple["Grouped", list[Problem]]:
        """The same with the files that were sent along, and without the one that the button takes away; and what is
        wrong with those that could not be kept."""
        draft, refused = self.draft, list[Problem]()
        for page in self.pages:
            draft, wrong = with_files(page.with_draft(draft))
            draft = without_file(page.with_draft(draft), go)
            refused += wrong
        return replace(self, draft=draft), refused

    def form_of(self, step: Step) -> StepForm:
        """The questions of a page, as yet without a word about the answers."""
        return step.form(self.sheet, self.draft.answers.get(step.slug, {}))

    def reading(self) -> Reading:
        """All pages as they are understood."""
        return read(self.sheet, all_answers(self.sheet))

    def problems(self, reading: Reading) -> list[Problem]:
        """Everything that keeps it from being sent."""
        return problems_in(reading)

    def shown(self, more: Mapping[str, object]) -> HttpResponse:
        """The page."""
        return self._answer({page.step: self.form_of(page.step) for page in self.pages}, [], 200, more)

    def complaining(self, reading: Reading, problems: Iterable[Problem], more: Mapping[str, object]) -> HttpResponse:
        """The page with every problem above it and beside its field, and everything typed still there."""
        lines = []
        for problem in problems:
            step = reading.step_of(problem)
            form = reading.forms[step] if step else None
            if form:
                form.put([problem])
            lines.append(Line(f"#{form.focus(problem.field) if form else f'id_{problem.field}'}", problem.text))
        return self._answer(reading.forms, lines, 422, more)

    def _answer(
        self, forms: Mapping[Step, StepForm], lines: list[Line], status: int, more: Mapping[str, object]
    ) -> HttpResponse:
        known = {
            "draft": self.draft,
            "unit": self.unit,
            "parts": [self._part(page, forms[page.step]) for page in self.pages],
            "lines": lines,
            "has_errors": bool(lines),
            **more,
        }
        return TemplateResponse(self.request, "helping/entry.html", known, status=status)

    def _part(self, page: Page, form: StepForm) -> str:
        known = {"layout": "helping/part.html", "page": page, "step": page.step, "form": form, "draft": self.draft}
        return render_to_string(page.step.template, known, request=self.request)
