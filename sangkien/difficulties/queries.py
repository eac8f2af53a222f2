"""Questions about difficulties: the queue of a desk, who is alike, what was counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import TruncDate

from sangkien.accounts.permissions import Actor
from sangkien.accounts.planned import Planned, counted
from sangkien.base.days import VIETNAM, end_of, start_of
from sangkien.difficulties.models import Difficulty, Grouping, Handover, Lesson, Reply, ReplyKind, Sign
from sangkien.difficulties.rules import OFFICERS, SEE, SEE_OWN
from sangkien.difficulties.states import OPEN
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme

_LOOKED_AT = 300  # newest ones that are held against another
_ALIKE = 0.34  # share of the words of the shorter one; below that two have hardly more than the topic in common
_MOST_ALIKE = 6


def seen_by(actor: Actor) -> "QuerySet[Difficulty]":
    """What the actor's office has or had below it, in the order in which it has to be looked at: what may be dangerous,
    what a desk has to answer by its last day, then the rest, newest first."""
    if not actor.holds(*OFFICERS):
        return Difficulty.objects.none()
    first = Case(
        When(signs__contains=[Sign.DANGER], state__in=OPEN, then=Value(0)),
        When(state__in=OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    last = Case(When(state__in=OPEN, then=F("due_on")), default=None)
    seen = actor.among(SEE, Difficulty.objects.all()).annotate(first=first, last=last)
    return seen.select_related("unit", "desk").order_by("first", F("last").asc(nulls_last=True), "-asked_at", "-pk")


def at_the_desk(actor: Actor) -> "QuerySet[Difficulty]":
    """Those of them that the actor's own office has to answer."""
    if not actor.holds(*OFFICERS):
        return Difficulty.objects.none()
    standing = Organisation.objects.now_in(actor.office, on=actor.on)
    return seen_by(actor).filter(state__in=OPEN, desk__in=standing.values("pk"))


def how_many_wait(actor: Actor) -> int:
    """How many they are. One query."""
    return next((number for (number,) in _HOW_MANY(actor)), 0)


_HOW_MANY = Planned(lambda actor: counted(at_the_desk(actor).order_by()))


def own(actor: Actor) -> "QuerySet[Difficulty]":
    """What the actor has asked, the newest first."""
    return actor.among(SEE_OWN, Difficulty.objects.all()).select_related("desk", "unit").order_by("-asked_at", "-pk")


def found_by_code(code: str, tail: str) -> Difficulty | None:
    """The one of this code whose asker's number ends so. One query, whether it is there or not."""
    known = Q(phone__endswith=tail) | Q(asked_by__phone__endswith=tail)
    return Difficulty.objects.select_related("desk", "unit").filter(known, code=code).first()


def leading_of(difficulty: Difficulty) -> Difficulty | None:
    """Under which it was grouped. One query."""
    last = Grouping.objects.filter(difficulty=difficulty).select_related("leading").order_by("pk").last()
    return last.leading if last else None


def lesson_of(difficulty: Difficulty) -> Lesson | None:
    """What became of its last answer. One query."""
    return Lesson.objects.filter(reply__difficulty=difficulty).select_related("article").order_by("pk").last()


def alike(difficulty: Difficulty, actor: Actor) -> list[Difficulty]:
    """Open ones at the same desk that tell of the same kind of thing in many of the same words, the most alike first.
    One query.

    The room `similarity` measures titles, word beside word; of two people who tell of one thing in their own words
    that says nothing. Here it is the share of the words of the shorter text that the other one has too."""
    words = _words(difficulty.folded)
    others = seen_by(actor).filter(desk=difficulty.desk, state__in=OPEN, kind=difficulty.kind).exclude(pk=difficulty.pk)
    weighed = [(_share(words, _words(one.folded)), one) for one in others.order_by("-asked_at")[:_LOOKED_AT]]
    best = sorted((pair for pair in weighed if pair[0] >= _ALIKE), key=lambda pair: (-pair[0], pair[1].pk))
    return [one for _weight, one in best[:_MOST_ALIKE]]


def _words(folded: str) -> frozenset[str]:
    return frozenset(word for word in folded.split() if len(word) > 2)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest else 0.0


@dataclass(frozen=True)
class Counts:
    """What a union and all below it met with in some days: `received`; of these `answered` by the end, `in_time` by the
    last day of the turn, still `waiting`, not answered for good (`aside`); `foreign` of FDI; `kinds` by code; `lessons`
    that answers became."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    waiting: int = 0
    aside: int = 0
    foreign: int = 0
    handed_up: int = 0
    lessons: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)


def received(
    unit: Organisation, programme: Programme, first: date, last: date, *, at: datetime
) -> "QuerySet[Difficulty]":
    """What came to the union or below it from `first` to the end of `last`, or up to `at` before that; booked to the
    unions above on the day it was asked."""
    until = min(end_of(last), at)
    came = Difficulty.objects.filter(programme=programme, asked_at__gte=start_of(first), asked_at__lte=until)
    return came.filter(chain__contains=[unit.pk])


def counts(unit: Organisation, programme: Programme, first: date, last: date, *, at: datetime) -> Counts:
    """Of these, told as it stood at the end of the last day, or at `at` before that. Two queries, whatever the
    number."""
    until = min(end_of(last), at)
    came = _told(received(unit, programme, first, last, at=at), until)
    was_answered, was_put_aside = Q(answered_at__isnull=False), Q(put_aside=ReplyKind.ASIDE)
    numbers = came.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=was_answered),
        in_time=Count("pk", filter=was_answered & Q(answered_on__lte=F("due"))),
        aside=Count("pk", filter=~was_answered & was_put_aside),
        foreign=Count("pk", filter=Q(foreign=True)),
        handed_up=Count("pk", filter=Q(went_up=True)),
        lessons=Count("pk", filter=Q(taught=True)),
    )
    waiting = numbers["received"] - numbers["answered"] - numbers["aside"]
    by_kind = came.values("kind").order_by("kind").annotate(number=Count("pk")).values_list("kind", "number")
    return Counts(**numbers, waiting=waiting, kinds=dict(by_kind))


def _told(came: "QuerySet[Difficulty]", until: datetime) -> "QuerySet[Difficulty]":
    """With what had been done about each by then: the first answer that was its own."""
    replies = Reply.objects.filter(difficulty=OuterRef("pk"), at__lte=until)
    answers = replies.filter(kind=ReplyKind.ANSWER).order_by("pk")
    aside = replies.filter(kind__in=[ReplyKind.ASIDE, ReplyKind.TAKEN_UP]).order_by("-pk")
    up = Handover.objects.filter(difficulty=OuterRef("pk"), at__lte=until)
    return came.annotate(
        answered_at=Subquery(answers.values("at")[:1]),
        answered_on=TruncDate("answered_at", tzinfo=VIETNAM),
        due=Subquery(answers.values("due_on")[:1]),
        put_aside=Subquery(aside.values("kind")[:1]),
        went_up=Exists(up),
        taught=Exists(Lesson.objects.filter(reply__difficulty=OuterRef("pk"), at__lte=until)),
    )


def listed(unit: Organisation, programme: Programme, first: date, last: date, *, at: datetime) -> list[Difficulty]:
    """What a digest upward tells one by one: of what came in these days all that is not answered yet or was handed up,
    the oldest first. One query."""
    until = min(end_of(last), at)
    came = _told(received(unit, programme, first, last, at=at), until)
    still = Q(answered_at=None) & (Q(put_aside=None) | Q(put_aside=ReplyKind.TAKEN_UP))
    return list(came.filter(still | Q(went_up=True)).select_related("unit", "desk").order_by("asked_at", "pk"))
