"""Who works on a dossier: taking it, passing it on, giving it back; and handing back what was taken over."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sangkien.accounts.models import Person
from sangkien.base.problems import NotPossible
from sangkien.desks import actions, escalating
from sangkien.desks.queries import officers_of
from sangkien.web.desks.work import OFFICERS
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.page import opened


@wearing(*OFFICERS)
@posts(otherwise="review")
def take(request: Request, code: str) -> HttpResponse:
    """Work on it oneself."""
    initiative = opened(request, code)
    return _done(request, code, lambda **by: actions.take(initiative, **by), _("Anh/chị xử lý hồ sơ này."))


@wearing(*OFFICERS)
@posts(otherwise="review")
def pass_on(request: Request, code: str) -> HttpResponse:
    """Give it to a colleague."""
    initiative, to = opened(request, code), _colleague(request)
    if to is None:
        messages.warning(request, _("Chọn người sẽ xử lý hồ sơ."))
        return redirect("review", code)
    told = _("Đã chuyển hồ sơ cho %(who)s.") % {"who": to.full_name}
    return _done(request, code, lambda **by: actions.pass_on(initiative, to=to, **by), told)


def _colleague(request: Request) -> Person | None:
    actor, chosen = request.visit.actor, request.POST.get("to", "")
    if not chosen.isdecimal() or len(chosen) > 18:
        return None
    hat = officers_of(actor.office, on=actor.on).filter(person=int(chosen)).first()
    return hat.person if hat else None


@wearing(*OFFICERS)
@posts(otherwise="review")
def release(request: Request, code: str) -> HttpResponse:
    """Give it back to the desk."""
    initiative = opened(request, code)
    told = _("Anh/chị không còn xử lý hồ sơ này.")
    return _done(request, code, lambda **by: actions.release(initiative, **by), told)


@wearing(*OFFICERS)
@posts(otherwise="review")
def give_back(request: Request, code: str) -> HttpResponse:
    """Back to the desk below, from which it was taken."""
    initiative, seen = opened(request, code), request.POST.get("seen", "")
    version = int(seen) if seen.isdecimal() and len(seen) < 10 else 0
    told = _("Đã chuyển lại cho đơn vị cấp dưới, với hạn trả lời mới.")
    return _done(request, "", lambda **by: escalating.give_back(initiative, seen=version, **by), told)


def _done(request: Request, code: str, verb: Callable[..., Any], told: str) -> HttpResponse:
    """Do it, say what happened, and show the dossier again; without a code it may be out of sight, so the list."""
    try:
        verb(by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, no.problems[0].text)
    else:
        messages.success(request, told)
    return redirect("review", code) if code else redirect("queue")
