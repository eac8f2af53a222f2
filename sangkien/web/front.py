"""Before the pages: what anybody may read is drawn once every two seconds, however many ask for it.

When a result is announced a country looks at one ranking at once. A page that belongs to nobody says itself that every
cache may keep it (`public.caching`); this is the nearest one, in the process that draws it. Whoever brings a cookie
gets a page of their own, as ever.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPMethod, HTTPStatus
from time import monotonic
from typing import Any

SECONDS = 2.0
MOST = 256  # pages
LARGEST = 512 * 1024  # bytes of one

Environ = dict[str, Any]
Start = Callable[..., Any]
Pages = Callable[[Environ, Start], Iterable[bytes]]

# What decides how a page of nobody looks.
_TOLD_BY = ("wsgi.url_scheme", "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT")
_SOMEBODYS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")


@dataclass(frozen=True)
class Drawn:
    """An answer as it was drawn, and until when it may be given again."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    mark: str
    until: float

    @property
    def is_anybodys(self) -> bool:
        """May it be kept for others?"""
        told = {name.lower(): value for name, value in self.headers}
        keeps = "public" in told.get("cache-control", "") and "set-cookie" not in told
        return keeps and self.status.startswith("200") and len(self.body) <= LARGEST

    def answer(self, environ: Environ, start: Start) -> list[bytes]:
        """The whole page; or only that it is still the same, to whoever has it."""
        if self.mark in environ.get("HTTP_IF_NONE_MATCH", ""):
            start(f"{HTTPStatus.NOT_MODIFIED.value} Not Modified", self._about())
            return []
        start(self.status, [*self._about(), ("Content-Length", str(len(self.body)))])
        return [self.body]

    def _about(self) -> list[tuple[str, str]]:
        others = [(name, value) for name, value in self.headers if name.lower() not in ("content-length", "etag")]
        return [*others, ("ETag", f'"{self.mark}"')]


class Front:
    """The pages, with what anybody may read kept for a moment. Two that ask at once may both have it drawn."""

    def __init__(self, pages: Pages, *, apart: str, clock: Callable[[], float] = monotonic) -> None:
        """`apart`: where files lie that are served by themselves."""
        self._pages, self._apart, self._clock = pages, apart, clock
        self._kept: dict[tuple[str, ...], Drawn] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """One request."""
        if not self._is_anybodys(environ):
            return self._pages(environ, start)
        asked = tuple(environ.get(name, "") for name in _TOLD_BY)
        kept = self._kept.get(asked)
        if kept is None or kept.until < self._clock():
            kept = self._draw(environ)
            if not kept.is_anybodys:
                start(kept.status, kept.headers)
                return [kept.body]
            self._keep(asked, kept)
        return kept.answer(environ, start)

    def _is_anybodys(self, environ: Environ) -> bool:
        asks = environ["REQUEST_METHOD"] == HTTPMethod.GET and not environ.get("PATH_INFO", "").startswith(self._apart)
        return asks and not any(environ.get(name) for name in _SOMEBODYS)

    def _draw(self, environ: Environ) -> Drawn:
        told: list[Any] = []
        whole = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        drawn = self._pages(whole, lambda status, headers, _fault=None: told.extend([status, headers]))
        try:
            body = b"".join(drawn)
        finally:
            getattr(drawn, "close", lambda: None)()
        mark = sha256(body).hexdigest()[:32]
        return Drawn(told[0], told[1], body, mark, self._clock() + SECONDS)

    def _keep(self, asked: tuple[str, ...], drawn: Drawn) -> None:
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[asked] = drawn
