"""Two records beside each other: what they have in common, and what the officer may say of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sangkien.accounts.permissions import Actor
from sangkien.base.numbers import format_int
from sangkien.base.problems import NotPossible
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE
from sangkien.review import comparing
from sangkien.review.alike import held_against, may_tell_apart
from sangkien.review.rules import ANSWER, cannot_be_merged
from sangkien.web.confirmations.shown import as_read_by
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.review.comparison import compared
from sangkien.web.review.dossier import came_later, comparable, to_read
from sangkien.web.review.likeness import ways_of
from sangkien.web.review.page import OFFICERS, opened, show
from sangkien.web.review.shots import beside_each_other
from sangkien.web.review.sieve import Sieve
from sangkien.web.review.tasks import Task, open_to
from sangkien.web.review.twins import ListingForm, photo_twins


@wearing(*OFFICERS)
def comparison(request: Request, code: str, other: str) -> HttpResponse:
    """Two records side by side: how alike they are and why, the words that differ, their pictures and papers."""
    actor, initiative = request.visit.actor, opened(request, code)
    record = _record(actor, initiative, other)
    known = actor.may(SEE, record)
    record = as_read_by(actor, record) if known else record
    alike = held_against(initiative, record, seen=known)
    context = {
        "initiative": initiative,
        "other": record,
        "percent": round(alike.score * 100),
        "alike": alike,
        "reasons": ways_of(alike.reasons),
        "lines": compared(initiative, record, known=known),
        "shots": beside_each_other(initiative, record, actor=actor),
        "same_photos": [twin for twin in photo_twins(initiative, actor) if twin.other == record],
        "known": known,
        "opens": to_read(actor).filter(pk=record.pk).exists(),
        "sieve": Sieve.read(request.GET),
        **_verbs(actor, initiative, record),
    }
    return TemplateResponse(request, "review/comparison.html", context)


@wearing(*OFFICERS)
@posts(otherwise="comparison")
def tell_apart(request: Request, code: str, other: str) -> HttpResponse:
    """The officer has looked at both, and they are two."""
    actor, initiative = request.visit.actor, opened(request, code)
    record = _record(actor, initiative, other)
    try:
        comparing.tell_apart(initiative, record, by=actor, at=request.visit.now)
    except NotPossible as no:
        messages.warning(request, str(no))
    else:
        text = _("Đã ghi: hồ sơ này và hồ sơ %(code)s không trùng nhau.")
        messages.success(request, text % {"code": record.code})
    return redirect(reverse("review", args=[code]) + Sieve.read(request.GET).query + "#giong")


@wearing(*OFFICERS)
@posts(otherwise="review")
def note_listing(request: Request, code: str) -> HttpResponse:
    """How many initiatives the paper of the dossier's decision lists."""
    initiative, form = opened(request, code), ListingForm(request.POST)
    if form.is_valid():
        try:
            lists = form.cleaned_data["lists"]
            said = comparing.note_listing(initiative, lists, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            text = ngettext(
                "Đã ghi: quyết định có %(n)s sáng kiến.", "Đã ghi: quyết định có %(n)s sáng kiến.", said.lists
            )
            messages.success(request, text % {"n": format_int(said.lists, get_language() or "vi")})
            return redirect(reverse("review", args=[code]) + Sieve.read(request.GET).query + "#quyet-dinh-dung-chung")
    return show(request, initiative, listing=form, status=422)


def _record(actor: Actor, initiative: Initiative, code: str) -> Initiative:
    """The record of this code with all that the page reads; 404 for one that may not be compared with."""
    records = comparable(actor).filter(code=code).exclude(pk=initiative.pk)
    with_it = records.select_related("unit", "programme", "edition", "recognition", "recognition_paper", "field")
    record = with_it.prefetch_related("authors").first()
    if record is None:
        raise Http404
    return record


def _verbs(actor: Actor, initiative: Initiative, record: Initiative) -> dict[str, Any]:
    merges, later = _merges(actor, initiative), came_later(record, initiative)
    return {
        "later": later,
        "may_tell_apart": may_tell_apart(initiative, record, actor=actor),
        "may_merge": merges and not cannot_be_merged(initiative, record, upgrade=False),
        "may_merge_back": later and _merges(actor, record) and not cannot_be_merged(record, initiative, upgrade=False),
        "may_upgrade": merges and not cannot_be_merged(initiative, record, upgrade=True),
        "may_ask": actor.may(ANSWER, initiative),
    }


def _merges(actor: Actor, initiative: Initiative) -> bool:
    """May the actor merge the dossier into another now?"""
    return any(way.task == Task.DUPLICATE for way in open_to(actor, initiative))
