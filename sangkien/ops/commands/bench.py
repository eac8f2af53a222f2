"""`sangkien bench`: speed beside a yardstick taken in the same run."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from django.core.management import call_command

from sangkien.base.rubbish import spare_what_is_loaded
from sangkien.ops.bench import scratch
from sangkien.ops.bench.boards import boards
from sangkien.ops.bench.desk import queue
from sangkien.ops.bench.dossiers import board
from sangkien.ops.bench.importing import import_
from sangkien.ops.bench.results import Result
from sangkien.ops.bench.searching import search
from sangkien.ops.bench.similar import similar
from sangkien.ops.bench.submitting import submit
from sangkien.ops.bench.tree import org
from sangkien.ops.commands.common import as_json, print_json, with_database


@click.command()
@click.argument(
    "name",
    type=click.Choice(["board", "boards", "import", "org", "queue", "search", "similar", "submit"]),
    default="submit",
)
@click.option(
    "--clients", type=click.IntRange(1, 64), default=16, show_default=True, help="Bao nhiêu người gửi (submit)."
)
@click.option("--seconds", type=click.IntRange(1, 600), default=30, show_default=True, help="Gửi bao lâu.")
@click.option(
    "--items",
    type=click.IntRange(10, 10_000_000),
    default=300,
    show_default=True,
    help="Bao nhiêu hồ sơ (board, nhiều nhất 1600; boards, ít nhất 10000).",
)
@click.option(
    "--units",
    type=click.IntRange(1_000, 500_000),
    default=20_000,
    show_default=True,
    help="Bao nhiêu công đoàn cơ sở (boards, org).",
)
@click.option(
    "--rows", type=click.IntRange(100, 100_000), default=50_000, show_default=True, help="Bao nhiêu dòng (import)."
)
@click.option(
    "--records",
    type=click.IntRange(1_000, 5_000_000),
    default=200_000,
    show_default=True,
    help="Bao nhiêu hồ sơ của cả nước (import, queue, search, similar).",
)
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
    multiple=True,
    help="Tệp CSV các cặp tên đã gán nhãn: a, b, label (similar).",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Giữ cơ sở dữ liệu nháp đã nạp, để lần sau đo ngay (boards, import, search, similar; 2.000.000 hồ sơ: 12 GB).",
)
@as_json
@with_database
def bench(
    name: str,
    clients: int,
    seconds: int,
    items: int,
    units: int,
    rows: int,
    records: int,
    pairs: tuple[Path, ...],
    keep: bool,
    as_json: bool,
) -> None:
    """Đo tốc độ trong một cơ sở dữ liệu nháp, so với cách làm trần trụi nhất trong cùng lần chạy."""
    items = max(items, 10_000) if name == "boards" else items
    nation_of = f"{scratch.SCRATCH}_{'' if keep else 'once_'}{units}"  # what was kept is nobody else's to drop
    few, whole = [f"{nation_of}_{n}" for n in (items // 100, items)]
    if not scratch.is_here():
        nation = [f"{scratch.SCRATCH}_nation_{records}"] if keep else [scratch.SCRATCH]
        lists = [f"{scratch.SCRATCH}_import_{records}"] if keep else [scratch.SCRATCH]  # what was entered stays in it
        kept = {"boards": [few, whole], "import": lists, "search": nation, "similar": nation}
        names = kept.get(name, [scratch.SCRATCH])
        sys.exit(scratch.measured_in(names, sys.argv[1:], keep=keep and scratch.SCRATCH not in names))
    call_command("migrate", interactive=False, verbosity=0)
    spare_what_is_loaded()  # as the pages are served
    benches = {
        "board": lambda: board(min(items, 1600)),
        "boards": lambda: boards(items, tree=units, few=few, progress=_told(items)),
        "import": lambda: import_(rows, records),
        "org": lambda: org(units),
        "queue": lambda: queue(records, progress=_told(records)),
        "search": lambda: search(records),
        "similar": lambda: similar(records, pairs),
        "submit": lambda: submit(clients=clients, seconds=seconds),
    }
    result = benches[name]()
    if as_json:
        print_json(result.document())
    else:
        _say(result)
    sys.exit(0 if all(goal.met for goal in result.goals) else 1)


def _told(of: int) -> Callable[[int], None]:
    return lambda made: click.echo(f"  {made}/{of}", err=True)


def _say(result: Result) -> None:
    for name, value in {**result.figures, **result.ratios}.items():
        click.echo(f"{name:<28} {value:>12.3f}")
    for goal in result.goals:
        bound = "ít nhất" if goal.at_least else "không quá"
        click.echo(f"{'✓' if goal.met else '✗'} {goal.name} {goal.value:.2f}, mục tiêu {bound} {goal.goal:.2f}")
