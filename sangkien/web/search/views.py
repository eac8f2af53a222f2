"""The officers' search: every dossier that the hat may see, in whatever state."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse

from sangkien.accounts.permissions import Actor
from sangkien.search.queries import Found, find
from sangkien.search.rules import Reader
from sangkien.search.suggesting import suggestions
from sangkien.triage.models import List
from sangkien.web.doors import Request, wearing
from sangkien.web.kept.beside import kept_by
from sangkien.web.review.page import OFFICERS
from sangkien.web.search.filters import INSIDE, Sieve
from sangkien.web.search.hits import inside_hits

A_PAGE = 24


@wearing(*OFFICERS)
def search(request: Request) -> HttpResponse:
    """The box, and what answers to it once something is asked."""
    actor = request.visit.actor
    sieve = Sieve(request.GET, INSIDE, on=actor.on)
    page: dict[str, Any] = {"sieve": sieve} | keeping(actor, List.RECORDS, sieve)
    if sieve.narrows:
        reader = Reader(actor)
        found = find(sieve.asked, reader, size=A_PAGE, counting=True)
        page |= answer(sieve, found, reader) | {"hits": inside_hits(found.keys, found.question, actor)}
    return TemplateResponse(request, "search/inside.html", page)


def keeping(actor: Actor, of: List, sieve: Sieve) -> dict[str, Any]:
    """The searches that somebody keeps, and whether this one may be kept besides."""
    kept = kept_by(actor, of, now=sieve.query)
    may_be = bool(actor.person and sieve.narrows) and not any(view.current for view in kept)
    return {"kept": kept, "keepable": may_be}


def answer(sieve: Sieve, found: Found, reader: Reader) -> dict[str, Any]:
    """What a page of hits says besides the hits."""
    guesses = suggestions(sieve.asked, reader) if not found.total and sieve.question else []
    return {
        "found": found,
        "groups": sieve.groups(found.counts),
        "following": sieve.following(found.following) if found.following else "",
        "suggestions": [(text, sieve.typed(text)) for text in guesses],
    }
