"""Choosing unions without a script: a box to search in, what was found to tick, and what is chosen to remove.

Everything stands in the form: what is ticked is chosen with the next button, whichever it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.forms import BoundField
from django.http import QueryDict

from sangkien.accounts.permissions import Actor
from sangkien.base.text import forbidden, one_line
from sangkien.organisations.models import Classification, Organisation, UnitKind
from sangkien.organisations.rules import LONGEST_CODE
from sangkien.organisations.search import MOST_LETTERS
from sangkien.reforms.rules import REORGANISE
from sangkien.web.organisations.below import Hit, found

MOST_CHOSEN = 400
_MOST_SHOWN = 8


@dataclass(frozen=True)
class Group:
    """All unions of a kind below one of them, on any level: `value` in the form."""

    value: str
    top: Organisation
    kind: UnitKind
    count: int


@dataclass(frozen=True)
class Offered:
    """One union that was found, with the groups below it."""

    hit: Hit
    groups: Sequence[Group]


@dataclass(frozen=True)
class Picker:
    """One choice of unions as the page shows it. `several`: boxes to tick, otherwise one of them (`one`).

    `words` is what was searched, `chosen` and `groups` what stands already, `offered` what was found.
    """

    bound: BoundField
    several: bool
    words: str
    chosen: Sequence[Organisation]
    groups: Sequence[Group]
    offered: Sequence[Offered]

    one: Organisation | None = None

    @property
    def known(self) -> set[str]:
        """The codes of those that stand above already: of what was found they are not offered again."""
        return {unit.code for unit in self.chosen}

    @property
    def has_more(self) -> bool:
        """Was anything found that can still be chosen?"""
        return any(offer.groups or offer.hit.code not in self.known for offer in self.offered)

    @property
    def name(self) -> str:
        """Its name in the form."""
        return self.bound.name


def codes(raw: QueryDict, name: str) -> list[str]:
    """The codes that stand under a name, each once, so many as a form holds."""
    typed = (one_line(code.replace("\0", ""))[:LONGEST_CODE].upper() for code in raw.getlist(name))
    return list(dict.fromkeys(code for code in typed if code))[:MOST_CHOSEN]


def reached(wanted: Iterable[str], *, by: Actor) -> dict[str, Organisation]:
    """Of these codes the unions of today that the actor may reorganise, named. One query."""
    units = by.among(REORGANISE, Organisation.objects.on(by.on).filter(code__in=set(wanted)))
    return {unit.code: unit for unit in Organisation.objects.filter(pk__in=units.values("pk")).named(on=by.on)}


def words(raw: QueryDict, name: str) -> str:
    """What is searched for under a name."""
    typed = one_line(raw.get(f"tim-{name}", "")[:MOST_LETTERS])
    return "" if forbidden(typed) else typed


def offered(text: str, *, by: Actor, kinds: Mapping[str, UnitKind], groups: bool) -> list[Offered]:
    """The unions within reach that answer to the words, best first; with `groups` what hangs below each."""
    if not text:
        return []
    hits = found(text, on=by.on, among=kinds, under=by.office)[:_MOST_SHOWN]
    below = _groups_below([hit.code for hit in hits], by=by, kinds=kinds) if groups else {}
    return [Offered(hit, below.get(hit.code, ())) for hit in hits]


def groups_of(values: Iterable[str], *, by: Actor, kinds: Mapping[str, UnitKind]) -> list[Group]:
    """The groups that stand in a form ("CODE:KIND"), those within reach that hold anybody today. Three queries."""
    wanted = [value.partition(":") for value in dict.fromkeys(values)]
    there = _groups_below([top for top, _colon, _kind in wanted], by=by, kinds=kinds)
    by_value = {group.value: group for groups in there.values() for group in groups}
    return [by_value[f"{top}:{kind}"] for top, _colon, kind in wanted if f"{top}:{kind}" in by_value]


def keys_in(groups: Iterable[Group], *, by: Actor) -> set[int]:
    """The keys of the unions in these groups today. One query a group."""
    keys: set[int] = set()
    for group in groups:
        below = Organisation.objects.under(group.top, on=by.on).exclude(pk=group.top.pk)
        of_kind = Classification.objects.on(by.on).filter(kind=group.kind, organisation__in=below.values("pk"))
        keys |= set(of_kind.values_list("organisation", flat=True))
    return keys


def _groups_below(tops: Sequence[str], *, by: Actor, kinds: Mapping[str, UnitKind]) -> dict[str, list[Group]]:
    units = reached(tops, by=by) if tops else {}
    by_key = {unit.pk: unit for unit in units.values()}
    counted: dict[str, list[Group]] = {}
    for top, kind, count in _counts(list(by_key), by):
        unit = by_key[top]
        counted.setdefault(unit.code, []).append(Group(f"{unit.code}:{kind}", unit, kinds[kind], count))
    return {code: sorted(groups, key=lambda group: group.kind.rank) for code, groups in counted.items()}


def _counts(tops: Sequence[int], by: Actor) -> Iterable[tuple[int, str, int]]:
    """How many unions of each kind are below each of these today. One query."""
    line = "organisation__lines_up__"
    below: dict[str, Any] = {f"{line}depth__gt": 0, f"{line}valid__contains": by.on, f"{line}lives": True}
    rows = Classification.objects.on(by.on).filter(**{f"{line}ancestor__in": tops}, **below).order_by()
    counted = rows.values(f"{line}ancestor", "kind").annotate(n=Count("pk"))
    return list(counted.values_list(f"{line}ancestor", "kind", "n"))
