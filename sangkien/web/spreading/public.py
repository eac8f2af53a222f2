"""What anybody reads of spreading: collections by trade, and small things that people near one did."""

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpResponse
from django.template.response import TemplateResponse

from sangkien.base.days import day_of
from sangkien.initiatives.models import Initiative
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Term, TermList
from sangkien.programmes.queries import current
from sangkien.spreading.queries import near, times_adopted
from sangkien.web.addresses import canonical
from sangkien.web.doors import Request
from sangkien.web.public.caching import asked_each_time
from sangkien.web.public.cards import Card, cards

_IN_A_COLLECTION = 3


@dataclass(frozen=True)
class Shelf:
    """A trade with what spread most there."""

    term: Term
    cards: list[tuple[Card, int]]


@asked_each_time
def collections(request: Request) -> HttpResponse:
    """By field of work: what other unions apply already, then the greatest value. Four queries a field."""
    programme = current(day_of(request.visit.now))
    terms = programme.terms.filter(list=TermList.FIELD).order_by("position") if programme else Term.objects.none()
    shelves = [shelf for shelf in (_shelf(term, request) for term in terms) if shelf.cards]
    return TemplateResponse(
        request, "spreading/collections.html", {"shelves": shelves, "canonical": canonical(request)}
    )


@asked_each_time
def small(request: Request) -> HttpResponse:
    """For whoever thinks that theirs is too small to send: the smallest that were recognised near them."""
    code = request.GET.get("co-so", "").replace("\0", "")
    unit = Organisation.objects.named(on=request.visit.actor.on).filter(code=code).first() if code else None
    last = Initiative.objects.public().filter(restricted=False, unit=unit).order_by("-pk").first() if unit else None
    found = near(unit.pk, last.field_id if last else None) if unit else _smallest()
    context = {"unit": unit, "cards": cards(found, on=request.visit.actor.on), "canonical": canonical(request)}
    return TemplateResponse(request, "spreading/small.html", context)


def _shelf(term: Term, request: Request) -> Shelf:
    public = Initiative.objects.public().filter(field=term, restricted=False, benefit_vnd__isnull=False).for_list()
    spread = public.annotate(spread=Count("wishes__adoption"))
    found = list(spread.order_by("-spread", "-benefit_vnd", "-pk")[:_IN_A_COLLECTION])
    times = times_adopted([one.pk for one in found])
    shown = cards(found, on=request.visit.actor.on)
    return Shelf(term, [(card, times[one.pk]) for one, card in zip(found, shown, strict=True)])


def _smallest() -> list[Initiative]:
    public = Initiative.objects.public().filter(restricted=False, benefit_vnd__gt=0).for_list()
    return list(public.order_by("benefit_vnd", "-pk")[:6])
