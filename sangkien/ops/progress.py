"""Progress of a long command, on stderr: a bar on a terminal, plain lines elsewhere, nothing when it is to be quiet."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from sangkien.base.numbers import format_int
from sangkien.jobs.models import Job

quiet = click.option("--quiet", is_flag=True, help="Không hiện tiến độ.")
_TENTHS = 10


class Shown(Protocol):
    """What a command tells of how far it is. `what` and `total`, once said, stay."""

    def __call__(self, done: int, total: int | None = None, what: str = "") -> None: ...


@contextmanager
def progress(what: str, total: int | None = None, *, shown: bool = True) -> Iterator[Shown]:
    """Show how far the block is. On a terminal a bar for each thing that is said to be done; in a file a line at each
    tenth of it."""
    if not shown:
        yield lambda _done, _total=None, _what="": None
    elif sys.stderr.isatty():
        with _bars() as bars:
            yield _Bars(bars, what, total)
    else:
        yield _Lines(what, total)


def follow(show: Shown, job: Job) -> None:
    """Tell of a job as its last step left it."""
    show(job.done, job.total, job.message)


class _Lines:
    _what: str
    _total: int | None
    _tenth: int

    def __init__(self, what: str, total: int | None) -> None:
        self._begin(what, total)

    def __call__(self, done: int, total: int | None = None, what: str = "") -> None:
        if what and what != self._what:
            self._begin(what, total)
        self._total = total or self._total
        tenth = done * _TENTHS // self._total if self._total else 0
        if tenth > self._tenth:
            self._tenth = tenth
            click.echo(f"{self._what}: {_counted(done, self._total)}", err=True)

    def _begin(self, what: str, total: int | None) -> None:
        self._what, self._total, self._tenth = what, total, 0
        if not total:
            click.echo(what, err=True)


class _Bars:
    def __init__(self, bars: Progress, what: str, total: int | None) -> None:
        self._bars, self._what = bars, what
        self._task = bars.add_task(what, total=total)

    def __call__(self, done: int, total: int | None = None, what: str = "") -> None:
        if what and what != self._what:
            self._what, self._task = what, self._bars.add_task(what, total=total)
        self._bars.update(self._task, completed=done, total=total or None)


class _Counted(ProgressColumn):
    """1.240 / 3.000, as people here write numbers."""

    def render(self, task: Task) -> Text:
        total = None if task.total is None else int(task.total)
        return Text(_counted(int(task.completed), total))


def _counted(done: int, total: int | None) -> str:
    return f"{format_int(done)} / {format_int(total)}" if total else format_int(done)


def _bars() -> Progress:
    columns = [TextColumn("{task.description}"), BarColumn(), _Counted(), TimeElapsedColumn()]
    return Progress(*columns, console=Console(stderr=True))
