"""How fast boards are read at national size while dossiers come in, and whether they stay exact meanwhile.

The same questions twice: of a hundredth of the ledger, and of the whole. What a reading costs must not follow from how
many dossiers there are.
"""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction

from sangkien.accounts.actions import appoint
from sangkien.accounts.models import Person, Role
from sangkien.counting.models import Entry, Measure
from sangkien.counting.queries import reached
from sangkien.counting.rebuilding import wrong_in_a_sample
from sangkien.ops.bench import ledger
from sangkien.ops.bench.corpus import sweep
from sangkien.ops.bench.line import Line
from sangkien.ops.bench.load import Door, Heard, opened
from sangkien.ops.bench.results import Goal, Result, median, percentile, timed
from sangkien.ops.bench.serving import free_port
from sangkien.ops.bench.submitting import product, session, sessions, units
from sangkien.ops.demo.load import load_frame
from sangkien.ops.national.load import load as load_tree
from sangkien.organisations.models import Organisation
from sangkien.organisations.queries import children
from sangkien.programmes.models import Programme
from sangkien.statistics.boards import board
from sangkien.statistics.figures import gained_between
from sangkien.statistics.ranking import ranking
from sangkien.statistics.stretches import Stretch, whole_stretch_on

CLOCK = f"{ledger.TODAY.isoformat()}T09:00:00+07:00"
RATE = 50  # submissions a second
SECONDS = 30  # of them
TIMES = 40  # each question
READERS = 8
SLOWEST, SLOWEST_PAGE = 20.0, 60.0  # ms, 95 of a hundred
MANY, LAG = 2_000.0, 2.0  # public reads a second; seconds
QUARTER = date(2023, 1, 1)

Progress = ledger.Progress
Question = Callable[[], Any]


def boards(items: int, *, tree: int, progress: Progress = lambda made: None) -> Result:
    """`items` dossiers under a national tree of `tree` made unions."""
    load_frame()
    load_tree(tree)
    programme = ledger.prepare()
    asked = Asked.of(programme)
    ledger.set_targets(programme, asked.below)
    few = items // 100
    ledger.fill(1, few, programme, progress=progress)
    sweep()
    small = {name: median(timed(ask) for _ in range(TIMES)) for name, ask in asked.questions().items()}
    began = time.perf_counter()
    ledger.fill(few + 1, items, programme, progress=progress)
    filled = time.perf_counter() - began
    sweep()
    whole = {name: median(timed(ask) for _ in range(TIMES)) for name, ask in asked.questions().items()}
    return _result(items, filled, small, whole, _under_load(asked))


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
        quarter: dict[str, Any] = {"programme": self.programme, "first": QUARTER, "last": ledger.TODAY}

        def of(unit: Organisation) -> Question:
            return lambda: board(unit, stretch=self.stretch, as_of=ledger.TODAY)

        return {
            "nation": of(self.nation),
            "province": of(self.province),
            "grassroots": of(self.grassroots),
            "league": lambda: ranking(self.nation, **now),
            "quarter": lambda: gained_between(self.below, **quarter),
        }


@dataclass
class Loaded:
    """What was found while dossiers came in."""

    read: dict[str, list[float]]
    bare: list[float]
    pages: dict[str, list[float]]
    lags: list[float]
    sent: Heard
    reads: float
    wrong: int


def _under_load(asked: Asked) -> Loaded:
    door = Door(free_port(), sessions(READERS), units())
    officer = _officer(asked)
    with product(door.port, clock=CLOCK):
        for address in ("/", *_addresses(asked)):
            _page(door, address, officer)  # nobody is the first
        reads = _public_reads(door)
        with _coming_in(door) as sent, _followed() as lags:
            time.sleep(2)
            read = {name: [timed(ask) for _ in range(TIMES)] for name, ask in asked.questions().items()}
            bare = [timed(lambda: ledger.one_index_lookup(asked.programme, asked.nation)) for _ in range(TIMES)]
            wrong = sum(_off(asked) for _ in range(3))
            pages = {name: [_page(door, at, officer) for _ in range(TIMES)] for at, name in _addresses(asked).items()}
        wrong += wrong_in_a_sample(place=0.0, most=50)
        return Loaded(read, bare, pages, lags, sent[0], reads, wrong)


@contextmanager
def _coming_in(door: Door) -> Iterator[list[Heard]]:
    """So many a second, from beginning to end, and what was heard of them afterwards."""
    heard: list[Heard] = []

    def send() -> None:
        heard.append(opened(door, rate=RATE, seconds=SECONDS, seed="boards"))
        connection.close()

    thread = threading.Thread(target=send)
    thread.start()
    yield heard
    thread.join()


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


def _result(items: int, filled: float, small: dict[str, float], whole: dict[str, float], loaded: Loaded) -> Result:
    figures = {"items": float(items), "fill_seconds": round(filled, 1), "bare_lookup_ms": median(loaded.bare)}
    ratios, goals = {}, []
    for name, took in loaded.read.items():
        figures |= {f"{name}_few_ms": small[name], f"{name}_ms": whole[name]}
        figures |= {f"{name}_loaded_p50_ms": median(took), f"{name}_loaded_p95_ms": percentile(took, 95)}
        ratios[f"{name}_whole_to_few"] = whole[name] / small[name]
        ratios[f"{name}_to_bare_lookup"] = whole[name] / figures["bare_lookup_ms"]
        goals.append(Goal(f"{name}_loaded_p95_ms", SLOWEST, figures[f"{name}_loaded_p95_ms"]))
        goals.append(Goal(f"{name}_whole_to_few", 1.2, ratios[f"{name}_whole_to_few"]))
    for name, took in loaded.pages.items():
        figures |= {f"page_{name}_p50_ms": median(took), f"page_{name}_p95_ms": percentile(took, 95)}
        goals.append(Goal(f"page_{name}_p95_ms", SLOWEST_PAGE, figures[f"page_{name}_p95_ms"]))
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


# Pages -------------------------------------------------------------------------------------------------------


def _addresses(asked: Asked) -> dict[str, str]:
    """The boards as an officer of the top reads them."""
    return {
        f"/bang/{unit.code}/": name
        for name, unit in {"nation": asked.nation, "province": asked.province, "grassroots": asked.grassroots}.items()
    }


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
