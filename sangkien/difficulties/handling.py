"""What officers do at a desk: answer, ask back, note, hand up and down, group, set aside, make a lesson of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from sangkien.accounts.permissions import Actor
from sangkien.audit.actions import record
from sangkien.base.days import day_of
from sangkien.base.problems import NotPossible
from sangkien.difficulties import rules
from sangkien.difficulties.models import Difficulty, Grouping, Handover, Lesson, Reply, ReplyKind
from sangkien.difficulties.moving import above, locked, move, open_state, tell_asker, tell_officers
from sangkien.difficulties.states import State
from sangkien.guidance.actions import publish
from sangkien.guidance.models import Article
from sangkien.guidance.rules import Written
from sangkien.organisations.models import Organisation


@transaction.atomic
def answer(
    difficulty: Difficulty, text: str, *, seen: int, by: Actor, at: datetime, article: Article | None = None
) -> Reply:
    """Answer who asked, and with them everybody whose difficulty was grouped under this one; perhaps with an article to
    read on. Raises NotAllowed, NotPossible, Stale."""
    difficulty = _at_the_desk(difficulty, text, seen=seen, by=by)
    reply = _reply(difficulty, ReplyKind.ANSWER, text, by=by, at=at, article=article)
    move(difficulty, verb="answer", to=State.ANSWERED, by=by, at=at)
    tell_asker("difficulty_answered", difficulty, at=at)
    for other in grouped_under(difficulty):
        _answer_too(other, reply, by=by, at=at)
    return reply


@transaction.atomic
def ask_back(difficulty: Difficulty, text: str, *, seen: int, by: Actor, at: datetime) -> Reply:
    """Ask who asked for more. Until they say it no day is counted. Raises NotAllowed, NotPossible, Stale."""
    difficulty = _at_the_desk(difficulty, text, seen=seen, by=by)
    reply = _reply(difficulty, ReplyKind.QUESTION, text, by=by, at=at)
    move(difficulty, verb="ask_back", to=State.ASKED_BACK, by=by, at=at)
    tell_asker("difficulty_question", difficulty, at=at)
    return reply


@transaction.atomic
def note(difficulty: Difficulty, text: str, *, by: Actor, at: datetime) -> Reply:
    """Write something down for other officers; who asked never reads it. Raises NotAllowed, NotPossible."""
    difficulty = _at_the_desk(difficulty, text, seen=None, by=by)
    reply = _reply(difficulty, ReplyKind.NOTE, text, by=by, at=at)
    record(verb="difficulty.note", target=difficulty, by=by.person, at=at, unit=by.unit)
    return reply


@transaction.atomic
def hand_up(difficulty: Difficulty, reason: str, *, seen: int, by: Actor, at: datetime) -> Handover:
    """Hand it to the next union above, and say why; all grouped under it go along. Raises NotAllowed, NotPossible (also
    at the top), Stale."""
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.HAND_OVER, difficulty)
    upper = above(difficulty.desk, on=day_of(at))
    if problems := rules.without_words(reason, field="reason") or ([] if upper else [rules.nobody_above()]):
        raise NotPossible(problems)
    assert upper is not None
    return hand(difficulty, upper, reason=reason, by=by, at=at)


@transaction.atomic
def hand_down(difficulty: Difficulty, reason: str, *, seen: int, by: Actor, at: datetime) -> Handover:
    """Give it back to the union that handed it up, with a word on how to answer. Raises NotAllowed, NotPossible,
    Stale."""
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.HAND_OVER, difficulty)
    below = came_from(difficulty)
    if problems := rules.without_words(reason, field="reason") or ([] if below else [rules.not_from_below()]):
        raise NotPossible(problems)
    assert below is not None
    return hand(difficulty, below, reason=reason, by=by, at=at)


def came_from(difficulty: Difficulty) -> Organisation | None:
    """The union below that handed it to the desk where it lies. One query."""
    last = difficulty.handovers.filter(to=difficulty.desk).select_related("desk").order_by("pk").last()
    went_down = last and last.desk_id in _above_of(difficulty)
    return last.desk if last and not went_down else None


def _above_of(difficulty: Difficulty) -> list[int]:
    """The unions above its desk, as its chain has them."""
    at = difficulty.chain.index(difficulty.desk_id) if difficulty.desk_id in difficulty.chain else -1
    return list(difficulty.chain[at + 1 :])


def hand(difficulty: Difficulty, to: Organisation, *, reason: str, by: Actor | None, at: datetime) -> Handover:
    """From its desk to that one. `by` None: the clock. Who may, the caller has asked."""
    handover = Handover.objects.create(
        difficulty=difficulty,
        desk=difficulty.desk,
        since=difficulty.waiting_since,
        due_on=difficulty.due_on,
        to=to,
        by=by.somebody if by else None,
        reason=reason,
        at=at,
    )
    followers = list(grouped_under(difficulty))
    difficulty.desk = to
    move(difficulty, verb="hand_over", to=open_state(difficulty), by=by, at=at, desk=to)
    Difficulty.objects.filter(pk__in=[one.pk for one in followers]).update(desk=to)
    tell_officers("difficulty_came", to, difficulty, at=at)
    return handover


@transaction.atomic
def group(difficulty: Difficulty, leading: Difficulty, *, seen: int, by: Actor, at: datetime) -> Grouping:
    """Put it under a leading one about the same thing: the answer to that one answers it too. Raises NotAllowed,
    NotPossible, Stale."""
    first, second = sorted([difficulty.pk, leading.pk])
    Difficulty.objects.select_for_update().filter(pk__in=[first, second]).order_by("pk").first()
    difficulty, leading = locked(difficulty.pk, seen=seen), locked(leading.pk)
    by.must(rules.GROUP, difficulty)
    by.must(rules.GROUP, leading)
    problems = rules.not_to_be_led(difficulty, leading)
    if problems or grouped_under(difficulty).exists():
        raise NotPossible(problems or [rules.leads_others()])
    grouping = Grouping.objects.create(difficulty=difficulty, leading=leading, by=by.somebody, at=at)
    move(difficulty, verb="group", to=State.GROUPED, by=by, at=at)
    return grouping


@transaction.atomic
def stand_alone(difficulty: Difficulty, *, seen: int, by: Actor, at: datetime) -> Grouping:
    """It was about something else after all: it lies on the desk by itself again. Raises NotAllowed, NotPossible,
    Stale."""
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.GROUP, difficulty)
    grouping = Grouping.objects.create(difficulty=difficulty, leading=None, by=by.somebody, at=at)
    move(difficulty, verb="stand_alone", to=open_state(difficulty), by=by, at=at)
    return grouping


@transaction.atomic
def set_aside(difficulty: Difficulty, reason: str, *, seen: int, by: Actor, at: datetime) -> Reply:
    """Answer nothing to it: abuse, advertising. Who asked reads why; it stays, and may be taken up again. Raises
    NotAllowed, NotPossible, Stale."""
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.SET_ASIDE, difficulty)
    if problems := rules.without_words(reason, field="reason"):
        raise NotPossible(problems)
    reply = _reply(difficulty, ReplyKind.ASIDE, reason, by=by, at=at)
    move(difficulty, verb="set_aside", to=State.ASIDE, by=by, at=at)
    return reply


@transaction.atomic
def take_up(difficulty: Difficulty, reason: str, *, seen: int, by: Actor, at: datetime) -> Reply:
    """Look at it after all. Raises NotAllowed, NotPossible, Stale."""
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.SET_ASIDE, difficulty)
    if problems := rules.without_words(reason, field="reason"):
        raise NotPossible(problems)
    reply = _reply(difficulty, ReplyKind.TAKEN_UP, reason, by=by, at=at)
    move(difficulty, verb="take_up", to=open_state(difficulty), by=by, at=at)
    return reply


@transaction.atomic
def make_a_lesson(reply: Reply, written: Written, *, by: Actor, at: datetime) -> Article:
    """Publish an answer as an article of the officer's union, once. Raises NotAllowed, NotPossible."""
    difficulty = locked(reply.difficulty_id)
    by.must(rules.SEE, difficulty)
    if Lesson.objects.filter(reply=reply).exists() or reply.kind != ReplyKind.ANSWER:
        raise NotPossible([rules.a_lesson_already()])
    article = publish(by.office, written, by=by, at=at)
    Lesson.objects.create(reply=reply, article=article, by=by.somebody, at=at)
    return article


def grouped_under(leading: Difficulty) -> "QuerySet[Difficulty]":
    """Those that lie under it now."""
    last = Grouping.objects.filter(difficulty=OuterRef("pk")).order_by("-pk").values("leading")[:1]
    return Difficulty.objects.filter(state=State.GROUPED).annotate(led_by=Subquery(last)).filter(led_by=leading.pk)


# Helpers, in the order of call -----------------------------------------------------------------------------


def _at_the_desk(difficulty: Difficulty, text: str, *, seen: int | None, by: Actor) -> Difficulty:
    difficulty = locked(difficulty.pk, seen=seen)
    by.must(rules.ANSWER, difficulty)
    if problems := rules.without_words(text):
        raise NotPossible(problems)
    return difficulty


def _reply(
    difficulty: Difficulty,
    kind: ReplyKind,
    text: str,
    *,
    by: Actor,
    at: datetime,
    article: Article | None = None,
    copied: Reply | None = None,
) -> Reply:
    return Reply.objects.create(
        difficulty=difficulty,
        kind=kind,
        text=text,
        by=by.somebody,
        article=article,
        copied=copied,
        desk=difficulty.desk,
        since=difficulty.waiting_since,
        due_on=difficulty.due_on,
        at=at,
    )


def _answer_too(other: Difficulty, answered: Reply, *, by: Actor, at: datetime) -> None:
    """The same words to somebody whose difficulty was the same; not by whoever asked it."""
    other = locked(other.pk)
    if not by.may(rules.GROUP, other):
        move(other, verb="stand_alone", to=open_state(other), by=by, at=at)
        return
    _reply(other, ReplyKind.ANSWER, answered.text, by=by, at=at, article=answered.article, copied=answered)
    move(other, verb="answer", to=State.ANSWERED, by=by, at=at)
    tell_asker("difficulty_answered", other, at=at)
