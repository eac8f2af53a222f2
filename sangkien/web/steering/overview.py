"""Where a union's leader begins: what it has launched, and how far each phase is."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import current
from sangkien.programmes.rules import LAUNCH
from sangkien.registry.queries import heading_on
from sangkien.standings.rules import is_over
from sangkien.steering.models import Closing
from sangkien.steering.queries import closings_of, launches_of, withdrawals_of
from sangkien.web.doors import Request, wearing
from sangkien.web.registry.asked import unit_of

LEADING = (Role.LEADER, Role.ADMINISTRATOR)
_SOME = 20


@dataclass(frozen=True)
class Stage:
    """A phase that has begun, whether it is over, and when the union took stock of it, the last first."""

    phase: Phase
    is_over: bool
    closings: list[Closing]


@wearing(*LEADING)
@require_safe
def own_steering(request: Request) -> HttpResponse:
    """To that of the hat's own union."""
    return redirect("steering-of", code=request.visit.actor.office.code)


@wearing(*LEADING)
@require_safe
def steering_page(request: Request, code: str) -> HttpResponse:
    """What the union has launched, and its phases, each with what was made of it."""
    unit, on = unit_of(request, code, LAUNCH), request.visit.actor.on
    programme = current(on)
    page = {
        "unit": unit,
        "programme": programme,
        "launches": launches_of(unit),
        "stages": _stages(unit, programme, on) if programme else [],
        "withdrawals": withdrawals_of(unit)[:_SOME],
        "heading": heading_on(unit, on=on),
    }
    return TemplateResponse(request, "steering/overview.html", page)


def _stages(unit: Organisation, programme: Programme, on: date) -> list[Stage]:
    closings = list(closings_of(unit).filter(phase__programme=programme))
    begun = programme.phases.filter(window__startswith__lte=on).order_by("-window")
    return [
        Stage(phase, is_over(phase.last_day, today=on), [one for one in closings if one.phase_id == phase.pk])
        for phase in begun
    ]
