"""The batches of the hat's unions, the newest first; and which of them the visitor asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.intake.models import Batch
from sangkien.intake.queries import counts_of
from sangkien.intake.rules import HANDLE
from sangkien.intake.settling import as_they_stand
from sangkien.intake.states import Pile
from sangkien.organisations.models import Organisation
from sangkien.web.doors import Request, get_for, wearing

BRINGING = (Role.GRASSROOTS_OFFICER, Role.REVIEWER)
_A_PAGE = 25


@dataclass(frozen=True)
class Line:
    """A batch in the list: of which union, and how many of its rows lie on each pile."""

    batch: Batch
    unit: str
    counts: dict[Pile, int]


@wearing(*BRINGING)
@never_cache
@require_safe
def batches(request: Request) -> HttpResponse:
    """Every list that was brought for the hat's unions. A fixed number of queries."""
    actor = request.visit.actor
    page = Paginator(brought_for(actor), _A_PAGE).get_page(request.GET.get("page"))
    known = {"page": page, "lines": lines_of(list(page.object_list), request), "unit": actor.office}
    return TemplateResponse(request, "intake/batches.html", known)


def brought_for(actor: Actor) -> "QuerySet[Batch]":
    """The batches that the actor may handle, the newest first."""
    return actor.among(HANDLE, Batch.objects.select_related("brought_by", "file", "programme")).order_by("-pk")


def lines_of(shown: Sequence[Batch], request: Request) -> list[Line]:
    """Each with its union's name and its piles, as it stands. A fixed number of queries."""
    units = Organisation.objects.filter(pk__in=[one.unit_id for one in shown]).named(on=request.visit.actor.on)
    names = {unit.pk: unit.short_name or unit.code for unit in units}
    counts = counts_of(shown)
    as_they_stand(shown)
    return [Line(one, names.get(one.unit_id, ""), counts[one.pk]) for one in shown]


def batch_for(request: Request, key: UUID) -> Batch:
    """The batch as it stands, if the hat may handle it; otherwise 404."""
    batches = Batch.objects.select_related("file", "programme", "edition", "brought_by")
    batch = get_for(request.visit.actor, HANDLE, batches, key=key)
    as_they_stand([batch])
    return batch


def unit_of(batch: Batch, request: Request) -> Organisation:
    """Its union with the name of the day."""
    return Organisation.objects.named(on=request.visit.actor.on).get(pk=batch.unit_id)
