"""From what was typed to what a dossier holds, and back.

`content_of` is strict about what can be read and silent about what is missing; what is missing is said by
`problems_in`, from the same rules as `actions.submit`.
"""

from dataclasses import dataclass
from typing import Any

from sangkien.base import phones
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives import rules
from sangkien.initiatives.content import Content
from sangkien.initiatives.models import Author, DeclaredUpgrade, Initiative
from sangkien.initiatives.steps import place_in
from sangkien.web.submit import questions
from sangkien.web.submit.fields import typed_dong
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.forms.authors import GROUP, ME, plain_share
from sangkien.web.submit.forms.benefit import AMOUNT, LINES
from sangkien.web.submit.forms.reckoning import typed_line
from sangkien.web.submit.sheet import Answers, Sheet
from sangkien.web.submit.steps import ALL, AUTHORS, BENEFIT, CHANGE, CHECK, RECOGNITION, WORKPLACE, Step, steps_of

# Codes of rules about single authors: the page says the same beside the author it is about.
_OF_ONE_AUTHOR = {"no_author_name", "unknown_phone", "unknown_job", "share_range"}


@dataclass(frozen=True)
class Reading:
    """All pages of a draft as they were understood: the dossier so far, and what could not be read."""

    sheet: Sheet
    forms: dict[Step, StepForm]
    content: Content
    unreadable: list[Problem]

    def step_of(self, problem: Problem) -> Step | None:
        """The page on which the problem can be solved."""
        return next((step for step, form in self.forms.items() if form.holds(problem.field)), None)


def all_answers(sheet: Sheet) -> dict[str, Answers]:
    """What was typed, page by page; a correction starts from what the dossier says."""
    correcting = sheet.draft.correcting
    before = answers_of(correcting) if correcting else {}
    return {**before, **sheet.draft.answers}


def read(sheet: Sheet, answers: dict[str, Answers]) -> Reading:
    """Understand all pages at once."""
    forms = {step: step.form(sheet, answers.get(step.slug, {}), checked=True) for step in steps_of(sheet.edition)}
    unreadable = [problem for form in forms.values() for problem in form.unreadable()]
    parts: dict[str, Any] = {"title": "", "authors": (), "extra": {}}
    for form in forms.values():
        parts |= form.part() | {"extra": parts["extra"] | form.extra()}
    return Reading(sheet, forms, Content(**parts), unreadable)


def content_of(sheet: Sheet) -> Content | list[Problem]:
    """The dossier that the draft describes, or everything in it that cannot be read."""
    reading = read(sheet, all_answers(sheet))
    return reading.unreadable or reading.content


def problems_in(reading: Reading) -> list[Problem]:
    """Everything that keeps the draft from being sent, in the order of the pages, once for each field."""
    sheet, content = reading.sheet, reading.content
    missing = rules.missing_to_submit(content, edition=sheet.edition, on=sheet.today, received=sheet.received)
    found: dict[str, Problem] = {}
    for problem in [*reading.unreadable, *_no_place(sheet, content), *_unsaid(missing, reading.unreadable)]:
        found.setdefault(problem.field, problem)
    order = {step: place for place, step in enumerate(ALL)}
    places = [(reading.step_of(problem), problem) for problem in found.values()]
    return [problem for _step, problem in sorted(places, key=lambda at: order[at[0]] if at[0] else -1)]


def first_open(sheet: Sheet) -> Step:
    """Where to go on: the first page on which something needs another look, else the last; a correction goes on
    there, where everything that the union asked for is named."""
    if sheet.draft.correcting_id:
        return CHECK
    reading = read(sheet, all_answers(sheet))
    return next((step for problem in problems_in(reading) if (step := reading.step_of(problem))), CHECK)


def all_problems(reading: Reading, no: NotPossible) -> list[Problem]:
    """Why the dossier was not sent: what no page can mend first, then all that is missing on all pages at once."""
    found = [] if reading.sheet.draft.sent_at else problems_in(reading)
    known = {problem.code for problem in found}
    about_all = [problem for problem in no.problems if not problem.field and problem.code not in known]
    return [*about_all, *found] or list(no.problems)


def _unsaid(missing: list[Problem], unreadable: list[Problem]) -> list[Problem]:
    """What is missing, but for what is said already, and more precisely, at one author's own field. A sum, of shares
    or of the lines of a reckoning, says nothing while one of its parts is unknown."""
    theirs = [problem.field for problem in unreadable if problem.field.startswith("author-")]
    said = _OF_ONE_AUTHOR if theirs else set()
    if any(field.endswith("-share") for field in theirs):
        said = said | {"shares"}
    if any(problem.field.startswith("line-") for problem in unreadable):
        said = said | {"no_amount"}
    return [problem for problem in missing if problem.code not in said]


def _no_place(sheet: Sheet, content: Content) -> tuple[Problem, ...]:
    try:
        place_in(content.unit, on=sheet.today)
    except NotPossible as no:
        return no.problems
    return ()


def answers_of(initiative: Initiative) -> dict[str, Answers]:
    """What would have to be typed to say what the dossier says: where its correction starts."""
    authors = initiative.credited
    typed: dict[str, Answers] = {
        WORKPLACE.slug: {"unit": initiative.unit.code},
        AUTHORS.slug: {"who": GROUP if len(authors) > 1 else ME, "authors": [_author(author) for author in authors]},
        CHANGE.slug: _change(initiative),
        BENEFIT.slug: _benefit(initiative),
        RECOGNITION.slug: _recognition(initiative),
        CHECK.slug: {"publish_name": "on" if initiative.publish_name else "", "upgrade_of": _earlier(initiative)},
    }
    for question in initiative.edition.questions:
        if question["code"] in initiative.extra:
            answer = questions.typed_for(question, initiative.extra[question["code"]])
            page = next(step for step in ALL if step.form.number == question["step"])
            typed[page.slug][questions.PREFIX + question["code"]] = answer
    return typed


def _earlier(initiative: Initiative) -> str:
    declared = DeclaredUpgrade.objects.filter(initiative=initiative).select_related("earlier").first()
    return declared.earlier.code if declared else ""


def _author(author: Author) -> Answers:
    return {
        "full_name": author.full_name,
        "phone": phones.show(author.phone) if author.phone else "",
        "department": author.department,
        "job": author.job,
        "share": plain_share(author.share),
    }


def _change(initiative: Initiative) -> Answers:
    return {
        "title": initiative.title,
        "kind": initiative.kind.code if initiative.kind else "",
        "field": initiative.field.code if initiative.field else "",
        "restricted": "on" if initiative.restricted else "",
        "before": initiative.before,
        "after": initiative.after,
        "effect": initiative.effect,
        "applied_on": format_day(initiative.applied_on) if initiative.applied_on else "",
    }


def _benefit(initiative: Initiative) -> Answers:
    amount, lines = initiative.benefit_vnd, list(initiative.benefit_lines.order_by("position"))
    return {
        "benefit_kind": initiative.benefit_kind,
        "benefit_way": LINES if lines else AMOUNT,
        "benefit_vnd": "" if amount is None or lines else typed_dong(amount),
        "benefit_cost": typed_dong(initiative.benefit_cost) if initiative.benefit_cost else "",
        "benefit_period": initiative.benefit_period,
        "benefit_sure": "" if amount is None else str(amount),
        "lines": [typed_line(line) for line in lines],
        "benefit_method": initiative.benefit_method,
        "effects": initiative.effects,
    }


def _recognition(initiative: Initiative) -> Answers:
    form, on = initiative.recognition, initiative.recognised_on
    return {
        "recognition_form": form.code if form else "",
        "recognition_number": initiative.recognition_number,
        "recognised_on": format_day(on) if on else "",
        "recognition_issuer": initiative.recognition_issuer,
    }
