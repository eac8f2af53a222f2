"""Beginning a paper: from which template, and what that one needs to know."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.base.text import sort_key
from sangkien.programmes.queries import current
from sangkien.registry.actions import draft
from sangkien.registry.rules import OFFICERS
from sangkien.registry.sources import Source
from sangkien.registry.templates import GoesTo, Template, by_length, templates
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of
from sangkien.web.registry.choosing import choose
from sangkien.web.registry.sources import begun_stretches, form_of, not_yet

_ANY = ["GET", "HEAD", "POST"]


@wearing(*OFFICERS)
@require_safe
def begin(request: Request, code: str) -> HttpResponse:
    """Choose a template, kind by kind."""
    unit = unit_of(request, code)
    actor, programme = request.visit.actor, current(request.visit.actor.on)
    begun = begun_stretches(programme, unit, on=actor.on) if programme else []
    kinds: dict[str, list[tuple[Template, str]]] = {}
    for template in by_length(one for one in templates().values() if one.goes_to != GoesTo.EACH):
        why_not = not_yet(template, begun, on=actor.on) if template.when else ""
        kinds.setdefault(str(template.kind.label), []).append((template, why_not))
    page = {
        "unit": unit,
        "kinds": sorted(kinds.items(), key=lambda one: sort_key(one[0])),
        "programme": programme,
    }
    return TemplateResponse(request, "registry/begin.html", page)


@wearing(*OFFICERS)
@require_http_methods(_ANY)
def begin_from(request: Request, code: str, template: str) -> HttpResponse:
    """What the template is filled from; the draft is made at once."""
    unit, found, programme = unit_of(request, code), templates().get(template), current(request.visit.actor.on)
    if found is None or found.goes_to == GoesTo.EACH or programme is None:
        raise Http404
    if found.source == Source.DOSSIERS:
        return choose(request, unit, found, programme)
    asked = form_of(found.source, found.span)
    form = asked(request.POST or None, unit, programme, found, today=request.visit.actor.on)
    if request.method == "POST" and not form.is_empty and form.is_valid():
        try:
            paper = draft(unit, template, form.of, by=request.visit.actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            return redirect("official-paper", key=paper.pk)
    page = {"unit": unit, "template": found, "form": form, "programme": programme}
    return TemplateResponse(request, "registry/begin_from.html", page, status=422 if form.errors else 200)
