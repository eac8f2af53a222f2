"""Which council is competent, what waits for it, and how far an initiative reaches."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from sangkien.base.text import fold
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State as Standing
from sangkien.organisations.models import Organisation
from sangkien.scopes.models import Criteria, Finding, Level, Request, Sheet
from sangkien.sittings.models import Council, Purpose

_ORDER = list(Level)


def level_of(rank: int) -> Level:
    """For which level a union of a kind of this rank is competent: the root, those directly below it, the others."""
    return {1: Level.NATION, 2: Level.PROVINCE}.get(rank, Level.BASE)


def competent(initiative: Initiative, level: Level, *, on: date) -> Council | None:
    """The initiative council of that day that is nearest to the dossier among those of the level. Two queries."""
    above = Organisation.objects.above(initiative.unit, on=on, ended=True).filter(classifications__valid__contains=on)
    ranks = dict(above.values_list("pk", "classifications__kind__rank"))
    at_the_level = [unit for unit, rank in ranks.items() if level_of(rank) == level]
    found = Council.objects.on(on).filter(unit__in=at_the_level, purpose=Purpose.INITIATIVES).select_related("unit")
    return max(found, key=lambda council: ranks[council.unit_id], default=None)


def criteria_for(council: Council, level: Level, *, on: date) -> Criteria | None:
    """What the council scores by that day: its own union's, else those of the nearest above. Two queries."""
    above = Organisation.objects.above(council.unit, on=on).filter(classifications__valid__contains=on)
    ranks = dict(above.values_list("pk", "classifications__kind__rank"))
    found = Criteria.objects.on(on).filter(unit__in=ranks, level=level)
    return max(found, key=lambda one: ranks[one.unit_id], default=None)


def next_level(initiative: Initiative) -> Level | None:
    """What may be asked for next: the level above the highest that was recognised; None: it reaches all. One query."""
    reached = set(recognised(initiative).values_list("request__level", flat=True))
    return next((level for level in _ORDER if level not in reached), None)


def recognised(initiative: Initiative) -> "QuerySet[Finding]":
    """What councils have recognised of the dossier, whether or not it is still valid."""
    return Finding.objects.filter(request__initiative=initiative, recognised=True)


def reach_of(initiative: Initiative) -> Finding | None:
    """The highest level that was recognised and still counts: none of a dossier that is no longer valid. One query."""
    return reaches([initiative.pk]).get(initiative.pk)


def reaches(initiatives: Iterable[int]) -> dict[int, Finding]:
    """The same of many dossiers (keys), by their keys. One query."""
    rows = Finding.objects.filter(
        recognised=True, request__initiative__in=list(initiatives), request__initiative__state=Standing.VALID
    ).select_related("request")
    by_level = sorted(rows, key=lambda finding: _ORDER.index(Level(finding.request.level)))
    return {finding.request.initiative_id: finding for finding in by_level}


def levels_of_titles(initiatives: Iterable[int]) -> dict[int, frozenset[str]]:
    """Of the dossiers (keys) the levels at which each counts for a title: valid, recognised there, applied, replicable
    (Law 06/2022/QH15, article 3(4)). One query."""
    rows = Finding.objects.filter(recognised=True, applied=True, replicable=True)
    valid = rows.filter(request__initiative__in=list(initiatives), request__initiative__state=Standing.VALID)
    found: dict[int, set[str]] = defaultdict(set)
    for dossier, level in valid.values_list("request__initiative", "request__level"):
        found[dossier].add(level)
    return {dossier: frozenset(levels) for dossier, levels in found.items()}


def counts_for_a_title(initiatives: Iterable[int], level: Level) -> set[int]:
    """Those of the dossiers (keys) that count for a title of the level. One query."""
    return {dossier for dossier, levels in levels_of_titles(initiatives).items() if level in levels}


def sheets_that_count(request: Request) -> list[Sheet]:
    """Of each person the newest sheet. One query."""
    newest = {sheet.person_id: sheet for sheet in request.sheets.select_related("person").order_by("pk")}
    return list(newest.values())


def interested(initiative: Initiative) -> list[str]:
    """The marks of all who have a part in the dossier: its authors of ever, who entered it, who confirmed it."""
    people = filter(None, [initiative.entered_by, initiative.confirmed_by])
    return sorted({*initiative.parties, *(person.phone or fold(person.full_name) for person in people)})
