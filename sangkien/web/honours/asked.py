"""What an address asks for: a round that concerns the hat's union, a form that is given in it, a nomination."""

from collections.abc import Iterable
from datetime import date

from django.shortcuts import get_object_or_404

from sangkien.accounts.permissions import Permission
from sangkien.honours.models import Nomination, NominationQuerySet, Quota, Round
from sangkien.honours.naming import called
from sangkien.honours.queries import rounds_for
from sangkien.honours.rules import CONSIDER, SEE
from sangkien.web.doors import Request, get_for


def round_of(request: Request, key: int) -> Round:
    """A round of the hat's union or of one above it; 404 otherwise."""
    actor = request.visit.actor
    return get_object_or_404(rounds_for(actor.office, on=actor.on), pk=key)


def quota_of(request: Request, key: int, form: str) -> Quota:
    """One form of it."""
    quotas = Quota.objects.select_related("terms", "round__unit", "round__programme")
    return get_object_or_404(quotas, round=round_of(request, key), form_code=form)


def nomination_of(request: Request, key: int, permission: Permission | None = None) -> Nomination:
    """The nomination, for whoever may see it, or holds the permission on it whatever its state; 404 otherwise."""
    found = Nomination.objects.for_list().select_related("quota__round__programme", "by")
    return get_for(request.visit.actor, permission.whenever() if permission else SEE, found, pk=key)


def nominations_in(request: Request, of: Round) -> NominationQuerySet:
    """Those that the actor may see, the last first: all of a round of their own union."""
    found = Nomination.objects.filter(quota__round=of).for_list().order_by("-at", "-pk")
    if request.visit.actor.may(CONSIDER, of):
        return found
    seen = request.visit.actor.among(SEE, found)
    return seen if isinstance(seen, NominationQuerySet) else found.none()


def with_names(found: Iterable[Nomination], *, on: date) -> list[tuple[Nomination, str]]:
    """Each with who it is about, as their unions are called that day. One query."""
    every = list(found)
    names = called(every, on=on)
    return [(one, names[one.pk]) for one in every]
