"""The shared machine: opened and closed with the PIN; between two people it forgets everything."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.accounts.actions import take_back_attempt
from sangkien.accounts.models import AttemptKind
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import number_of
from sangkien.gatherings.rules import opens
from sangkien.web.addresses import full
from sangkien.web.doors import Request, open_to_all, posts
from sangkien.web.gatherings import mode
from sangkien.web.gatherings.beginning import begin
from sangkien.web.gatherings.forms import PinForm
from sangkien.web.gatherings.shared import found, told
from sangkien.web.people.guard import admitted
from sangkien.web.submit.drafts import unfinished, way_on
from sangkien.web.submit.phone import shown_code

_STAYS = 30  # seconds that the page with the way back stays on the screen


@open_to_all
@sensitive_post_parameters("pin")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: Request, code: str) -> HttpResponse:
    """The first page of a shared machine, which knows nothing of who was there before. An ordinary browser becomes
    one with the PIN."""
    update_day = _asked(request, code)
    if mode.kiosk_of(request) != update_day.code:
        return _opened(request, update_day) if request.method == "POST" else _ask_pin(request, update_day, PinForm())
    fresh = {"is_first_page": True, "key": uuid4()}
    response = TemplateResponse(request, "gatherings/kiosk.html", told(request, update_day) | fresh)
    mode.forget(request, response)
    return response


@open_to_all
@posts(otherwise="kiosk")
def kiosk_begin(request: Request, code: str) -> HttpResponse:
    """The next person sits down."""
    update_day = _asked(request, code)
    return begin(request, update_day) if mode.kiosk_of(request) == update_day.code else redirect("kiosk", code)


@open_to_all
@never_cache
@require_safe
def kiosk_pause(request: Request, code: str) -> HttpResponse:
    """Nobody has touched the machine for a minute, or the form was left: what was written is kept, here is how to go
    on with it; then back to the first page."""
    update_day = _asked(request, code)
    list(messages.get_messages(request))  # "saved" is what this page says itself
    drafts = unfinished(request.visit.actor)[:1]
    if not drafts or mode.kiosk_of(request) != update_day.code:
        return redirect("kiosk", update_day.code)
    draft = drafts[0]
    code_shown = shown_code(draft.resume_code)
    context = {
        "draft": draft,
        "number": number_of(draft.key),
        "resume": code_shown,
        "resume_url": full(request, reverse("resume-with", args=[code_shown])).url,
        "way_on": way_on(draft),
    }
    page = TemplateResponse(request, "gatherings/kiosk_pause.html", told(request, update_day) | context)
    page["Refresh"] = f"{_STAYS}; url={reverse('kiosk', args=[update_day.code])}"
    return page


@open_to_all
@sensitive_post_parameters("pin")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk_leave(request: Request, code: str) -> HttpResponse:
    """An ordinary browser again, for who knows the PIN."""
    update_day = _asked(request, code)
    if mode.kiosk_of(request) != update_day.code:
        return redirect("gathering", update_day.code)
    form = PinForm(request.POST or None)
    if request.method != "POST":
        return _ask_pin(request, update_day, form, leaving=True)
    if status := _refused(request, update_day, form):
        return _ask_pin(request, update_day, form, leaving=True, status=status)
    response = redirect("gathering", update_day.code)
    mode.forget(request, response)
    mode.leave(response)
    return response


def _opened(request: Request, update_day: UpdateDay) -> HttpResponse:
    form = PinForm(request.POST)
    if status := _refused(request, update_day, form):
        return _ask_pin(request, update_day, form, status=status)
    response = redirect("kiosk", update_day.code)
    mode.forget(request, response)  # the officer who opens it was perhaps signed in
    mode.enter(response, update_day.code)
    return response


def _refused(request: Request, update_day: UpdateDay, form: PinForm) -> int:
    """0 when the PIN is right; otherwise the status of the answer, and why stands in the form."""
    if not form.is_valid():
        return 422
    attempt = admitted(request, AttemptKind.SIGN_IN, name=f"kiosk {update_day.code}")
    if attempt is None:
        text = _("Có nhiều lần thử mã PIN chưa khớp. Anh/chị chờ khoảng mười phút rồi thử lại nhé.")
        form.add_error(None, text)
        return 429
    if not opens(update_day, form.cleaned_data["pin"]):
        form.add_error("pin", _("Mã PIN chưa khớp. Người tạo ngày hội có thể đặt lại mã ở trang của ngày hội."))
        return 422
    take_back_attempt(attempt)
    return 0


def _ask_pin(
    request: Request, update_day: UpdateDay, form: PinForm, *, leaving: bool = False, status: int = 200
) -> HttpResponse:
    context = told(request, update_day) | {"form": form, "leaving": leaving, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "gatherings/pin.html", context, status=status)


def _asked(request: Request, code: str) -> UpdateDay:
    update_day = found(code)
    if update_day is None:
        raise Http404
    return update_day
