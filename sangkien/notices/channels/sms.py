"""SMS through the operator's gateway. The contract stands in docs/how-to/messages.md."""

from dataclasses import dataclass, field

import httpx

from sangkien.notices.channels.answers import Answer, Outcome
from sangkien.notices.channels.asking import Unheard, asked
from sangkien.notices.wording import Message


@dataclass(frozen=True)
class Sms:
    """POST {id, to, from, text}; 2xx with {id} is sent; an {error} of "invalid_phone" is final, all else for now."""

    client: httpx.Client
    url: str
    sender: str
    token: str = field(repr=False)
    name: str = "sms"

    def send(self, message: Message) -> Answer:
        """The short text, without marks."""
        body = {"id": str(message.key), "to": message.to, "from": self.sender, "text": message.short}
        headers = {"Idempotency-Key": str(message.key)}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            status, said = asked(self.client, self.url, headers=headers, body=body)
        except Unheard as no:
            return Answer(Outcome.LATER, self.name, error=str(no))
        if 200 <= status < 300:
            return Answer(Outcome.SENT, self.name, provider_id=str(said.get("id", ""))[:80])
        if said.get("error") == "invalid_phone":
            return Answer(Outcome.NEVER, self.name, error="invalid_phone")
        return Answer(Outcome.LATER, self.name, error=f"http {status}")
