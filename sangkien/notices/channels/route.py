"""Which channels there are here, and how a message finds its way through them."""

from collections.abc import Sequence
from pathlib import Path

import httpx
from django.conf import settings

from sangkien.notices.channels.answers import Answer, Channel, Outcome
from sangkien.notices.channels.sms import Sms
from sangkien.notices.channels.terminal import Terminal
from sangkien.notices.channels.zns import Zns
from sangkien.notices.models import SCREEN
from sangkien.notices.wording import Message

CONSOLE, SMS, ZNS = "console", "sms", "zns"


def configured() -> list[str]:
    """The names of the channels in the order in which they are tried; none where no gateway is set up. A
    demonstration reaches nobody's phone, whatever is set up."""
    if settings.DEMO_CLOCK:
        return [SCREEN]
    named = [(ZNS, settings.ZNS_TOKEN_FILE), (SMS, settings.SMS_URL)]
    return [name for name, given in named if given] or ([CONSOLE] if settings.DEBUG else [])


def ways(client: httpx.Client) -> list[Channel]:
    """The same channels, ready to send."""
    return [_channel(name, client) for name in configured()]


def carried(message: Message, ways: Sequence[Channel]) -> Answer:
    """The first channel that takes it; the next where one does not reach the number, or, for what somebody is
    waiting for, where one cannot just now. The last answer counts."""
    answer = Answer(Outcome.LATER, "", error="no channel")
    for channel in ways:
        answer = channel.send(message)
        if answer.outcome != Outcome.ELSEWHERE and not (answer.outcome == Outcome.LATER and message.urgent):
            break
    return answer


def _channel(name: str, client: httpx.Client) -> Channel:
    if name == ZNS:
        return Zns(client, settings.ZNS_URL, Path(settings.ZNS_TOKEN_FILE), settings.ZNS_TEMPLATES)
    if name == SMS:
        return Sms(client, settings.SMS_URL, settings.SMS_SENDER, settings.SMS_TOKEN)
    return Terminal(name)
