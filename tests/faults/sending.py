"""People who send dossiers over a bad line and try again, under the same key, until they have a receipt."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

PATIENCE = 45.0  # seconds; who has no receipt by then puts the phone away and sends it again later
TWICE = 0.04  # of all dossiers are sent by two taps at once
TABS = 0.04  # from two tabs at once, that say different things

Fields = dict[str, Any]


@dataclass
class Dossier:
    """What one person wants to send, and the code that came back for it."""

    key: UUID
    fields: Fields
    code: str = ""

    @property
    def title(self) -> str:
        """Of all dossiers only this one has it."""
        return str(self.fields["title"])

    @property
    def address(self) -> str:
        """Where it is sent to."""
        return f"/gui/{self.key}/gui-ca-bai/"


@dataclass
class Tally:
    """What happened, counted by all together."""

    counts: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    @property
    def acknowledged(self) -> int:
        """How many have their receipt."""
        return self.counts["acknowledged"]


class Browser:
    """One person's connection: cookies, the form's token, keep-alive; signed in when there is a name."""

    def __init__(self, port: int, login: str, password: str, tally: Tally) -> None:
        self._port, self._login, self._password, self._tally = port, login, password, tally
        self._cookies: dict[str, str] = {}
        self._line: HTTPConnection | None = None

    def twin(self) -> "Browser":
        """Another tab of the same browser: the same cookies on a line of its own."""
        other = Browser(self._port, self._login, self._password, self._tally)
        other._cookies = dict(self._cookies)
        return other

    def get(self, address: str) -> tuple[int, bytes]:
        """One page."""
        return self._ask("GET", address)

    def post(self, address: str, fields: Fields) -> tuple[int, bytes]:
        """One form. Raises OSError or HTTPException when the line or the site broke."""
        return self._ask("POST", address, urlencode(fields, doseq=True))

    def persist(self, ask: Callable[["Browser"], tuple[int, bytes]], *, patience: float) -> tuple[int, bytes] | None:
        """Ask until there is an answer that says something: through broken lines, faults of the site and sessions
        that are gone. None when patience is at its end."""
        ends, wait = time.monotonic() + patience, 0.05
        while time.monotonic() < ends:
            status, body = self._once(ask)
            if status not in (0, 401, 403) and status < 500:
                return status, body
            self._tally(f"retried after {status or 'a broken line'}")
            if status in (401, 403):
                self._once(Browser.sign_in)
            time.sleep(wait * random.random())
            wait = min(wait * 2, 1.5)
        return None

    def _once(self, ask: Callable[["Browser"], tuple[int, bytes]]) -> tuple[int, bytes]:
        try:
            return ask(self)
        except (OSError, HTTPException):
            if self._line:
                self._line.close()
            self._line = None
            return 0, b""

    def sign_in(self) -> tuple[int, bytes]:
        """Afresh, with name and password."""
        self._cookies.clear()
        self.get("/dang-nhap/")
        return self.post("/dang-nhap/", {"name": self._login, "password": self._password})

    def _ask(self, method: str, address: str, body: str | None = None) -> tuple[int, bytes]:
        self._line = self._line or HTTPConnection("127.0.0.1", self._port, timeout=20)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookies, "X-CSRFToken": self._cookies.get("csrftoken", "")}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        said = answer.read()
        self._remember(answer)
        return answer.status, said

    def _remember(self, answer: HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie") or []:
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}


@dataclass
class Sender:
    """One of the people: sends a share of the dossiers, some with two taps at once, some from two tabs."""

    browser: Browser
    tally: Tally
    rng: random.Random
    unexpected: list[str]

    def send_all(self, dossiers: Iterable[Dossier]) -> list[Dossier]:
        """One after the other; gives back those for which no receipt came."""
        return [dossier for dossier in dossiers if not self._sent(dossier)]

    def _sent(self, dossier: Dossier) -> bool:
        dice = self.rng.random()
        if dice < TWICE:
            self.tally("sent by two taps at once")
            return self._both(dossier, dossier)
        if dice < TWICE + TABS:
            self.tally("sent from two tabs at once")
            return self._both(dossier, replace(dossier, fields=dossier.fields | {"title": f"{dossier.title} (2)"}))
        return self._acknowledged(dossier, self._try(self.browser, dossier))

    def _both(self, first: Dossier, second: Dossier) -> bool:
        """Two at once under one key, with one patience: of two that say different things one gets a receipt and the
        other is told; what was sent is what the one says that got it."""
        with ThreadPoolExecutor(2) as hands:
            tries = hands.map(self._try, (self.browser, self.browser.twin()), (first, second))
            answers = list(zip((first, second), tries, strict=True))
        told = [answer for _tab, answer in answers if answer and (answer[0] != 410 or first.title == second.title)]
        got = {tab.title for tab, answer in answers if answer and answer[0] in (200, 201)}
        if len(got) > 1:
            self._odd(first, "two tabs that say different things both got a receipt")
        first.fields = first.fields | {"title": next(iter(got), first.title)}
        acknowledged = [self._acknowledged(first, answer) for answer in told]
        return any(acknowledged)

    def _try(self, browser: Browser, dossier: Dossier) -> tuple[int, bytes] | None:
        return browser.persist(lambda line: line.post(dossier.address, dossier.fields), patience=PATIENCE)

    def _acknowledged(self, dossier: Dossier, answer: tuple[int, bytes] | None) -> bool:
        if answer is None:
            self.tally("put away for later")
            return False
        status, body = answer
        if status not in (200, 201):
            self._odd(dossier, f"{status} {body[:300]!r}")
            return False
        code = str(json.loads(body)["code"])
        if dossier.code not in ("", code):
            self._odd(dossier, f"two codes: {dossier.code} and {code}")
        if not dossier.code:
            self.tally("acknowledged")
        dossier.code = code
        return True

    def _odd(self, dossier: Dossier, what: str) -> None:
        self.unexpected.append(f"{dossier.key}: {what}")
