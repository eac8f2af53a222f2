"""Putting a draft away, and taking it back: one page that offers whichever of the two there is to do."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sangkien.base.days import day_of
from sangkien.initiatives import discarding
from sangkien.initiatives.models import Draft
from sangkien.web.doors import Request, open_to_all
from sangkien.web.submit.drafts import draft_for, receipt_of, title_of, way_on


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: Request, key: UUID) -> HttpResponse:
    """Asked first, then done, and said until when it can be taken back. A completion is not put away: it is the union
    that waits for it."""
    draft = draft_for(request, key)
    if draft.correcting_id:
        raise Http404
    if draft.sent_at:
        return redirect("receipt", receipt_of(draft).code)
    if request.method == "POST":
        return _done(request, draft)
    kept = timedelta(days=settings.DRAFT_KEPT_DAYS)
    until = day_of(draft.discarded_at + kept) if draft.discarded_at else None
    context = {"draft": draft, "title": title_of(draft), "until": until, "days": settings.DRAFT_KEPT_DAYS}
    return TemplateResponse(request, "submit/discard.html", context)


def _done(request: Request, draft: Draft) -> HttpResponse:
    by, at = request.visit.actor, request.visit.now
    if request.POST.get("go") == "take-back":
        return redirect(way_on(discarding.take_back(draft, by=by, at=at)))
    discarding.discard(draft, by=by, at=at)
    return redirect("form-discard", draft.key)
