"""For demonstrations and development: the message is a line in the server's terminal."""

import sys
from dataclasses import dataclass

from sangkien.notices.channels.answers import Answer, Outcome
from sangkien.notices.wording import Message


@dataclass(frozen=True)
class Terminal:
    """Reaches nobody's phone."""

    name: str

    def send(self, message: Message) -> Answer:
        """Written at once, so that who waits for it sees it."""
        sys.stderr.write(f"[{self.name}] {message.to}: {message.text}\n")
        sys.stderr.flush()
        return Answer(Outcome.SENT, self.name)
