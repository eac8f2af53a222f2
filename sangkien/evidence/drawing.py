"""The draw of an inspection, so plain that anybody can do it again with a pencil and any program for SHA-256.

1. The population is a list of lines "mark stratum", sorted by mark, each ended by a line feed. Its digest is SHA-256 of
   that text in UTF-8, in hexadecimal. It is published with the plan, before the draw.
2. With the plan, too, SHA-256 of a secret of 64 hexadecimal digits is published (the commitment), and the day whose
   special prize of the northern state lottery is waited for.
3. seed = SHA-256("sangkien-hau-kiem-1" LF digest LF secret LF prize LF).
4. Every mark gets its ticket, SHA-256(seed ":" mark). In each stratum those with the smallest tickets are drawn.
5. How many of each stratum: the share of the stratum in the population, rounded by largest remainders (equal ones: the
   stratum whose name comes first), at least one of each as long as the sample has room.

Nobody alone can steer it: who plans fixed population and secret before the prize was known, and nobody chooses the
prize.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

SCHEME = "sangkien-hau-kiem-1"
PRIZE_DIGITS = 5


@dataclass(frozen=True, order=True)
class Line:
    """One record of the population: a mark by which only the union knows it, and its stratum."""

    mark: str
    stratum: str = "-"


def digest(lines: Iterable[Line]) -> str:
    """Step 1."""
    return _hash("".join(f"{line.mark} {line.stratum}\n" for line in sorted(lines)))


def commitment(secret: str) -> str:
    """Step 2."""
    return _hash(secret)


def seed(*, population: str, secret: str, prize: str) -> str:
    """Step 3; `population` is the digest."""
    return _hash(f"{SCHEME}\n{population}\n{secret}\n{prize}\n")


def draw(lines: Iterable[Line], *, seed: str, size: int) -> list[Line]:
    """Steps 4 and 5: the sample, sorted by stratum and ticket."""
    strata: dict[str, list[Line]] = {}
    for line in lines:
        strata.setdefault(line.stratum, []).append(line)
    sizes = shares({name: len(members) for name, members in strata.items()}, size=size)
    return [
        line
        for name in sorted(strata)
        for line in sorted(strata[name], key=lambda one: (_ticket(seed, one), one.mark))[: sizes[name]]
    ]


def shares(strata: Mapping[str, int], *, size: int) -> dict[str, int]:
    """Step 5: how many of each stratum; never more than it has, and `size` in all if the population has so many."""
    total = sum(strata.values())
    size = min(size, total)
    names = sorted(strata)
    one_each = dict.fromkeys(names, 1 if size >= len(names) else 0)
    exact = {name: Fraction(size * strata[name], total) for name in names}
    given = {name: max(int(exact[name]), one_each[name]) for name in names}
    _even_out(given, exact, one_each, size)
    return given


def _even_out(given: dict[str, int], exact: Mapping[str, Fraction], least: Mapping[str, int], size: int) -> None:
    """Give what is left to whom most is missing; take what is too many from whom has most above their share."""
    while sum(given.values()) < size:
        given[_first(given, lambda name: exact[name] - given[name])] += 1
    while sum(given.values()) > size:
        above = [name for name in given if given[name] > least[name]]
        given[_first(above, lambda name: given[name] - exact[name])] -= 1


def _first(names: Iterable[str], by: Callable[[str], Fraction]) -> str:
    """The one with the largest, of equals the one whose name comes first."""
    return min(names, key=lambda name: (-by(name), name))


def _ticket(seed: str, line: Line) -> str:
    return _hash(f"{seed}:{line.mark}")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
