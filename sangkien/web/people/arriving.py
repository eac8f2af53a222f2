"""Somebody has shown who they are: the session becomes theirs, and so does what is theirs."""

from django.contrib.auth import login
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor
from sangkien.initiatives.authorship import take_up
from sangkien.web.doors import Request
from sangkien.web.middleware import BY_CODE, Visit
from sangkien.web.submit.claim import claim_drafts

# Where the work of a hat lies.
_WORK = {
    Role.GRASSROOTS_OFFICER: "grassroots",
    Role.REVIEWER: "queue",
    Role.COUNCILLOR: "to-score",
    Role.LEADER: "board",
    Role.ADMINISTRATOR: "board",
}


def arrive(request: Request, person: Person, *, by_code: bool = False) -> None:
    """Sign the person in. `login` gives the session a new key; drafts begun before, and dossiers that name the
    person's proven number, are theirs from now on."""
    login(request, person)
    request.session.pop(BY_CODE, None)
    if by_code:
        request.session[BY_CODE] = request.visit.now.isoformat()
    request.visit = Visit(request)
    claim_drafts(request)
    take_up(by=request.visit.actor, at=request.visit.now)


def work_of(actor: Actor) -> str:
    """The name of the page where somebody's work lies: their hat's, or their own."""
    return _WORK[Role(actor.hat.role)] if actor.hat else "my-page"


def wanted(request: Request, address: str) -> str:
    """Where the visitor was going, if that is a page of ours; otherwise where their work lies."""
    return own_address(request, address) or reverse(work_of(request.visit.actor))


def own_address(request: Request, address: str) -> str:
    """The address if it is one of this site, else nothing: nobody is led elsewhere by a link to us."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""
