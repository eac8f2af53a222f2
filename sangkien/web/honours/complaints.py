"""Khiếu nại: writing down that something is looked into about who is proposed, and what was found."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sangkien.honours import actions
from sangkien.honours.assessing import Subject
from sangkien.honours.models import Complaint
from sangkien.honours.rules import CLOSE, COMPLAIN, LEADING, OFFICERS
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.honours.asked import nomination_of
from sangkien.web.honours.asking import asked
from sangkien.web.honours.forms import ComplaintForm, FindingForm

_ANY = ["GET", "HEAD", "POST"]


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def complain_page(request: Request, key: int) -> HttpResponse:
    """About whom a nomination is about."""
    nomination, form = nomination_of(request, key), ComplaintForm(request.POST or None)
    unit = get_for(request.visit.actor, COMPLAIN, Organisation.objects.all(), pk=nomination.unit_id)
    subject = Subject(unit, nomination.identity, nomination.full_name)

    def noted(by: Any, at: Any) -> object:
        return actions.complain(subject, form.cleaned_data["text"], by=by, at=at)

    told = _("Đã ghi khiếu nại. Chưa giải quyết xong thì không ai đề nghị.")
    return asked(request, nomination, form, noted, told=told, task="complain")


@wearing(*LEADING)
@require_http_methods(_ANY)
def close_page(request: Request, key: int, other: int) -> HttpResponse:
    """What was found of a complaint (`other`), on the way from a nomination."""
    nomination, form = nomination_of(request, key), FindingForm(request.POST or None)
    complaint = get_for(request.visit.actor, CLOSE, Complaint.objects.all(), pk=other)

    def closed(by: Any, at: Any) -> object:
        return actions.close_complaint(complaint, form.cleaned_data["finding"], by=by, at=at)

    told = _("Đã ghi kết quả giải quyết.")
    return asked(request, nomination, form, closed, told=told, task="close", about=complaint.text)
