"""The page of a dossier's confirmations: what was said, and the links for who may hand them on."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from sangkien.accounts.permissions import Actor
from sangkien.base.phones import show as show_phone
from sangkien.confirmations.models import AuthorLink, EmployerLink
from sangkien.confirmations.queries import Standing, employer_links
from sangkien.confirmations.rules import (
    ASK_AS_UNION,
    ASK_EMPLOYER,
    HAND_ON,
    is_open,
    is_own,
)
from sangkien.consents.rules import RECORD_CONSENT, WITHDRAW_CONSENT
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.initiatives.rules import COMPLETE, SEE
from sangkien.notices.queries import can_send
from sangkien.review.queries import WORK
from sangkien.web.addresses import Address, full
from sangkien.web.confirmations.forms import EmployerLinkForm
from sangkien.web.confirmations.links import path_to
from sangkien.web.confirmations.shown import AuthorLine, shown
from sangkien.web.doors import Request, get_for, signed_in
from sangkien.web.people.shelf import MINE


@dataclass(frozen=True)
class AskedAuthor:
    """An author, and the link to hand on: none where there is none, it is over, or it is not this person's to give.
    `may_withdraw`: may this person record that the author takes a consent back."""

    line: AuthorLine
    link: AuthorLink | None
    address: Address | None
    may_withdraw: bool


@dataclass(frozen=True)
class AskedEmployer:
    """A link for the employer; its address as long as it is open and this person's to give."""

    link: EmployerLink
    open: bool
    address: Address | None

    @property
    def contact(self) -> str:
        """Where it was meant to be sent."""
        return ", ".join(filter(None, [self.link.email, show_phone(self.link.phone) if self.link.phone else ""]))


@signed_in
@require_safe
def overview(request: Request, code: str) -> HttpResponse:
    """Who has confirmed what, and what can still be asked."""
    return show(request, of_dossier(request, code))


def of_dossier(request: Request, code: str) -> Initiative:
    """The dossier, for whoever may see it: because it is theirs, or because of the hat."""
    everything = Initiative.objects.select_related("entered_by", "programme").prefetch_related("authors")
    return get_for(request.visit.actor, SEE, everything, code=code)


def show(
    request: Request, initiative: Initiative, *, form: EmployerLinkForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; `form`: what was typed to make a link for the employer."""
    actor = request.visit.actor
    said = shown(initiative)
    context = {
        "initiative": initiative,
        "said": said,
        "authors": _authors(request, initiative, said.authors),
        "links": _employers(request, initiative),
        "form": form or EmployerLinkForm(initial={"language": "vi"}),
        "back": _back(actor, initiative),
        "can_send": can_send(),
        **_may(actor, initiative),
        "has_errors": status == 422,
    }
    return TemplateResponse(request, "confirmations/overview.html", context, status=status)


def _may(actor: Actor, initiative: Initiative) -> dict[str, Any]:
    return {
        "may_hand_on": actor.may(HAND_ON, initiative),
        "may_record": actor.may(RECORD_CONSENT, initiative),
        "may_ask": actor.may(ASK_EMPLOYER, initiative),
        "may_complete": actor.may(COMPLETE, initiative),
    }


def _back(actor: Actor, initiative: Initiative) -> str:
    """The name of the dossier's page from which this person came: the officer's, else one's own."""
    return "review" if actor.hat and actor.may(WORK, initiative) and not actor.may(MINE, initiative) else "dossier"


def _authors(request: Request, initiative: Initiative, lines: list[AuthorLine]) -> list[AskedAuthor]:
    actor = request.visit.actor
    hands_on, records = actor.may(HAND_ON, initiative), actor.may(RECORD_CONSENT, initiative)
    own = actor.somebody.marks if actor.may(WITHDRAW_CONSENT, initiative) else []

    def asked(line: AuthorLine) -> AskedAuthor:
        link = line.said.link if hands_on and line.said.standing != Standing.SENDER else None
        usable = link and link.ended_at is None and link.expires_at > request.visit.now
        address = full(request, path_to(link)) if link and usable else None
        return AskedAuthor(line, link, address, may_withdraw=records or mark_of(line.said.author) in own)

    return [asked(line) for line in lines]


def _employers(request: Request, initiative: Initiative) -> list[AskedEmployer]:
    actor = request.visit.actor
    every, own = actor.may(ASK_AS_UNION, initiative), actor.may(ASK_EMPLOYER, initiative)

    def asked(link: EmployerLink) -> AskedEmployer:
        usable, given = is_open(link, at=request.visit.now), every or (own and is_own(link, actor.somebody))
        return AskedEmployer(link, usable, full(request, path_to(link)) if usable and given else None)

    return [asked(link) for link in employer_links(initiative)]
