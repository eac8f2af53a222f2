"""Zalo Notification Service: a template that Zalo has approved, filled in, to the Zalo account of a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from sangkien.notices.channels.answers import Answer, Outcome
from sangkien.notices.channels.asking import Unheard, asked
from sangkien.notices.wording import Message

# Zalo's own codes: no such number; no Zalo account, one that takes no such message, or not from us.
_NO_NUMBER = -108
_NOT_ON_ZALO = {-114, -118, -119, -139, -141}


@dataclass(frozen=True)
class Zns:
    """`templates`: the number of Zalo's template for each kind of notice; a kind without one goes another way.

    `token_file` holds nothing but the access token. It is read for each message: Zalo's tokens live a day, and
    whoever renews it need not restart anything.
    """

    client: httpx.Client
    url: str
    token_file: Path
    templates: Mapping[str, str]
    name: str = "zns"

    def send(self, message: Message) -> Answer:
        """The parameters only; the text is in the template."""
        template = self.templates.get(message.kind)
        if template is None:
            return Answer(Outcome.ELSEWHERE, self.name, error="no template")
        body = {
            "phone": message.to.removeprefix("+"),
            "template_id": template,
            "template_data": dict(message.params),
            "tracking_id": str(message.key),
        }
        try:
            token = self.token_file.read_text("utf-8-sig").strip()  # some editors put a mark before it
        except (OSError, UnicodeDecodeError):
            return Answer(Outcome.LATER, self.name, error="no token")
        try:
            status, said = asked(self.client, self.url, headers={"access_token": token}, body=body)
        except Unheard as no:
            return Answer(Outcome.LATER, self.name, error=str(no))
        return self._answer(status, said)

    def _answer(self, status: int, said: Mapping[str, Any]) -> Answer:
        """Zalo answers 200 also to what it refuses: `error` decides, and 0 is sent."""
        error = said.get("error")
        if status != 200 or not isinstance(error, int):
            return Answer(Outcome.LATER, self.name, error=f"http {status}")
        if error == 0:
            data = said.get("data")
            return Answer(Outcome.SENT, self.name, str(data.get("msg_id", ""))[:80] if isinstance(data, dict) else "")
        outcome = Outcome.ELSEWHERE if error in _NOT_ON_ZALO else Outcome.LATER
        return Answer(Outcome.NEVER if error == _NO_NUMBER else outcome, self.name, error=f"zns {error}")
