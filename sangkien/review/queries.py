"""Questions of those who review."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import start_of
from sangkien.initiatives.models import Event, Initiative
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import ON_A_DESK, State
from sangkien.organisations.models import Organisation
from sangkien.review.models import Decision, Message, ReadMark, Verdict
from sangkien.review.rules import ANSWER, ASK, PROPOSE, TALK_DAYS

# Seeing a dossier because of a hat. One's own are seen on the worker's pages, whatever hat one wears.
WORK = replace(SEE, rules=[rule for rule in SEE.rules if rule.role])


def queue(actor: Actor) -> "QuerySet[Initiative]":
    """What waits for this hat, oldest and riskiest first (see `triage.Place`): for a grassroots officer what to
    confirm, for a reviewer what to decide (and what no grassroots officer has confirmed in time is seen there too)."""
    if actor.hat is None:
        return Initiative.objects.none()
    return actor.among(WORK, Initiative.objects.filter(_turn(actor)).for_list().order_by("place__ranked_at", "pk"))


def _turn(actor: Actor) -> Q:
    assert actor.hat is not None
    if actor.holds(Role.GRASSROOTS_OFFICER):
        return Q(state=State.SUBMITTED, place__desk__in=_own_desks(actor))
    if actor.holds(Role.REVIEWER):
        # What the reviewer confirmed in the union's place, or judged, is a colleague's to decide.
        mine = Q(confirmed_by=actor.person) | Q(judged_by=actor.person)
        return Q(state__in=ON_A_DESK, place__desk__in=_own_desks(actor)) & ~mine
    return Q(place__isnull=False)


def _own_desks(actor: Actor) -> list[int]:
    """Asked beforehand: by the desk itself the list is read in its order from the index. One query."""
    return list(_own_units(actor).values_list("pk", flat=True))


def _own_units(actor: Actor) -> "QuerySet[Organisation]":
    """The hat's union and those that it stands for."""
    return Organisation.objects.now_in(actor.office, on=actor.on)


def overdue(initiatives: "QuerySet[Initiative]", *, on: date) -> "QuerySet[Initiative]":
    """Those of `initiatives` whose union has not answered in time: the last day is behind us that day."""
    return initiatives.filter(is_overdue(on))


def is_overdue(on: date) -> Q:
    """The same, as a condition."""
    return Q(state__in=ON_A_DESK, due_on__lt=on)


def unread_in(initiatives: Iterable[int], actor: Actor) -> Mapping[int, int]:
    """How many messages the actor has yet to read in each of these dossiers (ids); those without are left out. What
    one's own side wrote is never new. One query."""
    new = _unread(actor).filter(initiative__in=list(initiatives))
    return dict(new.order_by().values_list("initiative").annotate(Count("pk")))


def with_news(actor: Actor) -> "QuerySet[Initiative]":
    """The dossiers with something new to read, for as long as it may be answered: a hat's, or without one the
    actor's own."""
    permission = ANSWER if actor.hat else ASK
    lately = start_of(actor.on - timedelta(days=TALK_DAYS))
    talking = Initiative.objects.filter(Q(closed_at=None) | Q(closed_at__gte=lately)).exclude(state=State.WITHDRAWN)
    return actor.among(permission, talking.filter(pk__in=_unread(actor).values("initiative")))


def _unread(actor: Actor) -> "QuerySet[Message]":
    marks = ReadMark.objects.filter(initiative=OuterRef("initiative"), person=actor.person).values("message")
    new = Message.objects.alias(read_to=Coalesce(Subquery(marks), 0)).filter(pk__gt=F("read_to"))
    theirs = Q(unit=None) | ~Q(unit__in=_own_units(actor)) if actor.hat else Q(unit__isnull=False)
    return new.filter(theirs).exclude(by=actor.person)


def last_conclusion(initiative: Initiative) -> Event | None:
    """The step by which a council's scores last decided, unless it was undone. One query."""
    concluded = initiative.events.filter(detail__has_key="council")
    return concluded.exclude(decision__answers__verdict=Verdict.UNDONE).order_by("pk").last()


def overturned(actor: Actor) -> "QuerySet[Decision]":
    """The verdicts of the last thirty days, told by now, that stand in the place of the actor's own, the newest first;
    of dossiers that the hat still sees."""
    since = start_of(actor.on - timedelta(days=TALK_DAYS))
    told = Q(initiative__untold=None) | Q(event__version__lt=F("initiative__untold__version"))
    others = Decision.objects.overturning().filter(told, about__by=actor.person, at__gte=since)
    standing = others.exclude(answers__verdict=Verdict.UNDONE)
    seen = standing.filter(initiative__in=actor.among(WORK, Initiative.objects.all()))
    return seen.select_related("initiative", "about", "unit").order_by("-pk")


def unrecognised(actor: Actor) -> "QuerySet[Initiative]":
    """The open dossiers that nobody has recognised yet and for which the actor may have the papers drafted, newest
    first. Whether the programme asks for a recognition at all is `missing_to_validate`."""
    waiting = Initiative.objects.filter(Q(recognition=None) | Q(recognition__attributes__counts=False))
    return actor.among(PROPOSE, waiting.newest_first())
