"""The kinds of long work. The rooms that know how to do one say so in their module `jobs`:

@long_work("intake.enter", says=gettext_lazy("Nhập sáng kiến từ tệp"), counts=gettext_lazy("dòng"))
def enter(job: Job, progress: Progress) -> Result: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from sangkien.jobs.models import Job
from sangkien.jobs.progress import Progress

Result = dict[str, Any]  # what JSON can say
Runner = Callable[[Job, Progress], Result]


@dataclass(frozen=True)
class Kind:
    """`says` what is done ("Nhập sáng kiến từ tệp"), of what it `counts` its progress ("dòng"), and who does it."""

    name: str
    says: str | Promise
    counts: str | Promise
    run: Runner


_KINDS: dict[str, Kind] = {}


def long_work(name: str, *, says: str | Promise, counts: str | Promise) -> Callable[[Runner], Runner]:
    """Make the function beneath it the runner of a kind: it does what is left of the job in steps (`Progress.step`),
    and returns what came of it. NotPossible raised by it is the sentence that people read."""

    def known(run: Runner) -> Runner:
        _KINDS[name] = Kind(name, says, counts, run)
        return run

    return known


def kinds() -> dict[str, Kind]:
    """All of them, by name."""
    _look_into_the_rooms()
    return _KINDS


def kind_named(name: str) -> Kind:
    """Raises KeyError: no room knows it."""
    return kinds()[name]


@cache
def _look_into_the_rooms() -> None:
    autodiscover_modules("jobs")
