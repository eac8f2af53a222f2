"""What was made: by launching a campaign, with its posters; by closing a phase."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.problems import NotPossible, Problem
from sangkien.programmes.rules import LAUNCH
from sangkien.registry.giving import kept_for
from sangkien.registry.rules import KEEP, OFFICERS
from sangkien.steering.launching import recall
from sangkien.steering.models import Launch
from sangkien.steering.queries import closings_of, launches_of
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.files.names import file_name
from sangkien.web.registry.asked import unit_of
from sangkien.web.steering.overview import LEADING
from sangkien.web.steering.poster import SHEETS, poster_of


@wearing(*OFFICERS)
@require_safe
def launched_page(request: Request, code: str, key: int) -> HttpResponse:
    """The campaign, its letter, its targets, its posters, its board."""
    return _launched(request, code, key)


@wearing(*OFFICERS)
@require_safe
def poster(request: Request, code: str, key: int, paper: str) -> HttpResponse:
    """To print, on A4 or A3, in colour or in black and white."""
    made = _made(request, code, key)
    if paper not in SHEETS:
        raise Http404
    answer = HttpResponse(poster_of(request, made, paper), content_type="application/pdf")
    name = file_name(_("Áp phích %(title)s") % {"title": f"{made.campaign.title} ({SHEETS[paper].label})"}, "pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


@wearing(*LEADING)
@posts(otherwise="launched-campaign")
def recall_campaign(request: Request, code: str, key: int) -> HttpResponse:
    """Take it back before it begins."""
    made = _made(request, code, key)
    try:
        recall(made, by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return _launched(request, code, key, wrong=no.problems, status=409)
    messages.success(request, _("Đã rút lại chiến dịch. Công văn vẫn là dự thảo; anh/chị bỏ nếu không dùng."))
    return redirect("steering-of", code=code)


@wearing(*OFFICERS)
@require_safe
def closed_page(request: Request, code: str, phase: str, number: int) -> HttpResponse:
    """The table that was frozen and the letter."""
    unit = unit_of(request, code, KEEP)
    made = get_object_or_404(closings_of(unit), phase__code=phase, number=number)
    page = {"unit": unit, "made": made, "facts": made.paper.figures.facts if made.paper.figures else {}}
    return TemplateResponse(request, "steering/closed.html", page)


def _launched(
    request: Request, code: str, key: int, *, wrong: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    made, actor = _made(request, code, key), request.visit.actor
    campaign = made.campaign
    own = campaign.by_unit and campaign.organiser_id == made.unit_id
    page: dict[str, Any] = {
        "unit": unit_of(request, code),
        "made": made,
        "campaign": campaign,
        "weeks": campaign.parts.filter(organiser=made.unit_id).order_by("window"),
        "to_be_written": bool(made.allocation and kept_for(made.allocation)),
        "sheets": SHEETS.items(),
        "may_recall": own and actor.on < campaign.window.lower and actor.may(LAUNCH, made.unit),
        "wrong": wrong,
    }
    return TemplateResponse(request, "steering/launched.html", page, status=status)


def _made(request: Request, code: str, key: int) -> Launch:
    return get_object_or_404(launches_of(unit_of(request, code, KEEP)), pk=key)
