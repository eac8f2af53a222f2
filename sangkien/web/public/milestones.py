"""Các mốc: which initiative was the N-th, and what that rests on."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from sangkien.initiatives.models import Initiative
from sangkien.initiatives.rules import SEE_PUBLIC
from sangkien.milestones.models import Milestone
from sangkien.milestones.queries import logged, reached, stands
from sangkien.programmes.models import Programme
from sangkien.web.addresses import canonical
from sangkien.web.doors import Request
from sangkien.web.public.caching import public_page


@dataclass(frozen=True)
class MilestoneLine:
    """A milestone; `initiative` is None where the public may not read the dossier. `stands`: it is valid today."""

    milestone: Milestone
    initiative: Initiative | None
    stands: bool


@public_page
def milestone(request: Request, code: str, nth: int) -> HttpResponse:
    """One of a programme, with where it stands in ledger and log. Reckoning it again reads the whole ledger: the
    command does."""
    programme = get_object_or_404(Programme, code=code)
    found = get_object_or_404(reached(programme), nth=nth)
    page = {
        "programme": programme,
        "line": _lines([found])[0],
        "before": found.nth - 1,
        "logged": logged(found),
        "canonical": canonical(request),
    }
    return TemplateResponse(request, "public/milestone.html", page)


def milestone_lines(programme: Programme) -> list[MilestoneLine]:
    """All that were reached, the greatest first: two queries."""
    return _lines(list(reached(programme)))


def _lines(found: list[Milestone]) -> list[MilestoneLine]:
    keys = [one.initiative_id for one in found]
    public = Initiative.objects.filter(SEE_PUBLIC.rules[0].when, pk__in=keys) if keys else Initiative.objects.none()
    shown = {one.pk: one for one in public}
    return [MilestoneLine(one, shown.get(one.initiative_id), stands(one)) for one in found]
