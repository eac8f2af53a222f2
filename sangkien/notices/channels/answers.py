"""What a channel says of a message it was given."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from sangkien.notices.wording import Message


class Outcome(Enum):
    """`ELSEWHERE`: this channel does not reach the number, another may; `NEVER`: there is no such number."""

    SENT = auto()
    LATER = auto()
    ELSEWHERE = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Answer:
    """`provider_id` is the gateway's own number of the message; `error` a short reason without personal data."""

    outcome: Outcome
    channel: str
    provider_id: str = ""
    error: str = ""


class Channel(Protocol):
    """An adapter. It raises nothing: whatever goes wrong is an answer. Given the same message twice it may send it
    twice only where the gateway does not know the message's key."""

    @property
    def name(self) -> str:
        """As it stands in the notice that it carried."""

    def send(self, message: Message) -> Answer:
        """Hand the message over, within a few seconds."""
