"""Điều kiện của hình thức: what each form asks for today, by which regulation, and entering what will be asked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.honours.actions import set_terms
from sangkien.honours.conditions import lines_of
from sangkien.honours.forms import forms
from sangkien.honours.planning import forms_of
from sangkien.honours.queries import terms_in_force
from sangkien.honours.rules import LEADING, OFFICERS, SET_TERMS
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.honours.forms import TermsForm


@wearing(*OFFICERS)
@require_safe
def terms_page(request: Request) -> HttpResponse:
    """Every form, with what it asks for today; what is not in force is said to be so."""
    actor = request.visit.actor
    in_force = terms_in_force(actor.office, on=actor.on)
    own = {form.code for form in forms_of(actor.office, on=actor.on)}
    lines = [
        (form, in_force.get(code), lines_of(in_force[code].lines) if code in in_force else [], code in own)
        for code, form in forms().items()
    ]
    page = {"forms": lines, "may_set": actor.may(SET_TERMS, actor.office)}
    return TemplateResponse(request, "honours/terms.html", page)


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def set_page(request: Request, form_code: str) -> HttpResponse:
    """What one form asks for from a day on."""
    actor, asked = request.visit.actor, forms().get(form_code)
    if asked is None:
        raise Http404
    unit = get_for(actor, SET_TERMS, Organisation.objects.named(on=actor.on), pk=actor.office.pk)
    form = TermsForm(request.POST or None, form=asked)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        days = {"regulation": said["regulation"], "since": said["since"]}
        try:
            set_terms(unit, form_code, form.lines, **days, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã ghi điều kiện. Điều kiện cũ hết hiệu lực từ ngày ấy."))
            return redirect("honour-terms")
    page = {"unit": unit, "asked": asked, "form": form}
    return TemplateResponse(request, "honours/set_terms.html", page, status=422 if form.errors else 200)
