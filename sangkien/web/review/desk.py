"""What lies on an officer's desk: the list that waits for the hat, how it is narrowed, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Self
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of, end_of, start_of
from sangkien.base.text import one_line, sort_key, words
from sangkien.confirmations.queries import Standing, unsettled
from sangkien.initiatives.models import Initiative, InitiativeQuerySet
from sangkien.initiatives.rules import SEE
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.initiatives.turns import turn_at
from sangkien.organisations.models import Organisation
from sangkien.programmes.models import Programme
from sangkien.review.models import Decision
from sangkien.review.queries import overdue, queue, unread_in, with_news
from sangkien.review.rules import CONFIRM, DECIDE, missing_to_validate
from sangkien.web.confirmations.flags import flags_for

# Seeing a dossier because of a hat. One's own are seen on the worker's pages, whatever hat one wears.
WORK = replace(SEE, rules=[rule for rule in SEE.rules if rule.role])

# From this much a year a reviewer should have the decision itself in hand.
LARGE = 3_000_000_000  # đồng

WIDE = (Role.LEADER, Role.ADMINISTRATOR)


@dataclass(frozen=True)
class Sieve:
    """How the visitor narrowed the list. Every part may be empty; what cannot be read is left out."""

    state: str = ""
    unit: str = ""
    typed: str = ""
    late: bool = False
    news: bool = False

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """From an address: trang-thai, don-vi, tim, tre, tin."""
        state = given.get("trang-thai", "")
        return cls(
            state=state if state in State.values else "",
            unit=one_line(given.get("don-vi", ""))[:60],
            typed=one_line(given.get("tim", ""))[:100],
            late=given.get("tre") == "1",
            news=given.get("tin") == "moi",
        )

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is given, by its names in an address."""
        all_parts = [
            ("trang-thai", self.state),
            ("don-vi", self.unit),
            ("tim", self.typed),
            ("tre", "1" if self.late else ""),
            ("tin", "moi" if self.news else ""),
        ]
        return [(name, value) for name, value in all_parts if value]

    @property
    def query(self) -> str:
        """For the end of an address: "?tim=do+ga", or nothing."""
        return f"?{urlencode(self.parts)}" if self.parts else ""

    @property
    def narrows(self) -> bool:
        """Does it leave anything out?"""
        return self != Sieve()


def listed(actor: Actor, sieve: Sieve) -> "QuerySet[Initiative]":
    """The dossiers of the hat that pass the sieve: those that wait for it, or those of the state asked for."""
    rows = _source(actor, sieve).select_related("recognition", "edition")
    if sieve.unit:
        top = Organisation.objects.filter(code=sieve.unit)
        rows = rows.filter(unit__in=Organisation.objects.under(top, on=actor.on, ended=True).values("pk"))
    for word in words(sieve.typed):
        rows = rows.filter(Q(folded_title__contains=word) | Q(code__icontains=word))
    return late_among(rows, on=actor.on) if sieve.late else rows


def _source(actor: Actor, sieve: Sieve) -> "QuerySet[Initiative]":
    if not sieve.news:
        return _of_state(actor, sieve.state)
    talked_of: InitiativeQuerySet = Initiative.objects.filter(pk__in=with_news(actor).values("pk"))
    found = talked_of.for_list().oldest_first()
    return found.filter(state=sieve.state) if sieve.state else found


def _of_state(actor: Actor, state: str) -> "QuerySet[Initiative]":
    if not state:
        return queue(actor)
    found: InitiativeQuerySet = Initiative.objects.filter(state=state).for_list()
    return actor.among(WORK, found.oldest_first() if state in WAITS_FOR else found.newest_first())


def late_among(rows: "QuerySet[Initiative]", *, on: date) -> "QuerySet[Initiative]":
    """Those that have waited longer than their own programme allows."""
    late = (
        overdue(
            rows.filter(programme=programme),
            on=on,
            confirm_days=programme.confirm_days,
            decide_days=programme.decide_days,
        )
        for programme in Programme.objects.all()
    )
    return reduce(or_, late, rows.none())


def unconfirmed(actor: Actor) -> "QuerySet[Initiative]":
    """What no grassroots officer below the reviewer's union has confirmed in time: the union may do it."""
    if not actor.holds(Role.REVIEWER):
        return Initiative.objects.none()
    return late_among(listed(actor, Sieve(state=State.SUBMITTED)), on=actor.on)


def actable(actor: Actor, rows: "QuerySet[Initiative]") -> "QuerySet[Initiative]":
    """Those on which the actor may settle something; never what they wrote, entered or confirmed."""
    return actor.among(CONFIRM, rows) | actor.among(DECIDE, rows)


def next_after(initiative: Initiative, *, actor: Actor, sieve: Sieve) -> Initiative | None:
    """The dossier to open when this one (as it was seen) is settled: the next in line, else the first."""
    rows = actable(actor, listed(actor, sieve)).exclude(pk=initiative.pk)
    since = initiative.waiting_since
    behind = rows.filter(Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=initiative.pk))
    return behind.first() or rows.first()


def done_today(actor: Actor) -> int:
    """How many dossiers this person has settled today, wearing any hat."""
    today = Decision.objects.filter(by=actor.person, at__gte=start_of(actor.on), at__lt=end_of(actor.on))
    return today.count()


@dataclass(frozen=True)
class Flag:
    """Something about a dossier that an officer should see before opening it."""

    text: str
    tone: str
    picture: str


@dataclass(frozen=True)
class Row:
    """One line of a list. `age` in days since it began to wait; `allowed`: how many it may."""

    initiative: Initiative
    unit: str
    superior: str
    age: int
    late: bool
    flags: list[Flag]


def rows_of(initiatives: Iterable[Initiative], *, on: date, reader: Actor | None = None) -> list[Row]:
    """Each with what its line shows, and for a `reader` how many messages are new. A query for the names, one for what
    authors say and one for the messages, whatever the number of lines."""
    found = list(initiatives)
    names = names_of([pk for one in found for pk in (one.unit_id, one.superior_id)], on=on)
    news = unread_in([one.pk for one in found], reader) if reader else {}
    doubts = unsettled(found)
    return [_row(one, names, on, _news(news.get(one.pk, 0)) + _doubts(doubts.get(one.pk, []))) for one in found]


def _row(initiative: Initiative, names: Mapping[int, str], on: date, first: list[Flag]) -> Row:
    age = (on - day_of(initiative.waiting_since)).days
    return Row(
        initiative=initiative,
        unit=names.get(initiative.unit_id) or initiative.unit.code,
        superior=names.get(initiative.superior_id) or initiative.superior.code,
        age=age,
        late=turn_at(initiative).late(on),
        flags=[*first, *flags_of(initiative)],
    )


def _news(n: int) -> list[Flag]:
    text = ngettext("%(n)s tin nhắn mới", "%(n)s tin nhắn mới", n) % {"n": n}
    return [Flag(text, "blue", "message-square")] if n else []


def _doubts(standings: Sequence[Standing]) -> list[Flag]:
    return [Flag(text, "red", "users") for text in flags_for(standings)]


def flags_of(initiative: Initiative) -> list[Flag]:
    """Restricted, late without a word on it, not recognised yet, a large value without the decision's scan."""
    flags = []
    if initiative.restricted:
        flags.append(Flag(_("Hạn chế công bố"), "grey", "lock"))
    if (late := getattr(initiative, "late", None)) and late.accepted is None:
        flags.append(Flag(_("Gửi muộn do mất mạng"), "gold", "clock"))
    if initiative.state in WAITS_FOR and missing_to_validate(initiative):
        flags.append(Flag(_("Chưa được công nhận"), "gold", "award"))
    if (initiative.benefit_vnd or 0) >= LARGE and initiative.recognition_paper_id is None:
        flags.append(Flag(_("Từ 3 tỷ đồng, chưa có bản chụp quyết định"), "gold", "paperclip"))
    return flags


def names_of(ids: Iterable[int | None], *, on: date) -> dict[int, str]:
    """The short names of that day, by id. One query."""
    named = Organisation.objects.filter(pk__in={pk for pk in ids if pk}).named(on=on)
    return {unit.pk: unit.short_name for unit in named}


def units_in(actor: Actor, sieve: Sieve) -> list[tuple[str, str]]:
    """(code, name) to narrow the list by: the grassroots unions in it; for who oversees many, the superiors."""
    whose = "superior" if actor.holds(*WIDE) else "unit"
    rows = _source(actor, sieve).order_by().values(whose)
    named = Organisation.objects.filter(pk__in=rows).named(on=actor.on)
    units = [(unit.code, unit.short_name or unit.code) for unit in named]
    return sorted(units, key=lambda unit: sort_key(unit[1]))
