"""What becomes of a paper: its number, its day, and how it ends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.permissions import Permission
from sangkien.base.days import format_day
from sangkien.base.problems import NotPossible, Stale
from sangkien.registry import actions, honouring, replacing, signing
from sangkien.registry.giving import carry_out
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import copy_is_intact
from sangkien.registry.rules import (
    CHECK,
    ISSUE,
    LEADING,
    NUMBER,
    OFFICERS,
    REPLACE,
    SIGN,
    SIGNED_COPY,
    WITHDRAW,
    WRITE,
)
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.files.limits import read_within
from sangkien.web.files.serving import original
from sangkien.web.forms import Questions
from sangkien.web.registry.asked import paper_of
from sangkien.web.registry.forms import CopyForm, IssueForm, ReasonForm
from sangkien.web.registry.lists import show

_ANY = ["GET", "HEAD", "POST"]


@wearing(*OFFICERS)
@posts(otherwise="official-paper")
def check_draft(request: Request, key: int) -> HttpResponse:
    """Say that the draft is right, as it was seen."""
    paper = paper_of(request, key, CHECK)
    try:
        signing.check(paper, seen=seen_by(request), by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return not_now(request, paper, no)
    messages.success(request, _("Đã soát. Ai sửa nữa thì văn bản trở lại dự thảo và cần soát lại."))
    return redirect("official-paper", key=key)


@wearing(*LEADING)
@posts(otherwise="official-paper")
def take_number(request: Request, key: int) -> HttpResponse:
    """Give the checked draft its number, as it was seen."""
    paper = paper_of(request, key, NUMBER)
    try:
        taken = actions.number(paper, seen=seen_by(request), by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return not_now(request, paper, no)
    messages.success(request, _("Văn bản có số %(line)s. In ra để ký.") % {"line": taken.line})
    return redirect("official-paper", key=key)


@wearing(*LEADING)
@require_http_methods(_ANY)
def issue_page(request: Request, key: int) -> HttpResponse:
    """On which day it was signed, why without its copy where that is not there, and issuing it."""
    paper = paper_of(request, key, ISSUE)
    form = IssueForm(request.POST or None, paper=paper, initial={"day": format_day(request.visit.actor.on)})

    def issued() -> str:
        said = form.cleaned_data
        actions.issue(
            paper,
            day=said.get("day"),
            unsigned=said.get("unsigned") or "",
            by=request.visit.actor,
            at=request.visit.now,
        )
        return _("Đã ban hành. Văn bản không thay đổi nữa; đơn vị nhận thấy văn bản từ lúc này.")

    return _asked(request, paper, form, issued, "registry/issue.html")


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def copy_page(request: Request, key: int) -> HttpResponse:
    """Attach the signed copy."""
    paper = paper_of(request, key, SIGN)
    form = CopyForm(request.POST, request.FILES) if request.method == "POST" else CopyForm()

    def kept() -> str:
        upload = form.cleaned_data["copy"]
        data = read_within(upload, SIGNED_COPY, field="copy")
        signing.sign(paper, data, name=upload.name or "", by=request.visit.actor, at=request.visit.now)
        return _("Đã lưu bản đã ký cùng mã kiểm tra.")

    return _asked(request, paper, form, kept, "registry/copy.html")


@wearing(*OFFICERS)
@require_safe
def signed_copy(request: Request, key: int) -> HttpResponse:
    """The signed copy as it is kept, for whoever may read the paper."""
    paper = paper_of(request, key)
    if paper.signed is None:
        raise Http404
    return original(request, paper.signed)


@wearing(*OFFICERS)
@posts(otherwise="official-paper")
def verify_copy(request: Request, key: int) -> HttpResponse:
    """Reckon the hash of the kept copy anew."""
    paper = paper_of(request, key)
    if paper.signed is None:
        raise Http404
    if copy_is_intact(paper.signed):
        messages.success(request, _("Bản đã ký còn nguyên: mã kiểm tra tính lại trùng với mã đã lưu."))
    else:
        messages.error(request, _("Bản đã ký trong kho không còn nguyên. Anh/chị báo người vận hành hệ thống."))
    return redirect("official-paper", key=key)


@wearing(*OFFICERS)
@posts(otherwise="official-paper")
def replace_paper(request: Request, key: int) -> HttpResponse:
    """Begin the paper that replaces this one."""
    paper = paper_of(request, key, REPLACE)
    try:
        new = replacing.replace(paper, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return not_now(request, paper, no)
    return redirect("edit-paper", key=new.pk)


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
@posts(otherwise="official-paper")
def honour_listed(request: Request, key: int) -> HttpResponse:
    """Honour everybody on the list of the issued decision."""
    paper = paper_of(request, key, WITHDRAW)
    try:
        made = honouring.carry_out(paper, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return show(request, paper, status=409, wrong=no.problems)
    told = ngettext(
        "Đã ghi khen thưởng %(n)s tập thể, cá nhân theo quyết định này.",
        "Đã ghi khen thưởng %(n)s tập thể, cá nhân theo quyết định này.",
        len(made),
    )
    messages.success(request, told % {"n": len(made)})
    return redirect("official-paper", key=key)


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


def seen_by(request: Request) -> int:
    """Which version of the paper was on the page; 0: none that there is."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def not_now(request: Request, paper: OfficialPaper, no: NotPossible) -> HttpResponse:
    """The page of the paper as it is now, with what stood in the way."""
    return show(request, paper_of(request, paper.pk), status=409 if isinstance(no, Stale) else 422, wrong=no.problems)


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
