"""Revoking a certificate, and giving another in its place."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible
from sangkien.certificates import actions
from sangkien.certificates.models import Certificate
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

    def revoked() -> Certificate:
        said = {name: form.cleaned_data.get(name) or "" for name in ("reason", "decision")}
        return actions.revoke(one, **said, by=request.visit.actor, at=request.visit.now)

    return _ended(request, one, form, revoked, _("Đã thu hồi giấy số %(serial)s."))


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_page(request: Request, serial: str) -> HttpResponse:
    """Give another."""
    one, form = certificate_of(request, serial, END), ReplaceForm(request.POST or None)

    def replaced() -> Certificate:
        reason = form.cleaned_data.get("reason") or ""
        return actions.replace(one, reason=reason, by=request.visit.actor, at=request.visit.now)

    return _ended(request, one, form, replaced, _("Đã cấp giấy số %(serial)s thay cho giấy cũ."))


def _ended(
    request: Request, one: Certificate, form: Questions, do: Callable[[], Certificate], told: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            made = do()
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, told % {"serial": made.serial})
            return redirect("certificate", serial=made.serial)
    page = {"one": one, "form": form, "revokes": isinstance(form, RevokeForm)}
    return TemplateResponse(request, "certificates/end.html", page, status=422 if form.errors else 200)
