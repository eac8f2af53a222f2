"""Finding the workplace: what the first page shows besides its one question."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from sangkien.base.text import one_line
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.organisations.queries import chain
from sangkien.organisations.search import MOST_LETTERS, search_workplaces
from sangkien.web.submit.sheet import Answers

_MOST_FOUND = 8


@dataclass(frozen=True)
class Link:
    """A union in the chain that the worker confirms: its name, and in words what it is."""

    name: str
    kind: str


@dataclass(frozen=True)
class Choice:
    """One workplace to choose: the union's code and name, and the names of the unions above it."""

    code: str
    name: str
    above: list[str]


def around_the_question(params: QueryDict, answers: Answers, *, on: date) -> dict[str, Any]:
    """The search, what it found, and the union that is chosen so far with its whole chain."""
    asked = one_line((params.get("q") or "")[:MOST_LETTERS])
    code = one_line((params.get("co-so") or "")[:MOST_LETTERS]) or str(answers.get("unit", ""))
    found = search_workplaces(asked, on, _MOST_FOUND) if asked else []
    return {
        "q": asked,
        "found": [Choice(unit.code, unit.name, unit.chain[1:]) for unit in found],
        "chosen": code,
        "chain": [] if asked else links_of(code, on),
    }


def links_of(code: str, on: date) -> list[Link]:
    """The union with this code and all above it that day; none when it takes no dossiers then."""
    unit = Organisation.objects.filter(code=code).first()
    links = chain(unit, on) if unit else []
    kinds = {kind.code: kind for kind in UnitKind.objects.filter(code__in={link.kind for link in links})}
    if not links or not kinds[links[0].kind].takes_dossiers:
        return []
    return [Link(link.name, kinds[link.kind].label) for link in links]
