"""Che ô nhỏ: which cells of tables are left out so that nobody can tell what a few people did (small-cell suppression).

A cell that counts somebody but fewer than `FEWEST` is hidden. A hidden cell must not follow from what is shown either:
further cells are hidden until no hidden one is determined by the sums that hold among the cells, and until the hidden
parts of no sum come to less than `FEWEST` together. Where the sums leave freedom there are other tables that agree with
all that is shown (ADR 43). A gain may be negative, where more was taken back than came; it is as small as without its
sign.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

FEWEST = 5
"""The smallest count that is published."""

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True)
class Sum(Generic[Cell]):
    """A sum that holds in the tables: the `parts` make the `total`. Every one of them is a cell."""

    total: Cell
    parts: Sequence[Cell]

    @property
    def cells(self) -> list[Cell]:
        """All of them."""
        return [self.total, *self.parts]


def hidden(
    counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]], *, known: Collection[Cell] = (), fewest: int = FEWEST
) -> set[Cell]:
    """The cells that are not to be published. What is 0 tells of nobody, and is hidden only where nothing else covers.
    `known`: cells that everybody knows already; they are never hidden, and what follows from them alone cannot be.

    Raises ValueError where the counts do not satisfy the sums: then nothing may be concluded."""
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"the parts of {one.total!r} do not come to it")
    out = {cell for cell, count in counts.items() if 0 < abs(count) < fewest}.difference(known)
    look = _Look(counts, sums, set(known), fewest)
    while (exposed := look.exposed(out)) and (cover := look.cover(exposed, out)) is not None:
        out.add(cover)
    return out


@dataclass(frozen=True)
class _Look(Generic[Cell]):
    """The tables as they are gone through again for each further cell."""

    counts: Mapping[Cell, int]
    sums: Sequence[Sum[Cell]]
    known: set[Cell]
    fewest: int

    def exposed(self, out: set[Cell]) -> set[Cell]:
        """Hidden cells that can be worked out, or that lie in a sum whose hidden parts are too few together and which
        can still be widened."""
        thin: set[Cell] = set()
        for one in self.sums:
            parts = [part for part in one.parts if part in out]
            is_thin = parts and one.total not in out and abs(sum(self.counts[part] for part in parts)) < self.fewest
            if is_thin and any(map(self.counts.get, self.open([one], out))):
                thin.update(parts)
        return thin or determined(self.sums, out)

    def cover(self, exposed: set[Cell], out: set[Cell]) -> Cell | None:
        """The cell whose loss costs least, the smallest that counts, among those that share a sum with an exposed one;
        if possible a sum in which nothing else is hidden. What only follows by way of other sums is covered in any of
        them. None where all is hidden that can be."""
        among = [one for one in self.sums if exposed & set(one.cells)]
        alone = [one for one in among if len(out & set(one.cells)) == 1]
        totals = {one.total for one in self.sums}
        for sums in (alone, among, self.sums):
            if choices := self.open(sums, out):
                return min(choices, key=lambda cell: self._cost(cell, totals))
        return None

    def open(self, sums: Sequence[Sum[Cell]], out: set[Cell]) -> set[Cell]:
        """The cells of these sums that are shown and can be hidden."""
        return {cell for one in sums for cell in one.cells} - out - self.known

    def _cost(self, cell: Cell, totals: set[Cell]) -> tuple[bool, bool, int, str]:
        count = abs(self.counts[cell])
        return count == 0, cell in totals, count, repr(cell)


def determined(sums: Sequence[Sum[Cell]], out: set[Cell]) -> set[Cell]:
    """The hidden cells that follow from the shown ones by the sums. With every shown cell known, each sum is an
    equation between hidden ones; a cell follows when the equations leave it alone in one of them."""
    rows = [row for one in sums if (row := _row(one, out))]
    solved: dict[Cell, dict[Cell, Fraction]] = {}
    for row in rows:
        _reduce(row, solved)
    return {cell for cell, row in solved.items() if len(row) == 1}


def _row(one: Sum[Cell], out: set[Cell]) -> dict[Cell, Fraction]:
    row = {part: Fraction(1) for part in one.parts if part in out}
    return row | ({one.total: Fraction(-1)} if one.total in out else {})


def _reduce(row: dict[Cell, Fraction], solved: dict[Cell, dict[Cell, Fraction]]) -> None:
    """Take the row in, each row solved for a cell that no other row holds (reduced echelon form)."""
    for cell in [cell for cell in row if cell in solved]:
        _take(row, solved[cell], row[cell])
    if not row:
        return
    pivot = next(iter(row))
    scale = row[pivot]
    row = {cell: value / scale for cell, value in row.items()}
    for other in solved.values():
        if pivot in other:
            _take(other, row, other[pivot])
    solved[pivot] = row


def _take(row: dict[Cell, Fraction], other: Mapping[Cell, Fraction], times: Fraction) -> None:
    for cell, value in other.items():
        left = row.get(cell, Fraction(0)) - times * value
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
