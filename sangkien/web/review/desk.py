"""What lies on an officer's desk: the lines of the list, and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sangkien.accounts.permissions import Actor
from sangkien.base.days import day_of, end_of, start_of
from sangkien.councils.queries import Tally, tallies
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import WAITS_FOR
from sangkien.initiatives.turns import turn_at
from sangkien.organisations.models import Organisation
from sangkien.review.models import Decision
from sangkien.review.queries import unread_in
from sangkien.review.rules import CONFIRM, DECIDE
from sangkien.web.review.sieve import Sieve, listed
from sangkien.web.review.signs import Sign, signs_of
from sangkien.web.stretches import Order

_MOST_LOOKED_AT = 200  # lines, in search of the next that is not the actor's own


def actable(actor: Actor, keys: Iterable[int]) -> set[int]:
    """Of the dossiers with these keys those on which the actor may settle something; never what they wrote, entered or
    confirmed. One query."""
    rows = Initiative.objects.filter(pk__in=list(keys))
    return set((actor.among(CONFIRM, rows) | actor.among(DECIDE, rows)).values_list("pk", flat=True))


def next_after(initiative: Initiative, *, actor: Actor, sieve: Sieve) -> Initiative | None:
    """The dossier to open when this one (as it was seen) is settled: the next in line, else the first."""
    rows = listed(actor, sieve).exclude(pk=initiative.pk)
    return _first_of(rows.filter(behind(initiative, sieve.order)), actor) or _first_of(rows, actor)


def behind(initiative: Initiative, order: Order, *, backwards: bool = False) -> Q:
    """What comes after it in this order, or before it; all, where it had no place there."""
    if order.field == "place__ranked_at" and not hasattr(initiative, "place"):
        return Q()
    return order.beyond(order.moment(initiative), initiative.pk, backwards=backwards)


def _first_of(rows: "QuerySet[Initiative]", actor: Actor) -> Initiative | None:
    """The first on which the actor may settle something."""
    first = list(rows.values_list("pk", flat=True)[:_MOST_LOOKED_AT])
    theirs = actable(actor, first)
    found = next((pk for pk in first if pk in theirs), None)
    return Initiative.objects.get(pk=found) if found else None


def done_today(actor: Actor) -> int:
    """How many dossiers this person has settled today, wearing any hat."""
    today = Decision.objects.filter(by=actor.person, at__gte=start_of(actor.on), at__lt=end_of(actor.on))
    return today.count()


@dataclass(frozen=True)
class Row:
    """One line of a list. `age` in days since it began to wait; `news`: messages that the reader has not read;
    `signs`: what is odd about it; `council`: how many sheets its council has given; `looked`: has somebody looked for
    signs since it last changed?"""

    initiative: Initiative
    unit: str
    superior: str
    age: int
    late: bool
    signs: list[Sign]
    news: str = ""
    looked: bool = True
    council: str = ""


def rows_of(initiatives: Iterable[Initiative], *, on: date, reader: Actor | None = None) -> list[Row]:
    """Each with what its line shows, and for a `reader` how many messages are new. A query for the names, two for the
    signs, one for the messages, two where councils score, whatever the number of lines."""
    found = list(initiatives)
    names = names_of([pk for one in found for pk in (one.unit_id, one.superior_id)], on=on)
    news = unread_in([one.pk for one in found], reader) if reader else {}
    signs, scored = signs_of(found, on=on), tallies(found)
    return [
        _row(one, names, on, signs.get(one.pk, []), news.get(one.pk, 0), _sheets(scored.get(one.pk))) for one in found
    ]


def _sheets(scored: Tally | None) -> str:
    if scored is None:
        return ""
    return _("%(given)s/%(quorum)s phiếu chấm") % {"given": len(scored.sheets), "quorum": scored.quorum}


def _row(initiative: Initiative, names: Mapping[int, str], on: date, signs: list[Sign], news: int, council: str) -> Row:
    return Row(
        initiative=initiative,
        unit=names[initiative.unit_id],
        superior=names[initiative.superior_id],
        age=(on - day_of(initiative.waiting_since)).days,
        late=turn_at(initiative).late(on),
        signs=signs,
        news=ngettext("%(n)s tin nhắn mới", "%(n)s tin nhắn mới", news) % {"n": news} if news else "",
        looked=_looked(initiative),
        council=council,
    )


def _looked(initiative: Initiative) -> bool:
    place = getattr(initiative, "place", None) if initiative.state in WAITS_FOR else None
    return place is None or place.looked_at is not None


def names_of(ids: Iterable[int | None], *, on: date) -> dict[int, str]:
    """The short names of that day, or of who has none then the codes, by id. One query."""
    named = Organisation.objects.filter(pk__in={pk for pk in ids if pk}).named(on=on)
    return {unit.pk: unit.short_name or unit.code for unit in named}
