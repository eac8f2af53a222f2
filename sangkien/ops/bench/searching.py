"""How fast search answers at the size of a nation: the public and officers, rare words and frequent ones."""

import resource
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from random import Random

import django
from django.db import connection

from sangkien.accounts.models import Person
from sangkien.accounts.permissions import Actor
from sangkien.accounts.queries import hats
from sangkien.initiatives.models import Initiative
from sangkien.initiatives.states import State
from sangkien.ops.bench import corpus
from sangkien.ops.bench.results import Goal, Result, median, percentile, timed
from sangkien.ops.bench.scratch import holding
from sangkien.ops.national.bulk import bare
from sangkien.search.actions import read_all
from sangkien.search.models import Document
from sangkien.search.queries import Asked, Order, find
from sangkien.search.questions import Question
from sangkien.search.reading import lexemes
from sangkien.search.rules import Reader
from sangkien.web.search.hits import public_hits

ON = date(2023, 8, 30)  # when all of the corpus has been sent
PROCESSES = 2
EACH = 12  # questions of a kind
A_PAGE = 24
FREQUENT = ["an toàn", "quy trình", "giải pháp nâng cao chất lượng", "công đoàn", "sáng kiến", "người lao động"]


@dataclass(frozen=True)
class Probe:
    """One question of a kind, and who asks it."""

    kind: str
    asked: Asked
    reader: Reader


def search(records: int) -> Result:
    """`records` dossiers, all of them read; each question once, in turn with the same words asked of the index by bare
    SQL: no rights, no order, the first page of whatever it finds."""
    figures = {"records": float(records), **_filled(records), **_asked_in_turn(_probes(records)), **_sizes()}
    figures["list_page_p50_ms"] = median(timed(partial(_list, turn)) for turn in range(EACH))
    goals = [
        Goal("search_p95_ms", 50.0, figures["search_p95_ms"]),
        Goal("list_page_p50_ms", 40.0, figures["list_page_p50_ms"]),
    ]
    return Result("search", figures, {"p50_to_bare_sql": figures["search_p50_ms"] / figures["bare_sql_p50_ms"]}, goals)


def _filled(records: int) -> dict[str, float]:
    """The dossiers, and every one of them read, in seconds; nothing of what a kept database holds already."""
    held, figures = holding(), {}
    with held.part("dossiers") as missing:
        if missing:
            figures["fill_s"] = timed(lambda: corpus.fill(records))
    with held.part("documents") as missing:
        if missing:
            figures["index_s"] = timed(lambda: _index(records))
            corpus.sweep()
    return {name: round(took / 1000, 1) for name, took in figures.items()} | {"filled_before": float(not figures)}


def _asked_in_turn(probes: list[Probe]) -> dict[str, float]:
    """The times of all, of each kind, and of the yardstick."""
    mine: dict[str, list[float]] = {probe.kind: [] for probe in probes}
    bare: list[float] = []
    for probe in probes[::7]:
        _ask(probe)
    for probe in probes:
        mine[probe.kind].append(timed(partial(_ask, probe)))
        bare.append(timed(partial(_bare, probe)))
    of_all = {"search": [took for times in mine.values() for took in times], "bare_sql": bare, **mine}
    return {f"{kind}_p{share}_ms": percentile(times, share) for kind, times in of_all.items() for share in (50, 95)}


def _sizes() -> dict[str, float]:
    """Of the index, of what it is made of, and of this process, in MiB."""
    return {
        "index_mib": _size("slices_for_all", "slices_for_the_circle"),
        "documents_mib": _size("search_document"),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _index(records: int) -> None:
    """Every dossier read, by as many processes as there are cores, the index made at the end."""
    with connection.cursor() as cursor, bare(cursor, [Document]):
        share = -(-records // PROCESSES)
        parts = [(n * share, min(records, (n + 1) * share)) for n in range(PROCESSES)]
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"), initializer=django.setup) as processes:
            list(processes.map(_read_part, parts))


def _read_part(part: tuple[int, int]) -> None:
    last, until = part
    while (read := read_all(after=last, until=until)) is not None:
        last = read


def _probes(records: int) -> list[Probe]:
    """The same questions for the same number of records: each of a kind, drawn from titles where the kind wants one."""
    rng = Random(f"search/{records}")
    anybody = Reader()
    officers = {login: Reader(_actor(login)) for login in ("ha", "dong", "minh")}
    probes = []
    for n in range(EACH):
        some = rng.sample(lexemes(_title(rng, records)), 4)
        frequent = FREQUENT[n % len(FREQUENT)]
        questions: dict[str, tuple[Asked, Reader]] = {
            "rare": (_asked(f"máy TB{rng.randrange(10_000, 100_000)}"), anybody),
            "words": (_asked(" ".join(some)), anybody),
            "frequent": (_asked(frequent), anybody),
            "newest": (_asked(frequent, order=Order.NEWEST), anybody),
            "phrase": (_asked(f'"{" ".join(_title(rng, records).split()[:3])}"'), anybody),
            "beginning": (_asked(f"{some[0]} {frequent.split()[0][:2]}*"), anybody),
            "filtered": (_asked(frequent, field=["production"], year=["2022"]), anybody),
            "two_frequent": (_asked("bệnh viện may xuất khẩu"), anybody),
            "second_page": (_second(frequent), anybody),
            **{f"as_{login}": (_asked(frequent), reader) for login, reader in officers.items()},
        }
        probes += [Probe(kind, asked, reader) for kind, (asked, reader) in questions.items()]
    return probes


def _asked(typed: str, *, order: Order = Order.BEST, **filters: list[str]) -> Asked:
    return Asked(Question.read(typed), filters, order)


def _second(typed: str) -> Asked:
    first = find(_asked(typed), Reader(), size=A_PAGE)
    return Asked(Question.read(typed), {}, Order.BEST, first.following)


def _title(rng: Random, records: int) -> str:
    """The title of some valid dossier that has words enough."""
    among = Initiative.objects.filter(pk__gte=rng.randrange(records * 9 // 10), state=State.VALID)
    return next(title for title in among.order_by("pk").values_list("title", flat=True)[:50] if len(lexemes(title)) > 5)


def _actor(login: str) -> Actor:
    person = Person.objects.get(username=login)
    return Actor(person=person, on=ON, hat=hats(person, on=ON)[0])


def _ask(probe: Probe) -> None:
    find(probe.asked, probe.reader, size=A_PAGE, counting=True)


def _list(turn: int) -> None:
    """A page of the public list as it is drawn, without the HTML."""
    found = find(_asked(FREQUENT[turn % len(FREQUENT)], order=Order.NEWEST), Reader(), size=A_PAGE)
    public_hits(found.keys, found.question, Actor(person=None, on=ON))


def _bare(probe: Probe) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT initiative_id FROM search_document WHERE public @@ %s::tsquery LIMIT %s",
            [probe.asked.question.wanted, A_PAGE],
        )
        cursor.fetchall()


def _size(*relations: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_table_size(r::regclass)) FROM unnest(%s::text[]) AS r", [list(relations)])
        return round(float(cursor.fetchone()[0]) / 2**20, 1)
