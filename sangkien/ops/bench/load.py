"""People at the door: as many as there are, each sending again as soon as the answer is there; or so many a second,
whether the answers come or not."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode
from uuid import uuid4

from sangkien.ops.bench.line import Line
from sangkien.ops.bench.typed import typed

TOKEN = "a" * 32  # against forgery: a cookie and a header that say the same
AT_ONCE = 48  # connections of an open loop
WHOLE = "/gui/{key}/gui-ca-bai/"  # where a phone sends a whole dossier
FORMS = 40  # that each caller has filled in before the clock starts: only number and key are still missing


@dataclass(frozen=True)
class Door:
    """Where dossiers are sent to, from which unions (codes) and by whom: one session for each connection. Whatever
    stands behind the door gets the same forms, so that asking costs the same."""

    port: int
    sessions: tuple[str, ...]
    units: tuple[str, ...]
    address: str = WHOLE

    def caller(self, place: int, seed: str) -> Callable[[], bool]:
        """Somebody who sends one dossier after the other; each time: was it acknowledged?"""
        session = self.sessions[place % len(self.sessions)]
        cookies = f"sk={session}; csrftoken={TOKEN}"
        line, forms = Line(self.port, {"Cookie": cookies, "X-CSRFToken": TOKEN}), self._forms(f"{seed}/{place}")

        def send() -> bool:
            address, body = next(forms)
            return line.post(address, body) == 201

        return send

    def _forms(self, seed: str) -> Iterator[tuple[str, bytes]]:
        rng = random.Random(seed)
        forms = [urlencode(typed(rng, 0, units=self.units), doseq=True).encode() for _form in range(FORMS)]
        for number in count(rng.randrange(900_000)):
            yield self.address.format(key=uuid4()), forms[number % FORMS].replace(_NUMBER, b"+%06d&" % number)


_NUMBER = b"+%06d&" % 0  # behind the title


@dataclass(frozen=True)
class Heard:
    """What came back: how long each acknowledged dossier took (milliseconds), and how many were not."""

    took: list[float]
    refused: int = 0

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(self.took + other.took, self.refused + other.refused)


def closed(door: Door, *, seconds: float, seed: str) -> Heard:
    """One thread for each session, each sending as soon as it can."""
    ends = time.perf_counter() + seconds

    def moments() -> Iterator[float]:
        while (now := time.perf_counter()) < ends:
            yield now

    return _heard(door, len(door.sessions), moments, seed)


def opened(door: Door, *, rate: int, seconds: float, seed: str) -> Heard:
    """`rate` dossiers a second, each at its own moment, from which the time is taken: who has to wait for a free
    connection waits too."""
    began, turns = time.perf_counter() + 0.1, count()

    def moments() -> Iterator[float]:
        while (turn := next(turns)) < rate * seconds:
            yield began + turn / rate

    return _heard(door, AT_ONCE, moments, seed)


def _heard(door: Door, people: int, moments: Callable[[], Iterator[float]], seed: str) -> Heard:
    def send(place: int) -> Heard:
        return _sent(door.caller(place, seed), moments())

    with ThreadPoolExecutor(people) as threads:
        return sum(threads.map(send, range(people)), Heard([]))


def _sent(send: Callable[[], bool], moments: Iterator[float]) -> Heard:
    took: list[float] = []
    refused = 0
    for due in moments:
        time.sleep(max(0.0, due - time.perf_counter()))
        if send():
            took.append((time.perf_counter() - due) * 1000)
        else:
            refused += 1
    return Heard(took, refused)
