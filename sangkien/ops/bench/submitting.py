"""How many dossiers a second come in through the whole of it, web server, pages, rules and database, and how fast."""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from sangkien.accounts.models import Person
from sangkien.ops import serving
from sangkien.ops.bench.load import Door, Heard, closed, opened
from sangkien.ops.bench.plain import Plain
from sangkien.ops.bench.results import Goal, Result, percentile
from sangkien.ops.bench.serving import Served, free_port, served
from sangkien.ops.demo import load
from sangkien.organisations.models import Organisation

RATE = 60  # a second: the last hours before a phase ends
WORKERS = 2
WARM_UP = 3.0  # seconds
SLICE = 5.0  # seconds: all three are measured in turn, so that whatever else the machine does strikes them alike


@dataclass
class Measured:
    """One of the three: what was heard of it, in how many seconds, at what cost of processor time (milliseconds)."""

    ask: Callable[[float, str], Heard]
    server: Served | None = None
    heard: Heard = field(default_factory=lambda: Heard([]))
    seconds: float = 0.0
    busy: float = 0.0

    def measure(self, seconds: float, seed: str) -> None:
        """One slice more."""
        busy, began = self._busy(), perf_counter()
        self.heard += self.ask(seconds, seed)
        self.seconds += perf_counter() - began
        self.busy += self._busy() - busy

    @property
    def rate(self) -> float:
        """Acknowledged a second."""
        return round(len(self.heard.took) / self.seconds, 1)

    @property
    def cost(self) -> float:
        """Processor time of the web server for each, in milliseconds."""
        return round(self.busy / len(self.heard.took), 3)

    def _busy(self) -> float:
        return self.server.busy() if self.server else 0.0


def submit(*, clients: int, seconds: int) -> Result:
    """`clients` people sending as fast as they can, for `seconds` each through the product, through a view that only
    inserts, and by bare INSERTs; then 60 a second for as long."""
    load.load_frame()
    door = Door(free_port(), sessions(clients), units())
    with ExitStack() as stack:
        app = stack.enter_context(product(door.port))
        closed(door, seconds=WARM_UP, seed="warm")
        bare = stack.enter_context(_bare())
        view = Door(bare.port, door.sessions, door.units, address="/")
        closed(view, seconds=WARM_UP, seed="warm")
        before = app.memory()
        whole = Measured(lambda span, seed: closed(door, seconds=span, seed=seed), app)
        bare_view = Measured(lambda span, seed: closed(view, seconds=span, seed=seed), bare)
        inserts = Measured(lambda span, _seed: _inserted(Plain(), clients, span))
        _in_turn([whole, bare_view, inserts], seconds)
        steady = opened(door, rate=RATE, seconds=seconds, seed="steady")
        return _result(whole, bare_view, inserts, steady, before=before, after=app.memory())


def _in_turn(measured: list[Measured], seconds: int) -> None:
    rounds = max(1, round(seconds / SLICE))
    for turn in range(rounds):
        for each in measured:
            each.measure(seconds / rounds, f"turn-{turn}")


def _result(
    product: Measured, bare_view: Measured, inserts: Measured, steady: Heard, *, before: float, after: float
) -> Result:
    figures = {
        "submissions_a_second": product.rate,
        "bare_view_a_second": bare_view.rate,
        "bare_inserts_a_second": inserts.rate,
        "submission_server_ms": product.cost,
        "bare_view_server_ms": bare_view.cost,
        **_times("at_full_load", product.heard),
        **_times(f"at_{RATE}_a_second", steady),
        "refused": float(product.heard.refused + steady.refused),
        "memory_before_mib": round(before, 1),
        "memory_after_mib": round(after, 1),
    }
    ratios = {
        "submissions_to_bare_view": product.rate / bare_view.rate,
        "submissions_to_bare_inserts": product.rate / inserts.rate,
        "memory_after_to_before": after / before,
    }
    goals = [
        Goal("submissions_to_bare_view", 0.5, ratios["submissions_to_bare_view"], at_least=True),
        Goal("submissions_a_second", 250.0, product.rate, at_least=True),
        Goal(f"at_{RATE}_a_second_p95_ms", 150.0, figures[f"at_{RATE}_a_second_p95_ms"]),
        Goal("memory_after_to_before", 1.1, ratios["memory_after_to_before"]),
        Goal("refused", 0.0, figures["refused"]),
    ]
    return Result("submit", figures, ratios, goals)


def _times(when: str, heard: Heard) -> dict[str, float]:
    return {f"{when}_p{share}_ms": percentile(heard.took, share) for share in (50, 95, 99)}


def _inserted(plain: Plain, clients: int, seconds: float) -> Heard:
    """So many connections, each inserting one submission's rows after the other."""
    ends = perf_counter() + seconds

    def insert(_place: int) -> Heard:
        took: list[float] = []
        while (began := perf_counter()) < ends:
            plain.insert()
            took.append((perf_counter() - began) * 1000)
        connection.close()
        return Heard(took)

    with ThreadPoolExecutor(clients) as people:
        return sum(people.map(insert, range(clients)), Heard([]))


# What is needed before ---------------------------------------------------------------------------------------


def sessions(count: int) -> tuple[str, ...]:
    """So many people, signed in."""
    named = [(f"tho{n}", f"Thợ số {n}") for n in range(count)]
    return tuple(session(Person.objects.get_or_create(username=key, defaults={"full_name": n})[0]) for key, n in named)


def session(person: Person) -> str:
    """The key of a session in which this person is signed in."""
    kept = SessionStore()
    kept[SESSION_KEY], kept[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    kept[HASH_SESSION_KEY] = person.get_session_auth_hash()
    kept.create()
    return str(kept.session_key)


def units() -> tuple[str, ...]:
    """The grassroots unions of the demonstration (codes)."""
    return tuple(Organisation.objects.filter(code__startswith="CS-").order_by("code").values_list("code", flat=True))


@contextmanager
def product(port: int, *, clock: str = load.CLOCK) -> Iterator[Served]:
    """`sangkien serve`: pages and background work, as in life, by the clock of the demonstration."""
    command = [sys.executable, "-m", "sangkien.ops", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with served(command, port=port, environment=os.environ | {"SANGKIEN_DEMO_CLOCK": clock}) as app:
        yield app


@contextmanager
def _bare() -> Iterator[Served]:
    port = free_port()
    command = serving.web_server("sangkien.ops.bench.bare:application", host="127.0.0.1", port=port, workers=WORKERS)
    with served(command, port=port, environment=serving.environment()) as bare:
        yield bare
