"""Saving a page: first keep what was typed, then say what needs another look, then go where was asked."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives import actions
from sangkien.web.directory.state import around_the_request
from sangkien.web.submit.attaching import DROP, with_files, without_file
from sangkien.web.submit.forms.authors import add_author, remove_author, share_evenly
from sangkien.web.submit.forms.reckoning import add_line, remove_line
from sangkien.web.submit.page import Page, SeeOther
from sangkien.web.submit.sheet import Answers
from sangkien.web.submit.steps import AUTHORS, BENEFIT, WORKPLACE
from sangkien.web.submit.workplace import around_the_question

EXIT, ADD, EVEN, COUNT = "exit", "add", "even", "count"
_REMOVE = re.compile("remove-([0-9]{1,2})")


def save(page: Page) -> HttpResponse:
    """Keep the page, then go on, leave, or stay with what needs another look."""
    go = page.request.POST.get("go", "")
    typed = _rearranged(page, page.form().typed(page.request.POST), go)
    try:
        typed, refused = with_files(page, typed)
        draft = actions.save_step(
            page.draft, step=page.step.slug, answers=typed, by=page.request.visit.actor, at=page.request.visit.now
        )
    except NotPossible as no:
        return _not_saved(page, typed, no)
    page = page.with_draft(draft)
    if go == COUNT:
        return _counted(page)
    if refused or not _is_errand(page, go):
        return _looked_at(page, refused, leaving=go == EXIT)
    return page.again(_anchor(page, go))


def leave(page: Page) -> SeeOther:
    """Out, with a word that everything is kept."""
    messages.success(page.request, _("Đã lưu bài của anh/chị. Lúc nào rảnh anh/chị viết tiếp nhé."))
    return SeeOther(reverse("start"))


def _looked_at(page: Page, refused: tuple[Problem, ...], *, leaving: bool) -> HttpResponse:
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
    """What the page shows besides its questions: on the first one, the search for a workplace."""
    if page.step != WORKPLACE:
        return {}
    person = page.request.visit.person
    search = around_the_question(page.request.GET, page.own_answers, on=page.sheet.today, person=person)
    return search | around_the_request(page.sheet)


# Buttons that change the page itself -----------------------------------------------------------------------


def _is_errand(page: Page, go: str) -> bool:
    dropping = go.startswith(DROP) and go.removeprefix(DROP) in page.form().kept
    return go in (ADD, EVEN) or dropping or bool(_REMOVE.fullmatch(go))


def _rearranged(page: Page, typed: Answers, go: str) -> Answers:
    if page.step == AUTHORS:
        return typed | {"authors": _authors(typed["authors"], go)}
    if page.step == BENEFIT:
        return typed | {"lines": _lines(typed["lines"], go)}
    return without_file(typed, go)


def _authors(authors: list[Answers], go: str) -> list[Answers]:
    if found := _REMOVE.fullmatch(go):
        return remove_author(authors, int(found[1]))
    if go == ADD:
        return add_author(authors)
    return share_evenly(authors) if go == EVEN else authors


def _lines(lines: list[Answers], go: str) -> list[Answers]:
    if found := _REMOVE.fullmatch(go):
        return remove_line(lines, int(found[1]))
    return add_line(lines) if go == ADD else lines


def _anchor(page: Page, go: str) -> str:
    """Where the eye should be after the button was pressed."""
    if page.step == BENEFIT:
        return f"#id_line-{len(page.own_answers['lines'])}-label" if go == ADD else "#id_benefit_lines"
    if page.step != AUTHORS:
        return f"#id_{go.removeprefix(DROP)}"
    if go == ADD:
        return f"#id_author-{len(page.own_answers['authors'])}-full_name"
    return "#id_shares" if go == EVEN else "#id_authors"
