"""What was understood of a list, on one screen: its tables, what each column holds, the decision, what its words mean,
what was left out and why, and what holds for all rows. What the officer corrects is remembered for the next list."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Problem
from sangkien.intake import actions
from sangkien.intake.learning import Correction
from sangkien.intake.marking import at_hand_again
from sangkien.intake.models import Batch
from sangkien.intake.queries import counts_of
from sangkien.intake.rules import missing_to_put_away
from sangkien.intake.states import OPEN_TO_CHANGE, Pile
from sangkien.jobs.models import Job
from sangkien.web.doors import Request, wearing
from sangkien.web.intake.answers import AnswersForm, shown
from sangkien.web.intake.arriving import SECONDS_AT_ONCE, is_small, is_too_slow
from sangkien.web.intake.layout import Sheet, are_valid, correction_in, sheets_of
from sangkien.web.intake.lists import BRINGING, batch_for, unit_of
from sangkien.web.intake.wordings import Explained, unions_for, words_of
from sangkien.web.intake.words import FIELDS
from sangkien.web.jobs.waiting import to_the_end


@dataclass(frozen=True)
class Asked:
    """Everything that the page asks, with what was typed where something was."""

    answers: AnswersForm
    sheets: Sequence[Sheet]
    words: Explained

    def is_valid(self) -> bool:
        """Is all of it understood?"""
        return all([self.answers.is_valid(), are_valid(self.sheets), not self.words.has_errors])

    def problems(self) -> list[Problem]:
        """What is wrong in the boxes of sheets, decisions and words, each with the name of its box."""
        boxes = [box for sheet in self.sheets for form in sheet.forms if form.is_bound for box in form]
        found = [Problem("typed", str(text), field=box.html_name) for box in boxes for text in box.errors]
        words = [word for of in self.words.columns for word in of.words if word.error]
        return found + [Problem("typed", word.error, field=word.name) for word in words]

    def put(self, problems: Sequence[Problem]) -> list[Problem]:
        """Show what an action found at the sheet that it is about; the rest."""
        forms = {sheet.name: sheet.form for sheet in self.sheets if sheet.form}
        here = [(forms[problem.field], problem) for problem in problems if problem.field in forms]
        for form, problem in here:
            form.add_error("heads", problem.text)
        return [problem for problem in problems if problem.field not in forms]


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def understood(request: Request, key: UUID) -> HttpResponse:
    """Look at it, correct it, say what holds for all rows; then every row is looked at."""
    batch = batch_for(request, key)
    asked, problems, status = _asked(request, batch), list[Problem](), 200
    if request.method == "POST":
        try:
            if asked.is_valid():
                return _taken(request, batch, asked)
        except NotPossible as no:
            problems = asked.put(no.problems)
        status = 422
    known = {
        "batch": batch,
        "unit": unit_of(batch, request),
        "asked": asked,
        "others": sum(not sheet.is_a_list for sheet in asked.sheets),
        "fields": [(field.value, name) for field, name in FIELDS.items()],
        "problems": [*problems, *asked.problems()],
        "has_errors": status != 200,
        "may_change": batch.state in OPEN_TO_CHANGE,
        "may_put_away": _may_put_away(batch),
    }
    return TemplateResponse(request, "intake/understood.html", known, status=status)


def _asked(request: Request, batch: Batch) -> Asked:
    post = request.POST if request.method == "POST" else None
    actor, said = request.visit.actor, shown(batch.answers)
    answers = AnswersForm(post, edition=batch.edition, units=unions_for(batch, actor), initial=said)
    return Asked(answers, sheets_of(batch, post), words_of(batch, actor, post))


def _may_put_away(batch: Batch) -> bool:
    """Nothing of it is entered, also where it was checked anew since."""
    entered = counts_of([batch])[batch.pk][Pile.ENTERED]
    return batch.state in OPEN_TO_CHANGE and not missing_to_put_away(entered=entered)


def _taken(request: Request, batch: Batch, asked: Asked) -> HttpResponse:
    """Only what was changed; then the list is shown as it is understood now, or looked at row by row."""
    by, at, form = request.visit.actor, request.visit.now, asked.answers
    if form.answers != {name: value for name, value in batch.answers.items() if name in form.fields}:
        kept = {name: value for name, value in batch.answers.items() if name not in form.fields}
        batch = actions.say_of_all(batch, {**kept, **form.answers}, by=by, at=at)
    if changed := asked.words.changed:
        batch = actions.explain(batch, changed, by=by, at=at)
    if correction := correction_in(asked.sheets):
        if job := _corrected(request, batch, correction):
            return to_the_end(job)
        if correction.heads:  # nobody has seen yet what its columns are
            messages.success(request, _("Đã đọc lại tệp theo dòng tên cột anh/chị ghi. Anh/chị xem các cột giúp."))
            return redirect("intake-understood", batch.key)
    if request.POST.get("go") == "xem":
        return redirect("intake-understood", batch.key)
    return redirect("job", actions.ask_to_check(batch, by=by, at=at).key)


def _corrected(request: Request, batch: Batch, said: Correction) -> Job | None:
    """The list is understood anew; the job that does it where that takes longer than a page may."""
    by, at = request.visit.actor, request.visit.now
    if is_small(batch.file.size):
        try:
            with at_hand_again(batch.file) as path:
                actions.correct(batch, said, path, by=by, at=at, seconds=SECONDS_AT_ONCE)
            return None
        except NotPossible as no:
            if not is_too_slow(no):
                raise
    return actions.correct_in_the_background(batch, said, by=by, at=at)
