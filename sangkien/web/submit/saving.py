"""Saving a page: first keep what was typed, then say what needs another look, then go where was asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives import actions
from sangkien.web.directory.state import around_the_request
from sangkien.web.submit.attaching import with_files, without_file
from sangkien.web.submit.errands import COUNT, anchor, is_errand, rearranged
from sangkien.web.submit.likes import likes_of
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.sheet import Answers
from sangkien.web.submit.steps import CHANGE, WORKPLACE, Step, neighbours
from sangkien.web.submit.workplace import around_the_question

EXIT = "exit"


def save(page: Page) -> HttpResponse:
    """Keep the page, then go on, leave, or stay with what needs another look."""
    go = page.request.POST.get("go", "")
    typed = rearranged(page.step, page.form().typed(page.request.POST), go)
    try:
        draft = actions.save_step(
            page.draft, step=page.step.slug, answers=typed, by=page.request.visit.actor, at=page.request.visit.now
        )
        draft, refused = with_files(page.with_draft(draft))
        draft = without_file(page.with_draft(draft), go)
    except NotPossible as no:
        return _not_saved(page, typed, no)
    page = page.with_draft(draft)
    if go == COUNT:
        return _counted(page)
    if refused or not is_errand(page.form(), go):
        return _looked_at(page, refused, leaving=go == EXIT)
    return page.again(anchor(page.form(), go, page.own_answers))


def leave(page: Page) -> SeeOther:
    """Out, with a word that everything is kept."""
    messages.success(page.request, _("Đã lưu bài của anh/chị. Lúc nào rảnh anh/chị viết tiếp nhé."))
    return SeeOther(reverse("start"))


def _looked_at(page: Page, refused: list[Problem], *, leaving: bool) -> HttpResponse:
    if leaving and not refused:
        return leave(page)
    reading = page.read()
    told = {problem.field for problem in refused}
    if problems := [*refused, *(problem for problem in page.own_problems(reading) if problem.field not in told)]:
        return page.complaining(reading.forms[page.step], problems, extra=around(page))
    return page.onwards()


def _counted(page: Page) -> HttpResponse:
    """The same page with the sum, or with what keeps the lines from being added up."""
    reading = page.read()
    if problems := [problem for problem in page.own_problems(reading) if problem.field.startswith("line-")]:
        return page.complaining(reading.forms[page.step], problems)
    return page.again("#id_benefit_lines")


def _not_saved(page: Page, typed: Answers, no: NotPossible) -> HttpResponse:
    page = page.with_typed(typed)
    return page.complaining(page.form(), no.problems, extra=around(page))


def around(page: Page) -> dict[str, Any]:
    """What the page shows besides its questions: on the first one, the search for a workplace; on the one with the
    title and the next, the records that read alike."""
    if page.step in (CHANGE, _after_the_title(page)):
        return likes_of(page)
    if page.step != WORKPLACE:
        return {}
    person = page.request.visit.person
    search = around_the_question(page.request.GET, page.own_answers, on=page.sheet.today, person=person)
    return search | around_the_request(page.sheet)


def _after_the_title(page: Page) -> Step | None:
    _before, after = neighbours(page.sheet.edition, CHANGE)
    return after
