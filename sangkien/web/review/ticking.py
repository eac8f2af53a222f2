"""Ticking an item of the checklist."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sangkien.base.problems import NotPossible, Stale
from sangkien.triage import actions
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.checklist import ITEMS
from sangkien.web.review.forms import VerbForm
from sangkien.web.review.page import OFFICERS, opened, show
from sangkien.web.review.sieve import Sieve

ANCHOR = "#kiem-tra"


@wearing(*OFFICERS)
@posts(otherwise="review")
def tick(request: Request, code: str) -> HttpResponse:
    """One has looked at this item (`xem`), or takes that back (`bo`)."""
    initiative, done = opened(request, code), "xem" in request.POST
    item = request.POST.get("xem" if done else "bo", "")
    if item not in ITEMS:
        raise Http404
    seen = VerbForm(request.POST).version
    try:
        actions.tick(initiative, item, done=done, seen=seen, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        status = 409 if isinstance(no, Stale) else 422
        return show(request, opened(request, code), problems=no.problems, status=status)
    return redirect(reverse("review", args=[code]) + Sieve.read(request.GET).query + ANCHOR)
