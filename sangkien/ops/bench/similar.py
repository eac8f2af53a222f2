"""How fast and how well near duplicates are found among the dossiers of a nation."""

import csv
import resource
import time
from collections.abc import Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from random import Random

import click
from django.db import connection, transaction

from sangkien.initiatives.models import Initiative
from sangkien.ops.bench import corpus
from sangkien.ops.bench.results import Goal, Result, median, percentile, timed
from sangkien.ops.bench.scratch import holding
from sangkien.ops.printing import take_waiting
from sangkien.similarity.actions import count_crowds, pack, take_all_anew, take_prints
from sangkien.similarity.likeness import NEAR, likeness
from sangkien.similarity.models import Print, Unread
from sangkien.similarity.queries import Alike, Told, alike_to

LOOKED_UP, ADDED, WARM = 300, 200, 30
PROCESSES = 2
TABLES = ["similarity_print", "similarity_crowd", "similarity_commonplace"]
MEGABYTE = 1_000_000

Figures = dict[str, float]


def similar(records: int, pairs: Sequence[Path] = ()) -> Result:
    """The prints of `records` made dossiers; files of labelled pairs (a, b, label) are judged as well."""
    figures = {"records": float(records)} | filled(records) | _size() | _found() | _added()
    figures["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    goals = [
        Goal("look_up_p95_ms", 30.0, figures["look_up_p95_ms"]),
        Goal("add_p95_ms", 5.0, figures["add_p95_ms"]),
        Goal("index_mb", 1_000.0, figures["index_mb"]),
        Goal("altered_found_again", 0.95, figures["altered_found_again"], at_least=True),
    ]
    for file in pairs:
        figures |= _judged(file)
    of_the_made = ("made_precision", "made_recall")
    goals += [Goal(name, 0.95, value, at_least=True) for name, value in figures.items() if name.endswith(of_the_made)]
    ratios = {
        "look_up_p50_to_key": figures["look_up_p50_ms"] / figures["by_key_p50_ms"],
        "add_p50_to_insert": figures["add_p50_ms"] / figures["insert_p50_ms"],
    }
    return Result("similar", figures, {name: round(ratio, 2) for name, ratio in ratios.items()}, goals)


def filled(records: int) -> Figures:
    """The dossiers and their prints; what a kept database holds already is not made again."""
    held, figures = holding(), Figures(filled_before=1.0)
    with held.part("dossiers") as missing:
        if missing:
            corpus.fill(records, progress=partial(_say, "dossiers", records))
    with held.part("prints") as missing:
        if missing:
            figures = rebuilt() | {"filled_before": 0.0}
    return figures


def rebuilt() -> Figures:
    """All prints, from none; then as the tables are an hour later."""
    learning = timed(take_all_anew)
    waiting = Unread.objects.count()
    printing = timed(partial(take_waiting, processes=PROCESSES, progress=partial(_left, waiting)))
    packing = timed(pack)
    corpus.sweep()
    counting = timed(count_crowds)
    return {
        "learn_s": round(learning / 1000, 1),
        "print_s": round(printing / 1000, 1),
        "pack_s": round(packing / 1000, 1),
        "print_ms_per_record": round(printing / max(1, waiting), 3),
        "count_crowds_s": round(counting / 1000, 1),
    }


def _size() -> Figures:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name", [TABLES])
        size = cursor.fetchone()[0]
    return {
        "index_mb": round(float(size) / MEGABYTE, 1),
        "index_bytes_per_record": round(float(size) / Print.objects.count()),
    }


def _found() -> Figures:
    """Title and content of some dossiers, half of the titles altered, against reading one row by its key."""
    random = Random("look-ups")
    last = Print.objects.order_by("pk").values_list("pk", flat=True).last() or 1
    keys = [random.randint(1, last) for _ in range(LOOKED_UP + WARM)]
    some = list(Initiative.objects.filter(pk__in=keys, restricted=False))
    random.shuffle(some)
    mine, plain, again = [], [], []
    for place, one in enumerate(some):
        told = Told.of(one) if place % 2 else _altered(one, random)
        answer: list[Alike] = []
        took = timed(partial(_ask, told, answer)), timed(partial(Initiative.objects.get, pk=one.pk))
        if place >= WARM:
            mine.append(took[0])
            plain.append(took[1])
            again += [any(found.score >= NEAR for found in answer)] if not place % 2 else []
    return {
        "look_up_p50_ms": median(mine),
        "look_up_p95_ms": percentile(mine, 95),
        "look_up_max_ms": round(max(mine), 3),
        "by_key_p50_ms": median(plain),
        "by_key_p95_ms": percentile(plain, 95),
        "altered_found_again": round(sum(again) / len(again), 4),
    }


def _ask(told: Told, answer: list[Alike]) -> None:
    every = Initiative.objects.all()
    answer += alike_to(told, among=every, readable=every)


def _altered(one: Initiative, random: Random) -> Told:
    """As somebody else types it: without marks, two letters swapped, led in otherwise; what it tells is not said."""
    title = one.folded_title
    at = random.choice([at for at in range(1, len(title) - 1) if title[at - 1 : at + 2].isalpha()])
    return Told(f"SKKN: {title[: at - 1]}{title[at]}{title[at - 1]}{title[at + 1 :]}")


def _added() -> Figures:
    """A dossier's print, from its words to the index, in a transaction of its own; against a row in a table without an
    index."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE bench_plain (LIKE similarity_print)")
    keys = cycle(Initiative.objects.order_by("-pk").values_list("pk", flat=True)[:ADDED])
    mine, plain = [], []
    for _time in range(ADDED):
        key = next(keys)
        Print.objects.filter(pk=key).delete()
        Unread.objects.create(initiative_id=key)
        mine.append(timed(take_prints))
        plain.append(timed(partial(_insert, key)))
    return {
        "add_p50_ms": median(mine),
        "add_p95_ms": percentile(mine, 95),
        "insert_p50_ms": median(plain),
        "insert_p95_ms": percentile(plain, 95),
    }


@transaction.atomic
def _insert(key: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_plain SELECT * FROM similarity_print WHERE initiative_id = %s", [key])


def _judged(file: Path) -> Figures:
    """Precision and recall on labelled pairs, at the product's own line."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(likeness(row["a"], row["b"]).near, row["label"] == "duplicate") for row in csv.DictReader(lines)]
    found, right = sum(near for near, _same in rows), sum(near and same for near, same in rows)
    name = file.stem.rpartition("_")[2]
    return {
        f"pairs_{name}_precision": round(right / found, 4) if found else 0.0,
        f"pairs_{name}_recall": round(right / sum(same for _near, same in rows), 4),
    }


def _left(waiting: int, left: int) -> None:
    _say("prints", waiting, waiting - left)


def _say(what: str, of: int, done: int) -> None:
    click.echo(f"{time.strftime('%H:%M:%S')} {what} {done}/{of}", err=True)
