"""Entering what is ready, what came of it, and taking it back within a day. How far it is, `web.jobs` shows."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible, Problem
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import WITHDRAW
from sangkien.intake import actions
from sangkien.intake.models import Batch
from sangkien.intake.queries import counts_of, last_entered
from sangkien.intake.rules import HANDLE, UNDO, UNDO_WITHIN, missing_to_undo
from sangkien.intake.states import OPEN_TO_CHANGE, BatchState, Pile
from sangkien.jobs.models import Job
from sangkien.web.doors import Request, get_for, posts, wearing
from sangkien.web.intake.lists import BRINGING, batch_for, unit_of

_STEP = {
    BatchState.READ: "intake-understood",
    BatchState.CHECKED: "intake-rows",
}


@wearing(*BRINGING)
@never_cache
@require_safe
def batch(request: Request, key: UUID) -> HttpResponse:
    """To where the list stands: one address to come back to."""
    one = batch_for(request, key)
    job = Job.objects.about(one).first()
    if job and (job.is_open or one.state == BatchState.RECEIVED):
        return redirect("job", job.key)
    return redirect(_STEP.get(BatchState(one.state), "intake-result"), key)


@wearing(*BRINGING)
@require_safe
def of_a_job(request: Request, pk: int) -> HttpResponse:
    """The same by the number by which long work names its batch."""
    one = get_for(request.visit.actor, HANDLE, Batch.objects.all(), pk=pk)
    return redirect("intake-batch", one.key)


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, key: UUID) -> HttpResponse:
    """Asked once more, with how many; then entered in the background."""
    one = batch_for(request, key)
    counts = counts_of([one])[one.pk]
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            _must_be_meant(request, counts[Pile.READY])
            job = actions.ask_to_enter(one, by=request.visit.actor, at=request.visit.now)
            return redirect("job", job.key)
        except NotPossible as no:
            problems = list(no.problems)
    known = {"batch": one, "unit": unit_of(one, request), "counts": counts, "problems": problems}
    known["has_errors"] = bool(problems)
    return TemplateResponse(request, "intake/enter.html", known, status=422 if problems else 200)


def _must_be_meant(request: Request, ready: int) -> None:
    """As many as the page said."""
    if request.POST.get("n") != str(ready):
        text = _("Số dòng sẵn sàng vừa thay đổi, nay là %(n)s. Anh/chị xem lại rồi bấm nhập giúp nhé.")
        raise NotPossible([Problem(code="other_number", text=text % {"n": ready})])


@wearing(*BRINGING)
@never_cache
@require_safe
def result(request: Request, key: UUID) -> HttpResponse:
    """What came of it, and until when it can be taken back."""
    one = batch_for(request, key)
    counts = counts_of([one])[one.pk]
    known = {
        "batch": one,
        "unit": unit_of(one, request),
        "counts": counts,
        "open": sum(counts[pile] for pile in (Pile.READY, Pile.TO_FIX, Pile.DUPLICATE)),
        "until": _until(one, request.visit.actor, at=request.visit.now),
    }
    return TemplateResponse(request, "intake/result.html", known)


def _until(one: Batch, actor: Actor, *, at: datetime) -> datetime | None:
    """When it can no longer be taken back; None when it cannot now, or not by this person."""
    entered_at = last_entered(one) if one.state in OPEN_TO_CHANGE else None
    if missing_to_undo(entered_at, at=at) or entered_at is None or not actor.may(UNDO, one):
        return None
    return entered_at + UNDO_WITHIN


@wearing(*BRINGING)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: Request, key: UUID) -> HttpResponse:
    """Asked once more, with how many can be withdrawn and how many stay since somebody has decided on them."""
    one, actor = batch_for(request, key), request.visit.actor
    actor.must(UNDO, one)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            job = actions.ask_to_undo(one, by=actor, at=request.visit.now)
            return redirect("job", job.key)
        except NotPossible as no:
            problems = list(no.problems)
    entered = Initiative.objects.filter(rows__batch=one, rows__pile=Pile.ENTERED)
    leaving = actor.among(WITHDRAW, entered.filter(submitted_at__gte=request.visit.now - UNDO_WITHIN))
    known = {
        "batch": one,
        "unit": unit_of(one, request),
        "leaving": leaving.count(),
        "staying": entered.exclude(pk__in=leaving.values("pk")).order_by("code")[:50],
        "problems": problems,
        "has_errors": bool(problems),
    }
    return TemplateResponse(request, "intake/undo.html", known, status=422 if problems else 200)


@wearing(*BRINGING)
@posts("intake-batch")
def put_away(request: Request, key: UUID) -> HttpResponse:
    """A list of which nothing was entered is put away."""
    try:
        actions.cancel(batch_for(request, key), by=request.visit.actor, at=request.visit.now)
        messages.info(request, _("Đã bỏ danh sách này. Không có gì được nhập."))
    except NotPossible as no:
        for problem in no.problems:
            messages.error(request, problem.text)
    return redirect("intake")
