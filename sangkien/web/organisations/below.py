"""The unions under a union on a day: a page of them, how many of each kind in all, and those that answer to words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count

from sangkien.accounts.permissions import Actor
from sangkien.accounts.rules import seen_inside
from sangkien.organisations.models import Classification, Organisation, Placement, UnitKind
from sangkien.organisations.queries import children, members_of_many
from sangkien.organisations.search import Found, search_workplaces

A_PAGE = 50
MOST_FOUND = 30
_MOST_WEIGHED = 300  # hits of the whole tree among which those under one union are looked for


@dataclass(frozen=True)
class Row:
    """One union in a list. `members` is None where the reader may not know."""

    unit: Organisation
    kind: str
    below: int
    members: int | None


@dataclass(frozen=True)
class Table:
    """Unions in a list."""

    rows: Sequence[Row]

    @property
    def tells_members(self) -> bool:
        """Does the reader see into any of them?"""
        return any(row.members is not None for row in self.rows)

    @property
    def has_below(self) -> bool:
        """Does anything hang under any of them?"""
        return any(row.below for row in self.rows)

    @property
    def is_mixed(self) -> bool:
        """Are they of several kinds?"""
        return len({row.kind for row in self.rows}) > 1


@dataclass(frozen=True)
class Hit:
    """One union that answers to the words; `above` names those above it, the nearest first."""

    code: str
    name: str
    kind: str
    workplace: str
    above: list[str]


@dataclass(frozen=True)
class Sort:
    """So many unions of one kind."""

    kind: str
    count: int


def kinds() -> dict[str, UnitKind]:
    """Every kind by its code."""
    return {kind.code: kind for kind in UnitKind.objects.all()}


def page_below(unit: Organisation, on: date, number: str | None) -> Page[Organisation]:
    """The asked page of the unions directly under it that day; a number that does not exist gives the nearest."""
    return Paginator(children(unit, on), A_PAGE).get_page(number)


def table(units: Iterable[Organisation], *, on: date, actor: Actor, among: Mapping[str, UnitKind]) -> Table:
    """The rows of named unions: three queries for any number of them."""
    listed = list(units)
    ids = [unit.pk for unit in listed]
    placed = Placement.objects.on(on).filter(parent__in=ids).order_by().values("parent")
    below = dict(placed.annotate(n=Count("pk")).values_list("parent", "n"))
    seen = seen_inside(actor, ids)
    members = members_of_many(seen, on) if seen else {}
    return Table(
        [
            Row(unit, among[unit.kind_code].label, below=below.get(unit.pk, 0), members=members.get(unit.pk))
            for unit in listed
        ]
    )


def sorts_below(unit: Organisation, *, on: date, among: Mapping[str, UnitKind]) -> list[Sort]:
    """How many unions of each kind are in its subtree that day, itself left out; higher kinds first. One query."""
    below = Classification.objects.on(on).filter(
        organisation__lines_up__ancestor=unit,
        organisation__lines_up__depth__gt=0,
        organisation__lines_up__valid__contains=on,
        organisation__lines_up__lives=True,
    )
    counted = dict(below.order_by().values("kind").annotate(n=Count("pk")).values_list("kind", "n"))
    ranked = sorted(among.values(), key=lambda kind: (kind.rank, kind.name))
    return [Sort(kind.label, counted[kind.code]) for kind in ranked if kind.code in counted]


def found(words: str, *, on: date, among: Mapping[str, UnitKind], under: Organisation | None = None) -> list[Hit]:
    """The unions of every kind that answer to the words that day, best first; `under`: only those in its subtree. One
    more than `MOST_FOUND` where there are more."""
    if under is None:
        hits = search_workplaces(words, on, MOST_FOUND + 1, every_kind=True)
    else:
        hits = _inside(search_workplaces(words, on, _MOST_WEIGHED, every_kind=True), under, on)
    return [Hit(hit.code, hit.name, among[hit.kind].label, hit.workplace, hit.chain[1:]) for hit in hits]


def _inside(hits: list[Found], top: Organisation, on: date) -> list[Found]:
    below = Organisation.objects.under(top, on=on).filter(pk__in=[hit.organisation_id for hit in hits])
    inside = set(below.values_list("pk", flat=True))
    return [hit for hit in hits if hit.organisation_id in inside][: MOST_FOUND + 1]
