"""To which page a matter leads: that of the thing which the room above put before the council."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from sangkien.accounts.permissions import Actor, Permission
from sangkien.grading.models import Round as Grading
from sangkien.grading.models import Sheet as GradingSheet
from sangkien.grading.rules import KIND_OF_ALL, KIND_OF_ONE, READ_SHEET
from sangkien.grading.rules import SEE as SEE_GRADING
from sangkien.honours.models import Nomination
from sangkien.honours.rules import SEE as SEE_NOMINATION
from sangkien.honours.voting import KIND as NOMINATION
from sangkien.scopes.models import Request
from sangkien.scopes.rules import KIND as SCOPE
from sangkien.scopes.rules import SEE as SEE_REQUEST
from sangkien.sittings.models import Matter


@dataclass(frozen=True)
class _Page:
    """Who sees the things of a kind, and the address of one."""

    permission: Permission
    things: "Callable[[], QuerySet[Any]]"
    address: Callable[[Any], str]


_PAGES = {
    SCOPE: _Page(SEE_REQUEST, Request.objects.all, lambda one: reverse("scope-request", args=[one.pk])),
    NOMINATION: _Page(SEE_NOMINATION, Nomination.objects.all, lambda one: reverse("nomination", args=[one.pk])),
    KIND_OF_ALL: _Page(SEE_GRADING, Grading.objects.all, lambda one: reverse("grading", args=[one.pk])),
    KIND_OF_ONE: _Page(
        READ_SHEET,
        lambda: GradingSheet.objects.select_related("unit"),
        lambda one: reverse("grading-sheet", args=[one.round_id, one.unit.code]),
    ),
}


def addresses(matters: Iterable[Matter], actor: Actor) -> dict[tuple[str, str], str]:
    """Where the visitor reads what each matter is about, by its kind and key. One query for each kind."""
    keys: dict[str, set[int]] = {}
    for matter in matters:
        if matter.kind in _PAGES:
            keys.setdefault(matter.kind, set()).add(int(matter.key))
    return {
        (kind, str(thing.pk)): _PAGES[kind].address(thing)
        for kind, asked in keys.items()
        for thing in actor.among(_PAGES[kind].permission, _PAGES[kind].things().filter(pk__in=asked))
    }
