"""A union's papers, and one of them as it will be printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import holders
from sangkien.base.problems import Problem
from sangkien.honours.rules import OPEN
from sangkien.organisations.models import Organisation
from sangkien.registry.fields import fields_of
from sangkien.registry.giving import given_by
from sangkien.registry.honouring import decides, honoured_by
from sangkien.registry.models import OfficialPaper
from sangkien.registry.queries import (
    facts_of,
    heading_on,
    not_received,
    papers_of,
    printed,
    receipts_of,
    saying,
    successor_of,
    was_checked_alone,
    writer_of,
)
from sangkien.registry.rules import (
    CHECK,
    FIGURES,
    ISSUE,
    KEEP,
    LEAD,
    NUMBER,
    OFFICERS,
    REPLACE,
    SEE,
    SIGN,
    WITHDRAW,
    WRITE,
    checkers,
    missing_in_checker,
    missing_to_number,
)
from sangkien.registry.sources import Source
from sangkien.registry.states import State
from sangkien.registry.wording import Said
from sangkien.targets.rules import ALLOCATE
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import paper_of, unit_of
from sangkien.web.registry.figures import figures_form

_A_PAGE = 25
OF_UNIONS = (Source.STRETCH, Source.PERIOD)
"""Sources whose rows are the unions below, with figures that everybody reckons alike."""
_VERBS = {
    "write": WRITE,
    "check": CHECK,
    "number": NUMBER,
    "sign": SIGN,
    "issue": ISSUE,
    "withdraw": WITHDRAW,
    "replace": REPLACE,
}


@wearing(*OFFICERS)
@require_safe
def own_papers(request: Request) -> HttpResponse:
    """To the papers of the hat's own union."""
    return redirect("papers-of", code=request.visit.actor.office.code)


@wearing(*OFFICERS)
@require_safe
def papers_page(request: Request, code: str) -> HttpResponse:
    """The union's papers, the last begun first; `tinh-trang` narrows to one state."""
    unit, actor = unit_of(request, code), request.visit.actor
    asked = request.GET.get("tinh-trang", "")
    states = [state for state in State if state != State.DISCARDED]
    heading = heading_on(unit, on=actor.on)
    listed = Paginator(papers_asked(request, unit), _A_PAGE).get_page(request.GET.get("page"))
    page = {
        "unit": unit,
        "page": listed,
        "papers": with_receivers(listed.object_list, on=actor.on),
        "states": states,
        "asked": asked if asked in states else "",
        "waiting": not_received(unit).count(),
        "heading": heading,
        "heads": [] if heading else [one.full_name for one in holders(LEAD, unit, on=actor.on)],
        "may_lead": actor.may(LEAD, unit),
    }
    return TemplateResponse(request, "registry/papers.html", page)


def with_receivers(papers: Iterable[OfficialPaper], *, on: date) -> list[tuple[OfficialPaper, str]]:
    """Each with whom it is for: the union by name, or how many they are; else whom the draft addresses. One query."""
    some = list(papers)
    alone = [one.receivers[0] for one in some if len(one.receivers) == 1]
    names = {one.pk: one.short_name or one.code for one in Organisation.objects.filter(pk__in=alone).named(on=on)}
    return [(one, _receiver(one, names)) for one in some]


def _receiver(paper: OfficialPaper, names: Mapping[int, str]) -> str:
    if len(paper.receivers) > 1:
        return _("%(n)s đơn vị") % {"n": len(paper.receivers)}
    first, *others = paper.addressees.strip().splitlines() or [""]
    return names[paper.receivers[0]] if paper.receivers else f"{first}…" if others else first


def papers_asked(request: Request, unit: Organisation) -> "QuerySet[OfficialPaper]":
    """The union's papers; `tinh-trang` narrows them to one state."""
    asked, found = request.GET.get("tinh-trang", ""), papers_of(unit)
    return found.filter(state=asked) if asked in State and asked != State.DISCARDED else found


@wearing(*OFFICERS)
@require_safe
def paper_page(request: Request, key: int) -> HttpResponse:
    """The paper as it will be printed, where each figure comes from, and what may be done with it now."""
    return show(request, paper_of(request, key))


def show(
    request: Request, paper: OfficialPaper, *, status: int = 200, wrong: Sequence[Problem] = (), **more: Any
) -> HttpResponse:
    """The page of a paper; `wrong` and `more` are what a verb has to say on it."""
    actor = request.visit.actor
    can = {name: actor.may(permission, paper) for name, permission in _VERBS.items()}
    inside = actor.may(KEEP, paper.unit)
    deliveries = list(receipts_of(paper)) if inside else []
    reached = [one.unit_id for one in deliveries] or paper.receivers
    units = Organisation.objects.filter(pk__in=reached if inside else []).named(on=actor.on)
    received = {one.unit_id: getattr(one, "receipt", None) for one in deliveries}
    said = saying(paper, on=actor.on)
    page = {
        "paper": paper,
        "unit": Organisation.objects.named(on=actor.on).get(pk=paper.unit_id),
        "said": said,
        "laid": printed(paper, on=actor.on),
        "number": getattr(paper, "outgoing", None),
        "can": can,
        "may_lead": inside and actor.may(LEAD, paper.unit),
        "inside": inside,
        "receivers": [(one, received.get(one.pk)) for one in units],
        "problems": _open(paper, said, request) if can["write"] else [],
        "own_words": _own_words(paper, request) if can["check"] else [],
        "may_reckon": paper.figures is not None and paper.figures.source in OF_UNIONS and actor.may(FIGURES, paper),
        "alone": inside and paper.checker_id is not None and was_checked_alone(paper),
        "to_enter": None if inside else not_received(actor.office).filter(paper=paper).first(),
        "successor": _readable(successor_of(paper), request),
        "wrong": [replace(one, field="") for one in wrong],  # their boxes are on another page
        "sources": _sources(paper) if inside else [],
        "given": given_by(paper) if inside else None,
        "may_give": inside and _gives(paper) and actor.may(ALLOCATE, paper.unit),
        "honoured": len(honoured_by(paper)) if inside else 0,
        "may_honour": inside and paper.state == State.ISSUED and decides(paper) and actor.may(OPEN, paper.unit),
        "figures_form": figures_form(paper.unit, paper, today=actor.on) if can["write"] else None,
        **more,
    }
    return TemplateResponse(request, "registry/paper.html", page, status=status)


def _open(paper: OfficialPaper, said: Said, request: Request) -> list[Problem]:
    on = request.visit.actor.on
    return missing_to_number(paper, heading_on(paper.unit, on=on), facts_of(paper), said, on=on)


def _own_words(paper: OfficialPaper, request: Request) -> list[Problem]:
    actor = request.visit.actor
    officers = checkers(paper.unit, on=actor.on)
    return missing_in_checker(actor.somebody, writer_id=writer_of(paper), officers=officers)


def _readable(paper: OfficialPaper | None, request: Request) -> OfficialPaper | None:
    return paper if paper and request.visit.actor.may(SEE, paper) else None


def _sources(paper: OfficialPaper) -> list[tuple[str, str]]:
    """Every field with what the frozen figures say of it."""
    facts, fields = facts_of(paper) or {}, fields_of(Source(paper.figures.source)) if paper.figures else []
    return [(field.name, said) for field in fields if (said := field.said(facts))]


def _gives(paper: OfficialPaper) -> bool:
    """Is it an issued decision about targets?"""
    return paper.state == State.ISSUED and paper.figures is not None and paper.figures.source == Source.TARGETS
