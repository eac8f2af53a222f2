"""A page as it is read: its text, and what it costs the database."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sangkien.search.tests.finding import up_to_date


def page_of(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def read(client: Client, address: str, **asked: object) -> str:
    """What a reader of the page sees, once the worker has been there."""
    up_to_date()
    answer = client.get(address, asked)
    assert answer.status_code == 200, address
    return said(answer.content)


def said(html: bytes) -> str:
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split()).replace("\xa0", " ")
