"""What a draft said when: its versions, two of them beside each other, and going back to one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.base.days import day_of, format_day
from sangkien.base.problems import NotPossible
from sangkien.organisations.models import Organisation
from sangkien.registry.comparing import Seen, compared, readable
from sangkien.registry.models import OfficialPaper, Revision
from sangkien.registry.revising import restore
from sangkien.registry.rules import KEEP, OFFICERS, TEXTS, WRITE
from sangkien.registry.signatures import Authority
from sangkien.web.doors import Request, posts, wearing
from sangkien.web.registry.asked import paper_of
from sangkien.web.registry.forms import PaperForm
from sangkien.web.registry.life import not_now, seen_by

_A_PAGE = 25


@wearing(*OFFICERS)
@require_safe
def versions_page(request: Request, key: int) -> HttpResponse:
    """Every version, who wrote it and when; two of them (`tu`, `den`) compared: else the last with the one before."""
    paper, actor = _own_paper(request, key), request.visit.actor
    known = paper.revisions.select_related("by").order_by("-number")
    old, new = _two(paper, request)
    page = {
        "paper": paper,
        "page": Paginator(known, _A_PAGE).get_page(request.GET.get("page")),
        "numbers": list(known.values_list("number", flat=True)),
        "old": old,
        "new": new,
        "parts": _parts(old, new) if old and new else [],
        "can_write": actor.may(WRITE, paper),
    }
    return TemplateResponse(request, "registry/versions.html", page)


@wearing(*OFFICERS)
@posts(otherwise="paper-versions")
def restore_version(request: Request, key: int, number: int) -> HttpResponse:
    """Write an earlier version's words again."""
    paper = paper_of(request, key, WRITE)
    revision = _numbered(paper, str(number))
    if revision is None:
        raise Http404
    try:
        restore(revision, seen=seen_by(request), by=request.visit.actor, at=request.visit.now)
    except NotPossible as no:
        return not_now(request, paper, no)
    messages.success(request, _("Đã lấy lại lời của bản %(number)s thành bản mới.") % {"number": number})
    return redirect("official-paper", key=key)


def _own_paper(request: Request, key: int) -> OfficialPaper:
    """How a paper came about is its own union's: whoever received it reads what was issued."""
    paper = paper_of(request, key)
    if not request.visit.actor.may(KEEP, paper.unit):
        raise Http404
    return paper


def _two(paper: OfficialPaper, request: Request) -> tuple[Revision | None, Revision | None]:
    last = paper.revisions.order_by("number").last()
    new = _numbered(paper, request.GET.get("den", "")) or last
    before = str(new.number - 1) if new else ""
    return _numbered(paper, request.GET.get("tu", "") or before), new


def _numbered(paper: OfficialPaper, number: str) -> Revision | None:
    known = number.isdecimal() and len(number) < 10
    return paper.revisions.select_related("signer", "figures").filter(number=int(number)).first() if known else None


def _parts(old: Revision, new: Revision) -> list[tuple[Any, list[Seen]]]:
    """Every part of the paper that differs, under the name of its box; of versions from before only the words."""
    boxes = PaperForm.base_fields
    pairs = [(boxes[name].label, old.texts.get(name, ""), new.texts.get(name, "")) for name in TEXTS]
    if old.authority and new.authority:
        pairs += [(label, was, now) for (label, was), (_same, now) in zip(_chosen(old), _chosen(new), strict=True)]
    return [(label, list(readable(compared(was, now)))) for label, was, now in pairs if was != now]


def _chosen(one: Revision) -> list[tuple[Any, str]]:
    """What is no text of the drafter, in words."""
    boxes, figures = PaperForm.base_fields, one.figures
    units = Organisation.objects.filter(pk__in=one.receivers or []).named(on=day_of(one.at)).order_by("pk")
    frozen = _("Bản chốt số %(n)s, tính đến hết ngày %(day)s")
    return [
        (boxes["authority"].label, str(Authority(one.authority).label)),
        (boxes["signer"].label, one.signer.full_name if one.signer else ""),
        (boxes["delivered"].label, ", ".join(unit.short_name or unit.code for unit in units)),
        (_("Số liệu của văn bản"), frozen % {"n": figures.pk, "day": format_day(figures.as_of)} if figures else ""),
    ]
