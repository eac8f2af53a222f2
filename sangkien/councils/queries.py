"""The sheets of a round, and what they come to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet, prefetch_related_objects

from sangkien.accounts.permissions import Actor
from sangkien.base.days import start_of
from sangkien.councils.models import ScoreSheet
from sangkien.councils.results import Result
from sangkien.councils.rules import SCORE, is_scored
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.rules import BY_COUNCIL, SEE, TOLD
from sangkien.initiatives.states import State
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Edition, Programme, Workflow


@dataclass(frozen=True)
class Tally:
    """The sheets that count in a round, in the order in which they were given, and how many are needed."""

    sheets: tuple[ScoreSheet, ...]
    quorum: int
    most: int
    percent: int

    @property
    def lacking(self) -> int:
        """How many sheets are still to come before anything follows."""
        return max(0, self.quorum - len(self.sheets))

    @property
    def result(self) -> Result | None:
        """What concluding would give; None before there are enough sheets."""
        points = sum(sheet.total for sheet in self.sheets)
        return None if self.lacking else Result(points, len(self.sheets), self.most, self.percent)

    def of(self, person: int) -> ScoreSheet | None:
        """The sheet of that person (key) that counts."""
        return next((sheet for sheet in self.sheets if sheet.by_id == person), None)


def tally(initiative: Initiative) -> Tally:
    """Of the round that runs: the turn that the dossier has at its desk. It begins whenever the dossier comes there,
    and goes on when a conclusion is undone, since that puts the turn back. One query, and the edition unless read."""
    given = initiative.sheets.filter(desk=initiative.desk_id, since=initiative.waiting_since)
    return _tally(initiative.edition, given.select_related("by"))


def tally_before(event: Event, edition: Edition) -> Tally:
    """Of the round that ended with this step. One query."""
    assert event.since is not None
    given = ScoreSheet.objects.filter(initiative=event.initiative_id, desk=event.desk_id, since=event.since)
    return _tally(edition, given.select_related("by"))


def tallies(initiatives: Iterable[Initiative]) -> Mapping[int, Tally]:
    """Of those that a council scores now, by their keys. Two queries where there are any; reads the programmes."""
    lying = [one for one in initiatives if one.programme.workflow == Workflow.COUNCIL]
    prefetch_related_objects(lying, "edition")
    scored = {one.pk: one for one in lying if is_scored(one)}
    if not scored:
        return {}
    given: dict[int, list[ScoreSheet]] = {pk: [] for pk in scored}
    for sheet in in_their_round(ScoreSheet.objects.filter(initiative__in=scored)).select_related("by"):
        given[sheet.initiative_id].append(sheet)
    return {pk: _tally(one.edition, given[pk]) for pk, one in scored.items()}


def in_their_round(sheets: "QuerySet[ScoreSheet]") -> "QuerySet[ScoreSheet]":
    """Those given in the round that runs."""
    return sheets.filter(desk=F("initiative__desk"), since=F("initiative__waiting_since"))


@dataclass(frozen=True)
class Scored:
    """A dossier that a council scored and that has its verdict, and the sheets of the round that led to it."""

    initiative: Initiative
    tally: Tally

    @property
    def result(self) -> Result:
        """What the sheets came to."""
        result = self.tally.result
        assert result is not None  # nothing is concluded before there are enough sheets
        return result


def concluded_between(desk: Organisation, *, programme: Programme, first: date, last: date) -> "QuerySet[Initiative]":
    """What was concluded for the union's council from `first` to `last` and is told."""
    days = {"closed_at__gte": start_of(first), "closed_at__lt": start_of(last + timedelta(days=1))}
    return Initiative.objects.filter(BY_COUNCIL, TOLD, programme=programme, judged_for=desk, **days)


def scored_between(desk: Organisation, *, programme: Programme, first: date, last: date) -> list[Scored]:
    """What the union's council scored and was concluded for it from `first` to `last`, by code: only verdicts that are
    told, since until then nobody knows how others scored. Four queries."""
    judged = concluded_between(desk, programme=programme, first=first, last=last)
    given: dict[int, list[ScoreSheet]] = {}
    for sheet in ScoreSheet.objects.filter(desk=desk, initiative__in=judged.values("pk")).order_by("since", "pk"):
        known = given.setdefault(sheet.initiative_id, [])
        if known and known[0].since != sheet.since:  # an earlier round, that led to no verdict
            known.clear()
        known.append(sheet)
    dossiers = judged.filter(pk__in=given).select_related("edition", "programme").prefetch_related("authors")
    found = [Scored(one, _tally(one.edition, given[one.pk])) for one in dossiers.order_by("code")]
    return [one for one in found if one.tally.result]


def to_score(actor: Actor) -> "QuerySet[Initiative]":
    """What waits for a sheet of this councillor: of a dossier that came back, for another one."""
    here = {"initiative": OuterRef("pk"), "desk": OuterRef("desk"), "since": OuterRef("waiting_since")}
    own = ScoreSheet.objects.filter(by=actor.person, **here)
    return actor.among(SCORE, Initiative.objects.filter(~Exists(own)))


def taken_away(actor: Actor) -> "QuerySet[Initiative]":
    """What lay before this councillor's council and is no longer theirs to read: withdrawn, or waiting for its union
    once more."""
    lay = Event.objects.filter(initiative=OuterRef("pk"), to_state=State.REVIEWING)
    gone = Initiative.objects.filter(Exists(lay), BY_COUNCIL, state__in=[State.SUBMITTED, State.WITHDRAWN])
    return actor.among(SCORE.whenever(), gone)


def scored_by(actor: Actor) -> "QuerySet[Initiative]":
    """What this councillor has ever scored."""
    own = ScoreSheet.objects.filter(by=actor.person, initiative=OuterRef("pk"))
    return actor.among(SEE, Initiative.objects.filter(Exists(own)))


def _tally(edition: Edition, given: Iterable[ScoreSheet]) -> Tally:
    """Of each person the newest sheet."""
    newest = {sheet.by_id: sheet for sheet in sorted(given, key=lambda sheet: sheet.pk)}
    points: Mapping[str, int] = edition.points or {}
    sheets = tuple(sorted(newest.values(), key=lambda sheet: sheet.pk))
    return Tally(sheets, edition.quorum or 0, sum(points.values()), edition.pass_percent or 0)
