"""What becomes of a paper: its number, its day, and how it ends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.accounts.permissions import Permission
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Stale
from sangkien.registry import actions
from sangkien.registry.giving import carry_out
from sangkien.registry.models import OfficialPaper
from sangkien.registry.rules import ISSUE, LEADING, NUMBER, OFFICERS, WITHDRAW, WRITE
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.forms import Questions
from sangkien.web.registry.asked import paper_of
from sangkien.web.registry.forms import DayForm, ReasonForm
from sangkien.web.registry.lists import show

_ANY = ["GET", "HEAD", "POST"]


@wearing(*LEADING)
@posts(otherwise="official-paper")
def take_number(request: Request, key: int) -> HttpResponse:
    """Give the draft its number, as it was seen."""
    paper = paper_of(request, key, NUMBER)
    seen = request.POST.get("seen", "")
    try:
        taken = actions.number(
            paper, seen=int(seen) if seen.isdecimal() else 0, by=request.visit.actor, at=request.visit.now
        )
    except NotPossible as no:
        stale = isinstance(no, Stale)
        return show(request, paper, status=409 if stale else 422, wrong=no.problems)
    messages.success(request, _("Văn bản có số %(line)s. In ra để ký.") % {"line": taken.line})
    return redirect("official-paper", key=key)


@wearing(*LEADING)
@require_http_methods(_ANY)
def issue_page(request: Request, key: int) -> HttpResponse:
    """On which day it was signed, and issuing it."""
    paper = paper_of(request, key, ISSUE)
    form = DayForm(request.POST or None, initial={"day": format_day(request.visit.actor.on)})

    def issued() -> str:
        day = form.cleaned_data.get("day")
        actions.issue(paper, day=day, by=request.visit.actor, at=request.visit.now)
        return _("Đã ban hành. Văn bản không thay đổi nữa; đơn vị nhận thấy văn bản từ lúc này.")

    return _asked(request, paper, form, issued, "registry/issue.html")


@wearing(*LEADING)
@posts(otherwise="official-paper")
def give_targets(request: Request, key: int) -> HttpResponse:
    """Give each union the number that the issued decision names."""
    paper = paper_of(request, key, WITHDRAW)
    try:
        made = carry_out(paper, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, paper, status=409, wrong=no.problems)
    messages.success(request, _("Đã giao chỉ tiêu cho từng đơn vị theo quyết định này."))
    return redirect("target-decision", code=paper.unit.code, key=made.pk)


@wearing(*LEADING)
@require_http_methods(_ANY)
def cancel_page(request: Request, key: int) -> HttpResponse:
    """Why its number is struck out, and doing so."""
    return _ended(
        request, key, ISSUE, actions.cancel, "cancel", _("Đã hủy số. Số này nằm lại trong sổ và không cấp lại.")
    )


@wearing(*LEADING)
@require_http_methods(_ANY)
def withdraw_page(request: Request, key: int) -> HttpResponse:
    """Why it is taken back, and doing so."""
    return _ended(request, key, WITHDRAW, actions.withdraw, "withdraw", _("Đã thu hồi văn bản."))


@wearing(*OFFICERS)
@posts(otherwise="official-paper")
def discard_draft(request: Request, key: int) -> HttpResponse:
    """Give the draft up."""
    paper = paper_of(request, key, WRITE)
    try:
        actions.discard(paper, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, paper, status=409, wrong=no.problems)
    messages.success(request, _("Đã bỏ dự thảo."))
    return redirect("papers-of", code=paper.unit.code)


def _ended(
    request: Request, key: int, permission: Permission, end: Callable[..., Any], task: str, told: str
) -> HttpResponse:
    paper = paper_of(request, key, permission)
    form = ReasonForm(request.POST or None)

    def done() -> str:
        reason = form.cleaned_data.get("reason") or ""
        end(paper, reason=reason, by=request.visit.actor, at=request.visit.now)
        return told

    return _asked(request, paper, form, done, "registry/end.html", task=task)


def _asked(
    request: Request, paper: OfficialPaper, form: Questions, done: Callable[[], str], template: str, **more: Any
) -> HttpResponse:
    """A page with one question: done when it is answered, shown again with what is wrong otherwise."""
    if request.method == "POST" and form.is_valid():
        try:
            told = done()
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, told)
            return redirect("official-paper", key=paper.pk)
    page = {"paper": paper, "number": getattr(paper, "outgoing", None), "form": form, **more}
    return TemplateResponse(request, template, page, status=422 if form.errors else 200)
