"""Asking the authors: links and notices for whoever is named in a dossier that somebody else has sent.

The worker does it a moment after the sending, so that sending itself writes nothing for it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from sangkien.audit.actions import Line, record_many
from sangkien.base.phones import is_mobile_here
from sangkien.confirmations.models import AskedUpTo, AuthorLink
from sangkien.confirmations.rules import AUTHOR_LINK_LASTS
from sangkien.consents.rules import is_sender
from sangkien.initiatives.models import Author, Event, Initiative
from sangkien.initiatives.parts import mark_of
from sangkien.notices.actions import write
from sangkien.notices.queries import written_since

AT_ONCE = 5_000  # steps of histories
# Steps get their numbers before others see them: one that comes late must not be passed over. No request lives so long.
SETTLED_AFTER = timedelta(minutes=2)
ASKED = "author_asked"  # the notice's kind
A_DAY = timedelta(days=1)
MOST_TO_A_PHONE, MOST_OF_A_SENDER = 5, 100  # messages a day; a chair enters forty dossiers in one

# The whole address of a link, as a message carries it.
Address = Callable[[AuthorLink], str]


@transaction.atomic
def ask_authors(*, at: datetime, address: Address | None = None) -> int:
    """Make a link for every author who has none, of every open dossier that was sent or completed since the last time,
    other than the one who sent it; how much there was to do. Safe to run anywhere, several at once, and to kill.

    Those with a mobile number get a message with the `address` of their link, within limits; without it nobody does.
    The other links are handed on by hand.
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
    to_tell = list(_to_tell(new, at=at)) if address else []  # counted before the new ones are there
    AuthorLink.objects.bulk_create(link for _author, link in new)
    record_many((Line(link) for _author, link in new), verb="author_link.make", by=None, at=at)
    for author, link in to_tell:
        assert address is not None
        _tell(link, author, address(link), at=at)
    return len(new)


def _to_tell(new: Iterable[tuple[Author, AuthorLink]], *, at: datetime) -> Iterator[tuple[Author, AuthorLink]]:
    """Those who get a message: by a mobile number of Vietnam, so many a day to one number and for one sender. Whoever
    is named makes the product pay and a stranger's phone ring; the other links are handed on by hand. Two queries."""
    able = [(author, link) for author, link in new if author.phone and is_mobile_here(author.phone)]
    since = at - A_DAY
    to_phone = written_since(ASKED, {author.phone for author, _link in able}, since)
    of_sender = _asked_for_since({link.initiative.entered_by_id for _author, link in able}, since)
    for author, link in able:
        sender = link.initiative.entered_by_id
        if to_phone[author.phone] < MOST_TO_A_PHONE and of_sender[sender] < MOST_OF_A_SENDER:
            to_phone[author.phone] += 1
            of_sender[sender] += 1
            yield author, link


def _asked_for_since(senders: Iterable[int], since: datetime) -> Counter[int]:
    """How many links to phones were made for the dossiers of each of these people (keys) since then."""
    made = AuthorLink.objects.filter(initiative__entered_by__in=senders, mark__startswith="+", made_by=None)
    return Counter(made.filter(made_at__gt=since).values_list("initiative__entered_by", flat=True))


def _tell(link: AuthorLink, author: Author, address: str, *, at: datetime) -> None:
    initiative = link.initiative
    params = {"name": initiative.entered_by.full_name, "dossier": initiative.code, "link": address}
    write(ASKED, to=author.phone, params=params, at=at, secret=True)  # whoever reads the link could answer by it


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
