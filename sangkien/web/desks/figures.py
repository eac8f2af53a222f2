"""Số liệu xử lý của các đơn vị: how the desks of a union and below it are doing, for who leads and works there."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.text import sort_key
from sangkien.organisations.models import Organisation
from sangkien.statistics.handling import Handled, Lying, handled_at, lying_at
from sangkien.web.desks.work import A_MONTH
from sangkien.web.doors import Request, wearing

READERS = (Role.GRASSROOTS_OFFICER, Role.REVIEWER, Role.LEADER)


@dataclass(frozen=True)
class Desk:
    """One union's line."""

    code: str
    name: str
    figures: Handled
    lying: Lying


def desks(actor: Actor, *, first: date) -> list[Desk]:
    """The hat's union and those below it at whose desks something was settled since that day, or lies now, by their
    names: no ranking. A fixed number of queries."""
    units = Organisation.objects.under(actor.office, on=actor.on, ended=True)
    handled, lying = handled_at(units, first=first, last=actor.on), lying_at(units, on=actor.on)
    named = Organisation.objects.filter(pk__in={*handled, *lying}).named(on=actor.on)
    lines = [
        Desk(unit.code, unit.short_name or unit.code, handled.get(unit.pk, Handled()), lying.get(unit.pk, Lying()))
        for unit in named
    ]
    return sorted(lines, key=lambda line: sort_key(line.name))


@wearing(*READERS)
@require_safe
def desk_figures(request: Request) -> HttpResponse:
    """The table, with what each column means."""
    first = first_day(request)
    context = {"desks": desks(request.visit.actor, first=first), "first": first, "now": request.visit.now}
    return TemplateResponse(request, "desks/figures.html", context)


def first_day(request: Request) -> date:
    """The figures are of a month that ends today."""
    return request.visit.actor.on - timedelta(days=A_MONTH - 1)
