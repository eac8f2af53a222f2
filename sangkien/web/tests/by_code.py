"""Coming in by a code, for the tests of its pages: what the phone shows, and a page's ticket."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from sangkien.notices.models import Notice

SMS = "https://sms.example/send"  # nothing is sent in these tests; that there is a gateway opens the pages


@pytest.fixture(autouse=True)
def a_gateway(settings: Any) -> None:
    """This installation can send messages."""
    settings.SMS_URL = SMS


def last_code() -> str:
    """As the phone shows it."""
    return str(Notice.objects.latest("pk").params["code"])


def another(digits: str) -> str:
    """A code that is not it."""
    return f"{(int(digits) + 1) % 10**6:06d}"


def ticket_of(page: HttpResponse) -> str:
    """What the form of this page carries unseen."""
    return str(page.context["ticket"])


def types_code(client: Client, address: str, digits: str, *, ticket: str = "", **more: str) -> HttpResponse:
    """Open the page for the code and send it; with a `ticket`, without opening it again."""
    carried = ticket or ticket_of(client.get(address))
    answer: HttpResponse = client.post(address, {"code": digits, "ticket": carried, **more})
    return answer


def signed_in_as(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))
