"""From an event into the form: with its programme, and where the union is known, past the question where one works."""

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sangkien.accounts.permissions import Actor
from sangkien.base.problems import NotPossible
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import number_of, workplace_of
from sangkien.initiatives import actions
from sangkien.initiatives.models import Draft
from sangkien.web.doors import Request
from sangkien.web.gatherings.mode import NUMBER, kiosk_of
from sangkien.web.submit.drafts import network_of, remember
from sangkien.web.submit.page import SeeOther
from sangkien.web.submit.sheet import START
from sangkien.web.submit.steps import AUTHORS, WORKPLACE

_FILLED_IN = {WORKPLACE.slug, START}  # by the event itself


def begin(request: Request, update_day: UpdateDay) -> HttpResponse:
    """Begin a form at the event. Its key comes from the page: pressed twice, the button begins one form with one
    number."""
    programme, at, key = update_day.campaign.programme, request.visit.now, _key(request)
    network = network_of(request)
    if not programme.is_open_on(request.visit.actor.on):
        return redirect("start")
    by = replace(request.visit.actor, keys=request.visit.keys | {key})
    try:
        draft = actions.start_draft(programme, by=by, at=at, key=key, update_day=update_day, network=network)
    except NotPossible as no:
        messages.warning(request, str(no))
        return redirect("kiosk" if kiosk_of(request) else "gathering", update_day.code)
    remember(request, draft)
    _remember_number(request, draft)
    if not draft.answers and (known := _known(request, update_day, by)):
        draft = actions.save_steps(draft, answers=known, by=by, at=draft.started_at)
    step = AUTHORS if WORKPLACE.slug in draft.answers else WORKPLACE
    return SeeOther(reverse("form-step", args=[draft.key, step.slug]))


def _key(request: Request) -> UUID:
    """The key that the page gave; another one where something has been written under it already: on a shared machine
    Back must not open what the person before has begun."""
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
    draft = Draft.objects.filter(key=key).first()
    is_new = draft is None or not draft.answers.keys() - _FILLED_IN
    return key if is_new else uuid4()


def _remember_number(request: Request, draft: Draft) -> None:
    request.session.pop(NUMBER, None)
    if (number := number_of(draft.key)) is not None:
        request.session[NUMBER] = number


def _known(request: Request, update_day: UpdateDay, by: Actor) -> dict[str, dict[str, object]]:
    """What need not be asked: the union, and whether somebody writes for a colleague."""
    unit = workplace_of(update_day, on=by.on)
    known: dict[str, dict[str, object]] = {WORKPLACE.slug: {"unit": unit.code}} if unit else {}
    return known | ({START: {"helping": True}} if "helping" in request.POST else {})
