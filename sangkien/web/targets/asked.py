"""What an address asks for: a union within the hat's scope, and which of its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404

from sangkien.accounts.permissions import Permission
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Phase, Programme
from sangkien.programmes.queries import current
from sangkien.targets.models import Indicator
from sangkien.targets.plan import Which
from sangkien.web.doors import Request, get_for

SLUGS = {
    Indicator.VALID: "sang-kien",
    Indicator.PEOPLE: "nguoi",
    Indicator.BENEFIT: "lam-loi",
    Indicator.UNIONS: "cong-doan",
    Indicator.FDI: "fdi",
    Indicator.PRODUCTION: "san-xuat",
}
_INDICATORS = {slug: indicator for indicator, slug in SLUGS.items()}


@dataclass(frozen=True)
class Asked:
    """A union, named, and the programme of the day with its phases; without a programme there is nothing to set."""

    unit: Organisation
    programme: Programme
    phases: Sequence[Phase]

    def which(self, stage: str, indicator: str) -> Which:
        """The numbers of an address: the code of a phase, or the programme's for the whole; 404 for others."""
        codes: dict[str, Phase | None] = {phase.code: phase for phase in self.phases} | {self.programme.code: None}
        if stage not in codes or indicator not in _INDICATORS:
            raise Http404
        return Which(self.programme, codes[stage], _INDICATORS[indicator])


def stage_of(which: Which) -> str:
    """How an address names the stretch."""
    return which.phase.code if which.phase else which.programme.code


def read(request: Request, code: str, permission: Permission) -> Asked:
    """The union and the programme, for whoever holds the permission; 404 otherwise, or without a programme."""
    on = request.visit.actor.on
    unit = get_for(request.visit.actor, permission, Organisation.objects.on(on).named(on=on), code=code)
    programme = current(on)
    if programme is None:
        raise Http404
    return Asked(unit, programme, list(programme.phases.order_by("window")))
