"""Questions about notices."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from sangkien.notices.channels import configured
from sangkien.notices.models import Notice, State
from sangkien.notices.wording import Unwordable, message


def can_send() -> bool:
    """Does anything that is written here reach a phone (or, in a demonstration, its reader)?"""
    return bool(configured())


def late(at: datetime) -> int:
    """How many have been waiting for more than five minutes past their turn."""
    return Notice.objects.due(at - timedelta(minutes=5)).count()


def written_since(kind: str, to: Iterable[str], since: datetime) -> Counter[str]:
    """How many notices of a kind were written to each of these numbers after that moment. One query."""
    return Counter(Notice.objects.filter(kind=kind, to__in=to, written_at__gt=since).values_list("to", flat=True))


def shown_in_a_demonstration(to: str, *, at: datetime) -> str:
    """The last message to this number, for a visitor who cannot see the server's terminal. Empty in real life:
    whoever reads it there could come in as anybody."""
    if not settings.DEMO_CLOCK:
        return ""
    last = Notice.objects.filter(to=to).exclude(state=State.FAILED).order_by("-pk").first()
    if last is None or not last.params or last.expires_at <= at:
        return ""
    try:
        return message(last.key, last.kind, to=to, params=last.params, language=last.language).text
    except Unwordable:
        return ""
