"""Khiếu nại: writing down that something is looked into about who is proposed, and what was found."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.base.problems import NotPossible
from sangkien.honours import actions
from sangkien.honours.assessing import Subject
from sangkien.honours.models import Complaint, Nomination
from sangkien.honours.naming import named
from sangkien.honours.rules import CLOSE, COMPLAIN, LEADING, OFFICERS
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.forms import Questions
from sangkien.web.honours.asked import nomination_of
from sangkien.web.honours.forms import ComplaintForm, FindingForm

_ANY = ["GET", "HEAD", "POST"]


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def complain_page(request: Request, key: int) -> HttpResponse:
    """About whom a nomination is about."""
    nomination, form = nomination_of(request, key), ComplaintForm(request.POST or None)
    unit = get_for(request.visit.actor, COMPLAIN, Organisation.objects.all(), pk=nomination.unit_id)
    subject = Subject(unit, nomination.identity, nomination.full_name)

    def noted() -> object:
        said = form.cleaned_data["text"]
        return actions.complain(subject, said, by=request.visit.actor, at=request.visit.now)

    return _asked(request, nomination, form, noted, _("Đã ghi khiếu nại. Chưa giải quyết xong thì không ai đề nghị."))


@wearing(*LEADING)
@require_http_methods(_ANY)
def close_page(request: Request, key: int, other: int) -> HttpResponse:
    """What was found of a complaint (`other`), on the way from a nomination."""
    nomination, form = nomination_of(request, key), FindingForm(request.POST or None)
    complaint = get_for(request.visit.actor, CLOSE, Complaint.objects.all(), pk=other)

    def closed() -> object:
        said = form.cleaned_data["finding"]
        return actions.close_complaint(complaint, said, by=request.visit.actor, at=request.visit.now)

    return _asked(request, nomination, form, closed, _("Đã ghi kết quả giải quyết."), complaint)


def _asked(
    request: Request,
    nomination: Nomination,
    form: Questions,
    do: Callable[[], object],
    told: str,
    complaint: Complaint | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, told)
            return redirect("nomination", key=nomination.pk)
    name = named(nomination, on=request.visit.actor.on)
    page = {"nomination": nomination, "name": name, "form": form, "complaint": complaint}
    return TemplateResponse(request, "honours/complaint.html", page, status=422 if form.errors else 200)
