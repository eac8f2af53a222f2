"""What stands in an address: an odd code leads nowhere, and what only some may see stays in no cache."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from tests.cast import Cast

ODD = [
    "%00",
    "SK-2022-000001%00",
    "%00.%00",
    "%0A",
    "%27",
    "%20",
    "%F0%9F%98%80",
    "%EF%BF%BF",
    "%ED%A0%80",
    "%25",
    "%2E.",
]
_CODE = re.compile(r"<(?:\w+:)?(code|other|step)>")
_PLACES = {"uuid": str(uuid4()), "int": "1", "slug": "a4", "form": "csv", "picture": "svg"}
TYPED = ("/gui/tiep/", "/n/")
"""Codes a person types off a paper or a wall: a wrong one is answered by the page that says how to read it."""


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, route)
        else:
            yield route, pattern


EVERY = list(_addresses(get_resolver().url_patterns))
WITH_CODE = [route for route, _pattern in EVERY if _CODE.search(route)]
LOOKED_UP = [route for route in WITH_CODE if not route.startswith(TYPED)]
READ_OFF = [route for route in WITH_CODE if route.startswith(TYPED)]


def filled(route: str, code: str) -> str:
    """The address with this code wherever a code stands, and something of its kind elsewhere."""
    said = _CODE.sub(lambda _found: code, route)
    return re.sub(r"<(\w+):\w+>", lambda found: _PLACES[found[1]], said)


Asking = Callable[[str], Any]


def everybody(cast: Cast) -> list[Asking]:
    """Anybody and four of the cast, each to look and to send."""
    browsers = [Client(), *(cast.client(login) for login in ("lan", "mai", "minh", "ha"))]
    return [ask for browser in browsers for ask in (browser.get, browser.post)]


def answers(asking: list[Asking], route: str) -> set[tuple[str, str, str, int]]:
    """What they are answered here for each odd code: route, code, way of asking, status. Where a code leads to no page
    at all, no page looks at who asks: each code is asked by one of them, in turn."""
    return {
        (route, code, ask.__name__, ask(filled(route, code)).status_code)
        for n, code in enumerate(ODD)
        for ask in (asking if is_a_page(filled(route, code)) else [asking[n % len(asking)]])
    }


def is_a_page(address: str) -> bool:
    """Is there a page behind the address, as it is typed?"""
    try:
        resolve(unquote(address))
    except Resolver404:
        return False
    return True


def test_a_name_leads_to_one_page() -> None:
    named: dict[str, set[str]] = {}
    for _route, pattern in EVERY:
        if pattern.name:
            named.setdefault(pattern.name, set()).add(pattern.lookup_str)

    assert {name: views for name, views in named.items() if len(views) > 1} == {}


class TestAnOddCode:
    def test_leads_nowhere_whoever_asks_and_however(self, cast: Cast) -> None:
        asking = everybody(cast)

        assert [answer for route in LOOKED_UP for answer in answers(asking, route) if answer[-1] != 404] == []

    def test_typed_off_a_paper_is_answered_with_a_page_and_never_a_fault(self, cast: Cast) -> None:
        asking = everybody(cast)

        statuses = {answer[-1] for route in READ_OFF for answer in answers(asking, route)}
        assert statuses <= {200, 302, 404, 405, 422, 429}

    def test_leads_nowhere_beside_a_good_one(self, cast: Cast) -> None:
        code = cast.confirmed().code

        assert cast.client("minh").get(f"/duyet/{code}/so-sanh/%00/").status_code == 404
        assert cast.client("minh").get(f"/duyet/%00/so-sanh/{code}/").status_code == 404

    def test_is_looked_for_at_every_page_of_a_dossier(self) -> None:
        asked = {"/gui/bien-nhan/", "/duyet/", "/toi/ho-so/", "/sang-kien/", "/bang/", "/chuong-trinh/"}

        assert {route.split("<")[0] for route in WITH_CODE} >= asked


class TestWhatOnlySomeMaySee:
    OFFICERS = ["/co-so/", "/co-so/ap-phich/", "/duyet/", "/bang/CS-MAY-TIEN-THUAN/"]

    @pytest.mark.parametrize("address", OFFICERS)
    def test_is_kept_in_no_cache(self, cast: Cast, address: str) -> None:
        answer = cast.client("mai").get(address)

        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]

    def test_nor_is_a_dossier_or_two_beside_each_other(self, cast: Cast) -> None:
        one, other = cast.confirmed(), cast.valid()
        client = cast.client("mai")

        for address in (f"/duyet/{one.code}/", f"/duyet/{one.code}/so-sanh/{other.code}/"):
            assert "no-store" in client.get(address)["Cache-Control"]

    def test_nor_is_a_dossier_with_a_refusal_on_it(self, cast: Cast) -> None:
        answer = cast.client("minh").post(f"/duyet/{cast.confirmed().code}/tra-lai/", {"seen": "2"})

        assert answer.status_code == 422
        assert "no-store" in answer["Cache-Control"]

    def test_nor_is_ones_own_page(self, cast: Cast) -> None:
        assert "no-store" in cast.client("lan").get("/toi/")["Cache-Control"]

    def test_the_form_is_kept_by_the_workers_browser_alone(self, cast: Cast) -> None:
        client = cast.client("lan")

        answer = client.get(client.post("/gui/").url)

        assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}

    def test_a_public_page_is_kept_by_anybody_as_before(self, cast: Cast) -> None:
        assert Client().get("/chuong-trinh/")["Cache-Control"] == "public, max-age=60"
