"""The valid initiatives, as a list and one by one."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sangkien.consents.queries import may_be_named
from sangkien.initiatives.content import BenefitKind
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.reckoning import formula_of
from sangkien.initiatives.rules import SEE_PUBLIC
from sangkien.organisations.models import UnitKind
from sangkien.organisations.queries import links
from sangkien.programmes.models import TermList
from sangkien.search.queries import find
from sangkien.search.rules import Reader
from sangkien.spreading.queries import where_it_went
from sangkien.triage.models import List
from sangkien.web.addresses import canonical, full
from sangkien.web.doors import Request, get_for
from sangkien.web.evidence.worth import Worth, worth_of
from sangkien.web.public.caching import asked_each_time
from sangkien.web.public.cards import card
from sangkien.web.public.structured import article
from sangkien.web.search.filters import PUBLIC, Sieve
from sangkien.web.search.hits import public_hits
from sangkien.web.search.views import A_PAGE, answer, keeping
from sangkien.web.templatetags.components import money


@dataclass(frozen=True)
class Link:
    """A union in the chain."""

    name: str
    kind: str


@asked_each_time
def listed(request: Request) -> HttpResponse:
    """Every valid initiative that answers to the words and the filters: best first, or newest first."""
    actor = request.visit.actor
    sieve, reader = Sieve(request.GET, PUBLIC, on=actor.on), Reader()
    found = find(sieve.asked, reader, size=A_PAGE, counting=True)
    page = answer(sieve, found, reader)
    page |= {"sieve": sieve, "hits": public_hits(found.keys, found.question, actor), "canonical": canonical(request)}
    page |= keeping(actor, List.PUBLIC, sieve)
    return TemplateResponse(request, "public/initiatives.html", page)


@asked_each_time
def one(request: Request, code: str) -> HttpResponse:
    """One valid initiative. Unknown, waiting, returned, refused: all the same 404."""
    every = Initiative.objects.for_list().select_related("recognition")
    initiative = get_for(request.visit.actor, SEE_PUBLIC, every, code=code)
    chain = [] if initiative.restricted else _chain(initiative)
    named = may_be_named([initiative])[initiative.pk]
    shown = card(initiative, unit=chain[0].name if chain else "", named=named)
    page = {
        "card": shown,
        "lead": lead(initiative),
        "programme": initiative.programme,
        "valid_on": initiative.closed_at,
        "canonical": canonical(request),
        "image": full(request, reverse("initiative-card", args=[initiative.code, "ngang"])).url,
        "structured": article(
            headline=shown.title,
            description=lead(initiative),
            url=canonical(request),
            publisher=shown.unit or initiative.programme.name,
            authors=[] if initiative.restricted else [author.full_name for author in named],
            published=initiative.closed_at,
        ),
    }
    if not initiative.restricted:
        page |= {"initiative": initiative, "chain": chain, "others": _effects(initiative)}
        page |= {"places": where_it_went(initiative, on=request.visit.actor.on)}
        page |= {"formula": formula_of(initiative, get_language() or "vi"), "worth": _worth(initiative)}
    return TemplateResponse(request, "public/initiative.html", page)


def _worth(initiative: Initiative) -> Worth | None:
    """What an employer says otherwise stays between the people of the dossier; the level tells of it."""
    worth = worth_of(initiative)
    return replace(worth, said="") if worth else None


def lead(initiative: Initiative) -> str:
    """The effect in one sentence; where the author wrote none, the benefit says it."""
    if initiative.effect or initiative.restricted:
        return initiative.effect
    if initiative.benefit_kind == BenefitKind.MONEY:
        return _("Làm lợi %(value)s trong một năm.") % {"value": money(initiative.benefit_vnd)}
    return str(BenefitKind(initiative.benefit_kind).label) if initiative.benefit_kind else ""


def _chain(initiative: Initiative) -> list[Link]:
    """The unions above it on the day it was sent, named as on that day."""
    kinds = {kind.code: kind.label for kind in UnitKind.objects.all()}
    above = links(initiative.chain, initiative.chain_on)
    said = [(link.name, kinds.get(link.kind, "")) for link in above]
    return [Link(name, "" if kind == name else kind) for name, kind in said]


def _effects(initiative: Initiative) -> list[str]:
    terms = initiative.programme.terms.filter(list=TermList.EFFECT, code__in=initiative.effects)
    return [term.label for term in terms.order_by("position")]
