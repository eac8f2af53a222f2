"""Those whom an honour is about are told by a message to their phones."""

from datetime import datetime

from sangkien.honours.models import Nomination
from sangkien.notices.actions import write

LONGEST = 30  # of a number in a message


def tell(nomination: Nomination, kind: str, *, number: str, at: datetime) -> None:
    """The person, or the officers of the collective, by the numbers that are known."""
    for phone in nomination.parties:
        if phone.startswith("+"):
            write(kind, to=phone, params={"number": number[:LONGEST]}, at=at)
