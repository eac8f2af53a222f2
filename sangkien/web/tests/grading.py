"""Pages of grading as a browser meets them."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client: Client, address: str, status: int, **typed: Any) -> str:
    answer = client.post(address, typed)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def cost(client: Client, address: str) -> int:
    """Of how many questions."""
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)
