"""Speed, measured beside a yardstick in the same run: the ratio holds when the machine is busy, seconds do not.

Everything happens in a scratch database of its own, filled through the product's own actions.
"""

from collections.abc import Callable

from sangkien.ops.bench.dossiers import board, submit
from sangkien.ops.bench.results import Goal, Result
from sangkien.ops.bench.tree import org

__all__ = ["BY_DOSSIERS", "BY_UNITS", "Goal", "Result"]

# What is measured, by what its size is counted in.
BY_DOSSIERS: dict[str, Callable[[int], Result]] = {"submit": submit, "board": board}
BY_UNITS: dict[str, Callable[[int], Result]] = {"org": org}
