"""The pages of the tree. Units are public facts; what is inside them is shown to those who see into them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers

from sangkien.accounts.rules import seen_inside
from sangkien.base.days import day_of
from sangkien.organisations.models import Classification, Organisation, Placement, UnitKind
from sangkien.organisations.queries import chain
from sangkien.statistics.rules import SEE_FIGURES
from sangkien.web.addresses import beginning_of, canonical
from sangkien.web.board.tiles import result
from sangkien.web.doors import Request
from sangkien.web.organisations import below, inside
from sangkien.web.organisations.asked import Asked, read
from sangkien.web.organisations.changing import History, history
from sangkien.web.organisations.jumps import jumps
from sangkien.web.organisations.life import Life, life_of
from sangkien.web.public.caching import public_page
from sangkien.web.reforms.on_unit import arranging

Kinds = dict[str, UnitKind]
Shown = dict[str, Any]


@public_page
def tree(request: Request) -> HttpResponse:
    """The unions at the top on a day, and what hangs directly under the only one; with words: what answers."""
    asked, kinds = read(request), below.kinds()
    tops = Placement.objects.filter(parent=None)
    ever = Organisation.objects.filter(pk__in=tops.values("organisation"))
    roots = ever.filter(pk__in=tops.on(asked.day).values("organisation")).named(on=asked.day)
    table = below.table(roots, on=asked.day, actor=request.visit.actor, among=kinds)
    page = _around(request, asked, history(ever, on=asked.day)) | {"roots": table}
    if asked.words:
        page |= _hits(below.found(asked.words, on=asked.day, among=kinds))
    elif len(table.rows) == 1:
        page |= _below(request, table.rows[0].unit, asked, kinds)
    return _answer(request, "organisations/tree.html", page, asked)


@public_page
def unit_page(request: Request, code: str) -> HttpResponse:
    """One union as it was on a day, or the sentence that says why it was not there."""
    asked, kinds = read(request), below.kinds()
    unit = get_object_or_404(Organisation, code=code)
    life = life_of(unit, asked.day)
    itself, *above = chain(unit, life.told_on)
    page = _around(request, asked, history([unit], on=asked.day))
    page |= {"unit": unit, "life": life, "name": itself.name, "kind": kinds[itself.kind], "above": above[::-1]}
    page |= _known(request, unit, life)
    if life.is_now and asked.words:
        page |= _hits(below.found(asked.words, on=asked.day, among=kinds, under=unit))
    elif life.is_now:
        page |= _below(request, unit, asked, kinds)
    return _answer(request, "organisations/unit.html", page, asked)


@public_page
def poster(request: Request, code: str) -> HttpResponse:
    """A sheet of A4 to pin up: its QR code opens the form with this union already found."""
    today = day_of(request.visit.now)
    units = Organisation.objects.on(today).filter(pk__in=_takes_dossiers(request)).named(on=today)
    unit = get_object_or_404(units, code=code)
    return TemplateResponse(request, "organisations/poster.html", {"unit": unit, "start": beginning_of(request, unit)})


def _hits(found: list[below.Hit]) -> Shown:
    return {"hits": found[: below.MOST_FOUND], "more": len(found) > below.MOST_FOUND}


def _around(request: Request, asked: Asked, days: History) -> Shown:
    """What both pages need: the day, the ways to other days."""
    return {
        "asked": asked,
        "form": asked.form,
        "has_errors": bool(asked.form.errors),
        "history": days,
        "jumps": jumps(days, today=asked.today),
        "canonical": canonical(request),
    }


def _below(request: Request, unit: Organisation, asked: Asked, kinds: Kinds) -> Shown:
    page = below.page_below(unit, asked.day, request.GET.get("page"))
    return {
        "page": page,
        "table": below.table(page, on=asked.day, actor=request.visit.actor, among=kinds),
        "sorts": below.sorts_below(unit, on=asked.day, among=kinds),
    }


def _known(request: Request, unit: Organisation, life: Life) -> Shown:
    """What this reader may know of it. Figures of days to come do not exist."""
    actor, today = request.visit.actor, day_of(request.visit.now)
    sees = unit.pk in seen_inside(actor, [unit.pk])
    told_on, is_heir = min(life.told_on, today), bool(life.came_from)
    standing = inside.standing_of(unit, told_on, is_heir=is_heir) if actor.may(SEE_FIGURES, unit) else None
    return {
        "inside": inside.inside_of(unit, life.told_on) if sees else None,
        "standing": standing,
        "result": result(standing.figures.achievement) if standing else "",
        "places": inside.places_of(unit, whole=sees),
        "has_poster": _takes_dossiers(request).filter(organisation=unit).exists(),
        "arranging": arranging(request, unit),
    }


def _takes_dossiers(request: Request) -> Any:
    """Keys of the unions that workers send to today."""
    today = day_of(request.visit.now)
    kinds = Classification.objects.on(today).filter(kind__takes_dossiers=True)
    living = Placement.objects.on(today).values("organisation")
    return kinds.filter(organisation__in=living).values("organisation")


def _answer(request: Request, template: str, page: Shown, asked: Asked) -> HttpResponse:
    """The page; one that may show what only some may see is kept in no cache."""
    response = TemplateResponse(request, template, page, status=asked.status)
    if request.visit.person is not None:
        add_never_cache_headers(response)
    return response
