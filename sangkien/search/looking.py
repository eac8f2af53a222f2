"""Looking into the index for the newest documents that answer to a question.

Where very many answer, slice by slice, the newest first: the first slices hold enough, and the rest is never looked at.
Where few do, at once: a hundred slices without a hit take longer than the whole. Which of the two it is, the two newest
slices tell, and where they hold none a few of the others. What a filter by year, programme or phase leaves aside is not
looked at at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from sangkien.search.documents import SLICE

_LITTLE = 16  # slices: so many are looked at whatever they hold
_NEWEST = 2  # slices that are looked at in any case
_TRIED = 3  # of the others where those hold none, as of a union that ended
_FEW = 800  # hits: to find all of them slice by slice takes longer than to fetch them at once
_NO_END = 2**62

Row = tuple[int, bool, bool, bool]  # its key; is how it is done kept; does it answer without that; with all
Bounds = Sequence[Sequence[str]]  # traits of documents of some time, of each group any

PUBLIC, OPEN, WHOLE = "d.public", "(d.public || d.inside)", "search_whole(d.public, d.inside, d.method)"


@dataclass(frozen=True)
class Look:
    """`query` as a `tsquery`, `positive` the same without what must not occur; at most so many (`most`) with a key
    smaller than `before`. `inside`: of all documents; else of what is public."""

    query: str
    positive: str
    inside: bool
    most: int
    before: int | None = None

    def rows(self, bounds: Bounds) -> list[Row]:
        """The newest that answer, newest first. Two to four queries."""
        first, last = _span(bounds, self.before or _NO_END)
        if last - first < _LITTLE:
            return self._in_slices(first, last)
        rest = last - _NEWEST
        rows = self._in_slices(rest + 1, last)
        if len(rows) >= self.most:
            return rows
        others = replace(self, most=self.most - len(rows), before=min(self.before or _NO_END, (rest + 1) * SLICE))
        expected = len(rows) * (last - first) // _NEWEST if rows else others._expected(first, rest)
        if expected <= _FEW:
            return [*rows, *others._ask(_AT_ONCE)]
        return [*rows, *others._in_slices(first, rest)]

    def _in_slices(self, first: int, last: int) -> list[Row]:
        return self._ask(_SLICES, first=first, last=last) if last >= first else []

    def _expected(self, first: int, last: int) -> int:
        """About how many there are in these slices, by some of them."""
        slices = last - first + 1
        some = sorted({first + slices * n // _TRIED for n in range(_TRIED)})
        ((found,),) = self._ask(_TRY, slices=some)
        return int(found) * slices // len(some)

    def _ask(self, statement: str, **values: Any) -> list[Any]:
        said, condition = self._said_and_condition()
        flags = f"{_GUARDED}, {_OPENLY}, {_WHOLLY}" if self.inside else "false, true, true"
        asked: dict[str, Any] = {"query": self.query, "positive": self.positive, "most": self.most}
        with connection.cursor() as cursor:
            cursor.execute(
                statement.format(said=said, flags=flags, condition=condition),
                asked | {"before": self.before or _NO_END} | values,
            )
            return list(cursor.fetchall())

    def _said_and_condition(self) -> tuple[str, str]:
        leaves_out = self.query != self.positive
        if not self.inside:
            return PUBLIC, f"{PUBLIC} @@ %(query)s::tsquery AND {_TOLD}" if leaves_out else _TOLD
        return WHOLE, f"({_GUARDED} OR {WHOLE} @@ %(query)s::tsquery)" if leaves_out else "true"


def _span(bounds: Bounds, before: int) -> tuple[int, int]:
    """The first and the last slice that may hold any: of nothing the last is -1."""
    asked: dict[str, Any] = {"before": before, "slice": SLICE, "traits": [trait for some in bounds for trait in some]}
    with connection.cursor() as cursor:
        cursor.execute(_SPAN, asked)
        spans = {trait: (first, last) for trait, first, last in cursor.fetchall()}
    first, last = spans.pop("")
    for traits in bounds:
        known = [spans[trait] for trait in traits if trait in spans]
        first = max(first, min((one[0] for one in known), default=0))
        last = min(last, max((one[1] for one in known), default=-1))
    return first, last


_SPAN = """
SELECT '', 0, coalesce(
    (SELECT max(initiative_id) / %(slice)s FROM search_document WHERE initiative_id < %(before)s), -1)
UNION ALL SELECT trait, first, last FROM search_span WHERE trait = ANY (%(traits)s)
"""

_GUARDED = "length(d.method) > 0"
_OPENLY = f"CASE WHEN {_GUARDED} THEN {OPEN} @@ %(query)s::tsquery ELSE true END"
_WHOLLY = f"{WHOLE} @@ %(query)s::tsquery"
# A verdict of which nobody has been told is not counted either.
_TOLD = "NOT EXISTS (SELECT FROM initiatives_untold t WHERE t.initiative_id = d.initiative_id)"
_READ = "NOT EXISTS (SELECT FROM search_unread u WHERE u.initiative_id = d.initiative_id AND u.misleads)"

# The two conditions on the index are two on purpose: it goes through both lists at the same time, and skips.
_IN_A_SLICE = "{said} @@ %(positive)s::tsquery AND {said} @@ quote_literal('~' || slice.n)::tsquery"
_SLICES = f"""
SELECT hit.* FROM generate_series(%(last)s::bigint, %(first)s, -1) AS slice (n), LATERAL (
    SELECT d.initiative_id, {{flags}} FROM search_document d
    WHERE {_IN_A_SLICE} AND d.initiative_id < %(before)s AND {{condition}} AND {_READ}
    ORDER BY d.initiative_id DESC LIMIT %(most)s
) AS hit
LIMIT %(most)s
"""
_TRY = f"""
SELECT count(*) FROM unnest(%(slices)s::bigint[]) AS slice (n), LATERAL (
    SELECT FROM search_document d WHERE {_IN_A_SLICE} LIMIT 100
) AS hit
"""
# Materialized: else the newest are sought through all documents one by one, on the guess that very many answer.
_AT_ONCE = f"""
WITH hit AS MATERIALIZED (
    SELECT d.initiative_id, {{flags}} FROM search_document d
    WHERE {{said}} @@ %(positive)s::tsquery AND d.initiative_id < %(before)s AND {{condition}} AND {_READ}
)
SELECT * FROM hit ORDER BY initiative_id DESC LIMIT %(most)s
"""
