"""From an event into the form: with its programme, and where the union is known, past the question where one works."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sangkien.gatherings.models import Start, UpdateDay
from sangkien.gatherings.queries import number_of, workplace_of
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft
from sangkien.web.doors import Request
from sangkien.web.gatherings.mode import NUMBER
from sangkien.web.middleware import Visit
from sangkien.web.submit.drafts import remember
from sangkien.web.submit.page import SeeOther
from sangkien.web.submit.sheet import START
from sangkien.web.submit.steps import AUTHORS, WORKPLACE


def begin(request: Request, update_day: UpdateDay) -> HttpResponse:
    """Begin a form at the event, or go on with one that was begun here and has not been written in."""
    programme = update_day.campaign.programme
    if not programme.is_open_on(request.visit.actor.on):
        return redirect("start")
    draft = _untouched(request, update_day) or _begun(request, update_day)
    if (number := number_of(draft.key)) is not None:
        request.session[NUMBER] = number
    step = AUTHORS if WORKPLACE.slug in draft.answers else WORKPLACE
    return SeeOther(reverse("form-step", args=[draft.key, step.slug]))


def _untouched(request: Request, update_day: UpdateDay) -> Draft | None:
    """The button was pressed twice, or Back and again: no second form, no second number."""
    here = Start.objects.filter(update_day=update_day, draft_key__in=request.visit.keys).values("draft_key")
    drafts = Draft.objects.filter(key__in=here, sent_at=None).order_by("-pk")
    return next((d for d in drafts if d.saved_at == d.started_at and _helping(d) == _asked_to_help(request)), None)


def _begun(request: Request, update_day: UpdateDay) -> Draft:
    by, at = request.visit.actor, request.visit.now
    draft = actions.start_draft(update_day.campaign.programme, by=by, at=at, update_day=update_day)
    remember(request, draft)
    by = Visit(request).actor  # one who carries the new draft's key
    if unit := workplace_of(update_day, on=by.on):
        draft = actions.save_step(draft, step=WORKPLACE.slug, answers={"unit": unit.code}, by=by, at=at)
    if _asked_to_help(request):
        draft = actions.save_step(draft, step=START, answers={"helping": True}, by=by, at=at)
    return draft


def _helping(draft: Draft) -> bool:
    return START in draft.answers


def _asked_to_help(request: Request) -> bool:
    return "helping" in request.POST
