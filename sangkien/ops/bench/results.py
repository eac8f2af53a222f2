"""What a bench found, and how it takes the time."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Goal:
    """A ratio (or a figure) that the product wants to keep at most at `goal`, or at least."""

    name: str
    goal: float
    value: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Is it so?"""
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True)
class Result:
    """What a bench found; times are milliseconds."""

    bench: str
    figures: dict[str, float]
    ratios: dict[str, float]
    goals: list[Goal]

    def document(self) -> dict[str, Any]:
        """As JSON wants it."""
        goals = [{"name": g.name, "goal": g.goal, "value": g.value, "met": g.met} for g in self.goals]
        return {
            "bench": self.bench,
            "machine": {"python": platform.python_version(), "cores": os.cpu_count()},
            "figures": self.figures,
            "ratios": self.ratios,
            "goals": goals,
        }


def timed(work: Callable[[], object]) -> float:
    """How long `work` takes once."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def median(times: Iterable[float]) -> float:
    """Half of the times are shorter."""
    return round(statistics.median(times), 3)


def percentile(times: Iterable[float], share: int) -> float:
    """`share` percent of the times are shorter."""
    return round(statistics.quantiles(times, n=100, method="inclusive")[share - 1], 3)


def beside(work: Callable[[], object], yardstick: Callable[[], object], *, times: int) -> tuple[float, float]:
    """The medians of both, taken in turn, so that whatever else the machine does strikes both alike."""
    both = [(timed(work), timed(yardstick)) for _ in range(times)]
    return median(mine for mine, _plain in both), median(plain for _mine, plain in both)
