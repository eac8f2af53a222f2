"""Questions about requests for a workplace, and the unions to whom one may be addressed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count

from django.db.models import Exists, OuterRef, Q, QuerySet

from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned, counted
from sangkien.base.text import sort_key
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.rules import ANSWER, ANSWERING, SEE, SEE_OWN
from sangkien.initiatives.models import Draft
from sangkien.organisations.keys import asked_words
from sangkien.organisations.models import Ancestry, Classification, Organisation, OrganisationQuerySet
from sangkien.organisations.rules import LONGEST_CODE
from sangkien.organisations.search import Found, search_workplaces

_ALIKE = 6  # units that are shown beside a request
_LEGAL_FORMS = re.compile(r"\b(công ty|cty|tnhh|trách nhiệm hữu hạn|một thành viên|mtv|cổ phần|cp)\b", re.IGNORECASE)
_PREFIX = {"OCCUPATIONAL": "ND"}  # a grassroots union's code begins with CS


def waiting(actor: Actor) -> "QuerySet[WorkplaceRequest]":
    """The requests that wait for the actor's office or for one below it, the longest waiting first."""
    if not actor.holds(*ANSWERING):
        return WorkplaceRequest.objects.none()
    unanswered = WorkplaceRequest.objects.filter(answer__isnull=True)
    return actor.among(SEE, unanswered).select_related("responsible").order_by("asked_at", "pk")


def how_many_wait(actor: Actor) -> int:
    """How many they are. One query."""
    return next((number for (number,) in _HOW_MANY(actor)), 0)


_HOW_MANY = Planned(lambda actor: counted(waiting(actor)))


def may_answer(actor: Actor, request: WorkplaceRequest) -> bool:
    """Is it open, in the actor's hands, and not their own?"""
    return actor.may(ANSWER, request)


def is_own(actor: Actor, request: WorkplaceRequest) -> bool:
    """Would it be the actor's to answer, had somebody else asked?"""
    impartial = replace(ANSWER, rules=[replace(rule, not_own=(), not_party="", when=Q()) for rule in ANSWER.rules])
    return actor.may(impartial, request) and not actor.may(ANSWER.whenever(), request)


def last_request(draft: Draft) -> WorkplaceRequest | None:
    """What was last asked for this draft, with its answer. One query."""
    asked = draft.workplace_requests.select_related("responsible", "answer__unit", "answer__office")
    return asked.order_by("-pk").first()


def own_requests(actor: Actor) -> "QuerySet[WorkplaceRequest]":
    """What the actor has asked for dossiers that are not sent yet, the newest first, one for each draft."""
    unsent = WorkplaceRequest.objects.filter(draft__sent_at=None)
    newest = WorkplaceRequest.objects.filter(draft=OuterRef("draft"), pk__gt=OuterRef("pk"))
    mine = actor.among(SEE_OWN, unsent.filter(~Exists(newest)))
    return mine.select_related("draft", "responsible", "answer__unit", "answer__office").order_by("-pk")


def found_for(draft: Draft) -> str | None:
    """The code of the union that the last answer names; empty while there is none, None when nothing was asked. One
    query."""
    last = last_request(draft)
    if last is None:
        return None
    unit = last.answer.unit if hasattr(last, "answer") else None
    return unit.code if unit else ""


def highest_reviewing(on: date) -> list[Organisation]:
    """The unions that review and have none above them that does (provinces, central sectors), named, by name."""
    reviewing = _reviewing(on)
    above = Ancestry.objects.on(on).filter(descendant=OuterRef("pk"), depth__gt=0, ancestor__in=reviewing.values("pk"))
    return _by_name(reviewing.filter(~Exists(above)), on)


def reviewing_below(top: Organisation, on: date) -> list[Organisation]:
    """The unions below `top` that review that day, without `top`, named, by name."""
    return _by_name(_reviewing(on).filter(pk__in=Organisation.objects.under(top, on=on)).exclude(pk=top.pk), on)


def parents_within(office: Organisation, on: date) -> list[Organisation]:
    """The unions of the office's subtree under which a union that takes dossiers may hang, named, by name."""
    kinds = Classification.objects.on(on).filter(kind__may_hold__takes_dossiers=True)
    inside = Organisation.objects.on(on).under(office, on=on)
    return _by_name(inside.filter(pk__in=kinds.values("organisation")), on)


def proposed_names(workplace: str) -> tuple[str, str]:
    """What a grassroots union of this workplace is called: its full name, and the short one without legal forms."""
    short = " ".join(_LEGAL_FORMS.sub(" ", workplace).split())
    return f"Công đoàn cơ sở {workplace}", f"CĐCS {short or workplace}"


def alike_in_the_list(request: WorkplaceRequest, on: date) -> list[Found]:
    """Units that may be what is asked for: by the tax code, then by the name. Eight queries at most."""
    found = search_workplaces(request.tax_code, on, _ALIKE) if request.tax_code else []
    found = [*found, *search_workplaces(request.workplace, on, _ALIKE)]
    return list({unit.organisation_id: unit for unit in found}.values())[:_ALIKE]


def proposed_code(name: str, kind: str = "GRASSROOTS") -> str:
    """A code that nobody has yet, from the words that tell this name from others. Two queries at most."""
    words = [word for word in asked_words(name) if word.isascii() and word.isalnum()]
    prefix = _PREFIX.get(kind, "CS")
    plain = "-".join([prefix, *words]).upper()[: LONGEST_CODE - 3].strip("-")
    taken = set(Organisation.objects.filter(code__startswith=plain).values_list("code", flat=True))
    return next(code for code in _variants(plain) if code not in taken)


def _variants(plain: str) -> Iterator[str]:
    yield plain
    yield from (f"{plain}-{n}" for n in count(2))


def _reviewing(on: date) -> OrganisationQuerySet:
    kinds = Classification.objects.on(on).filter(kind__reviews=True)
    return Organisation.objects.on(on).filter(pk__in=kinds.values("organisation"))


def _by_name(units: OrganisationQuerySet, on: date) -> list[Organisation]:
    return sorted(units.named(on=on), key=lambda unit: sort_key(unit.short_name or unit.code))
