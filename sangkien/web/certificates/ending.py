"""Revoking a certificate, and giving another in its place."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible
from sangkien.certificates import actions
from sangkien.certificates.rules import END, LEADING, LONGEST_REASON
from sangkien.web.certificates.asked import certificate_of
from sangkien.web.doors import Request, wearing
from sangkien.web.forms import Questions
from sangkien.web.submit.fields import TextField


class ReplaceForm(Questions):
    """Why another takes its place."""

    reason = TextField(most=LONGEST_REASON, lines=True, label=gettext_lazy("Lý do"))


class RevokeForm(ReplaceForm):
    """Why it is taken back, and by which decision."""

    decision = TextField(most=200, label=gettext_lazy("Theo quyết định"))


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke_page(request: Request, serial: str) -> HttpResponse:
    """Take it back."""
    one, form = certificate_of(request, serial, END), RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        told = {"reason": said.get("reason") or "", "decision": said.get("decision") or ""}
        try:
            actions.revoke(one, **told, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã thu hồi giấy số %(serial)s.") % {"serial": one.serial})
            return redirect("certificate", serial=one.serial)
    return _shown(request, "certificates/revoke.html", one, form)


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_page(request: Request, serial: str) -> HttpResponse:
    """Give another."""
    one, form = certificate_of(request, serial, END), ReplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason") or ""
        try:
            new = actions.replace(one, reason=reason, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã cấp giấy số %(serial)s thay cho giấy cũ.") % {"serial": new.serial})
            return redirect("certificate", serial=new.serial)
    return _shown(request, "certificates/replace.html", one, form)


def _shown(request: Request, page: str, one: Any, form: Questions) -> HttpResponse:
    return TemplateResponse(request, page, {"one": one, "form": form}, status=422 if form.errors else 200)
