"""What may be odd about a dossier: one table of who looks for which sign. A sign is a reason to ask, never a verdict.

Who looks gets the dossier and the moment and gives what was found, or nothing. Another room's knowledge comes in here,
by one line of the table.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from sangkien.base.days import day_of, end_of
from sangkien.confirmations.helping import habit_of, oddities
from sangkien.confirmations.queries import unsettled
from sangkien.confirmations.rules import entered_for
from sangkien.evidence.norms import odd_values
from sangkien.initiatives.levels import is_contradicted
from sangkien.initiatives.models import IS_PUBLIC, Author, Initiative
from sangkien.initiatives.states import State
from sangkien.organisations.keys import search_key
from sangkien.organisations.models import Organisation, Workplace
from sangkien.similarity.apart import in_order, told_apart
from sangkien.similarity.decisions import uses_of
from sangkien.similarity.photos import photos_again
from sangkien.similarity.queries import Told, alike_to
from sangkien.triage.models import Kind

Fact = dict[str, Any]
Look = Callable[[Initiative, datetime], Iterator[Fact]]

LARGE = 3_000_000_000  # đồng a year: from this much on one should have the decision itself in hand
LAST_HOURS = 6  # before the end of a phase
_ELSEWHERE_LATELY = timedelta(days=365)


def looked_at(initiative: Initiative, *, at: datetime) -> dict[Kind, list[Fact]]:
    """What every source finds at that moment; kinds without a finding are left out."""
    found = ((kind, list(look(initiative, at))) for kind, look in SOURCES.items())
    return {kind: facts for kind, facts in found if facts}


def _alike(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    """Records that tell of the same thing, among those that the desk sees whole and those that anybody may see: of
    others nothing is told, not even that there are any."""
    seen = _records(_at_the_desk(initiative) | IS_PUBLIC)
    found = {one.initiative.pk: one for one in alike_to(Told.of(initiative), among=seen, readable=seen)}
    again = dict.fromkeys(photo.theirs.initiative_id for photo in photos_again(initiative, among=seen))
    apart = told_apart((initiative.pk, key) for key in [*found, *again])
    if keys := [key for key in found if in_order(initiative.pk, key) not in apart]:
        yield {"code": "alike", "percent": int(found[keys[0]].score * 100), "n": len(keys), "with": keys}
    if keys := [key for key in again if in_order(initiative.pk, key) not in apart]:
        yield {"code": "photo_again", "n": len(keys), "with": keys}


def _at_the_desk(initiative: Initiative) -> Q:
    """What the desk at which the dossier lies sees whole."""
    return Q(unit=initiative.desk_id) | Q(superior=initiative.desk_id)


def _records(where: Q) -> "QuerySet[Initiative]":
    return Initiative.objects.filter(where).exclude(state__in=[State.DUPLICATE, State.WITHDRAWN])


def _decision(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    """Chưa được công nhận; or the form needs a decision of which something is missing or cannot be (letter of phase 2,
    item 3)."""
    term = initiative.recognition
    if term is None or not term.counts:
        if initiative.edition.recognition_counts:
            yield {"code": "not_recognised"}
        return
    if not term.needs_paper:
        return
    for code, given in [
        ("no_number", initiative.recognition_number),
        ("no_day", initiative.recognised_on),
        ("no_issuer", initiative.recognition_issuer),
    ]:
        if not given:
            yield {"code": code}
    if initiative.recognition_number and not any(letter.isdigit() for letter in initiative.recognition_number):
        yield {"code": "number_without_digits"}
    if initiative.recognised_on and initiative.applied_on and initiative.recognised_on < initiative.applied_on:
        yield {"code": "before_applied", "days": (initiative.applied_on - initiative.recognised_on).days}
    if (initiative.benefit_vnd or 0) >= LARGE and initiative.recognition_paper_id is None:
        yield {"code": "no_scan"}
    uses = uses_of(initiative, among=_records(_at_the_desk(initiative)))
    if uses and uses.over:
        yield {"code": "named_by_others", "n": len(uses.others)}
    if uses and uses.other_days:
        yield {"code": "other_day", "n": len(uses.other_days)}


def _value(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    """A value far from what is usual in the field, or another than the employer says."""
    if odd := odd_values([initiative]).get(initiative.pk):
        yield {"code": "odd_value", **asdict(odd)}
    if is_contradicted(initiative):
        yield {"code": "value_contradicted", "said": initiative.employer_vnd}


def _large(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    if (initiative.benefit_vnd or 0) >= LARGE:
        yield {"code": "large", "dong": initiative.benefit_vnd}


def _unit(initiative: Initiative, at: datetime) -> Iterator[Fact]:
    """Signs that the authors belong elsewhere: their number's last dossier, or the workplace that issued the decision.
    A name that this union's workplaces have as well says nothing."""
    if elsewhere := _last_union_of_its_authors(initiative, at):
        yield {"code": "author_elsewhere", "unit": elsewhere.pk}
    if issuer := _union_of_the_issuer(initiative):
        yield {"code": "issuer_elsewhere", "unit": issuer.pk}


def _last_union_of_its_authors(initiative: Initiative, at: datetime) -> Organisation | None:
    phones = [author.phone for author in initiative.credited if author.phone]
    others = Author.objects.filter(phone__in=phones, initiative__submitted_at__gte=at - _ELSEWHERE_LATELY)
    others = others.exclude(initiative=initiative.pk).exclude(initiative__state=State.WITHDRAWN)
    last = others.select_related("initiative__unit").order_by("-initiative__submitted_at").first()
    # What follows the tree, or was sent on to the right union, has come from there.
    moved = last is None or last.initiative.unit_id == initiative.unit_id or last.initiative.unit_id in initiative.chain
    return None if moved or last is None else last.initiative.unit


def _union_of_the_issuer(initiative: Initiative) -> Organisation | None:
    key = search_key(initiative.recognition_issuer) if initiative.recognition_issuer else ""
    namesakes = list(Workplace.objects.filter(folded=key).select_related("organisation")[:10]) if key else []
    known = {workplace.organisation_id for workplace in namesakes}
    if not known or known & {initiative.unit_id, *initiative.chain}:
        return None
    return namesakes[0].organisation


def _helper(initiative: Initiative, at: datetime) -> Iterator[Fact]:
    if entered_for(initiative):
        habit = habit_of(initiative.entered_by, at=at)
        if oddities(habit):
            yield {"code": "habit", **vars(habit)}


def _authors(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    for standing, n in Counter(unsettled([initiative]).get(initiative.pk, [])).items():
        yield {"code": standing.value, "n": n}


def _last_minute(initiative: Initiative, _at: datetime) -> Iterator[Fact]:
    """Sent within the last hours of its phase, when nobody has time to ask back."""
    last_day = initiative.phase.last_day if initiative.phase else None
    if last_day is None or day_of(initiative.submitted_at) > last_day:
        return
    left = end_of(last_day) - initiative.submitted_at
    if left <= timedelta(hours=LAST_HOURS):
        yield {"code": "last_minute", "minutes": int(left.total_seconds() // 60)}


SOURCES: dict[Kind, Look] = {
    Kind.ALIKE: _alike,
    Kind.VALUE: _value,
    Kind.AUTHORS: _authors,
    Kind.UNIT: _unit,
    Kind.HELPER: _helper,
    Kind.DECISION: _decision,
    Kind.LARGE: _large,
    Kind.LAST_MINUTE: _last_minute,
}
