"""Closing a phase: what is still open is told first; one confirmation freezes the table and drafts the letter."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.queries import current, following
from sangkien.registry.addressing import addressed
from sangkien.registry.queries import heading_on
from sangkien.registry.rules import signers
from sangkien.standings.rules import FREEZE
from sangkien.statistics.stretches import Stretch, stretches
from sangkien.steering.closing import NEXT, close, template_of
from sangkien.steering.plans import Reviewing
from sangkien.steering.queries import still_open
from sangkien.steering.rules import is_interim
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.steering.forms import CloseForm
from sangkien.web.steering.overview import LEADING


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def close_page(request: Request, code: str, phase: str) -> HttpResponse:
    """What is open in the phase, what stands so far, and closing it."""
    unit, actor = unit_of(request, code, FREEZE), request.visit.actor
    stretch = _stretch(unit, phase, actor.on)
    form = _form(request, unit, stretch)
    if request.method == "POST" and form.is_valid():
        try:
            made = close(unit, stretch, _reviewing(form), by=actor, at=request.visit.now)
            return redirect("closed-phase", code=code, phase=phase, number=made.number)
        except NotPossible as no:
            form.put(no.problems)
    assert stretch.phase is not None
    page = {
        "unit": unit,
        "stretch": stretch,
        "is_interim": is_interim(stretch, on=actor.on),
        "next": following(stretch.phase),
        "open": still_open(unit, stretch, by=actor),
        "form": form,
        "heading": heading_on(unit, on=actor.on),
    }
    return TemplateResponse(request, "steering/close.html", page, status=422 if form.errors else 200)


def _stretch(unit: Organisation, code: str, on: date) -> Stretch:
    """That of a phase which has begun; 404 for others."""
    programme = current(on)
    among = stretches(programme, unit=unit, on=on) if programme else []
    found = next((one for one in among if one.code == code and one.phase and not one.is_campaign), None)
    if found is None or found.first_day > on:
        raise Http404
    return found


def _form(request: Request, unit: Organisation, stretch: Stretch) -> CloseForm:
    on = request.visit.actor.on
    assert stretch.phase is not None
    early, after = is_interim(stretch, on=on), following(stretch.phase)
    told: dict[str, Any] = {"addressees": "\n".join(addressed(list(children(unit, on))))}
    return CloseForm(
        request.POST if request.method == "POST" else None,
        as_of=on if early else on - timedelta(days=1),
        is_interim=early,
        asks_for_focus=template_of(stretch, on=on) == NEXT,
        signers=signers(unit, on=on),
        by=request.visit.actor.person,
        initial=told | {"focus": after.focus if after else ""},
    )


def _reviewing(form: CloseForm) -> Reviewing:
    said = form.cleaned_data
    own = {"focus": said.get("focus") or "", "reason": said.get("reason") or ""}
    return Reviewing(key=form.pressed, as_of=form.until, letter=form.letter, **own)
