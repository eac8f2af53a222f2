"""How an officer narrows the list: by state, union, words, what is late, what is new to read, what is odd."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import parse_qsl, urlencode

from django.db.models import Q, QuerySet

from sangkien.accounts.models import Role
from sangkien.accounts.permissions import Actor
from sangkien.base.text import one_line, sort_key, words
from sangkien.desks.queries import colleagues, mine, nobodys
from sangkien.initiatives.models import Initiative, InitiativeQuerySet
from sangkien.initiatives.states import WAITS_FOR, State
from sangkien.organisations.models import Organisation
from sangkien.review.queries import WORK, overdue, queue, with_news
from sangkien.triage.models import Kind
from sangkien.web.stretches import MOST_COUNTED, Order

WIDE = (Role.LEADER, Role.ADMINISTRATOR)
ANY_FLAG = "co"  # of `flag`: whatever it is
# Whose work it is at the desk.
WHOSE: dict[str, Callable[["QuerySet[Initiative]", Actor], "QuerySet[Initiative]"]] = {
    "toi": mine,
    "chua": nobodys,
    "khac": colleagues,
}
WHOLE = "?xem=het"  # the whole queue, where a view of one's own comes first


@dataclass(frozen=True)
class Sieve:
    """How the visitor narrowed the list. Every part may be empty; what cannot be read is left out."""

    state: str = ""
    unit: str = ""
    typed: str = ""
    late: bool = False
    news: bool = False
    flag: str = ""
    whose: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Self:
        """From an address: trang-thai, don-vi, tim, tre, tin, dau-hieu, giao."""
        state, flag = given.get("trang-thai", ""), given.get("dau-hieu", "")
        return cls(
            state=state if state in State.values else "",
            unit=one_line(given.get("don-vi", ""))[:60],
            typed=one_line(given.get("tim", ""))[:100],
            late=given.get("tre") == "1",
            news=given.get("tin") == "moi",
            flag=flag if flag in {ANY_FLAG, *Kind.values} else "",
            whose=whose if (whose := given.get("giao", "")) in WHOSE else "",
        )

    @classmethod
    def kept(cls, query: str) -> Self:
        """From the end of an address that was kept."""
        return cls.read(dict(parse_qsl(query.removeprefix("?"))))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What is given, by its names in an address."""
        all_parts = [
            ("trang-thai", self.state),
            ("don-vi", self.unit),
            ("tim", self.typed),
            ("tre", "1" if self.late else ""),
            ("tin", "moi" if self.news else ""),
            ("dau-hieu", self.flag),
            ("giao", self.whose),
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

    @property
    def order(self) -> Order:
        """What waits stands oldest and riskiest first; for its author, oldest first; what is closed, newest first."""
        if not self.state and not self.news:
            return Order("place__ranked_at")
        if self.state in WAITS_FOR or self.news:
            return Order("waiting_since")
        return Order("submitted_at", newest=True)


def listed(actor: Actor, sieve: Sieve) -> "QuerySet[Initiative]":
    """The dossiers of the hat that pass the sieve, in its order: those that wait for it, or those of the state asked
    for."""
    # What a line shows, and no more: every further table would be planned for anew at each look.
    rows = _source(actor, sieve).select_related(None).select_related("programme", "late", "place")
    if sieve.unit:
        top = Organisation.objects.filter(code=sieve.unit)
        rows = rows.filter(unit__in=Organisation.objects.under(top, on=actor.on, ended=True).values("pk"))
    for word in words(sieve.typed):
        rows = rows.filter(Q(folded_title__contains=word) | Q(code__icontains=word))
    rows = flagged(rows, sieve.flag) if sieve.flag else rows
    rows = overdue(rows, on=actor.on) if sieve.late else rows
    rows = WHOSE[sieve.whose](rows, actor) if sieve.whose else rows
    return sieve.order.arranged(rows)


def flagged(rows: "QuerySet[Initiative]", flag: str) -> "QuerySet[Initiative]":
    """Those with this kind of flag, or with any."""
    return rows.filter(place__hours__gt=0) if flag == ANY_FLAG else rows.filter(place__marks__contains=[flag])


def _source(actor: Actor, sieve: Sieve) -> "QuerySet[Initiative]":
    if not sieve.news:
        return _of_state(actor, sieve.state)
    talked_of: InitiativeQuerySet = Initiative.objects.filter(pk__in=with_news(actor).values("pk"))
    found = talked_of.for_list()
    return found.filter(state=sieve.state) if sieve.state else found


def _of_state(actor: Actor, state: str) -> "QuerySet[Initiative]":
    return actor.among(WORK, Initiative.objects.filter(state=state).for_list()) if state else queue(actor)


def units_in(actor: Actor, sieve: Sieve) -> list[tuple[str, str]]:
    """(code, name) to narrow the list by: the grassroots unions of its first thousand lines, and the one that is
    chosen; for who oversees many, the superiors."""
    whose = "superior" if actor.holds(*WIDE) else "unit"
    first = listed(actor, replace(sieve, unit=""))[:MOST_COUNTED].values(whose)
    named = Organisation.objects.filter(Q(pk__in=first) | Q(code=sieve.unit)).named(on=actor.on)
    units = [(unit.code, unit.short_name or unit.code) for unit in named]
    return sorted(units, key=lambda unit: sort_key(unit[1]))
