"""Signing in by a code, and the new password of who has come in that way."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from sangkien.accounts import actions
from sangkien.base.problems import NotPossible
from sangkien.notices.queries import can_send
from sangkien.web.doors import Request, open_to_all, signed_in
from sangkien.web.middleware import BY_CODE
from sangkien.web.people.arriving import own_address, wanted
from sangkien.web.people.by_code import Ticket, Way, code_asked, phone_asked
from sangkien.web.people.forms import NewPassword

_FRESH = timedelta(minutes=30)  # so long after the code nobody asks again whether it is still the same person


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: Request) -> HttpResponse:
    """To which number?"""
    if not can_send():
        return redirect("sign-in")
    return phone_asked(request, _way(request), carried=_next(request))


@open_to_all
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: Request) -> HttpResponse:
    """The code; then on to where the visitor was going."""
    if not can_send():
        return redirect("sign-in")
    came = code_asked(request, _way(request))
    return redirect(wanted(request, came.carried)) if isinstance(came, Ticket) else came


@signed_in
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def new_password(request: Request) -> HttpResponse:
    """Set a password without knowing the last one: for whoever has just come in by a code, and after a while only
    after another."""
    if not _just_came_by_code(request):
        return redirect(f"{reverse('sign-in-phone')}?{urlencode({'next': request.path})}")
    form = NewPassword(request.POST) if request.method == "POST" else NewPassword()
    if not form.is_valid():
        return _show(request, form)
    try:
        person = actions.set_password(form.cleaned_data["password"], by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        form.put(no.problems)
        return _show(request, form)
    update_session_auth_hash(request, person)
    messages.success(request, _("Đã đổi mật khẩu. Những máy khác đang mở tài khoản này đã được đăng xuất."))
    return redirect("my-page")


def _way(request: Request) -> Way:
    going = urlencode({"next": _next(request)})
    return Way(
        slot="sign-in",
        phone_page=f"{reverse('sign-in-phone')}?{going}",
        code_page=reverse("sign-in-code"),
        back=f"{reverse('sign-in')}?{going}",
        password=f"{reverse('sign-in')}?{going}",
    )


def _next(request: Request) -> str:
    return own_address(request, request.GET.get("next", ""))


def _just_came_by_code(request: Request) -> bool:
    came = request.session.get(BY_CODE)
    return came is not None and request.visit.now - datetime.fromisoformat(came) < _FRESH


def _show(request: Request, form: NewPassword) -> HttpResponse:
    known = {"form": form, "has_errors": bool(form.errors)}
    return TemplateResponse(request, "people/new_password.html", known, status=422 if form.errors else 200)
