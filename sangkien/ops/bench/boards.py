"""How fast boards are read at national size while dossiers come in, and whether they stay exact meanwhile.

The same questions of two databases, of a hundredth of the dossiers and of all, in turn: what a reading costs must not
follow from how many there are.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.counting.models import Entry, Measure
from sangkien.counting.queries import reached
from sangkien.counting.rebuilding import wrong_in_a_sample
from sangkien.ops.bench import ledger
from sangkien.ops.bench.line import Line
from sangkien.ops.bench.load import Door, Heard, opened
from sangkien.ops.bench.results import Goal, Result, median, percentile, timed
from sangkien.ops.bench.serving import PROCESSES, free_port
from sangkien.ops.bench.submitting import product, session, sessions, units
from sangkien.ops.demo.load import PROGRAMME, load_frame
from sangkien.ops.national.load import load as load_tree
from sangkien.organisations.keeping import keep
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme
from sangkien.statistics.boards import board
from sangkien.statistics.figures import days_of_members
from sangkien.statistics.quarters import Quarter, contenders
from sangkien.statistics.ranking import ranking
from sangkien.statistics.stretches import Stretch, whole_stretch_on

CLOCK = f"{ledger.TODAY.isoformat()}T09:00:00+07:00"
RATE = 50  # submissions a second
SECONDS = 60  # of them
AT_FIRST = 5  # seconds, until they come in evenly
TIMES, WARM_UP = 40, 8  # each question
TURNS = 2
READERS = 8
SLOWEST, SLOWEST_PAGE = 20.0, 60.0  # ms, 95 of a hundred
MANY, LAG = 2_000.0, 2.0  # public reads a second; seconds
QUARTER = date(2023, 1, 1)

Progress = ledger.Progress
Question = Callable[[], Any]


def boards(items: int, *, tree: int, few: str, progress: Progress = lambda made: None) -> Result:
    """`items` dossiers under a national tree of `tree` made unions; `few`: the database for a hundredth of them. What
    is filled already is measured as it is."""
    with inside(few):
        call_command("migrate", interactive=False, verbosity=0)
        asked_of_few = _filled(items // 100, tree, progress)
    with inside(connection.settings_dict["NAME"]):
        asked = _filled(items, tree, progress)
        small, whole = Times(), Times()
        for _turn in range(TURNS):
            with inside(few):
                small.take(asked_of_few)
            whole.take(asked)
        return _result(items, small, whole, _under_load(asked))


def _filled(items: int, tree: int, progress: Progress) -> "Asked":
    """Whose boards are asked for, once all is there; what the worker keeps is kept."""
    if ledger.how_far() == ledger.NOTHING:
        load_frame()
        load_tree(tree)
        asked = Asked.of(ledger.prepare())
        ledger.set_targets(asked.programme, asked.below)
    asked = Asked.of(Programme.objects.get(code=PROGRAMME))
    ledger.fill(items, asked.programme, progress=progress)
    keep(days_of_members(ledger.TODAY))
    return asked


def _busy() -> float:
    """Processor time of this process and of the server behind its connection, in milliseconds; of a server elsewhere
    nothing is known."""
    backend = PROCESSES / str(connection.connection.info.backend_pid) / "schedstat"
    server = int(backend.read_text().split()[0]) / 1e6 if backend.exists() else 0.0
    return time.thread_time() * 1000 + server


@contextmanager
def inside(database: str) -> Iterator[None]:
    """What is asked meanwhile is asked of this database, as the pages ask: planned once for each connection."""
    settings, options = connection.settings_dict, connection.settings_dict["OPTIONS"]
    before, settings["NAME"] = settings["NAME"], database
    settings["OPTIONS"] = options | {"prepare_threshold": 0}
    connection.close()
    try:
        yield
    finally:
        connection.close()
        settings["NAME"], settings["OPTIONS"] = before, options


@dataclass(frozen=True)
class Asked:
    """Whose boards: the nation's, a province's, a grassroots union's, all as they stand today."""

    programme: Programme
    nation: Organisation
    province: Organisation
    grassroots: Organisation
    stretch: Stretch
    below: list[Organisation] = field(repr=False)

    @classmethod
    def of(cls, programme: Programme) -> "Asked":
        """Of the programme's owner; and those that the demonstration's people belong to."""
        today = Organisation.objects.named(on=ledger.TODAY)
        nation = today.get(pk=programme.owner_id)
        return cls(
            programme=programme,
            nation=nation,
            province=today.get(code="LDLD-NINH-THUAN"),
            grassroots=today.get(code=units()[0]),
            stretch=whole_stretch_on(programme, unit=nation, on=ledger.TODAY),
            below=list(children(nation, ledger.TODAY)),
        )

    def questions(self) -> dict[str, Question]:
        """What a page asks the database for, each without being drawn."""
        now: dict[str, Any] = {"programme": self.programme, "phase": self.stretch.phase, "as_of": ledger.TODAY}
        quarter: dict[str, Any] = {"programme": self.programme, "quarter": Quarter.of(ledger.TODAY)}

        def of(unit: Organisation) -> Question:
            return lambda: board(unit, stretch=self.stretch, as_of=ledger.TODAY)

        return {
            "nation": of(self.nation),
            "province": of(self.province),
            "grassroots": of(self.grassroots),
            "league": lambda: ranking(self.nation, **now),
            "quarter": lambda: contenders(self.below, **quarter, as_of=ledger.TODAY),
        }


@dataclass
class Times:
    """How long each question took, of that how much processor time on both sides of the connection (what else the
    machine does has no part in it), and one look-up of a total by bare SQL."""

    of: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)
    bare: list[float] = field(default_factory=list)

    def take(self, asked: Asked) -> None:
        """Ask each so many times. The first times on a connection do not count: then its statements are planned."""
        for name, ask in asked.questions().items():
            for _ in range(WARM_UP):
                ask()
            for _ in range(TIMES):
                busy = _busy()
                self.of.setdefault(name, []).append(timed(ask))
                self.busy.setdefault(name, []).append(_busy() - busy)
        self.bare += [timed(lambda: ledger.one_index_lookup(asked.programme, asked.nation)) for _ in range(TIMES)]


@dataclass
class Loaded:
    """What was found over HTTP, idle and while dossiers came in."""

    idle_pages: dict[str, list[float]]
    read: Times
    pages: dict[str, list[float]]
    lags: list[float]
    sent: Heard
    reads: float
    wrong: int


def _under_load(asked: Asked) -> Loaded:
    door = Door(free_port(), sessions(READERS), units())
    officer = _officer(asked)
    with product(door.port, clock=CLOCK):
        pages = _pages(door, asked, officer, WARM_UP)  # nobody is the first
        pages = _pages(door, asked, officer, TIMES)
        reads = _public_reads(door)
        with _coming_in(door) as sent, _followed() as lags:
            time.sleep(AT_FIRST)
            wrong = _off(asked)
            read = Times()
            read.take(asked)
            loaded_pages = _pages(door, asked, officer, TIMES)
            wrong += _off(asked)
        wrong += wrong_in_a_sample(place=0.0, most=50)
        return Loaded(pages, read, loaded_pages, lags, sent[0], reads, wrong)


@contextmanager
def _coming_in(door: Door) -> Iterator[list[Heard]]:
    """So many a second, from beginning to end, and what was heard of them afterwards. They are sent by a process of its
    own: whoever reads meanwhile shares no interpreter with whoever sends."""
    heard: list[Heard] = []
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=django.setup) as others:
        sending = others.submit(opened, door, rate=RATE, seconds=SECONDS, seed="boards")
        yield heard
        heard.append(sending.result())


@contextmanager
def _followed() -> Iterator[list[float]]:
    """How many seconds it takes until what stands in the ledger at a moment is folded, again and again."""
    lags: list[float] = []
    ends = threading.Event()

    def follow() -> None:
        while not ends.is_set():
            newest = Entry.objects.latest("pk").pk
            began = time.perf_counter()
            while Entry.objects.filter(folded=False, pk__lte=newest).exists():
                time.sleep(0.02)
            lags.append(time.perf_counter() - began)
            time.sleep(0.05)
        connection.close()

    thread = threading.Thread(target=follow)
    thread.start()
    yield lags
    ends.set()
    thread.join()


def _off(asked: Asked) -> int:
    """Is the nation's board, read while entries wait to be folded, what counting every entry by itself gives?"""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        at: dict[str, Any] = {"programme": asked.programme, "phase": asked.stretch.phase, "as_of": ledger.TODAY}
        told = {one.measure: one.count for one in reached([asked.nation.pk], **at, since=ledger.TODAY)}
        cursor.execute(_EVERY_ENTRY, [asked.programme.pk, getattr(asked.stretch.phase, "pk", None)] * 2)
        return sum(told.get(measure, 0) != count for measure, count in cursor.fetchall())


# No board is faster than right: also who takes part is counted by itself, one by one.
_EVERY_ENTRY = f"""
SELECT measure, sum(count) FROM counting_entry WHERE programme_id = %s AND phase_id = %s GROUP BY 1
UNION ALL SELECT '{Measure.PEOPLE}', count(DISTINCT person) FROM counting_entry e, unnest(e.people) person
WHERE programme_id = %s AND phase_id = %s
"""


def _result(items: int, few: Times, whole: Times, loaded: Loaded) -> Result:
    figures = {"items": float(items), "bare_lookup_ms": median(whole.bare)}
    ratios, goals = {}, []
    for name, took in whole.of.items():
        figures |= {f"{name}_few_ms": median(few.of[name]), f"{name}_processor_ms": median(whole.busy[name])}
        figures |= _spread(name, took) | _spread(f"{name}_loaded", loaded.read.of[name])
        ratios[f"{name}_whole_to_few"] = median(whole.busy[name]) / median(few.busy[name])
        ratios[f"{name}_to_bare_lookup"] = median(took) / figures["bare_lookup_ms"]
        goals += [Goal(f"{name}{how}_p95_ms", SLOWEST, figures[f"{name}{how}_p95_ms"]) for how in ("", "_loaded")]
        goals.append(Goal(f"{name}_whole_to_few", 1.2, ratios[f"{name}_whole_to_few"]))
    for name, took in loaded.idle_pages.items():
        figures |= _spread(f"page_{name}", took) | _spread(f"page_{name}_loaded", loaded.pages[name])
        slowest = [f"page_{name}_p95_ms", f"page_{name}_loaded_p95_ms"]
        goals += [Goal(which, SLOWEST_PAGE, figures[which]) for which in slowest]
    figures |= {
        "submitted_p95_ms": percentile(loaded.sent.took, 95),
        "refused": float(loaded.sent.refused),
        "fold_lag_s": round(max(loaded.lags), 3),
        "public_reads_a_second": round(loaded.reads, 1),
        "not_exact": float(loaded.wrong),
    }
    goals += [
        Goal("fold_lag_s", LAG, figures["fold_lag_s"]),
        Goal("public_reads_a_second", MANY, figures["public_reads_a_second"], at_least=True),
        Goal("not_exact", 0.0, figures["not_exact"]),
        Goal("refused", 0.0, figures["refused"]),
    ]
    return Result("boards", figures, ratios, goals)


def _spread(name: str, took: list[float]) -> dict[str, float]:
    return {f"{name}_p{share}_ms": percentile(took, share) for share in (50, 95)}


# Pages -------------------------------------------------------------------------------------------------------


def _pages(door: Door, asked: Asked, officer: str, times: int) -> dict[str, list[float]]:
    """How long the boards take that an officer of the top reads."""
    units = {"nation": asked.nation, "province": asked.province, "grassroots": asked.grassroots}
    return {name: [_page(door, f"/bang/{unit.code}/", officer) for _ in range(times)] for name, unit in units.items()}


def _officer(asked: Asked) -> str:
    """The session of somebody with a hat at the top."""
    person, made = Person.objects.get_or_create(username="can-bo-ca-nuoc", defaults={"full_name": "Cán bộ cả nước"})
    if made:
        appoint(person, role=Role.REVIEWER, organisation=asked.nation, since=QUARTER, by=None, at=ledger.SET_AT)
    return session(person)


def _page(door: Door, address: str, session: str) -> float:
    line = Line(door.port, {"Cookie": f"sk={session}"})
    took = timed(lambda: _read(line, address))
    line.close()
    return took


def _read(line: Line, address: str) -> None:
    status = line.get(address)
    if status != 200:
        raise RuntimeError(f"{address}: {status}")


def _public_reads(door: Door, seconds: float = 5.0) -> float:
    """How many times a second the ranking that anybody may read is answered."""
    ends = time.perf_counter() + seconds

    def read(_place: int) -> int:
        line, done = Line(door.port, {}), 0
        while time.perf_counter() < ends:
            _read(line, "/")
            done += 1
        line.close()
        return done

    with ThreadPoolExecutor(READERS) as readers:
        return sum(readers.map(read, range(READERS))) / seconds
