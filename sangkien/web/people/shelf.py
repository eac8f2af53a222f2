"""What lies on one's own shelf: drafts, dossiers that came back, dossiers on their way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of
from sangkien.initiatives.models import Draft, Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import State
from sangkien.initiatives.telling import as_told
from sangkien.initiatives.turns import turn_at
from sangkien.programmes.models import Term, TermList
from sangkien.review.models import Decision, Verdict
from sangkien.review.queries import unread_in
from sangkien.review.rules import missing_to_validate
from sangkien.web.people.turns import turn_of
from sangkien.web.review.desk import names_of
from sangkien.web.submit.drafts import title_of, way_on
from sangkien.web.submit.steps import ALL

LINE = ("programme", "edition", "recognition", "untold")  # what a line reads with its dossier

# Seeing a dossier as the one who wrote or entered it, whatever hat one wears.
MINE = replace(SEE, rules=[rule for rule in SEE.rules if rule.own])


@dataclass(frozen=True)
class DraftLine:
    """A draft, what it is called so far, how old it is, and the address to go on with."""

    draft: Draft
    title: str
    age: str
    way_on: str


@dataclass(frozen=True)
class DossierLine:
    """A dossier, whose turn it is, how many points it came back with, how many messages are new, and whether it still
    lacks a recognition that its people could ask for."""

    initiative: Initiative
    turn: str
    asked: int
    news: int
    unrecognised: bool

    @property
    def on_the_way(self) -> bool:
        """Does it wait for a union?"""
        return turn_at(self.initiative).union is not None


def drafts_of(person: Person, *, on: date) -> list[DraftLine]:
    """What somebody has begun and not sent, the last touched first. One query."""
    begun = person.drafts.filter(sent_at=None, discarded_at=None, correcting=None).exclude(answers={})
    return [
        DraftLine(draft, title_of(draft) or _("Bài chưa có tên"), _age(draft, on), way_on(draft))
        for draft in begun.select_related("programme", "edition").order_by("-saved_at", "-pk")
    ]


def own(actor: Actor) -> "QuerySet[Initiative]":
    """One's own dossiers: those that wait for oneself first, then those on their way, then the finished; of each the
    newest first."""
    waits = When(Q(closed_at=None) | Q(untold__isnull=False), then=Value(1))  # for all that they have been told
    place = Case(When(state=State.RETURNED, untold=None, then=Value(0)), waits, default=Value(2))
    mine = Initiative.objects.filter(pk__in=actor.among(MINE, Initiative.objects.all()).values("pk"))
    return mine.order_by(place, "-submitted_at", "-pk").select_related(*LINE)


def lines_of(initiatives: Iterable[Initiative], *, actor: Actor) -> list[DossierLine]:
    """Each as its people have been told, with what its line shows. Three queries, whatever the number of lines."""
    found = [as_told(initiative) for initiative in initiatives]
    names = names_of([pk for one in found for pk in (one.unit_id, one.desk_id)], on=actor.on)
    asked = asked_of([one.pk for one in found if one.state == State.RETURNED])
    news = unread_in([one.pk for one in found], actor)
    return [
        DossierLine(
            initiative=one,
            turn=turn_of(one, names, on=actor.on),
            asked=asked.get(one.pk, 0),
            news=news.get(one.pk, 0),
            unrecognised=one.closed_at is None and bool(missing_to_validate(one)),
        )
        for one in found
    ]


def asked_of(returned: Sequence[int]) -> Mapping[int, int]:
    """How many points the last return of each of these dossiers (ids) has. One query."""
    decisions = Decision.objects.filter(initiative__in=returned, verdict=Verdict.RETURNED).order_by("pk")
    return {decision.initiative_id: len(decision.reasons) for decision in decisions}


def correction_of(initiative: Initiative, person: Person | None) -> Draft | None:
    """The completion that this person has already begun. One query."""
    begun = initiative.corrections.filter(person=person, sent_at=None, seen_version=initiative.version)
    return begun.first()


def first_asked_step(initiative: Initiative) -> str:
    """The form's first page that the last return speaks of (a reason's page is the programme's data)."""
    last = Decision.objects.filter(initiative=initiative, verdict=Verdict.RETURNED).order_by("pk").last()
    codes = [reason["code"] for reason in last.reasons] if last else []
    reasons = Term.objects.filter(programme=initiative.programme_id, list=TermList.RETURN_REASON, code__in=codes)
    pages: list[int] = [reason.attributes["step"] for reason in reasons if "step" in reason.attributes]
    return ALL[min(pages, default=1) - 1].slug


def _age(draft: Draft, on: date) -> str:
    days = (on - day_of(draft.saved_at)).days
    if days < 1:
        return _("hôm nay")
    return ngettext("%(n)s ngày trước", "%(n)s ngày trước", days) % {"n": days}
