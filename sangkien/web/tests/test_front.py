"""What anybody may read is drawn once in two seconds; what is somebody's is never kept."""

from typing import Any

import pytest

from sangkien.web.front import LARGEST, MOST, Front


class Pages:
    """Pages that number each drawing."""

    def __init__(self, *headers: tuple[str, str], status: str = "200 OK", body: bytes = b"") -> None:
        self.drawn, self.closed, self._headers, self._status, self._body = 0, 0, list(headers), status, body

    def __call__(self, environ: dict[str, Any], start: Any) -> "Pages":
        self.drawn += 1
        start(self._status, [("Content-Type", "text/html"), *self._headers])
        return self

    def __iter__(self) -> Any:
        yield self._body or f"hạng {self.drawn}".encode()

    def close(self) -> None:
        self.closed += 1


class Reader:
    """Somebody who asks, at a moment of their own."""

    def __init__(self, pages: Pages) -> None:
        self.now = 0.0
        self.front = Front(pages, apart="/static/", clock=lambda: self.now)

    def reads(self, path: str = "/", method: str = "GET", **more: str) -> tuple[str, bytes]:
        told: list[Any] = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.url_scheme": "https", **more}
        body = b"".join(self.front(environ, lambda status, headers, *_: told.extend([status, dict(headers)])))
        self.headers = told[1]
        return told[0], body


ANYBODYS = ("Cache-Control", "public, max-age=60")


def test_a_thousand_readers_of_a_ranking_have_it_drawn_once() -> None:
    pages = Pages(ANYBODYS)
    reader = Reader(pages)

    assert {reader.reads() for _each in range(1_000)} == {("200 OK", "hạng 1".encode())}
    assert (pages.drawn, pages.closed) == (1, 1)


def test_two_seconds_later_it_is_drawn_anew() -> None:
    reader = Reader(Pages(ANYBODYS))
    reader.reads()

    reader.now = 2.1

    assert reader.reads()[1] == "hạng 2".encode()


def test_whoever_has_it_already_is_told_so() -> None:
    reader = Reader(Pages(ANYBODYS))
    reader.reads()

    assert reader.reads(HTTP_IF_NONE_MATCH=f"W/{reader.headers['ETag']}") == ("304 Not Modified", b"")
    assert reader.reads(HTTP_IF_NONE_MATCH='"another"')[0] == "200 OK"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (("Cache-Control", "private, no-cache"), "200 OK"),
        (ANYBODYS, "404 Not Found"),
        (("Vary", "Cookie"), "200 OK"),
    ],
)
def test_what_is_not_for_everybody_is_not_kept(header: tuple[str, str], status: str) -> None:
    reader = Reader(Pages(header, status=status))

    assert [reader.reads() for _twice in range(2)] == [(status, f"hạng {n}".encode()) for n in (1, 2)]


def test_a_page_that_sets_a_cookie_is_not_kept() -> None:
    reader = Reader(Pages(ANYBODYS, ("Set-Cookie", "sk=1")))

    assert [body for _status, body in (reader.reads(), reader.reads())] == ["hạng 1".encode(), "hạng 2".encode()]


def test_a_very_large_page_is_not_kept() -> None:
    pages = Pages(ANYBODYS, body=b"x" * (LARGEST + 1))
    reader = Reader(pages)
    reader.reads(), reader.reads()

    assert pages.drawn == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"HTTP_COOKIE": "sk=1"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"method": "POST"},
        {"method": "HEAD"},
        {"path": "/static/a.css"},
    ],
)
def test_somebody_gets_a_page_of_their_own(asked: dict[str, str]) -> None:
    reader = Reader(Pages(ANYBODYS))
    reader.reads()

    assert reader.reads(**asked)[1] == "hạng 2".encode()


def test_each_address_and_language_has_its_own() -> None:
    reader = Reader(Pages(ANYBODYS))
    asked = [{}, {"path": "/en"}, {"QUERY_STRING": "a=1"}, {"HTTP_ACCEPT_LANGUAGE": "en"}, {"HTTP_HOST": "b.vn"}]

    assert [reader.reads(**one)[1] for one in asked * 2] == [f"hạng {n}".encode() for n in (1, 2, 3, 4, 5)] * 2


def test_addresses_without_end_take_no_memory_without_end() -> None:
    reader = Reader(Pages(ANYBODYS))
    for number in range(3 * MOST):
        reader.reads(QUERY_STRING=str(number))

    assert len(reader.front._kept) <= MOST
