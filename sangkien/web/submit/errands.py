"""Buttons that change the page itself: one more author or line, one less, equal shares, a file that is not wanted."""

import re

from sangkien.web.submit.attaching import ATTACH, dropped
from sangkien.web.submit.forms import StepForm
from sangkien.web.submit.forms.authors import add_author, remove_author, share_evenly
from sangkien.web.submit.forms.reckoning import add_line, remove_line
from sangkien.web.submit.sheet import Answers
from sangkien.web.submit.steps import AUTHORS, BENEFIT, Step

ADD, EVEN, ADD_LINE, COUNT = "add", "even", "add-line", "count"
_REMOVE = re.compile("remove-([0-9]{1,2})")
_REMOVE_LINE = re.compile("remove-line-([0-9]{1,2})")


def is_errand(form: StepForm, go: str) -> bool:
    """Does the button change this page, rather than lead on from it?"""
    removing = _REMOVE.fullmatch(go) or _REMOVE_LINE.fullmatch(go) or dropped(form, go)
    return go in (ADD, EVEN, ADD_LINE, ATTACH) or bool(removing)


def rearranged(step: Step, typed: Answers, go: str) -> Answers:
    """The answers of the page as the button wants them."""
    if step == AUTHORS:
        return typed | {"authors": _authors(typed["authors"], go)}
    if step == BENEFIT:
        return typed | {"lines": _lines(typed["lines"], go)}
    return typed


def anchor(form: StepForm, go: str, answers: Answers) -> str:
    """Where the eye should be after the button was pressed; `answers` of the page as they are now. Whatever a browser
    sends: a button of another page finds no lines and no authors here."""
    if question := dropped(form, go):
        return f"#id_{question}"
    if go == ATTACH:
        return "#id_photos"
    if go == ADD_LINE:
        return f"#id_line-{len(answers.get('lines', []))}-label"
    if _REMOVE_LINE.fullmatch(go):
        return "#id_benefit_lines"
    if go == ADD:
        return f"#id_author-{len(answers.get('authors', []))}-full_name"
    return "#id_shares" if go == EVEN else "#id_authors"


def _authors(authors: list[Answers], go: str) -> list[Answers]:
    if found := _REMOVE.fullmatch(go):
        return remove_author(authors, int(found[1]))
    if go == ADD:
        return add_author(authors)
    return share_evenly(authors) if go == EVEN else authors


def _lines(lines: list[Answers], go: str) -> list[Answers]:
    if found := _REMOVE_LINE.fullmatch(go):
        return remove_line(lines, int(found[1]))
    return add_line(lines) if go == ADD_LINE else lines
