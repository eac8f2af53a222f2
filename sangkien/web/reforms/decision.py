"""One decision: everything about it, to be read and printed; and taking it back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.models import Role
from sangkien.base.problems import NotPossible, Problem
from sangkien.reforms.actions import preview_taking_back, take_back
from sangkien.reforms.models import Reform
from sangkien.reforms.queries import Told, planned, told
from sangkien.reforms.rules import READING, SEE, reaches
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.reforms.words import annexed_to, parts_said, state_of, summary

Shown = dict[str, Any]


@wearing(*READING)
@require_safe
def decision(request: Request, code: str) -> HttpResponse:
    """The decision with every union by the names of those days."""
    actor, reform = request.visit.actor, _opened(request, code)
    may = actor.holds(Role.ADMINISTRATOR) and not reform.taken_back_at and reaches(actor, reform)
    page = shown(told(reform, by=actor)) | {
        "reform": reform,
        "state": state_of(reform, actor.on),
        "annex": annexed_to(reform),
        "may_take_back": may,
    }
    return TemplateResponse(request, "reforms/decision.html", page)


@wearing(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: Request, code: str) -> HttpResponse:
    """What taking it back would bring, or why it is too late; and then taking it back."""
    reform, visit = _opened(request, code), request.visit
    if request.method != "POST":
        return _confirm(request, reform)
    if reform.taken_back_at and reform.taken_back_by == visit.person:
        return redirect("reform", code)  # the same button pressed twice
    try:
        returned = take_back(reform, by=visit.actor, at=visit.now)
    except NotPossible as no:
        return _undo_page(request, reform, problems=no.problems, status=409)
    messages.success(request, _undone(returned))
    return redirect("reform", code)


def shown(told: Told) -> Shown:
    """What the parts of the page need, also while a decision is only rehearsed."""
    names = {key: called.short_name for key, called in told.names.by_key.items()}
    return {
        "told": told,
        "parts": parts_said(told),
        "summary": summary(told.deeds or planned(told.plan), names),
        "counts": {"founded": len(told.written.founded), "moved": len(told.written.moved)}
        | {"ended": len(told.written.ended), "renamed": len(told.written.renamed)},
    }


def _opened(request: Request, code: str) -> Reform:
    reforms = Reform.objects.select_related("applied_by", "taken_back_by")
    return get_for(request.visit.actor, SEE, reforms, code=code)


def _confirm(request: Request, reform: Reform) -> HttpResponse:
    try:
        returned = preview_taking_back(reform, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return _undo_page(request, reform, problems=no.problems)
    return _undo_page(request, reform, returned=returned)


def _undo_page(
    request: Request, reform: Reform, *, returned: int = 0, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    actor = request.visit.actor
    page = shown(told(reform, by=actor)) | {
        "reform": reform,
        "state": state_of(reform, actor.on),
        "returned": returned,
        "problems": problems,
        "has_errors": status != 200,
    }
    return TemplateResponse(request, "reforms/undo.html", page, status=status)


def _undone(returned: int) -> str:
    if not returned:
        return _("Đã hoàn tác quyết định: cây tổ chức trở lại như trước.")
    text = _("Đã hoàn tác quyết định: cây tổ chức trở lại như trước, %(n)s hồ sơ về lại nơi cũ.")
    return text % {"n": returned}
