"""Rounds of commendation: those of the hat's union and of unions above, opening one, and one with all that is in it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sangkien.base.problems import NotPossible
from sangkien.honours.actions import open_round
from sangkien.honours.planning import forms_of
from sangkien.honours.queries import rounds_for, taken_in, terms_in_force
from sangkien.honours.rules import CONSIDER, LEADING, NOMINATE, OFFICERS, OPEN
from sangkien.organisations.models import Organisation
from sangkien.programmes.queries import current
from sangkien.web.doors import Request, get_for, wearing
from sangkien.web.honours.asked import nominations_in, round_of, with_names
from sangkien.web.honours.forms import RoundForm

A_PAGE = 25


@wearing(*OFFICERS)
@require_safe
def rounds_page(request: Request) -> HttpResponse:
    """Every round that concerns the union, the last opened first."""
    actor = request.visit.actor
    found = Paginator(rounds_for(actor.office, on=actor.on), A_PAGE).get_page(request.GET.get("page"))
    named = Organisation.objects.filter(pk__in={one.unit_id for one in found}).named(on=actor.on)
    names = {unit.pk: unit.short_name or unit.code for unit in named}
    page = {
        "page": found,
        "lines": [(one, names[one.unit_id]) for one in found],
        "may_open": actor.may(OPEN, actor.office) and bool(forms_of(actor.office, on=actor.on)),
    }
    return TemplateResponse(request, "honours/rounds.html", page)


@wearing(*LEADING)
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: Request) -> HttpResponse:
    """Its days, and how many of each form."""
    actor = request.visit.actor
    unit = get_for(actor, OPEN, Organisation.objects.named(on=actor.on), pk=actor.office.pk)
    programme, given = current(actor.on), forms_of(unit, on=actor.on)
    in_force = set(terms_in_force(unit, on=actor.on))
    form = RoundForm(request.POST or None, given=given, in_force=in_force, today=actor.on)
    if request.method == "POST" and form.is_valid() and programme:
        try:
            made = open_round(unit, form.plan, programme=programme, by=actor, at=request.visit.now)
        except NotPossible as no:
            form.put(no.problems)
        else:
            messages.success(request, _("Đã mở đợt xét. Các đơn vị trực thuộc thấy đợt này từ lúc này."))
            return redirect("honour-round", key=made.pk)
    lacking = [one for one in given if one.code not in in_force]
    page = {"unit": unit, "form": form, "programme": programme, "lacking": lacking}
    return TemplateResponse(request, "honours/open.html", page, status=422 if form.errors else 200)


@wearing(*OFFICERS)
@require_safe
def round_page(request: Request, key: int) -> HttpResponse:
    """The quotas, how much of each is used, and the nominations that the actor may see."""
    actor, of = request.visit.actor, round_of(request, key)
    found = Paginator(nominations_in(request, of), A_PAGE).get_page(request.GET.get("page"))
    taken = taken_in(of)
    quotas = [(one, taken.get(one.pk, 0)) for one in of.quotas.select_related("terms").order_by("pk")]
    page = {
        "round": of,
        "unit": Organisation.objects.named(on=actor.on).get(pk=of.unit_id),
        "quotas": quotas,
        "page": found,
        "lines": with_names(found, on=actor.on),
        "considers": actor.may(CONSIDER, of),
        "may_nominate": actor.may(NOMINATE, actor.office) and of.opens_on <= actor.on <= of.closes_on,
    }
    return TemplateResponse(request, "honours/round.html", page)
