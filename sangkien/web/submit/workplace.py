"""Finding the workplace: what the first page shows besides its one question."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from sangkien.accounts.models import Person
from sangkien.base.text import one_line
from sangkien.initiatives.models import Draft, Initiative
from sangkien.organisations.models import Organisation, UnitKind
from sangkien.organisations.queries import chain
from sangkien.organisations.search import MOST_LETTERS, Findings, find_workplaces
from sangkien.web.submit.forms.workplace import SEARCHED
from sangkien.web.submit.sheet import Answers
from sangkien.web.submit.steps import WORKPLACE

_MOST_FOUND = 8
_LAST = 20  # dossiers and drafts of a person that tell where they work


@dataclass(frozen=True)
class Link:
    """A union in the chain that the worker confirms: its name, and in words what it is."""

    name: str
    kind: str


@dataclass(frozen=True)
class Choice:
    """One workplace to choose: the union's code and name, the names of the unions above it, and where its name does
    not tell, why it was found."""

    code: str
    name: str
    above: list[str]
    because: str


def around_the_question(
    params: QueryDict, answers: Answers, *, on: date, person: Person | None = None
) -> dict[str, Any]:
    """The search, what it found, and the union that is chosen so far with its whole chain.

    The unions that the signed-in `person` chose before stand first among those that are equally close.
    """
    asked = one_line((params.get("q") or _typed_without_a_network(answers))[:MOST_LETTERS])
    code = one_line((params.get("co-so") or "")[:MOST_LETTERS]) or str(answers.get("unit", ""))
    findings = _found(asked, on, person)
    if len(findings.found) == 1 and not findings.more:
        code = findings.found[0].code  # the button below says that it is the one
    return {
        "q": asked,
        "found": [Choice(unit.code, unit.name, unit.chain[1:], unit.because) for unit in findings.found],
        "more": findings.more,
        "chosen": code,
        "chain": [] if asked else links_of(code, on),
    }


def chosen_before(person: Person) -> set[int]:
    """The unions of the last dossiers and drafts that the person wrote, for whomever."""
    sent = Initiative.objects.filter(entered_by=person).newest_first().values("unit")[:_LAST]
    drafts = Draft.objects.filter(person=person).order_by("-saved_at").values_list("answers", flat=True)[:_LAST]
    codes = [str(answers.get(WORKPLACE.slug, {}).get("unit", "")) for answers in drafts]
    units = Organisation.objects.filter(Q(pk__in=sent) | Q(code__in=codes))
    return set(units.values_list("pk", flat=True))


def _typed_without_a_network(answers: Answers) -> str:
    return "" if answers.get("unit") else str(answers.get(SEARCHED, ""))


def _found(asked: str, on: date, person: Person | None) -> Findings:
    if not asked:
        return Findings([])
    return find_workplaces(asked, on, _MOST_FOUND, preferred=chosen_before(person) if person else ())


def links_of(code: str, on: date) -> list[Link]:
    """The union with this code and all above it that day; none when it takes no dossiers then."""
    unit = Organisation.objects.filter(code=code).first()
    links = chain(unit, on) if unit else []
    kinds = {kind.code: kind for kind in UnitKind.objects.filter(code__in={link.kind for link in links})}
    if not links or not kinds[links[0].kind].takes_dossiers:
        return []
    return [Link(link.name, kinds[link.kind].label) for link in links]
