"""Asking the authors: links and notices for whoever is named in a dossier that somebody else has sent.

The worker does it a moment after the sending, so that sending itself writes nothing for it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from sangkien.audit.actions import Line, record_many
from sangkien.confirmations.models import AskedUpTo, AuthorLink
from sangkien.confirmations.rules import AUTHOR_LINK_LASTS, is_sender, mark_of
from sangkien.initiatives.models import Author, Event, Initiative
from sangkien.notices.actions import write

AT_ONCE = 5_000  # steps of histories
# Steps get their numbers before others see them: one that comes late must not be passed over. No request lives so long.
SETTLED_AFTER = timedelta(minutes=2)

# The whole address of a link, as a message carries it.
Address = Callable[[AuthorLink], str]


@transaction.atomic
def ask_authors(*, at: datetime, address: Address | None = None) -> int:
    """Make a link for every author who has none, of every open dossier that was sent or completed since the last time,
    other than the one who sent it; how much there was to do. Safe to run anywhere, several at once, and to kill.

    Those with a phone get a message with the `address` of their link; without it nobody does, and the links are handed
    on by hand.
    """
    AskedUpTo.objects.get_or_create(pk=1)
    reached = AskedUpTo.objects.select_for_update(skip_locked=True).first()
    if reached is None:
        return 0  # another worker is at it
    steps = list(Event.objects.filter(pk__gt=reached.event_id or 0).order_by("pk")[:AT_ONCE])
    sent = {step.initiative_id for step in steps if step.verb in ("submit", "resubmit")}
    return _ask(_of_others(sent), at=at, address=address) + _go_on(reached, steps, at=at)


def _of_others(sent: Iterable[int]) -> list[Initiative]:
    """Those that are open and may name somebody besides the one who sent it; what a demonstration made up asks
    nobody. Two queries."""
    sender = Coalesce(OuterRef("entered_by__phone"), Value(""))
    others = Author.objects.filter(Q(phone="") | ~Q(phone=sender), initiative=OuterRef("pk"))
    found = Initiative.objects.filter(Exists(others), pk__in=sent, closed_at=None, made=False)
    return list(found.select_related("entered_by").prefetch_related("authors").order_by("pk"))


def _ask(initiatives: Sequence[Initiative], *, at: datetime, address: Address | None) -> int:
    there = AuthorLink.objects.filter(initiative__in=initiatives, ended_at=None)
    asked = set(there.values_list("initiative", "mark"))
    new = [
        (author, _link(initiative, author, at))
        for initiative in initiatives
        for author in _to_ask(initiative)
        if (initiative.pk, mark_of(author)) not in asked
    ]
    AuthorLink.objects.bulk_create(link for _author, link in new)
    record_many((Line(link) for _author, link in new), verb="author_link.make", by=None, at=at)
    for author, link in new:
        if address and author.phone:
            _tell(link, author, address(link), at=at)
    return len(new)


def _tell(link: AuthorLink, author: Author, address: str, *, at: datetime) -> None:
    initiative = link.initiative
    params = {"name": initiative.entered_by.full_name, "dossier": initiative.code, "link": address}
    write("author_asked", to=author.phone, params=params, at=at)


def _to_ask(initiative: Initiative) -> Iterator[Author]:
    """The authors besides the sender; two of one name are asked once."""
    others = [author for author in initiative.credited if not is_sender(author, initiative.entered_by)]
    yield from {mark_of(author): author for author in others}.values()


def _link(initiative: Initiative, author: Author, at: datetime) -> AuthorLink:
    return AuthorLink(
        initiative=initiative,
        mark=mark_of(author),
        version=initiative.version,
        made_at=at,
        expires_at=at + AUTHOR_LINK_LASTS,
    )


def _go_on(reached: AskedUpTo, steps: Iterable[Event], *, at: datetime) -> int:
    """Move the mark past what no late step can come before; how many steps that were."""
    settled = []
    for step in steps:
        if step.at > at - SETTLED_AFTER:
            break
        settled.append(step)
    if settled:
        reached.event = settled[-1]
        reached.save(update_fields=["event"])
    return len(settled)
