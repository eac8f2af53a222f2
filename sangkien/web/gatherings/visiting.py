"""What everybody sees: the page behind the QR code, the box for the code, and the projector."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.gatherings.actions import note_scan
from sangkien.gatherings.codes import read_code
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import workplace_of
from sangkien.statistics.turnouts import sent_at
from sangkien.web.doors import Request, open_to_all, posts
from sangkien.web.gatherings.beginning import begin
from sangkien.web.gatherings.mode import kiosk_of
from sangkien.web.gatherings.shared import found, told

MARK = "mark"  # in the session: a random number, so that one browser is counted once
_SCREEN_ASKS_AGAIN = 15  # seconds


@open_to_all
@never_cache
@require_safe
def code_box(request: Request) -> HttpResponse:
    """A box for the code on the poster; `?ma=` is what was typed."""
    typed = request.GET.get("ma", "")[:40]
    update_day = found(typed) if typed else None
    if update_day:
        return redirect("gathering", update_day.code)
    return _not_found(request, typed) if typed else _ask(request, "", status=200)


@open_to_all
@never_cache
@require_safe
def gathering(request: Request, code: str) -> HttpResponse:
    """Where, when, and one big button. A browser that opens it is counted once."""
    update_day = found(code)
    if update_day is None:
        return _not_found(request, code[:40])
    if code != update_day.code:
        return redirect("gathering", update_day.code)
    if request.method == "GET" and not kiosk_of(request):
        note_scan(update_day, mark=_mark_of(request), at=request.visit.now)
    can_begin = update_day.campaign.programme.is_open_on(request.visit.actor.on)
    workplace = workplace_of(update_day, on=request.visit.actor.on)
    context = told(request, update_day) | {"can_begin": can_begin, "workplace": workplace, "key": uuid4()}
    return TemplateResponse(request, "gatherings/gathering.html", context)


@open_to_all
@never_cache
@posts(otherwise="gathering")
def begin_there(request: Request, code: str) -> HttpResponse:
    """Into the form, counted with the event."""
    update_day = found(code)
    return begin(request, update_day) if update_day else _not_found(request, code[:40])


@open_to_all
@never_cache
@require_safe
def screen(request: Request, code: str) -> HttpResponse:
    """For a wall: how many have been sent so far. It asks again by itself and shows nobody's data."""
    update_day = found(code)
    if update_day is None:
        return _not_found(request, code[:40])
    sent = sent_at(update_day)
    context = told(request, update_day) | {"sent": sent, "left": _left(update_day, sent)}
    return TemplateResponse(request, "gatherings/screen.html", context, headers={"Refresh": str(_SCREEN_ASKS_AGAIN)})


def _not_found(request: Request, typed: str) -> HttpResponse:
    """How to read the code, and the box again with what was typed."""
    return _ask(request, typed, status=404)


def _ask(request: Request, typed: str, *, status: int) -> HttpResponse:
    context = {"typed": typed, "readable": read_code(typed), "has_errors": bool(typed)}
    return TemplateResponse(request, "gatherings/code.html", context, status=status)


def _mark_of(request: Request) -> UUID:
    mark: str = request.session.setdefault(MARK, str(uuid4()))
    return UUID(mark)


def _left(update_day: UpdateDay, sent: int) -> int | None:
    """How many are still hoped for; none without a goal."""
    return None if update_day.goal is None else max(0, update_day.goal - sent)
