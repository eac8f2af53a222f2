"""An officer announces an update day, changes it, calls it off."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible, Problem, Stale
from sangkien.gatherings import actions
from sangkien.gatherings.models import UpdateDay
from sangkien.gatherings.queries import with_all
from sangkien.gatherings.rules import HOLD, MANAGE, missing_in_pin, missing_to_change, missing_to_hold
from sangkien.programmes.rules import possible_parents
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.gatherings.forms import UpdateDayForm, as_typed
from sangkien.web.gatherings.officers import OFFICERS
from sangkien.web.gatherings.shared import told
from sangkien.web.people.forms import Seen


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_update_day(request: Request) -> HttpResponse:
    """Announce one of one's own union."""
    actor = request.visit.actor
    if not actor.may(HOLD, actor.office):
        raise Http404
    parents = possible_parents(actor.office, on=actor.on)
    if request.method != "POST":
        fresh = {"pin": f"{secrets.randbelow(900_000) + 100_000}"}
        return _form(request, UpdateDayForm(parents=parents, is_new=True, initial=fresh), can_hold=bool(parents))
    form = UpdateDayForm(request.POST, parents=parents, is_new=True)
    if not form.is_valid():
        missing = missing_to_hold(form.details(), organiser=actor.office, at=request.visit.now)
        form.put([*missing, *missing_in_pin(form.typed_pin)])
        return _form(request, form, status=422)
    try:
        event = actions.hold(actor.office, form.details(), pin=form.typed_pin, by=actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _form(request, form, status=422)
    messages.success(request, _("Đã tạo ngày hội, mã %(code)s. Anh/chị in áp phích và dán nhé.") % {"code": event.code})
    return redirect("update-day", event.code)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_update_day(request: Request, code: str) -> HttpResponse:
    """Change one of one's own union."""
    event, at = _managed(request, code), request.visit.now
    parents = [
        parent
        for parent in possible_parents(event.campaign.organiser, on=request.visit.actor.on)
        if parent.programme_id == event.campaign.programme_id
    ]
    if request.method != "POST":
        return _form(request, UpdateDayForm(parents=parents, is_new=False, initial=as_typed(event)), event)
    form = UpdateDayForm(request.POST, parents=parents, is_new=False)
    if not form.is_valid():
        form.put(missing_to_change(event, form.details(), pin=form.typed_pin, at=at))
        return _form(request, form, event, status=422)
    try:
        seen = Seen(request.POST).seen()
        actions.change(event, form.details(), pin=form.typed_pin, seen=seen, by=request.visit.actor, at=at)
    except NotPossible as no:
        form.put(no.problems)
        return _form(request, form, event, status=409 if isinstance(no, Stale) else 422)
    messages.success(request, _("Đã lưu thay đổi. Áp phích in từ trước vẫn dẫn đúng trang, chỉ khác giờ và địa điểm."))
    return redirect("update-day", event.code)


@wearing(*OFFICERS)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_update_day(request: Request, code: str) -> HttpResponse:
    """Ask once more, then call it off."""
    event = _managed(request, code)
    if request.method != "POST":
        return _ask_to_cancel(request, event)
    try:
        seen = Seen(request.POST).seen()
        actions.cancel(event, seen=seen, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        status = 409 if isinstance(no, Stale) else 422
        return _ask_to_cancel(request, event, problems=no.problems, status=status)
    messages.info(request, _("Đã hủy ngày hội. Ai quét mã sẽ được báo và vẫn gửi được sáng kiến."))
    return redirect("update-day", event.code)


def _managed(request: Request, code: str) -> UpdateDay:
    return get_for(request.visit.actor, MANAGE, with_all(), code=code)


def _form(
    request: Request, form: UpdateDayForm, event: UpdateDay | None = None, *, status: int = 200, can_hold: bool = True
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "event": event, "can_hold": can_hold, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "gatherings/settle.html", context, status=status)


def _ask_to_cancel(
    request: Request, event: UpdateDay, *, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    context = told(request, event) | {"problems": problems, "has_errors": bool(problems)}
    return TemplateResponse(request, "gatherings/cancel.html", context, status=status)
